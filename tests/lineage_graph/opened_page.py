"""The page of a graph, open in a browser."""

from collections.abc import Callable
from typing import Any

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from lineage_graph import LineageGraph


class OpenedPage:
    def __init__(self, browser: Chrome) -> None:
        self.browser = browser

    def find(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        return [each.text for each in self.browser.find_elements(By.CSS_SELECTOR, selector)]

    def point_at(self, selector: str) -> None:
        ActionChains(self.browser).move_to_element(self.find(selector)).perform()

    def click(self, selector: str) -> None:
        ActionChains(self.browser).move_to_element(self.find(selector)).click().perform()

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def script(self, body: str) -> Any:
        return self.browser.execute_script(body)

    def heading(self) -> str | None:
        return next(iter(self.texts("#details h2")), None)

    def details(self) -> dict[str, str]:
        names, values = self.texts("#details dl dt"), self.texts("#details dl dd")
        return dict(zip(names, values, strict=True))

    def search(self, text: str) -> None:
        self.find("#search").clear()
        self.find("#search").send_keys(text)

    def faded(self) -> set[str]:
        found = self.script("return [...document.querySelectorAll('.faded')].map(e => e.id)")
        return set(found)

    def logged(self) -> list[Any]:
        """Return the browser's log since the last call."""
        return list(self.browser.get_log("browser"))  # type: ignore[no-untyped-call]

    def view(self) -> list[float]:
        box = self.script("return document.querySelector('#canvas > svg').getAttribute('viewBox')")
        return [float(number) for number in box.split()]


OpenPage = Callable[[LineageGraph], OpenedPage]
