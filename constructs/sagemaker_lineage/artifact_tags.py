"""The tags of artifacts: those of ``Tags.of(...)``, and below them those of the stack."""

from typing import Any
from weakref import WeakKeyDictionary

import jsii
from aws_cdk import IResolvable, IStableAnyProducer, Lazy, Stack, TagManager

_waiting: WeakKeyDictionary[Stack, "StackTags"] = WeakKeyDictionary()
"""The stacks with artifacts whose tags are not rendered yet."""


def render_tags(stack: Stack, tag_manager: TagManager) -> dict[str, IResolvable]:
    """Return the member ``Tags`` of an artifact, and one before it that resolves to nothing.

    CDK resolves members in their order, so the tags of the stack are there when the artifact's are
    rendered.

    Parameters
    ----------
    stack
        The artifact's stack.
    tag_manager
        What ``Tags.of(...)`` adds the artifact's tags to.
    """
    if stack not in _waiting:
        _waiting[stack] = StackTags(stack)
    stack_tags = _waiting[stack]
    stack_tags.tag_managers.append(tag_manager)
    return {"StackTags": stack_tags.token, "Tags": tag_manager.rendered_tags}


@jsii.implements(IStableAnyProducer)
class StackTags:
    """Gives the tags of a stack to its artifacts, once everything has been added.

    CloudFormation gives them to the resources whose types it knows, so they are given to artifacts
    here. One token does so for all artifacts of a stack: a producer for each would be called, and
    call, once for each.

    Parameters
    ----------
    stack
        The stack.
    """

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self.tag_managers: list[TagManager] = []
        self.token = Lazy.any(self, omit_empty_array=True)

    def produce(self) -> Any:
        """Tag the artifacts; return what is left out of the template.

        The lowest priority keeps the tags below ``Tags.of(...)``, and a nested stack's below
        nothing but its own.
        """
        # What is declared from now on is not among the artifacts, and gets a token of its own.
        _waiting.pop(self._stack, None)
        stack: Stack | None = self._stack
        stacks = []
        while stack:
            stacks.append(stack)
            stack = stack.nested_stack_parent
        for each in reversed(stacks):
            for key, value in each.tags.tag_values().items():
                for tag_manager in self.tag_managers:
                    tag_manager.set_tag(key, value, 0)
        return []
