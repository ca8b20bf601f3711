"""An embedded cloud for apps that a test has at hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Union

from lineage_local.cloud import EVERY_STACK, Cloud
from lineage_local.errors import DeploymentError

if TYPE_CHECKING:
    from aws_cdk import App, Stack

Deployable = Union["App", Callable[[], "App"], "type[Stack]"]
"""An app, a function that builds one, or the class of a stack, which takes scope and id alone."""


_LOG_LINES = 30


class AppCloud(Cloud):
    """An embedded cloud to which apps are deployed from Python.

    Examples
    --------
    >>> with AppCloud(tmp_path) as cloud:
    ...     outputs = cloud.deploy(ChurnStack)["ChurnStack"]
    ...     cloud.client("sagemaker").describe_artifact(ArtifactArn=outputs["ModelArn"])
    ...     cloud.destroy(ChurnStack)
    """

    def deploy(self, app: Deployable) -> dict[str, dict[str, str]]:
        """Deploy the stacks of an app, those of its stages too, and return their outputs.

        What is deployed already is updated.

        Parameters
        ----------
        app
            An ``aws_cdk.App``, a function that builds one, or the class of a stack. Of a class an
            app is made with one stack, whose id is the class's name.

        Returns
        -------
        dict
            The outputs of each stack, by the stack's name.

        Raises
        ------
        DeploymentError
            If the deployment fails; the message ends with what the cdk CLI printed last.
        CloudDownError
            If the cloud is not up.
        """
        outputs = self._folder.temporary / "outputs.json"
        outputs.unlink(missing_ok=True)
        self._run("deploy", app, "--require-approval=never", f"--outputs-file={outputs}")
        return dict(json.loads(outputs.read_text())) if outputs.exists() else {}

    def destroy(self, app: Deployable) -> None:
        """Destroy the stacks of an app, as `deploy` takes it.

        Raises
        ------
        DeploymentError
            If it fails; the message ends with what the cdk CLI printed last.
        CloudDownError
            If the cloud is not up.
        """
        self._run("destroy", app, "--force")

    def _run(self, command: str, app: Deployable, *options: str) -> None:
        assembly, log = str(_synthesize(app)), self._folder.log("cdk")
        code = self.cdk(command, EVERY_STACK, "--no-color", *options, app=assembly, log=log)
        if code:
            last = log.read_text(errors="replace").splitlines()[-_LOG_LINES:]
            raise DeploymentError(
                "\n".join([f"`cdk {command}` ended with code {code}:", *last]), log
            )


def _synthesize(deployable: Deployable) -> Path:
    """Synthesise an app and return the folder of its cloud assembly."""
    from aws_cdk import App  # noqa: PLC0415 - it takes a second

    if isinstance(deployable, App):
        app = deployable
    elif isinstance(deployable, type):
        app = App()
        deployable(app, deployable.__name__)
    else:
        app = deployable()
    return Path(app.synth().directory)
