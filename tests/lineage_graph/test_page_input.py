"""What the page does on pointer, wheel, keyboard and search."""

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

from tests.lineage_graph.examples import CHURN, MODEL
from tests.lineage_graph.opened_page import OpenPage


def test_pointing_shows_details_and_leaving_hides_them(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    assert page.heading() is None

    page.point_at("#vertex-0")

    assert page.heading() == "churn-2026-11"
    assert page.details() == {
        "Kind": "artifact",
        "Type": "DataSet",
        "Status": "declared",
        "Declared by": "Churn/DataE70D7BD7",
        "Source": "s3://${Data}/churn/2026-11.csv",
        "Construct": "Churn/Data",
        "rows": "70421",
    }
    page.point_at("#search")
    assert page.heading() is None


def test_a_click_keeps_details_and_shows_the_lineage(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    page.click("#vertex-0")
    page.point_at("#search")

    assert page.heading() == "churn-2026-11"
    assert page.faded() == {"vertex-2", "vertex-4", "vertex-5", "vertex-6", "edge-2"}
    page.click("#details .link")
    assert page.heading() == "churn-7"
    assert page.details()["ARN"] == MODEL
    assert page.details()["Declared by"] == "Churn/Model327BFD77, Other/Model"


def test_an_arrow_has_details_too(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    page.point_at("#edge-3 text")

    assert page.heading() == "churn-7 → gone"
    assert page.details() == {
        "Kind": "association",
        "Type": "DerivedFrom",
        "Status": "missing: declared, but not in SageMaker",
        "Declared by": "Churn/Derived",
    }
    assert page.texts("#details .link") == ["churn-7 Model", "gone"]


def test_the_keyboard_does_it_all(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    focus = "document.querySelector('#vertex-1').focus()"

    page.script(focus)
    assert page.heading() == "churn-7"

    page.press(Keys.ENTER)
    assert page.find("#vertex-1.selected")

    page.press(Keys.ESCAPE)
    assert page.heading() is None
    assert page.faded() == set()

    page.press("/", "gone", Keys.ENTER)
    assert page.heading() == "gone"
    names = page.script("return [...document.querySelectorAll('[tabindex]')].map(e => e.ariaLabel)")
    assert "churn-2026-11, artifact, DataSet" in names
    assert "churn-7 → gone, DerivedFrom" in names


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("70421", ["churn-2026-11 DataSet"]),
        ("CHURN dataset", ["churn-2026-11 DataSet"]),
        ("missing", ["gone artifact", "churn-7 → gone DerivedFrom"]),
        ("trial", ["job trial component"]),
        ("Other/Model", ["churn-7 Model"]),
        ("artifact/0f1e", ["churn-7 Model"]),
        ("nowhere", []),
    ],
)
def test_search_finds_by_any_text(words: str, found: list[str], open_page: OpenPage) -> None:
    page = open_page(CHURN)

    page.search(words)

    assert page.texts("#results li") == found
    assert page.find("#found").text == f"{len(found)} found"
    assert len(page.faded()) == 12 - len(found)


def test_zoom_and_fit(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    whole = page.view()

    page.click("#zoom-in")
    assert page.view()[2] == pytest.approx(whole[2] / 1.25)
    page.click("#zoom-out")
    page.click("#zoom-out")
    assert page.view()[2] == pytest.approx(whole[2] * 1.25)
    page.click("#fit")
    assert page.view() == whole


def test_the_picture_is_dragged_and_scrolled(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    x, y, width, height = page.view()
    picture = page.find("#canvas > svg")

    ActionChains(page.browser).move_to_element_with_offset(
        picture, 0, -250
    ).click_and_hold().move_by_offset(60, 30).release().perform()
    dragged = page.view()
    assert dragged[0] < x
    assert dragged[1] < y
    assert dragged[2:] == [width, height]

    origin = ScrollOrigin.from_element(picture)
    ActionChains(page.browser).scroll_from_origin(origin, delta_x=0, delta_y=100).perform()
    assert page.view()[1] > dragged[1]
    assert page.heading() is None
