"""Tags show late, each kind of write for itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_local.service.clock import ServiceClock
from tests.lineage_local.service.enforcement import FunctionPrincipal, create, tags
from tests.lineage_local.service.wire import Call

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


class TaggedArtifact:
    """An artifact on one source, and the tags that ListTags shows of it."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self.arn = ""

    def create(self, **values: str) -> None:
        source = {"SourceUri": "s3://bucket/key"}
        members = {"Source": source, "ArtifactType": "T", "Tags": tags(**values)}
        self.arn = self._call("CreateArtifact", **members)["ArtifactArn"]

    def add(self, **values: str) -> None:
        self._call("AddTags", ResourceArn=self.arn, Tags=tags(**values))

    def remove(self, *keys: str) -> None:
        self._call("DeleteTags", ResourceArn=self.arn, TagKeys=list(keys))

    def delete(self) -> None:
        self._call("DeleteArtifact", ArtifactArn=self.arn)

    @property
    def shown(self) -> dict[str, str]:
        listed = self._call("ListTags", ResourceArn=self.arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in listed}


@pytest.fixture
def artifact(call: Call, clock: ServiceClock) -> TaggedArtifact:
    return TaggedArtifact(call)


def test_no_write_is_late_by_default(artifact: TaggedArtifact) -> None:
    artifact.create(a="1")
    artifact.add(a="2", b="1")
    artifact.remove("b")
    assert artifact.shown == {"a": "2"}
    artifact.delete()
    artifact.create(c="1")
    assert artifact.shown == {"c": "1"}


def test_tags_of_a_create_are_late(
    artifact: TaggedArtifact, service: LineageService, clock: ServiceClock
) -> None:
    service.reset(Behaviour(create_tag_lag_seconds=120))
    artifact.create(a="1", b="1")
    artifact.add(c="1")
    artifact.remove("b")
    assert artifact.shown == {"c": "1"}
    clock.sleep(119)
    assert artifact.shown == {"c": "1"}
    clock.sleep(1)
    assert artifact.shown == {"a": "1", "c": "1"}


@pytest.mark.parametrize(
    ("behaviour", "shown"),
    [
        (Behaviour(add_tag_lag_seconds=5), {}),
        (Behaviour(delete_tag_lag_seconds=5), {"a": "2", "b": "1", "c": "2"}),
        (Behaviour(add_tag_lag_seconds=5, delete_tag_lag_seconds=5), {"a": "1", "b": "1"}),
    ],
    ids=["added", "removed", "both"],
)
def test_tags_that_are_added_or_removed_are_late(
    behaviour: Behaviour,
    shown: dict[str, str],
    artifact: TaggedArtifact,
    service: LineageService,
    clock: ServiceClock,
) -> None:
    service.reset(behaviour)
    artifact.create(a="1", b="1")
    artifact.remove("a", "b")
    artifact.add(a="2", c="2")
    assert artifact.shown == shown
    clock.sleep(5)
    assert artifact.shown == {"a": "2", "c": "2"}


def test_a_write_never_overtakes_a_later_one_of_its_key(
    artifact: TaggedArtifact, service: LineageService, clock: ServiceClock
) -> None:
    service.reset(Behaviour(create_tag_lag_seconds=9, add_tag_lag_seconds=5))
    artifact.create(a="1", b="1")
    artifact.add(a="2")
    artifact.remove("b")
    shown = []
    for _ in range(10):
        shown.append(artifact.shown)
        clock.sleep(1)
    assert shown == [{}] * 5 + [{"a": "2"}] * 5


def test_a_lag_counts_from_the_write_whatever_was_written_since(
    artifact: TaggedArtifact, service: LineageService, clock: ServiceClock
) -> None:
    service.reset(Behaviour(add_tag_lag_seconds=120))
    artifact.create(b="1")
    for second in range(150):
        artifact.add(a=str(second))
        clock.sleep(1)
    assert artifact.shown == {"b": "1", "a": "30"}


