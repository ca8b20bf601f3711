"""Tokens as text: references as CloudFormation's ``Fn::Sub`` writes them."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import jsii
from aws_cdk import (
    DefaultTokenResolver,
    IFragmentConcatenator,
    IPostProcessor,
    IResolvable,
    IResolveContext,
    Reference,
    Stack,
    Tokenization,
)

from constructs import IConstruct


def readable(value: Any, stack: Stack) -> Any:
    """Return a value of a stack with its tokens as text.

    A reference is the path of its construct, which begins with the stack's own path only if that
    is another stack: ``${Data}`` for a ``Ref``, ``${Data.Arn}`` for an attribute.

    Parameters
    ----------
    value
        A text, or mappings and sequences of texts, with tokens in them.
    stack
        The stack that the value belongs to.
    """
    return _readable(value, stack, stack.node.path)


def unique(value: Any, stack: Stack) -> Any:
    """Return what `readable` returns, with the whole path in every reference."""
    return _readable(value, stack, "")


def short_path(resource: IConstruct, within: str = "") -> str:
    """Return the path of a resource's construct, without the ids that CDK appends to each."""
    path = resource.node.path.removeprefix(f"{within}/" if within else "")
    return path.removesuffix("/Default").removesuffix("/Resource")


def reference(path: str, attribute: str) -> str:
    """Return a reference to an attribute of a resource, or to its ``Ref``."""
    return f"${{{path}}}" if attribute == "Ref" else f"${{{path}.{attribute}}}"


def _readable(value: Any, stack: Stack, within: str) -> Any:
    resolver = _Resolver(within)
    return _plain(Tokenization.resolve(value, scope=stack, resolver=resolver, preparing=False))


def _plain(value: Any) -> Any:
    """Return a resolved value with its intrinsic functions as text."""
    if isinstance(value, Mapping):
        if len(value) == 1:
            name, argument = next(iter(value.items()))
            if name == "Ref" or name.startswith("Fn::"):
                return _function(name.removeprefix("Fn::"), argument)
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value


def _function(name: str, argument: Any) -> str:
    match name, argument:
        case "Ref", _:
            return reference(argument, "Ref")
        case "GetAtt", [resource, attribute]:
            return reference(resource, _text(attribute))
        case "Join", [delimiter, [*parts]]:
            return str(delimiter).join(map(_text, parts))
        case "Select", [index, {"Fn::Split": [_, whole]}]:
            # CDK takes the account and the region out of an ARN so.
            text = _text(whole)
            closing = "}" if text.endswith("}") else ""
            return f"{text.removesuffix(closing)}[{index}]{closing}"
        case "Sub", str() | [str(), *_]:
            return argument if isinstance(argument, str) else str(argument[0])
        case _:
            arguments = argument if isinstance(argument, list) else [argument]
            return f"${{{name}({', '.join(map(_text, arguments))})}}"


def _text(value: Any) -> str:
    return str(_plain(value))


@jsii.implements(IFragmentConcatenator)
class _Concatenator:
    """Joins the parts of a text that has tokens in it."""

    def join(self, left: Any, right: Any) -> Any:
        """Return both sides as one text; there is no side at the ends of the text."""
        return "".join(_text(each) for each in (left, right) if each is not None)


class _Resolver(DefaultTokenResolver):
    """Resolves references to the paths of constructs, which say more than logical ids."""

    def __init__(self, within: str) -> None:
        super().__init__(_Concatenator())
        self._within = within

    def resolve_token(
        self, t: IResolvable, context: IResolveContext, post_processor: IPostProcessor
    ) -> Any:
        """Return the text of a reference, and for any other token what CDK returns."""
        if not Reference.is_reference(t):
            return super().resolve_token(t, context, post_processor)
        found = cast(Reference, t)
        attribute = found.display_name
        if attribute.startswith("AWS::"):
            return f"${{{attribute}}}"
        return reference(short_path(found.target, self._within), attribute)
