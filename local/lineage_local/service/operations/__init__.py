"""The operations of the API, by the names that the API gives them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lineage_local.service.operations import actions_and_contexts
from lineage_local.service.operations.artifacts import (
    create_artifact,
    delete_artifact,
    describe_artifact,
    list_artifacts,
    update_artifact,
)
from lineage_local.service.operations.associations import (
    add_association,
    delete_association,
    list_associations,
)
from lineage_local.service.operations.call import Call
from lineage_local.service.operations.lineage_groups import (
    describe_lineage_group,
    list_lineage_groups,
)
from lineage_local.service.operations.lineage_queries import query_lineage
from lineage_local.service.operations.tags import add_tags, delete_tags, list_tags
from lineage_local.service.operations.trial_components import describe_trial_component

Operation = Callable[[Call, Mapping[str, Any]], dict[str, Any]]

OPERATIONS: dict[str, Operation] = {
    "CreateArtifact": create_artifact,
    "DescribeArtifact": describe_artifact,
    "UpdateArtifact": update_artifact,
    "DeleteArtifact": delete_artifact,
    "ListArtifacts": list_artifacts,
    "CreateAction": partial(actions_and_contexts.create, "Action"),
    "DescribeAction": partial(actions_and_contexts.describe, "Action"),
    "UpdateAction": partial(actions_and_contexts.update, "Action"),
    "DeleteAction": partial(actions_and_contexts.delete, "Action"),
    "ListActions": partial(actions_and_contexts.list_, "Action"),
    "CreateContext": partial(actions_and_contexts.create, "Context"),
    "DescribeContext": partial(actions_and_contexts.describe, "Context"),
    "UpdateContext": partial(actions_and_contexts.update, "Context"),
    "DeleteContext": partial(actions_and_contexts.delete, "Context"),
    "ListContexts": partial(actions_and_contexts.list_, "Context"),
    "AddAssociation": add_association,
    "DeleteAssociation": delete_association,
    "ListAssociations": list_associations,
    "QueryLineage": query_lineage,
    "DescribeLineageGroup": describe_lineage_group,
    "ListLineageGroups": list_lineage_groups,
    "DescribeTrialComponent": describe_trial_component,
    "AddTags": add_tags,
    "DeleteTags": delete_tags,
    "ListTags": list_tags,
}
