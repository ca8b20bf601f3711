"""What platform teams ask of every function, passed on to Lambda."""

from typing import Any

from aws_cdk import Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_signer as signer
from aws_cdk import aws_sqs as sqs
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER  # type: ignore[import-untyped]

from sagemaker_lineage import LineageProvider

from .conftest import Declare
from .full_provider import fully_configured
from .synthesis import FUNCTION, resource

INVOKE_CONFIG = "AWS::Lambda::EventInvokeConfig"


def function(stack: Stack, **given: Any) -> dict[str, Any]:
    LineageProvider(stack, LineageProvider.ID, **given)
    return dict(resource(stack, FUNCTION)["Properties"])


def allowed(stack: Stack) -> dict[str, Any]:
    """Return what the role may do, by action, without what every provider's may."""
    statements = resource(stack, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]["Statement"]
    return {
        str(action): each["Resource"]
        for each in statements
        if "Sid" not in each
        for action in ([each["Action"]] if isinstance(each["Action"], str) else each["Action"])
        if not action.startswith("logs:")
    }


def test_there_is_none_of_it_by_default(stack: Stack, declare: Declare) -> None:
    declare()

    assert resource(stack, INVOKE_CONFIG)["Properties"] == {
        "FunctionName": {"Ref": "SageMakerLineageProviderFunctionBA5197F9"},
        "MaximumEventAgeInSeconds": 2100,
        "Qualifier": "$LATEST",
    }
    assert allowed(stack) == {}


def test_a_request_without_a_response_goes_to_a_destination(stack: Stack) -> None:
    queue = sqs.Queue(stack, "Queue")
    arn = stack.resolve(queue.queue_arn)
    function(stack, on_failure=destinations.SqsDestination(queue))

    config = resource(stack, INVOKE_CONFIG)["Properties"]
    assert config["DestinationConfig"] == {"OnFailure": {"Destination": arn}}
    assert config["MaximumEventAgeInSeconds"] == 2100
    assert allowed(stack)["sqs:SendMessage"] == arn


def test_a_request_without_a_response_goes_to_a_dead_letter_queue(stack: Stack) -> None:
    queue = sqs.Queue(stack, "Queue")
    arn = stack.resolve(queue.queue_arn)

    assert function(stack, dead_letter_queue=queue)["DeadLetterConfig"] == {"TargetArn": arn}
    assert allowed(stack) == {"sqs:SendMessage": arn}


def test_a_key_encrypts_the_environment_variables(stack: Stack) -> None:
    key = kms.Key(stack, "Key")

    rendered = function(stack, environment_encryption=key)
    assert rendered["KmsKeyArn"] == stack.resolve(key.key_arn)
    assert "KmsKeyId" not in resource(stack, "AWS::Logs::LogGroup")["Properties"]


def test_concurrency_can_be_reserved(stack: Stack) -> None:
    assert function(stack, reserved_concurrent_executions=5)["ReservedConcurrentExecutions"] == 5


def test_the_function_can_be_traced(stack: Stack) -> None:
    rendered = function(stack, tracing=lambda_.Tracing.ACTIVE)

    assert rendered["TracingConfig"] == {"Mode": "Active"}
    assert allowed(stack) == {"xray:PutTraceSegments": "*", "xray:PutTelemetryRecords": "*"}


def test_signatures_of_the_code_can_be_asked_for(stack: Stack) -> None:
    profile = signer.SigningProfile(
        stack, "Profile", platform=signer.Platform.AWS_LAMBDA_SHA384_ECDSA
    )
    config = lambda_.CodeSigningConfig(stack, "Config", signing_profiles=[profile])

    rendered = function(stack, code_signing_config=config)
    assert rendered["CodeSigningConfigArn"] == stack.resolve(config.code_signing_config_arn)


def test_no_option_replaces_the_function(stack: Stack) -> None:
    """A replaced one has another ARN, and CloudFormation refuses another service token."""
    fully_configured(stack)

    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", FUNCTION).schema
    replacing = {each.rpartition("/")[2] for each in schema["createOnlyProperties"]}
    assert "FunctionName" in replacing
    assert not replacing & resource(stack, FUNCTION)["Properties"].keys()


def test_alarms_are_made_of_the_functions_metrics(stack: Stack, declare: Declare) -> None:
    declare()
    lineage = LineageProvider.get_or_create(stack).function
    lineage.metric_errors().create_alarm(stack, "LineageErrors", threshold=1, evaluation_periods=1)

    alarm = resource(stack, "AWS::CloudWatch::Alarm")["Properties"]
    assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/Lambda", "Errors")
    assert alarm["Dimensions"] == [
        {"Name": "FunctionName", "Value": {"Ref": "SageMakerLineageProviderFunctionBA5197F9"}}
    ]
