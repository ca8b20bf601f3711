"""The readings of SageMaker that show what was written a minute late."""

from __future__ import annotations

import pytest

from lineage_local.service import Behaviour

LAG = 60.0
EACH = {
    "lists": Behaviour(list_lag_seconds=LAG),
    "tags of a create": Behaviour(create_tag_lag_seconds=LAG),
    "added tags": Behaviour(add_tag_lag_seconds=LAG),
    "deleted tags": Behaviour(delete_tag_lag_seconds=LAG),
    "tags in IAM": Behaviour(iam_tag_lag_seconds=LAG),
    "descriptions": Behaviour(describe_lag_seconds=LAG),
    "clean-up of tags": Behaviour(tag_cleanup_lag_seconds=LAG),
}
ALL = Behaviour(
    list_lag_seconds=LAG,
    create_tag_lag_seconds=LAG,
    add_tag_lag_seconds=LAG,
    delete_tag_lag_seconds=LAG,
    iam_tag_lag_seconds=LAG,
    describe_lag_seconds=LAG,
    tag_cleanup_lag_seconds=LAG,
)

lags = pytest.mark.parametrize("behaviour", [*EACH.values(), ALL], ids=[*EACH, "all"])

# For what is tried with every change: what tags and descriptions show decides what is written.
_OF_CONTENT = ["added tags", "deleted tags", "descriptions"]
content_lags = pytest.mark.parametrize(
    "behaviour", [*(EACH[name] for name in _OF_CONTENT), ALL], ids=[*_OF_CONTENT, "all"]
)
