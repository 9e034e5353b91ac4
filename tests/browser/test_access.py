"""For everybody: WCAG 2.2 A and AA by axe-core on every part of the page, and all of it by keyboard."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.axe import axe_script, violations
from tests.browser.conftest import LOOKS, Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "language", "dark"), LOOKS)
def test_no_part_of_the_page_breaks_wcag(page: str, browse: Open, width: int, language: str, dark: bool) -> None:
    script = axe_script()
    browser = browse(width=width, language=language, dark=dark)
    browser.open(page)
    found = {"start": violations(browser, script)}
    browser.ask(
        "Hoeveel geld gaf Nederland aan noodhulp?" if language == "nl" else "How much did the Netherlands give?"
    )
    browser.one(".go-on a")
    browser.click(browser.one(".made-by summary"))
    found["answer"] = violations(browser, script)
    for name in ("letters", *(link.get_attribute("data-panel") for link in browser.all("nav [data-panel]"))):
        browser.script("location.hash = arguments[0]", name)
        found[str(name)] = violations(browser, script)
    browser.script("location.hash = '#letter=kst-32623-169&start=11479&end=11617'")
    browser.one(".letter .spot")
    found["letter"] = violations(browser, script)
    assert found == {name: [] for name in found}


def test_the_checker_does_find_what_is_wrong(page: str, browse: Open) -> None:
    browser = browse()
    browser.open(page)
    browser.script("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><input>')")
    assert {found.partition(":")[0] for found in violations(browser, axe_script())} == {"image-alt", "label"}


def test_everything_is_reached_and_worked_by_keyboard(page: str, browse: Open) -> None:
    browser = browse(language="nl")
    browser.open(page)
    browser.press(Keys.TAB)
    assert browser.focused() == "Naar de inhoud"
    browser.press(Keys.ENTER)
    assert browser.script("return document.activeElement.id") == "bw-main"
    names = []
    for _ in range(3):
        browser.press(Keys.TAB)
        names.append(browser.focused())
        if names[-1] == "Uw vraag":
            break
    assert names[-1] == "Uw vraag", names
    browser.press("Hoeveel geld gaf Nederland aan noodhulp?", Keys.ENTER)
    browser.one(".turn[data-state=done] .go-on")
    reached = []
    for _ in range(60):
        browser.driver.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
        reached.append(browser.script("return document.activeElement.className || document.activeElement.tagName"))
        if reached[-1] == "number":
            break
    assert reached[-1] == "number", reached
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.script("return document.activeElement.classList.contains('card')"), "the card")
    browser.press(Keys.TAB)
    outline = "const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth"
    while "brief" not in browser.focused().lower():
        assert browser.script(outline).startswith("solid"), "what has the focus is to be seen"
        browser.press(Keys.TAB)
    browser.press(Keys.ENTER)
    spot = browser.one(".letter .spot")
    assert "miljoen" in spot.text
