from collections.abc import Iterator

import pytest
from aws_cdk import App, CfnOutput, Environment, Stack, Stage
from aws_cdk.aws_ssm import StringParameter

from constructs import Construct
from lineage_local.app_cloud import AppCloud
from lineage_local.errors import DeploymentError
from sagemaker_lineage import Artifact, ArtifactSource

ENVIRONMENTS = [
    ("111111111111", "eu-west-1"),
    ("222222222222", "us-west-2"),
    ("333333333333", "cn-north-1"),
]


@pytest.fixture(scope="module")
def app_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppCloud]:
    with AppCloud(tmp_path_factory.mktemp("app cloud")) as running:
        yield running


class ModelStack(Stack):
    def __init__(
        self, scope: Construct, name: str, env: Environment | None = None, version: int = 1
    ) -> None:
        super().__init__(scope, name, env=env)
        model = Artifact(
            self,
            "Model",
            source=ArtifactSource.from_uri("s3://bucket/model"),
            artifact_type="Model",
            properties={"version": str(version)},
        )
        CfnOutput(self, "ModelArn", value=model.artifact_arn)


def test_a_stack_is_deployed_changed_and_destroyed(app_cloud: AppCloud) -> None:
    def changed() -> App:
        app = App()
        ModelStack(app, "ModelStack", version=2)
        return app

    arn = app_cloud.deploy(ModelStack)["ModelStack"]["ModelArn"]
    sagemaker = app_cloud.client("sagemaker")
    assert sagemaker.describe_artifact(ArtifactArn=arn)["Properties"] == {"version": "1"}

    assert app_cloud.deploy(changed) == {"ModelStack": {"ModelArn": arn}}
    assert sagemaker.describe_artifact(ArtifactArn=arn)["Properties"] == {"version": "2"}

    app_cloud.destroy(changed())
    with pytest.raises(sagemaker.exceptions.ResourceNotFound):
        sagemaker.describe_artifact(ArtifactArn=arn)


def test_every_account_and_region_that_an_app_names_works(app_cloud: AppCloud) -> None:
    app = App()
    for account, region in ENVIRONMENTS:
        env = Environment(account=account, region=region)
        ModelStack(app, f"Model{account[0]}", env)
    (account, region) = ("222222222222", "eu-west-1")
    stage = Stage(app, "Prod", env=Environment(account=account, region=region))
    ModelStack(stage, "Model")

    outputs = app_cloud.deploy(app)

    found = {name: output["ModelArn"].split(":")[3:5] for name, output in outputs.items()}
    assert found == {
        "Model1": ["eu-west-1", "111111111111"],
        "Model2": ["us-west-2", "222222222222"],
        "Model3": ["cn-north-1", "333333333333"],
        "Prod-Model": ["eu-west-1", "222222222222"],
    }
    for name, output in outputs.items():
        region, account = found[name]
        listed = app_cloud.client("sagemaker", account, region).list_artifacts()
        arns = [each["ArtifactArn"] for each in listed["ArtifactSummaries"]]
        assert arns == [output["ModelArn"]]
    assert app_cloud.client("sagemaker").list_artifacts()["ArtifactSummaries"] == []

    app_cloud.destroy(app)
    for account, region in [*ENVIRONMENTS, ("222222222222", "eu-west-1")]:
        listed = app_cloud.client("sagemaker", account, region).list_artifacts()
        assert listed["ArtifactSummaries"] == []


def test_a_rename_of_what_another_stack_uses_is_refused_as_on_aws(app_cloud: AppCloud) -> None:
    def build(name: str) -> App:
        app = App(context={"@aws-cdk/core:defaultCrossStackReferences": "strong"})
        source = ArtifactSource.from_uri("s3://bucket/shared")
        shared = Artifact(Stack(app, "Owner"), name, source=source, artifact_type="Model")
        StringParameter(Stack(app, "User"), "Arn", string_value=shared.artifact_arn)
        return app

    app_cloud.deploy(build("Before"))

    message = r"Export Owner:ExportsOutput\S+ cannot be deleted as it is in use by User"
    with pytest.raises(DeploymentError, match=message):
        app_cloud.deploy(build("After"))

    app_cloud.destroy(build("Before"))


def test_a_failure_ends_with_what_the_cli_printed(app_cloud: AppCloud) -> None:
    app = App()
    stack = Stack(app, "Fails")
    for name in ("First", "Second"):
        parameter = StringParameter(stack, name, string_value=name, parameter_name="/same")
        CfnOutput(stack, f"{name}Name", value=parameter.parameter_name)

    with pytest.raises(DeploymentError, match=r"^`cdk deploy` ended with code 1:\n(.|\n)*/same"):
        app_cloud.deploy(app)
