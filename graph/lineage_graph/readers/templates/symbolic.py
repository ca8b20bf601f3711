"""The values of a template before it is deployed: what is not known yet is a reference as text."""

from collections.abc import Callable, Mapping
from typing import Any

from ..resource_types import ENTITY_KINDS
from .functions import TemplateFunctions

_NESTED = "AWS::CloudFormation::Stack"

# The attributes that are an entity's ARN.
_ARN_ATTRIBUTES = ("Arn", "ArtifactArn", "TrialComponentArn")


class SymbolicTemplate(TemplateFunctions):
    """Resolves the values of a template to texts such as ``s3://${Data}/churn.csv``.

    A reference to a lineage entity is ``${<stack>/<logical id>}``, from whichever template.

    Parameters
    ----------
    stack
        What the stack is called; a nested one by its parent and its logical id there.
    template
        The template.
    arguments
        Of a nested stack: the parameters that its parent gives it, resolved.
    exports
        Returns the value of an export of another template; ``None`` if there is no such export.
    """

    def __init__(
        self,
        stack: str,
        template: Mapping[str, Any],
        arguments: Mapping[str, Any],
        exports: Callable[[str], Any],
    ) -> None:
        super().__init__(template)
        self.stack = stack
        self.nested: dict[str, SymbolicTemplate] = {}
        self._arguments = arguments
        self._exports = exports

    def reference(self, name: str) -> Any:
        """Return what a reference is called, or what the parent gives for a parameter."""
        if name in self._arguments:
            return self._arguments[name]
        parameter = self.template.get("Parameters", {}).get(name)
        if parameter and "Default" in parameter:
            # Another default is another declaration.
            return f"${{{name}={parameter['Default']}}}"
        return f"${{{self._path(name)}}}"

    def attribute(self, logical_id: str, name: str) -> Any:
        """Return what an attribute is called, or the output of a nested stack."""
        nested = self.nested.get(logical_id)
        output = name.removeprefix("Outputs.")
        if nested and output in nested.template.get("Outputs", {}):
            return nested.output(output)
        if self._is_entity(logical_id) and name in _ARN_ATTRIBUTES:
            return self.reference(logical_id)
        return f"${{{self._path(logical_id)}.{name}}}"

    def output(self, name: str) -> Any:
        """Return the value of an output of this template."""
        return self.resolve(self.template["Outputs"][name]["Value"])

    def exported(self, name: str) -> Any:
        """Return what the other template exports, or what the export is called."""
        found = self._exports(name)
        return f"${{{name}}}" if found is None else found

    def condition(self, name: str) -> bool | None:  # noqa: ARG002 - not before deployment
        """Return None: it depends on parameters that are given at deployment."""
        return None

    def condition_text(self, name: str) -> str:
        """Return a condition with what it stands for."""
        expression = self.template.get("Conditions", {}).get(name)
        return f"{name} = {self._expression(expression)}"

    def unknown(self, text: str) -> Any:
        """Return the text as a reference."""
        return f"${{{text}}}"

    def nested_stacks(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the resources that are nested stacks, by their logical ids."""
        resources = self.template.get("Resources", {})
        return [each for each in resources.items() if each[1].get("Type") == _NESTED]

    def _path(self, logical_id: str) -> str:
        return f"{self.stack}/{logical_id}" if self._is_entity(logical_id) else logical_id

    def _is_entity(self, logical_id: str) -> bool:
        return self.template.get("Resources", {}).get(logical_id, {}).get("Type") in ENTITY_KINDS

    def _expression(self, value: Any) -> str:
        if isinstance(value, Mapping) and list(value) == ["Condition"]:
            return str(value["Condition"])
        if isinstance(value, Mapping) and len(value) == 1 and "Ref" not in value:
            ((name, arguments),) = value.items()
            return f"{name.removeprefix('Fn::')}({', '.join(map(self._expression, arguments))})"
        return str(self.resolve(value))

    def _split(self, delimiter: str, whole: Any) -> Any:
        text = str(whole)
        return _SplitText(text) if "${" in text else super()._split(delimiter, text)

    def _select(self, index: Any, choices: Any) -> Any:
        if isinstance(choices, _SplitText):
            closing = "}" if choices.endswith("}") else ""
            return f"{choices.removesuffix(closing)}[{index}]{closing}"
        return super()._select(index, choices)


class _SplitText(str):
    """A text that is split only at deployment: CDK takes the account out of an ARN so."""

    __slots__ = ()
