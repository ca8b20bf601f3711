"""Legend as filter, directions, steps, hiding and folding."""

from selenium.webdriver import ActionChains

from tests.lineage_graph.examples import CHURN, chain, fan, large, scattered
from tests.lineage_graph.opened_page import OpenedPage, OpenPage


def chip(key: str) -> str:
    return f'.chip[data-key="{key}"]'


def names(page: OpenedPage) -> set[str]:
    return set(page.texts("#scene .node:not(.faded) .name"))


def test_the_legend_takes_off_what_a_thing_is(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    page.click(chip("is:model"))

    assert page.faded() == {"vertex-1", "edge-0", "edge-1", "edge-2", "edge-3"}
    assert page.find(chip("is:model")).get_attribute("aria-pressed") == "false"
    assert page.find("#count").text == "7 of 8 entities, 4 associations"
    page.click(chip("is:model"))
    assert page.faded() == set()


def test_a_double_click_leaves_only_that(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    element = page.find(chip("status:missing"))
    ActionChains(page.browser).double_click(element).perform()

    assert page.nodes() - page.faded() == {"vertex-7"}
    page.click("#reset")
    assert page.faded() == set()


def test_it_filters_by_kind_type_stack_and_status(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    page.click("#filters summary")

    for key, off in {
        "kind:action": {"vertex-2", "edge-2"},
        "type:Endpoint": {"vertex-3", "edge-1"},
        "stack:Other": set(),  # another stack declares the model too
        "status:missing": {"vertex-7", "edge-3"},
    }.items():
        page.click(chip(key))
        assert page.faded() == off, key
        page.click(chip(key))


def test_what_needs_a_selection_waits_for_one(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    assert not page.find("#direction").is_enabled()
    assert not page.find("#steps").is_enabled()

    page.click("#vertex-0")

    assert page.find("#direction").is_enabled()
    assert page.find("#steps").is_enabled()


def test_lineage_is_upstream_or_downstream_or_both(open_page: OpenPage) -> None:
    page = open_page(chain(7))
    page.click("#vertex-3")
    assert len(names(page)) == 7

    page.choose("#direction", "up")
    assert names(page) == {f"step-{number:02}" for number in range(4)}
    page.choose("#direction", "down")
    assert names(page) == {f"step-{number:02}" for number in range(3, 7)}
    page.choose("#direction", "both")
    page.choose("#steps", "1")
    assert names(page) == {"step-02", "step-03", "step-04"}


def test_what_does_not_belong_fades_or_is_hidden(open_page: OpenPage) -> None:
    page = open_page(scattered(500))
    page.search("entity-120")
    page.click("#results button")
    page.choose("#steps", "1")
    belonging = page.nodes() - page.faded()
    assert len(page.nodes()) == 500

    page.click("#hide")

    assert page.nodes() == belonging
    assert page.faded() == set()
    assert page.in_sight() == belonging
    page.click("#hide")
    assert len(page.nodes()) == 500


def test_what_is_alike_is_one_box(open_page: OpenPage) -> None:
    page = open_page(fan(60))

    assert page.texts("#scene .name") == [
        "data",
        "job-00",
        "59 \N{MULTIPLICATION SIGN} TrainingJob",
        "model",
    ]
    assert "59 \N{MULTIPLICATION SIGN} ContributedTo" in page.texts("#scene .word")

    page.click("#scene .node[id^=vertexs]")
    assert page.heading() == "59 \N{MULTIPLICATION SIGN} TrainingJob"
    assert len(page.texts("#details .link")) == 59
    page.click("#details .fold")
    assert len(page.nodes()) == 62

    page.script("select('vertex job-07')")
    page.click("#details .fold")
    assert len(page.nodes()) == 4
    page.click("#fold")
    assert len(page.nodes()) == 62


def test_pipelines_that_are_alike_fold_into_one(open_page: OpenPage) -> None:
    page = open_page(large(500))

    assert sorted(page.texts("#scene .name")) == [
        "166 \N{MULTIPLICATION SIGN} DataSet",
        "166 \N{MULTIPLICATION SIGN} Model",
        "166 \N{MULTIPLICATION SIGN} Report",
        "image",
    ]


def test_a_double_click_unfolds(open_page: OpenPage) -> None:
    page = open_page(fan(60))

    group = page.find("#scene .node[id^=vertexs]")
    ActionChains(page.browser).double_click(group).perform()

    assert len(page.nodes()) == 62


def test_what_differs_in_its_place_is_not_folded(open_page: OpenPage) -> None:
    assert len(open_page(chain(40)).nodes()) == 40


def test_a_stack_folds_into_one_box(open_page: OpenPage) -> None:
    page = open_page(scattered(40))
    page.click("#filters summary")
    members = page.script("return stackGroups[0].members.length")

    page.click('.stack-fold[data-stack="Stack0"]')

    assert len(page.nodes()) == 40 - members + 1
    assert f"stack of {members}" in page.texts("#scene .stack .detail")
    page.click("#details .fold")
    assert len(page.nodes()) == 40
