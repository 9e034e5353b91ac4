"""Chromium as a person uses it: open, ask, press keys, look. Nothing goes around the page."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

T = TypeVar("T")
PATIENCE = 20.0


class Browser:
    """One window with a fresh profile. `language` is what the browser asks pages for."""

    def __init__(
        self,
        chromium: str,
        profile: Path,
        artifacts: Path,
        *,
        width: int = 1280,
        height: int = 900,
        language: Literal["nl", "en"] = "nl",
        dark: bool = False,
    ) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            f"--user-data-dir={profile}",
            f"--lang={language}",
        ):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(executable_path=shutil.which("chromedriver")))
        self.width, self.height, self._artifacts = width, height, artifacts
        self._dark = dark
        self.resize()

    def resize(self) -> None:
        """Size and look of the window, which a new one does not take over."""
        self._size(self.height)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if self._dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, still]})

    def _size(self, height: int) -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": self.width, "height": height, "deviceScaleFactor": 1, "mobile": self.width < 600},
        )

    def open(self, address: str) -> None:
        """Open an address, from an empty page so that a changed fragment loads it anew."""
        self.driver.get("about:blank")
        self.driver.get(address)
        self.until(lambda: self.script("return Boolean(window.bw && window.bw.started)"), "the page to start")

    def all(self, selector: str) -> list[WebElement]:
        """Elements that a person can see."""
        return [element for element in self.driver.find_elements(By.CSS_SELECTOR, selector) if element.is_displayed()]

    def one(self, selector: str) -> WebElement:
        return self.until(lambda: next(iter(self.all(selector)), None), selector)

    def text(self, selector: str) -> str:
        """What is seen of the first such element."""
        return self.until(lambda: self.one(selector).text, f"text in {selector}")

    def script(self, code: str, *arguments: object) -> Any:
        return self.driver.execute_script(code, *arguments)

    def until(self, test: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
        """The first true value of `test`; AssertionError with `what` after `patience` seconds."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            try:
                if found := test():
                    return found
            except StaleElementReferenceException:
                pass
            time.sleep(0.03)
        self.picture("failed")
        raise AssertionError(f"waited {patience:.0f} s for {what}; see {self._artifacts}/failed.png")

    def ask(self, question: str) -> WebElement:
        """Type a question, press Enter, and wait for its answer; returns the turn."""
        before = len(self.all(".turn[data-state=done]"))
        box = self.one("#bw-question")
        box.send_keys(question, Keys.ENTER)
        self.until(lambda: len(self.all(".turn[data-state=done]")) > before, f"an answer to {question!r}")
        return self.all(".turn[data-state=done]")[-1]

    def click(self, element: WebElement) -> None:
        """Scroll so that the element is in the middle, as a person does, and click it."""
        self.script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def drop(self, file: Path, onto: WebElement) -> None:
        """Drag a file from outside the window onto an element, and let go."""
        place = onto.rect
        scrolled = self.script("return [scrollX, scrollY]")
        at = {"x": place["x"] - scrolled[0] + 20, "y": place["y"] - scrolled[1] + 20}
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.driver.execute_cdp_cmd("Input.dispatchDragEvent", {"type": kind, **at, "data": data})

    def downloads(self, folder: Path) -> None:
        """Let the page save files in `folder`."""
        saving = {"behavior": "allow", "downloadPath": str(folder)}
        self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", saving)

    def saved(self, path: Path) -> str:
        """The text of a file that the page saved, once it is whole."""
        self.until(lambda: path.exists() and path.stat().st_size > 0, str(path))
        return path.read_text(encoding="utf-8")

    def clipboard(self) -> str:
        """The text that was copied."""
        allowed = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        self.driver.execute_cdp_cmd("Browser.grantPermissions", allowed)
        read = "navigator.clipboard.readText().then(arguments[0], error => arguments[0](String(error)))"
        return str(self.driver.execute_async_script(read))

    def press(self, *keys: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self) -> str:
        """What has the focus, as its name would be read: its text, label or id."""
        return str(
            self.script(
                "const e = document.activeElement;"
                "return (e.labels?.[0]?.innerText || e.innerText || e.id || e.tagName).trim()"
            )
        )

    def picture(self, name: str) -> Path:
        """The whole page as a picture among the test artifacts."""
        self._artifacts.mkdir(parents=True, exist_ok=True)
        path = self._artifacts / f"{name}.png"
        self._size(min(max(self.script("return document.documentElement.scrollHeight"), self.height), 6000))
        self.driver.save_screenshot(str(path))
        self._size(self.height)
        return path

    def window(self, name: str) -> Path:
        """What the window shows, as a picture."""
        self._artifacts.mkdir(parents=True, exist_ok=True)
        path = self._artifacts / f"{name}.png"
        self.driver.save_screenshot(str(path))
        return path

    def requests(self) -> list[str]:
        """Addresses asked for since the last call."""
        entries = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]  # type: ignore[no-untyped-call]
        return [e["params"]["request"]["url"] for e in entries if e["method"] == "Network.requestWillBeSent"]

    def complaints(self) -> list[str]:
        """Errors in the console since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]  # type: ignore[no-untyped-call]

    def close(self) -> None:
        self.driver.quit()
