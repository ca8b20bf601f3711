"""The operations that the service knows, by the names that the API gives them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lineage_local.service import named
from lineage_local.service.artifacts import (
    create_artifact,
    delete_artifact,
    describe_artifact,
    list_artifacts,
    update_artifact,
)
from lineage_local.service.associations import (
    add_association,
    delete_association,
    list_associations,
)
from lineage_local.service.call import Call
from lineage_local.service.groups import describe_lineage_group, list_lineage_groups
from lineage_local.service.query import query_lineage
from lineage_local.service.tags import add_tags, delete_tags, list_tags

Operation = Callable[[Call, Mapping[str, Any]], dict[str, Any]]

OPERATIONS: dict[str, Operation] = {
    "CreateArtifact": create_artifact,
    "DescribeArtifact": describe_artifact,
    "UpdateArtifact": update_artifact,
    "DeleteArtifact": delete_artifact,
    "ListArtifacts": list_artifacts,
    "CreateAction": partial(named.create, "Action"),
    "DescribeAction": partial(named.describe, "Action"),
    "UpdateAction": partial(named.update, "Action"),
    "DeleteAction": partial(named.delete, "Action"),
    "ListActions": partial(named.list_, "Action"),
    "CreateContext": partial(named.create, "Context"),
    "DescribeContext": partial(named.describe, "Context"),
    "UpdateContext": partial(named.update, "Context"),
    "DeleteContext": partial(named.delete, "Context"),
    "ListContexts": partial(named.list_, "Context"),
    "AddAssociation": add_association,
    "DeleteAssociation": delete_association,
    "ListAssociations": list_associations,
    "QueryLineage": query_lineage,
    "DescribeLineageGroup": describe_lineage_group,
    "ListLineageGroups": list_lineage_groups,
    "AddTags": add_tags,
    "DeleteTags": delete_tags,
    "ListTags": list_tags,
}
