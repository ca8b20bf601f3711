"""CloudFormation's intrinsic functions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

import base64
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Final

NO_VALUE: Final = object()
"""What ``AWS::NoValue`` is: the member or the item with this value is not there."""

_REFERENCE = re.compile(r"\$\{(!?)([^}]*)\}")


def function_of(value: Any) -> str | None:
    """Return the name of the intrinsic function that a value of a template is."""
    if isinstance(value, Mapping) and len(value) == 1:
        name = str(next(iter(value)))
        if name == "Ref" or name.startswith("Fn::"):
            return name
    return None


class TemplateFunctions(ABC):
    """Resolves the values of a template, whose references a subclass knows.

    Parameters
    ----------
    template
        The template.
    """

    def __init__(self, template: Mapping[str, Any]) -> None:
        self.template = template

    @abstractmethod
    def reference(self, name: str) -> Any:
        """Return the ``Ref`` of a parameter, pseudo parameter or resource."""

    @abstractmethod
    def attribute(self, logical_id: str, name: str) -> Any:
        """Return an attribute of a resource."""

    @abstractmethod
    def exported(self, name: str) -> Any:
        """Return the value of an export."""

    @abstractmethod
    def condition(self, name: str) -> bool | None:
        """Return whether a condition holds; ``None`` if that is not known."""

    @abstractmethod
    def unknown(self, text: str) -> Any:
        """Return what stands for a value that is not known, which `text` describes."""

    def resolve(self, value: Any) -> Any:
        """Return a value of the template without its functions."""
        name = function_of(value)
        if name:
            return self._call(name, value[name])
        if isinstance(value, Mapping):
            members = {key: self.resolve(each) for key, each in value.items()}
            return {key: each for key, each in members.items() if each is not NO_VALUE}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [each for each in map(self.resolve, value) if each is not NO_VALUE]
        return value

    def _call(self, name: str, argument: Any) -> Any:  # noqa: PLR0911, PLR0912 - a case for each
        match name, argument:
            case "Ref", str():
                return NO_VALUE if argument == "AWS::NoValue" else self.reference(argument)
            case "Fn::GetAtt", str():
                return self.attribute(*argument.split(".", 1))
            case "Fn::GetAtt", [logical_id, attribute]:
                return self.attribute(logical_id, str(self.resolve(attribute)))
            case "Fn::ImportValue", _:
                return self.exported(str(self.resolve(argument)))
            case "Fn::Sub", str():
                return self._substitute(argument, {})
            case "Fn::Sub", [str() as text, dict() as variables]:
                return self._substitute(text, variables)
            case "Fn::If", [condition, yes, no]:
                holds = self.condition(condition)
                if holds is not None:
                    return self.resolve(yes if holds else no)
            case "Fn::Base64", _:
                text = str(self.resolve(argument))
                return base64.b64encode(text.encode()).decode()
            case "Fn::Join", [delimiter, parts]:
                found = self.resolve(parts)
                if isinstance(found, list):
                    return str(delimiter).join(map(str, found))
            case "Fn::Split", [delimiter, whole]:
                return self._split(delimiter, self.resolve(whole))
            case "Fn::Select", [index, choices]:
                return self._select(self.resolve(index), self.resolve(choices))
            case "Fn::FindInMap", [*keys]:
                return self._find(*map(self.resolve, keys[:3]))
        return self.unknown(self.describe(name, argument))

    def describe(self, name: str, argument: Any) -> str:
        """Return a function as text, its references resolved; ``AWS::NoValue`` is a dash."""
        arguments = argument if isinstance(argument, list) else [argument]
        resolved = map(self.resolve, arguments)
        texts = ("-" if each is NO_VALUE else str(each) for each in resolved)
        return f"{name.removeprefix('Fn::')}({', '.join(texts)})"

    def _substitute(self, text: str, variables: Mapping[str, Any]) -> str:
        def value(found: re.Match[str]) -> str:
            is_literal, name = found.groups()
            if is_literal:
                return f"${{{name}}}"
            if name in variables:
                return str(self.resolve(variables[name]))
            resource, _, attribute = name.partition(".")
            return str(self.attribute(resource, attribute) if attribute else self.reference(name))

        return _REFERENCE.sub(value, text)

    def _split(self, delimiter: str, whole: Any) -> Any:
        return str(whole).split(delimiter)

    def _select(self, index: Any, choices: Any) -> Any:
        if isinstance(choices, list) and str(index).isdigit() and int(index) < len(choices):
            return choices[int(index)]
        return self.unknown(f"Select({index}, {choices})")

    def _find(self, name: Any, top: Any, second: Any) -> Any:
        found = self.template.get("Mappings", {}).get(name, {}).get(top, {}).get(second)
        return self.unknown(f"FindInMap({name}, {top}, {second})") if found is None else found
