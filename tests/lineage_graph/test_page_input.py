"""What the page does on pointer, wheel, keyboard and search."""

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

from tests.lineage_graph.examples import CHURN, MODEL
from tests.lineage_graph.opened_page import PHONE, OpenPage


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

    page.point_at("#edge-3 .word")

    assert page.heading() == "gone → churn-7"
    assert page.details() == {
        "Kind": "association",
        "Type": "DerivedFrom",
        "Status": "missing: declared, but not in SageMaker",
        "Declared by": "Churn/Derived",
    }
    assert page.texts("#details .link") == ["churn-7 Model", "gone"]


def test_the_keyboard_does_it_all(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    page.script("document.querySelector('#vertex-1').focus()")
    assert page.heading() == "churn-7"

    page.press(Keys.ENTER)
    assert page.find("#vertex-1.selected")

    page.press(Keys.ESCAPE)
    assert page.heading() is None
    assert page.faded() == set()

    page.press("/", "gone", Keys.ENTER)
    assert page.heading() == "gone"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("70421", ["churn-2026-11 DataSet"]),
        ("CHURN dataset", ["churn-2026-11 DataSet"]),
        ("missing", ["gone artifact", "gone → churn-7 DerivedFrom"]),
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
    whole = page.scale()

    page.click("#zoom-in")
    assert page.scale() == pytest.approx(whole * 1.25)
    page.click("#zoom-out")
    page.click("#zoom-out")
    assert page.scale() == pytest.approx(whole * 0.8)
    page.click("#fit")
    assert page.scale() == pytest.approx(whole)


def test_the_picture_is_dragged_and_scrolled(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    (x, y), scale = page.place(), page.scale()
    picture = page.find("#picture")

    ActionChains(page.browser).move_to_element_with_offset(
        picture, 0, -250
    ).click_and_hold().move_by_offset(60, 30).release().perform()
    assert page.place() == (x + 60, y + 30)
    assert page.heading() is None

    origin = ScrollOrigin.from_element(picture)
    ActionChains(page.browser).scroll_from_origin(origin, delta_x=0, delta_y=100).perform()
    assert page.place() == (x + 60, y - 70)
    assert page.scale() == scale


def test_a_pinch_zooms_about_the_fingers(open_page: OpenPage) -> None:
    page = open_page(CHURN, size=PHONE)
    scale = page.scale()
    box = page.find("#canvas").rect
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = page.script(f"return place.invert([{x - box['x']}, {y - box['y']}])")

    page.touch("touchStart", (x - 30, y), (x + 30, y))
    page.touch("touchMove", (x - 45, y), (x + 45, y))
    page.touch("touchMove", (x - 60, y), (x + 60, y))
    page.touch("touchEnd")

    assert page.scale() == pytest.approx(scale * 2, rel=0.05)
    after = page.script(f"return place.invert([{x - box['x']}, {y - box['y']}])")
    assert after == pytest.approx(before, abs=3)


def test_a_finger_that_pans_opens_nothing(open_page: OpenPage) -> None:
    page = open_page(CHURN, size=PHONE)
    x, y = page.script("""
        const box = document.getElementById("vertex-1").getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    """)
    before = page.place()

    page.touch("touchStart", (x, y))
    page.touch("touchMove", (x, y + 20))
    page.touch("touchMove", (x, y + 40))
    assert page.heading() is None
    page.touch("touchEnd")

    assert page.heading() is None
    assert page.place()[1] > before[1]


def test_the_picture_cannot_be_lost(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    origin = ScrollOrigin.from_element(page.find("#picture"))

    for delta in ((9000, 9000), (-20000, -20000)):
        ActionChains(page.browser).scroll_from_origin(origin, *delta).perform()
        seen = page.script("""
            const canvas = document.getElementById("canvas").getBoundingClientRect();
            const scene = document.getElementById("scene").getBoundingClientRect();
            return [Math.min(canvas.right, scene.right) - Math.max(canvas.left, scene.left),
              Math.min(canvas.bottom, scene.bottom) - Math.max(canvas.top, scene.top)];
        """)
        assert min(seen) > 40
