"""What a run has made and not deleted yet, as the service's own responses say it."""

from typing import Any

Pair = tuple[str, str]
"""Source and destination of an association, as ARNs."""


class Journal:
    """Remembers the artifacts and associations that the clients it watches have made.

    A dictionary stands for each set: it keeps the order in which they were made.

    Attributes
    ----------
    artifacts, associations
        What is there.
    deleted
        The artifacts that are not any more; a list may show them for a while.
    """

    def __init__(self) -> None:
        self.artifacts: dict[str, None] = {}
        self.associations: dict[Pair, None] = {}
        self.deleted: set[str] = set()

    def watch(self, client: Any) -> None:
        """Remember what a boto3 client makes from now on."""
        for operation in (
            "CreateArtifact",
            "DeleteArtifact",
            "AddAssociation",
            "DeleteAssociation",
        ):
            client.meta.events.register(f"after-call.sagemaker.{operation}", self._after_call)

    def size(self) -> int:
        """Return how many artifacts and associations there are to delete."""
        return len(self.artifacts) + len(self.associations)

    def _after_call(self, parsed: dict[str, Any], model: Any, **_: object) -> None:
        if "Error" in parsed:
            return
        match model.name:
            case "CreateArtifact":
                self.artifacts[parsed["ArtifactArn"]] = None
            case "DeleteArtifact":
                arn = parsed.get("ArtifactArn", "")
                self.artifacts.pop(arn, None)
                self.deleted.add(arn)
            case "AddAssociation":
                self.associations[_pair(parsed)] = None
            case _:
                self.associations.pop(_pair(parsed), None)


def _pair(association: dict[str, str]) -> Pair:
    return association.get("SourceArn", ""), association.get("DestinationArn", "")
