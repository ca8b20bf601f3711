"""The function knows how long Lambda keeps its events, as the construct library sets it."""

import pytest
from aws_cdk import Duration

from lineage_handler.cloudformation.redelivery import max_event_age_seconds
from sagemaker_lineage.attempts import max_event_age


@pytest.mark.parametrize("seconds", [300, 600, 900])
def test_both_sides_mean_the_same_age(seconds: int) -> None:
    template = max_event_age(Duration.seconds(seconds))
    assert max_event_age_seconds(seconds) == template.to_seconds()
