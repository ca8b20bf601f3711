"""The operations that the service knows, by the names that the API gives them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from local.lineage import named
from local.lineage.artifacts import (
    create_artifact,
    delete_artifact,
    describe_artifact,
    list_artifacts,
    update_artifact,
)
from local.lineage.associations import add_association, delete_association, list_associations
from local.lineage.call import Call
from local.lineage.groups import describe_lineage_group, list_lineage_groups
from local.lineage.query import query_lineage
from local.lineage.tags import add_tags, delete_tags, list_tags

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
