"""An artifact made elsewhere, known by its ARN."""

from constructs import Construct

from .artifact_base import ArtifactBase
from .artifact_validation import check_artifact_arn
from .diagnostics import Diagnostics, show
from .validation import report


class ImportedArtifact(ArtifactBase):
    """An artifact made elsewhere; see `Artifact.from_artifact_arn`."""

    def __init__(self, scope: Construct, id: str, artifact_arn: str) -> None:  # noqa: A002
        if not isinstance(artifact_arn, str):
            raise TypeError(
                f"{scope.node.path}/{id}: artifact_arn is {show(artifact_arn)}; expected a string"
            )
        diagnostics = Diagnostics()
        check_artifact_arn(diagnostics, artifact_arn)
        super().__init__(scope, id, environment_from_arn=None if diagnostics else artifact_arn)
        self._artifact_arn = artifact_arn
        report(self, diagnostics)

    @property
    def artifact_arn(self) -> str:
        """The ARN of the artifact, as given."""
        return self._artifact_arn
