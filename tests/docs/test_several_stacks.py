"""What docs/how-to/several-stacks.md says of a rename, tried on the embedded cloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import App, CfnResource, CrossStackReferences, ReferenceStrength
from aws_cdk.assertions import Template

from lineage_local.app_cloud import AppCloud
from lineage_local.errors import DeploymentError
from sagemaker_lineage import Artifact

from .page import ROOT, MarkdownPage

PAGE = MarkdownPage(ROOT / "docs" / "how-to" / "several-stacks.md")
RENAMED = "ChurnModel"

Declare = Callable[..., Artifact]


@pytest.fixture(scope="module")
def declare() -> Declare:
    """The function of the page's first block."""
    names: dict[str, Any] = {"app": App()}
    exec(PAGE.blocks("python")[0].code, names)  # noqa: S102
    found: Declare = names["declare"]
    return found


def derived(cloud: AppCloud) -> set[str]:
    """Return the ARNs of what reports are derived from."""
    found = cloud.client("sagemaker").list_associations(AssociationType="DerivedFrom")
    return {each["SourceArn"] for each in found["AssociationSummaries"]}


def weaken(model: Artifact) -> None:
    CrossStackReferences.of(model).produce(ReferenceStrength.BOTH)


def test_a_kept_logical_id_is_no_change(declare: Declare) -> None:
    (kept,) = [each.code for each in PAGE.blocks("python") if "override_logical_id" in each.code]
    before, renamed = declare(App()), declare(App(), RENAMED)
    resource = renamed.node.default_child
    assert isinstance(resource, CfnResource)
    resource.override_logical_id(kept.split('"')[-2])

    # But for the path of the construct, which CDK has in the metadata.
    templates = [Template.from_stack(each.stack).to_json() for each in (before, renamed)]
    for template in templates:
        for each in template["Resources"].values():
            each.pop("Metadata", None)
    assert templates[0] == templates[1]


def test_rename_is_refused_and_two_deployments_do_it(
    lineage_cloud: AppCloud, declare: Declare
) -> None:
    def app(model_id: str, change: Callable[[Artifact], None]) -> App:
        made = App()
        change(declare(made, model_id))
        return made

    def leave(_: Artifact) -> None: ...

    lineage_cloud.deploy(app("Model", leave))
    before = derived(lineage_cloud)
    assert len(before) == 1

    (message,) = PAGE.blocks("text")
    with pytest.raises(DeploymentError) as refused:
        lineage_cloud.deploy(app(RENAMED, leave))
    assert message.code.strip() in str(refused.value)
    assert derived(lineage_cloud) == before

    lineage_cloud.deploy(app("Model", weaken))
    lineage_cloud.deploy(app(RENAMED, weaken))
    assert derived(lineage_cloud) == before

    lineage_cloud.destroy(app(RENAMED, weaken))
    assert derived(lineage_cloud) == set()
