"""What a deployment makes of a changed declaration, where that is no plain change.

docs/ownership.md says why.
"""

from collections.abc import Iterable, Iterator

from ..model import Difference

_ARTIFACT = "Custom::SageMakerArtifact"


def consequences(resource_type: str, differences: Iterable[Difference]) -> Iterator[str]:
    """Yield a sentence for each consequence of changed members of an artifact."""
    if resource_type != _ARTIFACT:
        return
    members = {each.member.partition(".")[0] for each in differences}
    if "Source" in members:
        yield "Another source is another artifact; the old one goes with its last owner."
    elif "ArtifactType" in members:
        yield "The deployment will be refused: SageMaker cannot change the type of an artifact."
    if "MetadataProperties" in members and "Source" not in members:
        yield "MetadataProperties are written when an artifact is created: it keeps those it has."
