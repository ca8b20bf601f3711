"""The least that a construct with tags costs: a `Resource` and a `TagManager` over one resource."""

from __future__ import annotations

import jsii
from aws_cdk import CfnResource, ITaggableV2, Resource, Stack, TagManager, TagType

from constructs import Construct

IN_STACK_MAX = 500
"""How many fit into the 500 resources of a stack."""


@jsii.implements(ITaggableV2)
class BareArtifact(Resource):
    """An artifact of which nothing is checked, and which nothing serves."""

    def __init__(self, scope: Construct, construct_id: str, uri: str, name: str) -> None:
        super().__init__(scope, construct_id)
        self._tag_manager = TagManager(TagType.KEY_VALUE, "Custom::Artifact")
        CfnResource(
            self,
            "Resource",
            type="Custom::Artifact",
            properties={
                "ServiceToken": "arn:aws:lambda:eu-west-1:123456789012:function:artifact",
                "ArtifactName": name,
                "Source": {"SourceUri": uri},
                "ArtifactType": "DataSet",
                "Properties": {"rows": "70421", "columns": "21", "split": "train"},
                "Tags": self._tag_manager.rendered_tags,
            },
        )

    @property
    def cdk_tag_manager(self) -> TagManager:
        """What ``Tags.of(...)`` adds the artifact's tags to."""
        return self._tag_manager


def provide(_stack: Stack) -> None:
    """Declare nothing: nothing serves the artifacts."""


def declare(stack: Stack, _provider: None, count: int) -> None:
    """Declare artifacts in a stack."""
    folder = stack.stack_name
    for number in range(count):
        uri = f"s3://bucket/{folder}/{number}.csv"
        BareArtifact(stack, f"DataSet{number}", uri, f"data-set-{number}")
