"""The function knows how long Lambda keeps its events, as the construct library sets it."""

import pytest

from lineage_handler.cloudformation import redelivery
from sagemaker_lineage import attempts


@pytest.mark.parametrize("seconds", [300, 600, 900])
def test_both_sides_mean_the_same_age(seconds: int) -> None:
    template = attempts.max_event_age_seconds(seconds)
    assert redelivery.max_event_age_seconds(seconds) == template
