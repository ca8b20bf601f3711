"""The operations that the service knows, by the names that the API gives them."""

from collections.abc import Callable, Mapping
from typing import Any

from local.lineage.artifacts import (
    create_artifact,
    delete_artifact,
    describe_artifact,
    list_artifacts,
    update_artifact,
)
from local.lineage.call import Call
from local.lineage.tags import add_tags, delete_tags, list_tags

Operation = Callable[[Call, Mapping[str, Any]], dict[str, Any]]

OPERATIONS: dict[str, Operation] = {
    "CreateArtifact": create_artifact,
    "DescribeArtifact": describe_artifact,
    "UpdateArtifact": update_artifact,
    "DeleteArtifact": delete_artifact,
    "ListArtifacts": list_artifacts,
    "AddTags": add_tags,
    "DeleteTags": delete_tags,
    "ListTags": list_tags,
}
