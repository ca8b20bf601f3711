"""What responses and errors look like."""

from ..reading import OneOf
from .assumption import Assumption

NOT_FOUND = OneOf(("ResourceNotFound", "ResourceNotFoundException"))
EXISTS = OneOf(
    ("ValidationException", "ConflictException", "ResourceInUse", "ResourceAlreadyExists")
)
CONSTRAINT = OneOf(("failed to satisfy constraint",))

_MODELLED = "The embedded service has the model's error, and no other is known."

RESPONSES = (
    Assumption(
        name="empty_members",
        system="SageMaker",
        statement="A response may have an empty member where nothing was given, or leave it out.",
        evidence_for="Recorded responses have Properties: {} and SourceTypes: []"
        " (sagemaker-python-sdk, tests/unit/sagemaker/lineage/test_query.py).",
        strength="strong",
        if_wrong="Nothing: an empty member counts as missing.",
        assumed=OneOf((True, False)),
        safe_with=OneOf((True, False)),
        knobs=("empty_members",),
    ),
    Assumption(
        name="duplicate_vertices",
        system="SageMaker",
        statement="QueryLineage may return a vertex or an edge twice.",
        evidence_for="The SDK removes duplicates since its commit a5c442370.",
        strength="some",
        if_wrong="Nothing in the function, which does not query; a graph is drawn with both.",
        assumed=OneOf((True, False)),
        safe_with=OneOf((True, False)),
        knobs=("duplicate_vertices",),
    ),
    Assumption(
        name="whole_seconds",
        system="SageMaker",
        statement="Timestamps may have whole seconds only.",
        evidence_for="Recorded responses have contexts of whole seconds, and artifacts of"
        " milliseconds (sagemaker-python-sdk, tests/unit/sagemaker/lineage/test_query.py).",
        strength="strong",
        if_wrong="Nothing: no two times are compared more closely.",
        assumed=OneOf((True, False)),
        safe_with=OneOf((True, False)),
        knobs=("whole_seconds",),
    ),
    Assumption(
        name="exists_code",
        system="SageMaker",
        statement="What exists already is refused with one of four codes.",
        evidence_for="ValidationException, as the SDK has it; ConflictException and ResourceInUse"
        " are SageMaker's own in botocore's model, ResourceAlreadyExists is usual elsewhere.",
        evidence_against="No such error is modelled for CreateArtifact and AddAssociation.",
        strength="some",
        if_wrong="A source that is taken fails the deployment, and is never adopted.",
        assumed=EXISTS,
        safe_with=EXISTS,
        knobs=("exists_code",),
    ),
    Assumption(
        name="error_texts",
        system="SageMaker",
        statement="The texts of errors are SageMaker's own, and may be any.",
        evidence_for="No text is published.",
        strength="strong",
        if_wrong="Nothing: the handler reads codes, and shows texts to users.",
        assumed=OneOf(("own", "other")),
        safe_with=OneOf(("own", "other")),
        knobs=("error_texts",),
    ),
    Assumption(
        name="constraint_text",
        system="SageMaker",
        statement="The violation of a constraint of the model is worded as in every AWS service:"
        f" {CONSTRAINT}.",
        evidence_for="The same words in the error of any AWS JSON service, e.g. in the API"
        " reference of common errors.",
        strength="some",
        if_wrong="A create that breaks a constraint is looked up for 75 s before it fails.",
        assumed=CONSTRAINT,
        safe_with=OneOf((*CONSTRAINT.values, "another text", "none")),
        no_knob="The tests of the handler's errors play both.",
    ),
    Assumption(
        name="not_found_code",
        system="SageMaker",
        statement="DescribeArtifact, UpdateArtifact and DeleteArtifact say ResourceNotFound.",
        evidence_for="botocore's model.",
        strength="strong",
        if_wrong="What somebody deleted by hand fails each deployment, and each deletion.",
        assumed=NOT_FOUND,
        safe_with=NOT_FOUND,
        no_knob=_MODELLED,
    ),
    Assumption(
        name="absent_association_code",
        system="SageMaker",
        statement="DeleteAssociation says ResourceNotFound of an association that is not there.",
        evidence_for="botocore's model.",
        strength="strong",
        if_wrong="A delete that is delivered twice fails.",
        assumed=NOT_FOUND,
        safe_with=OneOf((*NOT_FOUND.values, "none")),
        no_knob=_MODELLED,
    ),
    Assumption(
        name="absent_resource_code",
        system="SageMaker",
        statement="ListTags says of an artifact that is not there that it is not found or not"
        " valid.",
        evidence_for="botocore's model has no error for ListTags; ValidationException is every"
        " operation's, ResourceNotFound that of DescribeArtifact.",
        strength="some",
        if_wrong="What somebody deleted by hand fails the deletion of its stack.",
        assumed=OneOf(("ValidationException", *NOT_FOUND.values)),
        safe_with=OneOf(("ValidationException", *NOT_FOUND.values)),
        no_knob="After any ValidationException the handler asks DescribeArtifact.",
    ),
    Assumption(
        name="requests_per_second",
        system="SageMaker",
        statement="A call over the rate is refused with a code of throttling, and has no effect.",
        evidence_for="ThrottlingException, Rate exceeded, even at four retries"
        " (amazon-sagemaker-examples, issue 2247); AWS general reference, common errors.",
        evidence_against="The rate is not published.",
        strength="strong",
        if_wrong="The deployment of a large stack fails, and is rolled back.",
        knobs=("requests_per_second",),
        no_probe="A run that reaches the rate throttles whoever else works in the account; the"
        " report says how many calls were throttled at its pace.",
    ),
    Assumption(
        name="server_errors",
        system="SageMaker",
        statement="A call that ends with a status of 500 or above, or without a response, may have"
        " been carried out.",
        evidence_for="AWS general reference, error retries.",
        strength="strong",
        if_wrong="Nothing: it is the worst of the readings.",
        no_knob="Faults of the embedded service play it: before and after the call.",
        no_probe="It cannot be provoked.",
    ),
    Assumption(
        name="pages",
        system="SageMaker",
        statement="A list ends with the page that has no NextToken; an empty page may have one.",
        evidence_for="AWS SDK guides, pagination; botocore's paginators.",
        strength="strong",
        if_wrong="An artifact that is there is not found.",
        no_knob="The embedded service pages as the model says.",
        no_probe="It would need more than a hundred artifacts.",
    ),
)
