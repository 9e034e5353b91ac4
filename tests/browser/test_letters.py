"""Reading the letters: list, outline, search, both languages, and links to a place."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from rag.pipeline import open_pipeline
from rag.settings import Settings
from tests.browser.conftest import LOOKS, Look, Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "language", "dark"), LOOKS)
def test_a_letter_reads_dutch_beside_english(page: str, browse: Open, width: int, language: str, dark: bool) -> None:
    browser = browse(width=width, language=language, dark=dark)
    look = f"{width}-{language}-{'dark' if dark else 'light'}"
    browser.open(f"{page}/#letters")
    assert len(browser.all(".letters li")) == 2
    browser.picture(f"letters-{look}")
    browser.click(browser.all(".letters a")[-1])
    rows = browser.until(lambda: [r for r in browser.all(".row") if "360 miljoen euro" in r.text], "the sentence")
    row = rows[0]
    dutch, english = row.find_elements("css selector", "p")
    assert "360 million euros" in english.text
    beside = english.rect["x"] > dutch.rect["x"] + dutch.rect["width"] - 5
    assert beside == (width > 736), "side by side where there is room, else below"
    assert browser.script("return document.documentElement.scrollWidth") <= browser.width
    browser.picture(f"letter-{look}")


def test_every_sentence_of_a_letter_is_there_in_order(page: str, browse: Open, index: Settings) -> None:
    browser = browse()
    browser.open(f"{page}/#letter=kst-32623-169")
    browser.one(".letter .row")
    shown = browser.script("return [...document.querySelectorAll('.letter .row p[lang=nl]')].map(p => p.textContent)")
    letter = open_pipeline(index).letter("kst-32623-169")
    assert shown == [sentence.plain for passage in letter.passages for sentence in passage.sentences]


def test_a_citation_opens_its_letter_at_the_quote(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(page)
    turn = browser.ask("Hoeveel heeft Nederland bijgedragen aan humanitaire hulp sinds het begin van de crisis?")
    quote = turn.find_element("css selector", ".card blockquote[lang=nl]").text
    browser.click(turn.find_element("css selector", ".card .links a[href^='#letter']"))
    spot = browser.one(".letter .spot")
    assert quote in spot.find_element("css selector", "p[lang=nl]").text
    assert 0 <= browser.script("return arguments[0].getBoundingClientRect().top", spot) < browser.height
    address = browser.driver.current_url
    browser.open(address)
    assert quote in browser.text(".letter .spot"), "the link can be shared"
    browser.driver.back()


def test_outline_search_and_choice_of_language(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(f"{page}/#letter=kst-32623-169")
    browser.click(browser.one(".outline a"))
    heading = "return document.activeElement.matches('.passage.heading')"
    browser.until(lambda: browser.script(heading), "the heading")
    browser.one("[data-do=filter]").send_keys("miljoen")
    rows = browser.all(".letter .row")
    assert rows
    assert all("mil" in row.text.lower() for row in rows)
    assert browser.text(".count").startswith(f"{len(rows)} ×")
    browser.one("[data-do=filter]").send_keys(Keys.CONTROL, "a", Keys.DELETE)
    browser.click(browser.one("input[value=nl]"))
    assert browser.all(".row p[lang=nl]")
    assert browser.all(".row p[lang=en]") == []


def test_search_in_all_letters_leads_to_the_place(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(f"{page}/#letters")
    browser.one("#bw-query").send_keys("bescherming van minderheden", Keys.ENTER)
    passage = browser.one(".found .passage")
    assert "minderheden" in [mark.text for mark in passage.find_elements("css selector", "mark")]
    browser.picture("found")
    browser.click(passage.find_element("css selector", "a"))
    assert browser.one(".letter .spot")
    browser.click(browser.one("a[href='#letters']"))
    assert browser.one(".letters")