@pytest.mark.parametrize("lag", [0, 60])
def test_tags_can_outlast_the_artifact(
    lag: int, artifact: TaggedArtifact, service: LineageService, clock: ServiceClock
) -> None:
    service.reset(Behaviour(tag_cleanup_lag_seconds=lag))
    artifact.create(old="1", both="1")
    artifact.delete()
    clock.sleep(20)
    artifact.create(both="2", own="2")
    own = {"both": "2", "own": "2"}
    assert artifact.shown == ({"old": "1", **own} if lag else own)
    clock.sleep(39)
    assert artifact.shown == ({"old": "1", **own} if lag else own)
    clock.sleep(1)
    assert artifact.shown == own


def test_tags_that_outlast_the_artifact_can_be_removed_and_are_not_counted(
    artifact: TaggedArtifact, service: LineageService, call: Call
) -> None:
    service.reset(Behaviour(tag_cleanup_lag_seconds=60))
    artifact.create(**{f"old{number}": "" for number in range(48)})
    artifact.delete()
    artifact.create(own="")
    assert len(artifact.shown) == 49
    added = call("AddTags", ResourceArn=artifact.arn, Tags=tags(x="", y="", z=""))["Tags"]
    assert {tag["Key"] for tag in added} == {"own", "x", "y", "z"}
    artifact.remove(*[f"old{number}" for number in range(48)])
    assert artifact.shown.keys() == {"own", "x", "y", "z"}


def test_tags_are_forgotten_some_time_after_their_artifact(
    artifact: TaggedArtifact, service: LineageService, call: Call, clock: ServiceClock
) -> None:
    call("ListActions")
    (scope,) = service._application._state.store.scopes.values()
    for number in range(5):
        artifact.create(a=str(number))
        artifact.delete()
        clock.sleep(100)
    assert len(scope.tags.writes) == 1
    other = call("CreateAction", ActionName="a", ActionType="T", Source={"SourceUri": "u"})
    clock.sleep(100)
    call("DeleteAction", ActionName="a")
    assert scope.tags.writes.keys() == {other["ActionArn"]}


@pytest.fixture
def is_allowed(
    function_principal: FunctionPrincipal, function: "SageMakerClient"
) -> Callable[[str], bool]:
    """Whether the function may describe an artifact, which it may by its tag ``team``."""
    condition = {"StringEquals": {"aws:ResourceTag/team": "ml"}}
    function_principal.allow("DescribeArtifact", condition=condition)

    def is_allowed(arn: str) -> bool:
        try:
            function.describe_artifact(ArtifactArn=arn)
        except function.exceptions.ClientError:
            return False
        return True

    return is_allowed


@pytest.mark.parametrize("lag", [0, 30])
def test_conditions_see_tags_late(
    lag: int,
    clock: ServiceClock,
    enforcing_service: LineageService,
    is_allowed: Callable[[str], bool],
    owner: "SageMakerClient",
) -> None:
    enforcing_service.reset(Behaviour(iam_tag_lag_seconds=lag, add_tag_lag_seconds=120))
    arn = create(owner, "s3://bucket/key")
    owner.add_tags(ResourceArn=arn, Tags=tags(team="ml"))
    assert is_allowed(arn) is not bool(lag)
    clock.sleep(30)
    assert is_allowed(arn)
    assert owner.list_tags(ResourceArn=arn)["Tags"] == []
    owner.delete_tags(ResourceArn=arn, TagKeys=["team"])
    assert is_allowed(arn) is bool(lag)
    clock.sleep(30)
    assert not is_allowed(arn)


@pytest.mark.parametrize("lag", [0, 30])
def test_conditions_see_tags_that_outlast_the_artifact(
    lag: int,
    clock: ServiceClock,
    enforcing_service: LineageService,
    is_allowed: Callable[[str], bool],
    owner: "SageMakerClient",
) -> None:
    enforcing_service.reset(Behaviour(tag_cleanup_lag_seconds=lag))
    arn = create(owner, "s3://bucket/key", team="ml")
    owner.delete_artifact(ArtifactArn=arn)
    assert create(owner, "s3://bucket/key") == arn
    assert is_allowed(arn) is bool(lag)
    clock.sleep(lag)
    assert not is_allowed(arn)
