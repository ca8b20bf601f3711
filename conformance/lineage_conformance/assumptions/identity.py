"""What identifies artifacts and associations."""

from ..reading import OneOf
from .assumption import Assumption

IDENTITY = (
    Assumption(
        name="duplicate_source",
        system="SageMaker",
        statement="A second CreateArtifact on a source is refused, or returns the ARN of the"
        " artifact that is there and changes nothing.",
        evidence_for="The SageMaker SDK takes a ValidationException to mean that the artifact"
        " exists (sagemaker-python-sdk, serve/utils/lineage_utils.py).",
        evidence_against="The API reference and botocore's model name no error for it.",
        strength="some",
        if_wrong="If a second create overwrote the first artifact, a refused declaration would have"
        " changed an artifact of somebody else.",
        assumed=OneOf(("raise", "return")),
        safe_with=OneOf(("raise", "return")),
        knobs=("duplicate_source",),
    ),
    Assumption(
        name="identity",
        system="SageMaker",
        statement="Artifacts on one URI with different source types are different artifacts.",
        evidence_for="The SDK picks among the artifacts of one URI by their source types"
        " (serve/utils/lineage_utils.py).",
        evidence_against='"There can be only one artifact with a unique SourceUri" (SageMaker'
        " developer guide, lineage entities).",
        strength="some",
        if_wrong="A second content of a URI is refused, with the way out: it would overwrite the"
        " first.",
        assumed=OneOf(("uri_and_types",)),
        safe_with=OneOf(("uri_and_types", "uri")),
        knobs=("identity",),
    ),
    Assumption(
        name="arn_of_source",
        system="SageMaker",
        statement="An artifact's ARN does not change while the artifact is there.",
        evidence_for="The ARN ends in a hash of the source, which cannot be changed (service"
        " authorization reference, resource types of SageMaker; UpdateArtifact in botocore's"
        " model).",
        strength="strong",
        if_wrong="The physical id would name no artifact, and the artifact would be an orphan.",
        no_knob="A service that changes ARNs could serve nobody who stores one.",
        no_probe="It would have to be watched for longer than a run.",
    ),
    Assumption(
        name="source_type_order",
        system="SageMaker",
        statement="The order of source types does not matter.",
        evidence_for="They are a list of ids of one source (API reference, ArtifactSource).",
        strength="none",
        if_wrong="Nothing for artifacts of this library, whose types are sent sorted; one of"
        " somebody else could be taken for that on the same source.",
        no_knob="Source types are sent sorted, and compared as a set.",
        no_probe="The handler depends on neither reading.",
    ),
    Assumption(
        name="unique_names",
        system="SageMaker",
        statement="Two artifacts may have the same ArtifactName.",
        evidence_for="The SDK gives one fixed name to many artifacts (feature processor lineage),"
        " and its tests create several that are called foo.",
        evidence_against='"Must be unique to your account in an AWS Region" (API reference,'
        " CreateArtifact); an SDK commit made a constant name unique (223cc786c).",
        strength="some",
        if_wrong="A name that is taken fails the deployment with SageMaker's words, and is rolled"
        " back.",
        assumed=OneOf((False,)),
        safe_with=OneOf((False, True)),
        knobs=("unique_names",),
    ),
    Assumption(
        name="duplicate_association",
        system="SageMaker",
        statement="A second AddAssociation on the same source and destination is refused.",
        evidence_for="The SDK takes a ValidationException to mean that the association exists"
        " (serve/utils/lineage_utils.py).",
        evidence_against="The API reference names no error for it.",
        strength="some",
        if_wrong="Nothing: an association that is older than its record was there before.",
        assumed=OneOf(("raise",)),
        safe_with=OneOf(("raise", "return")),
        knobs=("duplicate_association",),
    ),
    Assumption(
        name="association_age",
        system="SageMaker",
        statement="An association that is added after an artifact is created is not older than it.",
        evidence_for="Both times are set by SageMaker (CreationTime in the API reference).",
        evidence_against="Whether one clock sets both is not published.",
        strength="some",
        if_wrong="An association that a stack has added counts as one that was there before, and is"
        " not deleted with its stack.",
        no_knob="The service has one clock; whole_seconds makes the two times equal.",
        no_probe="A difference of clocks would have to be met by chance.",
    ),
    Assumption(
        name="quota",
        system="SageMaker",
        statement="A create over a quota is refused with ResourceLimitExceeded.",
        evidence_for="Modelled for CreateArtifact and AddAssociation (botocore); 6000 artifacts,"
        " 3000 actions, 500 contexts, 6000 associations (sagemaker-lineage.ipynb, Caveats;"
        " sagemaker-experiments, pull request 194).",
        strength="strong",
        if_wrong="The deployment fails all the same, with another message.",
        knobs=("quota", "action_quota", "context_quota", "association_quota"),
        no_probe="It would have to use up a quota of the account.",
    ),
)
