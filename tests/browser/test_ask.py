"""Asking on the page, in both languages, wide and narrow, light and dark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.contract import answer_from_json
from tests.browser.conftest import LOOKS, Look, Open

pytestmark = pytest.mark.browser

ASKED = {
    "nl": (
        "Hoeveel heeft Nederland bijgedragen aan humanitaire hulp sinds het uitbreken van de crisis?",
        "360 miljoen",
    ),
    "en": ("How much has the Netherlands contributed to humanitarian aid since the crisis broke out?", "360 million"),
}
STATUS = {"nl": "Beantwoord uit de brieven", "en": "Answered from the letters"}
REFUSED = {
    "nl": "Hoeveel inwoners heeft de hoofdstad van Australië?",
    "en": "How many inhabitants does the capital of Australia have?",
}


FOLLOWED = {
    "nl": ("Hoeveel geld gaf Nederland aan noodhulp?", "En in 2025?", "20,4 miljoen"),
    "en": ("How much money did the Netherlands give to humanitarian aid?", "And in 2025?", "20.4 million"),
}


@pytest.mark.parametrize(("width", "language", "dark"), LOOKS)
def test_a_question_is_answered_with_sources(page: str, browse: Open, width: int, language: str, dark: bool) -> None:
    browser = browse(width=width, language=language, dark=dark)
    browser.open(page)
    browser.picture(f"start-{width}-{language}-{'dark' if dark else 'light'}")
    question, fact = ASKED[language]
    turn = browser.ask(question)
    assert fact in turn.find_element("css selector", ".statements").text
    assert turn.find_element("css selector", ".status").text == STATUS[language]
    card = browser.one(".card")
    assert "360 miljoen euro" in card.find_element("css selector", "figure blockquote[lang=nl]").text
    marks = [mark.text for mark in card.find_elements("css selector", "blockquote[lang=nl] mark")]
    assert any("360 miljoen euro" in mark for mark in marks)
    for told in ("Kamerstukken II 2016/17, 32 623, nr. 169", "Koenders", "21 december 2016"):
        assert told.lower() in card.text.lower()
    assert card.find_element("css selector", "a[target]").get_attribute("href") == (
        "https://zoek.officielebekendmakingen.nl/kst-32623-169.html"
    )
    assert browser.script("return document.documentElement.scrollWidth") <= browser.width
    assert browser.script("return document.documentElement.lang") == language
    browser.picture(f"answer-{width}-{language}-{'dark' if dark else 'light'}")


def test_a_number_opens_its_card(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(page)
    turn = browser.ask(ASKED[look.language][0])
    browser.click(turn.find_element("css selector", ".number"))
    is_card = "return document.activeElement.classList.contains('card')"
    browser.until(lambda: browser.script(is_card), "focus on the card")
    top = browser.script("return document.activeElement.getBoundingClientRect().top")
    assert 0 <= top < browser.height


def test_a_refusal_says_so_and_shows_what_comes_near(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(page)
    turn = browser.ask(REFUSED[look.language])
    assert turn.find_elements("css selector", ".statements") == []
    status = turn.find_element("css selector", ".status").text
    assert status in (look.status("not_in_letters"), look.status("out_of_scope"))
    assert len(turn.find_elements("css selector", ".nearest .passage")) == 3
    browser.picture(f"refusal-{look.name}")


def test_a_follow_up_is_read_with_the_talk_and_says_how(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(page)
    asked, after, amount = FOLLOWED[look.language]
    browser.ask(asked)
    turn = browser.ask(after)
    assert amount in turn.find_element("css selector", ".statements").text
    assert "2025" in turn.find_element("css selector", ".read-as").text
    assert len(browser.all(".turn")) == 2, "the earlier turn stays"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_question_box_stays_in_reach(page: str, browse: Open, width: int) -> None:
    browser = browse(width=width)
    browser.open(page)
    browser.ask(ASKED["nl"][0])
    browser.script("scrollTo(0, 0)")
    place = browser.one("#bw-question").rect
    assert place["y"] + place["height"] <= browser.height


def test_changing_the_language_keeps_the_talk_and_is_remembered(page: str, browse: Open) -> None:
    browser = browse(language="nl")
    browser.open(page)
    browser.ask(ASKED["nl"][0])
    browser.click(browser.one("[data-lang=en]"))
    assert browser.text(".status") == STATUS["en"]
    assert browser.script("return document.documentElement.lang") == "en"
    browser.open(page)
    assert browser.text("label[for=bw-question]") == "Your question"


def test_examples_and_questions_to_go_on_with_are_answered(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(page)
    chip = browser.one(".examples .chips a")
    browser.click(chip)
    first = browser.one(".turn[data-state=done]")
    assert first.find_elements("css selector", ".statements li")
    browser.click(browser.one(".go-on .chips a"))
    browser.until(lambda: len(browser.all(".turn[data-state=done]")) == 2, "the second answer")
    assert all(turn.find_elements("css selector", ".statements li") for turn in browser.all(".turn"))


def test_new_talk_forgets_and_retry_asks_again(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(page)
    browser.ask(ASKED[look.language][0])
    first = browser.one(".turn").get_attribute("id")
    browser.click(browser.one("[data-do=retry]"))
    browser.until(
        lambda: [t.get_attribute("id") for t in browser.all(".turn[data-state=done]")] not in ([], [first]),
        "a new turn",
    )
    assert len(browser.all(".turn")) == 1
    browser.click(browser.one("[data-do=new]"))
    assert browser.all(".turn") == []
    assert browser.all(".examples .chips a")


def test_a_link_to_a_question_asks_it(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(f"{page}/#q=Hoeveel%20geld%20gaat%20er%20in%202025%20naar%20humanitaire%20hulp%3F")
    assert "20,4 miljoen" in browser.text(".turn[data-state=done] .statements")


def test_an_answer_can_be_copied_linked_and_saved(page: str, browse: Open, look: Look, tmp_path: Path) -> None:
    language = look.language
    browser = browse(**look.options)
    browser.downloads(tmp_path)
    browser.open(page)
    question, fact = ASKED[language]
    turn = browser.ask(question)
    words = turn.find_element("css selector", ".statements li").text.splitlines()[0]
    browser.one(".go-on a")  # the last part of the turn
    copy, link = browser.all(".actions [data-copy], .actions [data-link]")
    browser.click(copy)
    assert browser.text(".actions [data-done]") in ("Kopieer antwoord", "Copy answer")
    copied = browser.clipboard()
    assert copied.startswith(f"{question}\n\n")
    assert fact in copied
    assert words.split("\u00a0")[0] in copied
    assert "[1] ‘" in copied
    assert "https://zoek.officielebekendmakingen.nl/kst-32623-169.html" in copied
    browser.click(browser.one("[data-save]"))
    saved = answer_from_json(json.loads(browser.saved(tmp_path / "briefwijzer.json")))
    assert (saved.question, saved.language) == (question, language)
    assert saved.receipt["corpus"]
    assert fact in saved.text
    browser.click(link)
    address = browser.clipboard()
    assert address.startswith(f"{page}/#q=")
    browser.open(address)
    assert browser.text(".turn[data-state=done] h3") == question, "the link asks the same"


def test_a_source_can_be_copied_and_linked(page: str, browse: Open, look: Look) -> None:
    browser = browse(**look.options)
    browser.open(page)
    browser.ask(ASKED[look.language][0])
    browser.one(".go-on a")
    quote = browser.text(".card blockquote[lang=nl]")
    browser.click(browser.one(".card [data-copy]"))
    copied = browser.clipboard()
    assert copied.startswith(f"‘{quote}’ (")
    for told in ("Koenders", "21 december 2016", "Kamerstukken II 2016/17, 32 623, nr. 169"):
        assert told in copied
    assert browser.script("return document.querySelector('#bw-said').textContent") == look.say("copied")
    browser.click(browser.one(".card [data-link]"))
    browser.open(browser.clipboard())
    assert quote in browser.text(".letter .spot")


def test_everything_comes_from_the_own_server_and_nothing_complains(page: str, browse: Open) -> None:
    browser = browse()
    browser.open(page)
    browser.ask(ASKED["nl"][0])
    browser.script("location.hash = '#letter=kst-32623-376'")
    browser.one(".letter")
    asked = [url for url in browser.requests() if not url.startswith(("data:", "blob:", "about:", "chrome:"))]
    assert asked
    assert [url for url in asked if not url.startswith(page)] == []
    assert browser.complaints() == []
