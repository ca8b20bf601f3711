"""What updates and deletes do."""

from ..reading import OneOf
from .assumption import Assumption

_NO_SUCH_SERVICE = "A reading that no public text suggests; the probe looks for it all the same."

CHANGES = (
    Assumption(
        name="merge_properties",
        system="SageMaker",
        statement="UpdateArtifact merges Properties into those that are there, or overwrites them.",
        evidence_for='"Overwrites the current property list" (API reference, Properties), yet there'
        " is PropertiesToRemove, and the SDK sends both.",
        strength="some",
        if_wrong="A third reading would lose properties that others added.",
        assumed=OneOf((True, False)),
        safe_with=OneOf((True, False)),
        knobs=("merge_properties",),
    ),
    Assumption(
        name="refuse_delete_with_associations",
        system="SageMaker",
        statement="An artifact with associations cannot be deleted, or they are deleted with it.",
        evidence_for="The SDK's delete(disassociate=True) deletes the associations first"
        " (lineage/artifact.py).",
        evidence_against="The API reference does not say it.",
        strength="some",
        if_wrong="Nothing but associations of an entity that is gone: the handler deletes those"
        " that lists show before it deletes the artifact.",
        assumed=OneOf((True, False)),
        safe_with=OneOf((True, False)),
        knobs=("refuse_delete_with_associations",),
    ),
    Assumption(
        name="absent_tag",
        system="SageMaker",
        statement="DeleteTags on a key that an artifact does not have is no error.",
        evidence_for="botocore's model has no error for DeleteTags.",
        strength="some",
        if_wrong="A release that is delivered twice fails, and with it the deletion of the stack.",
        assumed=OneOf((True,)),
        safe_with=OneOf((True,)),
        no_knob=_NO_SUCH_SERVICE,
    ),
    Assumption(
        name="absent_property",
        system="SageMaker",
        statement="UpdateArtifact may remove a property that the artifact does not have.",
        evidence_for="botocore's model has no error for it.",
        strength="some",
        if_wrong="An update fails that drops a property which somebody has removed, or that is"
        " delivered twice: the handler names what was declared, shown or not.",
        assumed=OneOf((True,)),
        safe_with=OneOf((True,)),
        no_knob=_NO_SUCH_SERVICE,
    ),
    Assumption(
        name="immutable_members",
        system="SageMaker",
        statement="ArtifactType, Source and MetadataProperties of an artifact never change.",
        evidence_for="UpdateArtifact has no such members (botocore's model); they are create-only"
        " in CloudFormation's AWS::SageMaker::Artifact.",
        strength="strong",
        if_wrong="Nothing: another type is refused, whatever could be done.",
        no_knob="The model has no call that could change them.",
        no_probe="The model has no call that could change them.",
    ),
    Assumption(
        name="atomic_create",
        system="SageMaker",
        statement="CreateArtifact makes the artifact together with its tags, or nothing.",
        evidence_for="Tags is a member of the request (botocore's model), and IAM asks for AddTags"
        " in the same call (service authorization reference).",
        strength="strong",
        if_wrong="A create that fails half way leaves an artifact that nobody claims.",
        no_knob="Late tags are played by create_tag_lag_seconds; tags that never come would be an"
        " artifact without any owner, which no handler could tell from one of somebody else.",
        no_probe="A failure half way cannot be provoked.",
    ),
    Assumption(
        name="tag_limit",
        system="SageMaker",
        statement="An artifact has at most 50 tags; a key has 128 and a value 256 characters.",
        evidence_for="botocore's model; developer guide, tags.",
        strength="strong",
        if_wrong="A claim does not fit, and the deployment fails before anything is changed.",
        no_knob="The embedded service enforces the model's limits always.",
        no_probe="The limits are the model's.",
    ),
)
