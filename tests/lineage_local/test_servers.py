from collections.abc import Iterator
from pathlib import Path

import pytest

from lineage_local import environment, ports, process
from lineage_local.cloud import Cloud
from lineage_local.errors import CloudError
from lineage_local.folder import CloudFolder
from lineage_local.servers import Servers

from .listeners import listening, on_loopback


def test_the_servers_listen_on_loopback_only(cloud: Cloud) -> None:
    found = cloud.running()

    assert found
    assert listening(process.running(cloud.folder)) == on_loopback(
        found.ministack.port, found.lineage.port
    )


TEMPLATE = Path("bootstrap-template.yaml")


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    servers = Servers(CloudFolder(tmp_path))
    yield servers
    servers.stop()


@pytest.mark.parametrize("taken", [0, 1], ids=["ministack", "lineage"])
def test_a_port_taken_at_the_last_moment(
    servers: Servers, tmp_path: Path, cloud: Cloud, monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    # A server of another cloud has the port: it responds as the own one would.
    other = cloud.running()
    assert other
    offered = ports.free_ports(4)
    offered[taken] = (other.ministack, other.lineage)[taken].port
    pairs = iter([offered[:2], offered[2:]])
    monkeypatch.setattr(ports, "free_ports", lambda _count: next(pairs))

    started = servers.start(TEMPLATE)

    assert [started.ministack.port, started.lineage.port] == offered[2:]
    assert servers.are_ready(started)
    assert listening(process.running(tmp_path)) == on_loopback(*offered[2:])


def test_a_server_that_ends_is_not_waited_for(
    servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ministack_environment", lambda *_: {})

    with pytest.raises(CloudError, match="ministack ended with code 1") as caught:
        servers.start(TEMPLATE)

    assert caught.value.log
    assert "KeyError" in caught.value.log.read_text()
    assert len(process.running(tmp_path)) == 1, "the lineage service"
    servers.stop()
    assert process.running(tmp_path) == set()
