"""The metadata of an artifact: only what is given."""

from aws_cdk import Stack

from sagemaker_lineage import MetadataProperties

from .conftest import Declare
from .synthesis import properties


def test_metadata_names_only_what_is_given(stack: Stack, declare: Declare) -> None:
    declare(metadata_properties=MetadataProperties(commit_id="8bd1fd5"))

    assert properties(stack)["MetadataProperties"] == {"CommitId": "8bd1fd5"}
