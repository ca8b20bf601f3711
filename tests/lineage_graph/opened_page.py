"""The page of a graph, open in a browser."""

from collections.abc import Callable
from typing import Any

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

DESK, PHONE = (1400, 900), (390, 844)

# Boxes that are wholly in sight.
IN_SIGHT = """
const canvas = document.getElementById("canvas").getBoundingClientRect();
return [...document.querySelectorAll("#scene .node")].filter((node) => {
  const box = node.querySelector(".frame").getBoundingClientRect();
  return box.left >= canvas.left && box.right <= canvas.right
    && box.top >= canvas.top && box.bottom <= canvas.bottom;
}).map((node) => node.id);
"""


class OpenedPage:
    def __init__(self, browser: Chrome) -> None:
        self.browser = browser

    def emulate(self, size: tuple[int, int], scheme: str = "light") -> None:
        """Have the screen of a desk or a phone, and its colours."""
        is_phone = size == PHONE
        command = self.browser.execute_cdp_cmd
        screen = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": is_phone}
        command("Emulation.setDeviceMetricsOverride", screen)
        touch = {"enabled": is_phone, "maxTouchPoints": 2}
        command("Emulation.setTouchEmulationEnabled", touch)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        command("Emulation.setEmulatedMedia", {"features": features})

    def find(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        found = self.browser.find_elements(By.CSS_SELECTOR, selector)
        return [" ".join(each.text.split()) for each in found]

    def ids(self, selector: str) -> set[str]:
        found = self.script(f"return [...document.querySelectorAll('{selector}')].map(e => e.id)")
        return set(found)

    def point_at(self, selector: str) -> None:
        ActionChains(self.browser).move_to_element(self.find(selector)).perform()

    def click(self, selector: str) -> None:
        ActionChains(self.browser).move_to_element(self.find(selector)).click().perform()

    def touch(self, event: str, *fingers: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
        given = {"type": event, "touchPoints": points}
        self.browser.execute_cdp_cmd("Input.dispatchTouchEvent", given)

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def choose(self, selector: str, value: str) -> None:
        self.find(f'{selector} option[value="{value}"]').click()

    def script(self, body: str) -> Any:
        return self.browser.execute_script(body)

    def heading(self) -> str | None:
        return next(iter(self.texts("#details h2")), None)

    def details(self) -> dict[str, str]:
        names, values = self.texts("#details dl dt"), self.texts("#details dl dd")
        return {
            name: value.partition("Copy")[0].strip()
            for name, value in zip(names, values, strict=True)
        }

    def search(self, text: str) -> None:
        self.find("#search").clear()
        self.find("#search").send_keys(text)

    def nodes(self) -> set[str]:
        return self.ids("#scene .node")

    def faded(self) -> set[str]:
        return self.ids("#scene .faded")

    def in_sight(self) -> set[str]:
        return set(self.script(IN_SIGHT))

    def focused(self) -> str:
        return str(self.script("return document.activeElement.id"))

    def said(self) -> str:
        """Return what a screen reader has been told last."""
        return str(self.script("return document.getElementById('said').textContent"))

    def fragment(self) -> str:
        return str(self.script("return location.hash"))

    def logged(self) -> list[Any]:
        """Return the browser's log since the last call."""
        return list(self.browser.get_log("browser"))  # type: ignore[no-untyped-call]

    def scale(self) -> float:
        return float(self.script("return place.k"))

    def place(self) -> tuple[float, float]:
        x, y = self.script("return [place.x, place.y]")
        return float(x), float(y)


OpenPage = Callable[..., OpenedPage]
