"""What the embedded cloud runs and holds, as it is printed.

A terminal of 80 columns shows it without a break, but for values that are longer: each of these is
on a line of its own, so that it can be copied whole.
"""

import time
from typing import Any

from lineage_local import inventory
from lineage_local.client import AccountRegion
from lineage_local.cloud import Cloud
from lineage_local.errors import CloudDownError
from lineage_local.state import CloudState, Server

from .. import console


def print_deployed(cloud: Cloud) -> None:
    """Print the outputs of all stacks, the artifacts and their associations."""
    artifacts = inventory.artifacts(cloud)
    names = {row.arn: row.name for row in artifacts}
    outputs = [
        (f"{stack.name}.{key}", f"the ARN of {names[value]}" if names.get(value) else value)
        for stack in inventory.stacks(cloud)
        for key, value in stack.outputs.items()
    ]
    _heading("Outputs", len(outputs))
    for name, value in outputs:
        _pair(name, value)
    _heading("Artifacts", len(artifacts))
    for row in artifacts:
        console.line(f"  {row.name or '(no name)'}  {row.type}")
        console.line(f"    {row.source}", style="dim")
        console.line(f"    {row.arn}")
    associations = inventory.associations(cloud)
    _heading("Associations", len(associations))
    for each in associations:
        _pair(each.source, f"--{each.type}--> {each.destination}")


def print_status(cloud: Cloud) -> None:
    """Print what runs where, and what the cloud holds.

    Raises
    ------
    CloudDownError
        If the cloud is not up.
    """
    running = _running(cloud)
    stacks = inventory.stacks(cloud)
    rows = (
        ("MiniStack", f"{running.ministack.url} (pid {running.ministack.pid})"),
        ("SageMaker lineage", f"{running.lineage.url} (pid {running.lineage.pid})"),
        ("Up for", uptime(time.time() - running.started)),
        ("Artifacts", str(len(inventory.artifacts(cloud)))),
    )
    for name, value in rows:
        console.line(f"  {name:17}  {value}")
    _pair("Logs             ", str(cloud.logs))
    _heading("Stacks", len(stacks))
    for row in stacks:
        _pair(row.name, _place(row.environment))


def status_document(cloud: Cloud) -> dict[str, Any]:
    """Return what runs where, and what the cloud holds, for programs.

    Raises
    ------
    CloudDownError
        If the cloud is not up.
    """
    running = _running(cloud)
    return {
        "folder": str(cloud.folder),
        "ministack": _server(running.ministack),
        "lineage": _server(running.lineage),
        "started": running.started,
        "environments": [each._asdict() for each in cloud.environments()],
        "stacks": [
            {"name": row.name, **row.environment._asdict(), "outputs": row.outputs}
            for row in inventory.stacks(cloud)
        ],
        "artifacts": [row._asdict() for row in inventory.artifacts(cloud)],
    }


def uptime(seconds: float) -> str:
    """Return a duration in its two largest units.

    Examples
    --------
    >>> uptime(3725)
    '1 h 2 min'
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _running(cloud: Cloud) -> CloudState:
    running = cloud.running()
    if running is None:
        raise CloudDownError
    return running


def _server(server: Server) -> dict[str, Any]:
    return {"url": server.url, "port": server.port, "pid": server.pid}


def _place(environment: AccountRegion) -> str:
    return f"{environment.account}, {environment.region}"


def _heading(title: str, count: int) -> None:
    console.line("")
    console.line(f"{title}: {count or 'none'}", style="bold")


_WIDTH = 80


def _pair(name: str, value: str) -> None:
    if len(name) + len(value) + 4 <= _WIDTH:
        console.line(f"  {name}  {value}")
    else:
        console.line(f"  {name}")
        console.line(f"    {value}")
