"""A real Chromium for the tests of the page; without one they are skipped, or fail where CI is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.page.texts import STATUS, say
from rag.settings import Settings
from rag.types import Language, Status
from tests.browser.browser import Browser
from tests.browser.server import served

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"

Open = Callable[..., Browser]

# Wide and narrow, in either language, light and dark.
LOOKS = [(1280, "nl", False), (1280, "en", True), (390, "nl", True), (390, "en", False)]


@dataclass(frozen=True, slots=True)
class Look:
    """How a browser shows the page: its width in CSS pixels, the language, and light or dark."""

    width: int
    language: Language
    dark: bool

    @property
    def options(self) -> dict[str, object]:
        """For `browse`."""
        return {"width": self.width, "language": self.language, "dark": self.dark}

    @property
    def name(self) -> str:
        """For a picture's file."""
        return f"{self.width}-{self.language}-{'dark' if self.dark else 'light'}"

    def say(self, name: str) -> str:
        """A text of the page in this language."""
        return say(name, self.language)

    def status(self, status: Status) -> str:
        """How the page words the status of an answer in this language."""
        return STATUS[status][self.language == "en"]


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def look(request: pytest.FixtureRequest) -> Look:
    """Each of the four looks in turn."""
    return Look(*request.param)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found and shutil.which("chromedriver"):
        return found
    missing = "no Chromium with chromedriver here; `make test` installs them where it may"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def page(index: Settings) -> Iterator[str]:
    """The address of the page over both real letters."""
    with served(data=index.data) as address:
        yield address


@pytest.fixture
def browse(chromium: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens browsers; each has a profile of its own, and leaves a picture where its test failed."""
    opened: list[Browser] = []

    def open_browser(**options: object) -> Browser:
        browser = Browser(chromium, tmp_path / f"profile{len(opened)}", ARTIFACTS, **options)  # type: ignore[arg-type]
        opened.append(browser)
        return browser

    yield open_browser
    for browser in opened:
        browser.close()
