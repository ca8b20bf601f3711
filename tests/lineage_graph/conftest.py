from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from aws_cdk import App, Stack
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from lineage_graph import LineageGraph, write_graph
from lineage_local.environment import account_settings
from lineage_local.service import LineageService
from tests.lineage_graph.deployed_stack import DeployedStack, NewStack
from tests.lineage_graph.opened_page import DESK, OpenedPage
from tests.ministack import running_ministack

REQUIRED = "BROWSER_TESTS"

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1440,900",
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A headless Chromium that can reach no network."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        missing = "no browser for the page: install Debian's packages chromium and chromium-driver"
        # The check installs them and requires them. A user needs no more than Python and make.
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    running = Chrome(options, ChromeService(driver))
    running.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    running.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    yield running
    running.quit()


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def open_page(browser: Chrome) -> Any:
    """Open the page of a graph; afterwards nothing was requested or logged as an error."""
    page = OpenedPage(browser)

    def open_page(
        graph: LineageGraph,
        fragment: str = "",
        *,
        size: tuple[int, int] = DESK,
        scheme: str = "light",
    ) -> OpenedPage:
        page.logged()
        write_graph(graph, "graph.html")
        page.emulate(size, scheme)
        browser.get("about:blank")
        browser.get(f"{Path('graph.html').resolve().as_uri()}{fragment}")
        return page

    yield open_page
    assert page.logged() == []
    requested = page.script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert [url for url in requested if not url.startswith("data:")] == []


@pytest.fixture
def app() -> App:
    return App(builtin_cloud_formation_validation=False, analytics_reporting=False)


@pytest.fixture
def churn(app: App) -> Stack:
    return Stack(app, "Churn")


@pytest.fixture(scope="session")
def service() -> Iterator[LineageService]:
    with LineageService() as running:
        yield running


@pytest.fixture(scope="session")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_ministack(tmp_path_factory.mktemp("ministack")) as endpoint:
        yield endpoint


@pytest.fixture
def session(
    service: LineageService, ministack: str, monkeypatch: pytest.MonkeyPatch
) -> boto3.Session:
    """A session by the variables of a user's shell."""
    service.reset()
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    for name, value in account_settings().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", ministack)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", service.endpoint_url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return boto3.Session()


@pytest.fixture
def new_stack(session: boto3.Session, request: pytest.FixtureRequest) -> NewStack:
    def new(suffix: str = "") -> DeployedStack:
        name = "".join(filter(str.isalnum, request.node.name.title()))
        return DeployedStack(session, f"{name}{suffix}")

    return new


@pytest.fixture
def stack(new_stack: NewStack) -> DeployedStack:
    return new_stack()
