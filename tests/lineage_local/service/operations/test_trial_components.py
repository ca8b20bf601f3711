"""Trial components and experiments, of which the service knows what associations name."""

from typing import Any

import pytest

from tests.lineage_local.service.wire import Call, Fail

PREFIX = "arn:aws:sagemaker:eu-central-1:111122223333"
COMPONENT = f"{PREFIX}:experiment-trial-component"
EXPERIMENT = f"{PREFIX}:experiment/churn"
JOBS = pytest.mark.parametrize(
    ("job", "type_"),
    [
        ("training-job", "TrainingJob"),
        ("processing-job", "ProcessingJob"),
        ("transform-job", "TransformJob"),
    ],
)


@pytest.fixture
def model(call: Call) -> str:
    source = {"SourceUri": "s3://bucket/model"}
    return str(call("CreateArtifact", Source=source, ArtifactType="Model")["ArtifactArn"])


def vertices(call: Call, start: str, **filters: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call("QueryLineage", StartArns=[start], Filters=filters)[
        "Vertices"
    ]
    return found


@JOBS
def test_a_job_is_seen_by_the_name_of_its_trial_component(
    job: str, type_: str, model: str, call: Call
) -> None:
    arn = f"{COMPONENT}/churn-7-aws-{job}"
    call("AddAssociation", SourceArn=arn, DestinationArn=model)
    call("AddAssociation", SourceArn=model, DestinationArn=f"{COMPONENT}/by-hand")

    shown = {"Arn": arn, "Type": type_, "LineageType": "TrialComponent"}
    assert vertices(call, model, Types=[type_]) == [shown]
    (listed,) = call("ListAssociations", SourceType=f"SageMaker{type_}")["AssociationSummaries"]
    assert listed["SourceArn"] == arn
    assert listed["SourceType"] == f"SageMaker{type_}"
    assert listed["SourceName"] == f"churn-7-aws-{job}"


@JOBS
def test_the_job_of_a_trial_component_is_described(
    job: str, type_: str, model: str, call: Call
) -> None:
    name = f"churn-7-aws-{job}"
    call("AddAssociation", SourceArn=f"{COMPONENT}/{name}", DestinationArn=model)

    assert call("DescribeTrialComponent", TrialComponentName=name) == {
        "TrialComponentName": name,
        "TrialComponentArn": f"{COMPONENT}/{name}",
        "DisplayName": name,
        "Source": {"SourceArn": f"{PREFIX}:{job}/churn-7", "SourceType": f"SageMaker{type_}"},
    }


@pytest.mark.parametrize("name", ["by-hand", "aws-training-job", "churn-aws-training-job-7"])
def test_a_trial_component_of_no_job(name: str, model: str, call: Call) -> None:
    arn = f"{COMPONENT}/{name}"
    call("AddAssociation", SourceArn=model, DestinationArn=arn)

    described = call("DescribeTrialComponent", TrialComponentName=arn)
    assert described == {"TrialComponentName": name, "TrialComponentArn": arn, "DisplayName": name}
    assert vertices(call, model)[0]["Type"] == "TrialComponent"
    (listed,) = call("ListAssociations")["AssociationSummaries"]
    assert listed["DestinationType"] == "TrialComponent"


def test_an_experiment_has_no_job(model: str, call: Call) -> None:
    arn = f"{EXPERIMENT}-aws-training-job"
    call("AddAssociation", SourceArn=arn, DestinationArn=model)

    assert vertices(call, model) == [{"Arn": arn, "Type": "Experiment"}]


def test_what_no_association_names_is_not_there(model: str, call: Call, fail: Fail) -> None:
    pair = {"SourceArn": f"{COMPONENT}/gone", "DestinationArn": model}
    call("AddAssociation", **pair)
    call("DeleteAssociation", **pair)

    message = fail("ResourceNotFound", "DescribeTrialComponent", TrialComponentName="gone")

    assert f"{COMPONENT}/gone" in message


def test_an_artifact_is_no_trial_component(model: str, call: Call, fail: Fail) -> None:
    call("AddAssociation", SourceArn=f"{COMPONENT}/job", DestinationArn=model)

    fail("ResourceNotFound", "DescribeTrialComponent", TrialComponentName=model)


@pytest.mark.parametrize("source", [f"{COMPONENT}/a", EXPERIMENT])
@pytest.mark.parametrize("destination", [f"{COMPONENT}/b", EXPERIMENT])
def test_experiment_entities_cannot_be_associated_with_each_other(
    source: str, destination: str, call: Call, fail: Fail
) -> None:
    message = fail(
        "ValidationException", "AddAssociation", SourceArn=source, DestinationArn=destination
    )

    assert "needs an artifact, action or context" in message
    assert call("ListAssociations")["AssociationSummaries"] == []
