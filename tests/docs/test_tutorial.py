"""The app of docs/tutorial.md deploys to the embedded cloud, and is what its picture shows."""

from __future__ import annotations

import re
from typing import Any

from lineage_local.app_cloud import AppCloud

from .page import ROOT, MarkdownPage

PAGE = MarkdownPage(ROOT / "docs" / "tutorial.md")


def test_deployed_lineage_is_that_of_the_picture(lineage_cloud: AppCloud) -> None:
    names: dict[str, Any] = {}
    for block in PAGE.blocks("python"):
        exec(block.code, names)  # noqa: S102
    (picture,) = PAGE.blocks("mermaid")

    lineage_cloud.deploy(names["app"])

    found = lineage_cloud.client("sagemaker").list_associations()["AssociationSummaries"]
    types = [each["AssociationType"] for each in found]
    assert sorted(types) == sorted(re.findall(r"-- (\w+) -->", picture.code))
    lineage_cloud.destroy(names["app"])
