"""The tags of an artifact: those of ``Tags.of(...)``, and below them those of its stack."""

from typing import Any

import jsii
from aws_cdk import IStableAnyProducer, Stack, TagManager

from constructs import Construct


@jsii.implements(IStableAnyProducer)
class ArtifactTags:
    """The tags as they are once everything has been added, which is at synthesis.

    Parameters
    ----------
    artifact
        The artifact.
    tag_manager
        What ``Tags.of(...)`` adds the artifact's tags to.
    """

    def __init__(self, artifact: Construct, tag_manager: TagManager) -> None:
        self._artifact = artifact
        self._tag_manager = tag_manager

    def produce(self) -> Any:
        """Return the rendered tags.

        CloudFormation gives a stack's tags to the resources whose types it knows, so they are
        given to the artifact here. The lowest priority keeps them below ``Tags.of(...)``, and a
        nested stack's below nothing but its own.
        """
        stack: Stack | None = Stack.of(self._artifact)
        stacks = []
        while stack:
            stacks.append(stack)
            stack = stack.nested_stack_parent
        for each in reversed(stacks):
            for key, value in each.tags.tag_values().items():
                self._tag_manager.set_tag(key, value, 0)
        return self._tag_manager.render_tags() or []
