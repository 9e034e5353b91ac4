"""Letters, questions, model output and file names are text: nothing in them runs, loads or links elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.browser import Browser
from tests.browser.conftest import Look, Open
from tests.browser.hostile import EVIL, NAME
from tests.browser.server import served

pytestmark = pytest.mark.browser

# What must not be in the page: elements of the text, and links other than the two kinds we make.
_STRAYS = """
const main = document.querySelector('main');
const evil = 'img, iframe, form[action], style, script, svg:not(.mark), [onfocus], [onerror]';
const ours = /^(#|https:\\/\\/zoek\\.officielebekendmakingen\\.nl\\/)/;
const strays = [...main.querySelectorAll(evil)];
const links = [...main.querySelectorAll('a')].filter(a => !ours.test(a.getAttribute('href')));
return [...strays, ...links].map(e => e.outerHTML.slice(0, 200));
"""


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    with served([sys.executable, "-m", "tests.browser.hostile"]) as address:
        yield address


def unharmed(browser: Browser, page: str) -> None:
    assert browser.script("return window.hacked") is None
    assert browser.script(_STRAYS) == []
    asked = [url for url in browser.requests() if not url.startswith(("data:", "blob:", "about:", "chrome:"))]
    assert [url for url in asked if not url.startswith(page)] == []
    assert browser.script("return document.documentElement.scrollWidth") <= browser.width, "a long word widens nothing"


def test_nothing_in_an_answer_runs(hostile: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(hostile)
    box = browser.one("#bw-question")
    box.send_keys(EVIL[:400], Keys.ENTER)
    turn = browser.one(".turn[data-state=done]")
    assert "<script>window.hacked=1</script>" in turn.find_element("css selector", "h3").text
    assert "<script>window.hacked=1</script>" in turn.find_element("css selector", ".statements").text
    assert "onerror" in turn.find_element("css selector", ".card blockquote").text
    unharmed(browser, hostile)
    for summary in turn.find_elements("css selector", "summary"):
        browser.click(summary)
    browser.ask("please refuse")
    assert browser.all(".nearest .passage")
    unharmed(browser, hostile)
    browser.picture(f"hostile-{look.name}")


def test_nothing_in_a_letter_runs(hostile: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(f"{hostile}/#letter={NAME}&start=0&end=10")
    assert "<script>window.hacked=1</script>" in browser.text(".letter .spot")
    unharmed(browser, hostile)
    browser.script("location.hash = '#letters'")
    browser.one("#bw-query").send_keys("x", Keys.ENTER)
    browser.one(".found .passage")
    unharmed(browser, hostile)


def test_nothing_in_an_address_runs(hostile: str, browse: Open) -> None:
    browser = browse()
    for fragment in ("letter=%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E", "letter=../../etc/passwd"):
        browser.open(f"{hostile}/#{fragment}")
        assert "staat niet in de verzameling" in browser.text("#bw-reader .failed")
        unharmed(browser, hostile)
    browser.open(f"{hostile}/#q=%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E")
    browser.one(".turn[data-state=done]")
    unharmed(browser, hostile)
