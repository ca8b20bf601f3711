"""The resource types ``AWS::SageMaker::Action`` and ``Context``, which MiniStack does not have.

With them, apps with a `CfnAction` or a `CfnContext` deploy to the embedded cloud.
Their properties are the members of the API's requests, under the same names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from ministack.core.responses import (  # type: ignore[import-untyped]
    get_account_id,
    get_region,
)
from ministack.services.cloudformation.provisioners import (  # type: ignore[import-untyped]
    _RESOURCE_HANDLERS,
)

Properties = Mapping[str, Any]
Provisioned = tuple[str, dict[str, str]]

# What UpdateAction and UpdateContext can change; any other change is a replacement.
_CHANGEABLE = ("Description", "Properties", "Status")


@dataclass(frozen=True)
class NativeType:
    """One of the types, with the methods of a MiniStack resource handler.

    Parameters
    ----------
    kind
        ``Action`` or ``Context``.
    """

    kind: str

    def create(self, _logical_id: str, properties: Properties, _stack: str) -> Provisioned:
        """Create the entity; return its ARN and its attributes."""
        arn: str = self._call("create", properties)[f"{self.kind}Arn"]
        return arn, {"Arn": arn}

    def update(self, arn: str, old: Properties, new: Properties, stack: str) -> Provisioned:
        """Update the entity, or create its replacement; MiniStack then deletes the old one."""
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if not changed <= {*_CHANGEABLE, "Tags"}:
            return self.create("", new, stack)
        changes = {key: new[key] for key in _CHANGEABLE if key in changed and key in new}
        removed = old.get("Properties", {}).keys() - new.get("Properties", {}).keys()
        if removed:
            changes["PropertiesToRemove"] = sorted(removed)
        if changes:
            self._call("update", {self._name: new[self._name], **changes})
        self._update_tags(arn, old.get("Tags", []), new.get("Tags", []))
        return arn, {"Arn": arn}

    def delete(self, _arn: str, properties: Properties) -> None:
        """Delete the entity."""
        self._call("delete", {self._name: properties[self._name]})

    @property
    def _name(self) -> str:
        return f"{self.kind}Name"

    def _call(self, verb: str, members: Mapping[str, Any]) -> dict[str, Any]:
        operation = getattr(_sagemaker(), f"{verb}_{self.kind.lower()}")
        response: dict[str, Any] = operation(**members)
        return response

    def _update_tags(self, arn: str, old: list[dict[str, str]], new: list[dict[str, str]]) -> None:
        removed = {tag["Key"] for tag in old} - {tag["Key"] for tag in new}
        if removed:
            _sagemaker().delete_tags(ResourceArn=arn, TagKeys=sorted(removed))
        if new and new != old:
            _sagemaker().add_tags(ResourceArn=arn, Tags=new)


def _sagemaker() -> Any:
    """Return a client of the lineage service, in the account and region of the stack."""
    return boto3.client(
        "sagemaker",
        region_name=get_region(),
        # Both servers take an account for an access key of it.
        aws_access_key_id=get_account_id(),
        aws_secret_access_key="-",  # noqa: S106 - no secret
    )


def register_native_types() -> None:
    """Register the types with MiniStack."""
    for kind in ("Action", "Context"):
        native = NativeType(kind)
        _RESOURCE_HANDLERS[f"AWS::SageMaker::{kind}"] = {
            "create": native.create,
            "update": native.update,
            "delete": native.delete,
        }
