"""A chat model that writes slowly: what it writes is shown as unverified, and can be stopped."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Look, Open
from tests.browser.server import served

pytestmark = pytest.mark.browser

# Where in the window Stop is.
PLACE = "const { x, y } = document.querySelector('[data-do=stop]').getBoundingClientRect(); return [x, y]"


@pytest.fixture(scope="module")
def slow() -> Iterator[str]:
    with served([sys.executable, "-m", "tests.browser.hostile"]) as address:
        yield address


@pytest.mark.parametrize("by", ["button", "key"])
def test_text_grows_as_unverified_and_stops(slow: str, browse: Open, look: Look, by: str) -> None:
    browser = browse(**look.options)
    browser.open(slow)
    browser.one("#bw-question").send_keys("slow please", Keys.ENTER)
    text = browser.text(".turn[data-state=writing] .unverified")
    assert {"nl": "nagekeken", "en": "checked"}[look.language] in browser.text(".turn[data-state=writing] .status")
    browser.until(lambda: len(browser.text(".unverified")) > len(text), "more text")
    browser.picture(f"writing-{look.name}")
    if by == "button":
        browser.click(browser.one("[data-do=stop]"))
    else:
        browser.press(Keys.ESCAPE)
    assert browser.text(".turn[data-state=stopped] .status") == look.say("stopped")
    stopped = browser.text(".unverified")
    time.sleep(1)
    assert browser.text(".unverified") == stopped, "nothing more comes"
    browser.ask("another question")
    assert browser.all(".turn[data-state=done] .statements")


def test_a_fast_model_is_stopped_for_good(slow: str, browse: Open, look: Look) -> None:
    """Pieces that are under way when it is stopped come, and change nothing; Stop stays where it was."""
    browser = browse(**look.options)
    browser.open(slow)
    for _ in range(2):
        browser.one("#bw-question").send_keys("fast please", Keys.ENTER)
        browser.one(".turn[data-state=writing] .unverified")
        where = browser.script(PLACE)
        browser.until(lambda: len(browser.text(".turn[data-state=writing] .unverified")) > 2000, "more text")
        assert browser.script(PLACE) == where
        browser.one("[data-do=stop]").click()
        stopped = browser.text(".turn[data-state=stopped] .unverified")
        time.sleep(1)
        assert not browser.all(".turn[data-state=writing]")
        assert browser.text(".turn[data-state=stopped] .unverified") == stopped
        browser.click(browser.one("[data-do=new]"))
        browser.until(lambda: not browser.all(".turn"), "a new talk")


def test_a_reader_may_scroll_while_text_grows(slow: str, browse: Open) -> None:
    browser = browse(width=390)
    browser.open(slow)
    browser.one("#bw-question").send_keys("slow please", Keys.ENTER)
    text = browser.text(".turn[data-state=writing] .unverified")
    time.sleep(1)  # until the page has led the reader to the answer
    browser.script("scrollTo({top: 0, behavior: 'instant'})")
    browser.until(lambda: len(browser.text(".unverified")) > len(text) + 20, "more text")
    assert browser.script("return scrollY") == 0
    browser.press(Keys.ESCAPE)


def test_a_server_that_goes_away_is_told(browse: Open) -> None:
    browser = browse(language="nl")
    with served([sys.executable, "-m", "tests.browser.hostile"]) as address:
        browser.open(address)
        browser.one("#bw-question").send_keys("slow please", Keys.ENTER)
        browser.one(".turn[data-state=writing]")
    assert "geen antwoord" in browser.until(
        lambda: next((e.text for e in browser.all(".turn .status") if "antwoord" in e.text), None), "the notice"
    )
