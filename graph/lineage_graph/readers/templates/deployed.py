"""The values of a template that is deployed."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from botocore.loaders import create_loader

from ..resource_types import ASSOCIATION, ENTITY_KINDS
from ..stacks import StackDescription
from .functions import TemplateFunctions
from .unresolved import UnresolvedError

_ARN_ATTRIBUTES = ("Arn", "ArtifactArn", "TrialComponentArn")

# Attributes that are made of what is known, for the types that sources name most.
_ATTRIBUTES: Final = {
    ("AWS::S3::Bucket", "Arn"): "arn:{partition}:s3:::{id}",
    ("AWS::ECR::Repository", "Arn"): "arn:{partition}:ecr:{region}:{account}:repository/{id}",
    ("AWS::ECR::Repository", "RepositoryUri"): "{account}.dkr.ecr.{region}.{suffix}/{id}",
}


class DeployedTemplate(TemplateFunctions):
    """Resolves the values of a deployed stack's template.

    What CloudFormation does not tell raises `UnresolvedError`: most attributes, dynamic
    references, parameters that hide their value.

    Parameters
    ----------
    stack
        The stack.
    exports
        Returns the exports of the region.
    """

    def __init__(self, stack: StackDescription, exports: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(stack.template)
        self._stack = stack
        self._exports = exports
        # arn:<partition>:cloudformation:<region>:<account>:stack/<name>/<a UUID>
        _, partition, _, region, account, _ = stack.id.split(":", 5)
        self._names = {
            "partition": partition,
            "region": region,
            "account": account,
            "suffix": _url_suffix(partition),
        }
        self._pseudo = {
            "AWS::Partition": partition,
            "AWS::Region": region,
            "AWS::AccountId": account,
            "AWS::URLSuffix": self._names["suffix"],
            "AWS::StackName": stack.name,
            "AWS::StackId": stack.id,
        }

    def resolve(self, value: Any) -> Any:
        """Return a value without its functions; refuse one that is looked up at deployment."""
        if isinstance(value, str) and "{{resolve:" in value:
            raise UnresolvedError("a dynamic reference is looked up at each deployment")
        return super().resolve(value)

    def reference(self, name: str) -> Any:
        """Return the value of a parameter, or the physical id of a resource."""
        if name in self._pseudo:
            return self._pseudo[name]
        if name in self._stack.parameters:
            value = self._stack.parameters[name]
            return value.split(",") if "List" in self._type_of_parameter(name) else value
        if name in self._stack.resources:
            return self._stack.resources[name].physical_id
        raise UnresolvedError(f"CloudFormation does not tell the value of {name}")

    def attribute(self, logical_id: str, name: str) -> Any:
        """Return an attribute, where it is known from what CloudFormation tells."""
        output = name.removeprefix("Outputs.")
        if logical_id in self._stack.nested and output in self._stack.nested[logical_id].outputs:
            return self._stack.nested[logical_id].outputs[output]
        resource = self.template.get("Resources", {}).get(logical_id, {})
        kind = str(resource.get("Type"))
        found = self._stack.resources.get(logical_id)
        physical_id = found and found.physical_id
        if physical_id and kind in ENTITY_KINDS and name in _ARN_ATTRIBUTES:
            return physical_id
        if physical_id and (pattern := _ATTRIBUTES.get((kind, name))):
            return pattern.format(id=physical_id, **self._names)
        # A custom resource of this library returns what it declares.
        declared = resource.get("Properties", {}).get(name)
        if declared is not None and kind in {ASSOCIATION, *ENTITY_KINDS}:
            return self.resolve(declared)
        for key, each in self.template.get("Outputs", {}).items():
            if each["Value"] == {"Fn::GetAtt": [logical_id, name]} and key in self._stack.outputs:
                return self._stack.outputs[key]
        raise UnresolvedError(f"CloudFormation does not tell the attribute {logical_id}.{name}")

    def exported(self, name: str) -> Any:
        """Return the value of an export."""
        exports = self._exports()
        if name not in exports:
            raise UnresolvedError(f"there is no export {name}")
        return exports[name]

    def condition(self, name: str) -> bool | None:
        """Return whether a condition of the template holds."""
        return self._holds(self.template.get("Conditions", {}).get(name))

    def unknown(self, text: str) -> Any:
        """Raise, with the function that is not resolved here."""
        raise UnresolvedError(f"{text} is not resolved")

    def _holds(self, expression: Any) -> bool:
        match expression:
            case {"Condition": name}:
                return self._holds(self.template.get("Conditions", {}).get(name))
            case {"Fn::Equals": [one, other]}:
                return str(self.resolve(one)) == str(self.resolve(other))
            case {"Fn::Not": [each]}:
                return not self._holds(each)
            case {"Fn::And": [*all_of]}:
                return all(map(self._holds, all_of))
            case {"Fn::Or": [*any_of]}:
                return any(map(self._holds, any_of))
        raise UnresolvedError("a condition is not resolved")

    def _type_of_parameter(self, name: str) -> str:
        return str(self.template.get("Parameters", {}).get(name, {}).get("Type", ""))


def _url_suffix(partition: str) -> str:
    """Return what ``AWS::URLSuffix`` is, by the partitions that botocore comes with."""
    partitions = create_loader().load_data("partitions")["partitions"]
    suffixes = {each["id"]: each["outputs"]["dnsSuffix"] for each in partitions}
    return str(suffixes.get(partition, "amazonaws.com"))
