"""Only an adoption is in the template: its absence means that the deployment fails."""

import pytest
from aws_cdk import Stack

from sagemaker_lineage import OnExisting

from .conftest import Associate, Declare
from .synthesis import association_properties, properties


@pytest.mark.parametrize(
    ("on_existing", "expected"), [(OnExisting.FAIL, None), (OnExisting.ADOPT, "ADOPT")]
)
def test_only_an_adoption_is_in_the_template(
    stack: Stack,
    declare: Declare,
    associate: Associate,
    on_existing: OnExisting,
    expected: str | None,
) -> None:
    declare(on_existing=on_existing)
    associate(on_existing=on_existing)

    assert properties(stack).get("OnExisting") == expected
    assert association_properties(stack).get("OnExisting") == expected
