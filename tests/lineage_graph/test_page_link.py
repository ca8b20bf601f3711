"""Links to a view, links to the console, what is copied and what is saved."""

import base64
import urllib.parse
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from lineage_graph import LineageGraph
from tests.lineage_graph.examples import ARN, CHURN, MODEL, chain, fan
from tests.lineage_graph.opened_page import OpenedPage, OpenPage

S3 = "s3://bucket/churn/a b.csv"


def with_source(uri: str, arn: str = MODEL) -> LineageGraph:
    vertex = replace(CHURN.vertices[1], id=arn, source_uri=uri)
    return LineageGraph("Churn", (vertex,), ())


def saved(page: OpenedPage, button: str) -> tuple[str, str]:
    """Return the name and the URL of the file that a button saves."""
    script = f"""
        const done = arguments[0];
        HTMLAnchorElement.prototype.click = function () {{ done([this.download, this.href]); }};
        document.getElementById("{button}").click();
    """
    name, url = page.browser.execute_async_script(script)
    return name, url


def test_a_link_restores_the_view(open_page: OpenPage) -> None:
    page = open_page(chain(40))
    page.search("step-05")
    page.click("#results button")
    page.choose("#direction", "down")
    page.choose("#steps", "2")
    page.click("#hide")
    page.click("#zoom-in")
    page.browser.execute_async_script("setTimeout(arguments[0], 300)")
    nodes, place, scale = page.nodes(), page.place(), page.scale()

    again = open_page(chain(40), page.fragment())

    assert again.nodes() == nodes == {"vertex-5", "vertex-6", "vertex-7"}
    assert again.heading() == "step-05"
    assert again.find("#search").get_property("value") == "step-05"
    assert again.place() == pytest.approx(place, abs=2)
    assert again.scale() == pytest.approx(scale, rel=0.01)


def test_a_link_has_filters_and_folds(open_page: OpenPage) -> None:
    page = open_page(fan(60), "#without=is:model&unfold=group job-01")

    assert len(page.nodes()) == 62
    assert page.faded() == {"vertex-61", "edge-60"}


@pytest.mark.parametrize(
    "fragment", ["#select=nothing&at=x", "#steps=many&direction=sideways", "#%E0%A4%A", "#unfold=1"]
)
def test_a_link_that_is_wrong_shows_the_graph(fragment: str, open_page: OpenPage) -> None:
    page = open_page(CHURN, fragment)

    assert page.in_sight() == page.nodes()


def test_a_view_that_is_the_first_has_no_fragment(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    page.click("#vertex-0")
    assert page.fragment() == "#select=vertex+Churn%2FData"

    page.click("#reset")

    assert page.fragment() in {"", "#"}


def test_another_fragment_is_another_view(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    page.script("location.hash = '#search=gone'")
    page.browser.execute_async_script("setTimeout(arguments[0], 50)")

    assert page.texts("#results li")[0] == "gone artifact"


def test_arn_and_uri_are_copied(open_page: OpenPage) -> None:
    page = open_page(with_source(S3))
    page.script("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.click("#vertex-0")

    page.click('[aria-label="Copy ARN"]')
    assert page.script("return copied") == MODEL
    page.click('[aria-label="Copy URI"]')
    assert page.script("return copied") == S3
    assert page.said() == "URI copied"


REGION = "https://eu-central-1.console.aws.amazon.com"
SAGEMAKER = f"{REGION}/sagemaker/home?region=eu-central-1"
CHINA = ARN.replace("arn:aws:", "arn:aws-cn:").replace("eu-central-1", "cn-north-1")


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        (S3, "https://console.aws.amazon.com/s3/object/bucket?prefix=churn%2Fa%20b.csv"),
        ("s3://bucket/a/", "https://console.aws.amazon.com/s3/buckets/bucket?prefix=a%2F"),
        (
            f"{ARN}:training-job/churn-7",
            f"{REGION}/sagemaker/home?region=eu-central-1#/jobs/churn-7",
        ),
        (f"{ARN}:endpoint/churn", f"{REGION}/sagemaker/home?region=eu-central-1#/endpoints/churn"),
        (
            f"{CHINA}:training-job/a",
            "https://cn-north-1.console.amazonaws.cn/sagemaker/home?region=cn-north-1#/jobs/a",
        ),
        (
            "111122223333.dkr.ecr.eu-central-1.amazonaws.com/churn/training:1.4.2",
            f"{REGION}/ecr/repositories/private/111122223333/churn/training?region=eu-central-1",
        ),
        ("https://reports.example.com/churn/7", "https://reports.example.com/churn/7"),
        ("javascript:alert(1)", None),
        ("s3://${Data}/churn.csv", None),
        ("git@example.com:churn.git", None),
    ],
)
def test_a_source_has_a_link_to_its_page(uri: str, url: str | None, open_page: OpenPage) -> None:
    page = open_page(with_source(uri))

    page.click("#vertex-0")

    links = page.script("return [...document.querySelectorAll('#details a')].map(a => a.href)")
    assert links == ([url] if url else [])


def test_a_trial_component_has_a_link_to_its_job(open_page: OpenPage) -> None:
    job = f"{ARN}:experiment-trial-component/churn-7-aws-training-job"
    page = open_page(with_source("", job))

    page.click("#vertex-0")

    links = page.script("return [...document.querySelectorAll('#details a')].map(a => a.href)")
    assert links == [f"{SAGEMAKER}#/jobs/churn-7"]


def test_the_picture_is_saved_as_svg(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    assert page.find("#save-svg").accessible_name == "Save SVG"
    name, url = saved(page, "save-svg")

    assert name == "Deployed-lineage-Churn.svg"
    svg = ElementTree.fromstring(urllib.parse.unquote(url.partition(",")[2]))  # noqa: S314
    texts = {"".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {"churn-7", "gone", "DerivedFrom · missing"} <= texts
    assert "prefers-color-scheme: dark" in "".join(svg.itertext())


def test_the_picture_is_saved_as_png_of_twice_the_size(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    name, url = saved(page, "save-png")

    assert name == "Deployed-lineage-Churn.png"
    png = base64.b64decode(url.partition(",")[2])
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width = page.script("return Math.ceil(drawing.width * 2)")
    assert int.from_bytes(png[16:20], "big") == width
    assert len(png) > 10_000
