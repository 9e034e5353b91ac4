"""What the operator may switch on: measuring, judging answers, adding a letter."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.page.feedback import Feedback
from rag.settings import Settings
from tests.browser.axe import axe_script, violations
from tests.browser.conftest import Look, Open
from tests.browser.server import served
from tests.conftest import LETTERS

pytestmark = pytest.mark.browser

QUESTION = "Hoeveel heeft Nederland bijgedragen aan humanitaire hulp sinds het begin van de crisis?"


@pytest.fixture(scope="module")
def data(index: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the index, for pages that write."""
    copy = tmp_path_factory.mktemp("operator") / "data"
    shutil.copytree(index.data, copy)
    return copy


@pytest.fixture(scope="module")
def operated(data: Path) -> Iterator[str]:
    with served([sys.executable, "-m", "tests.browser.start", "feedback", "adding"], data=data) as address:
        yield address


def test_by_default_nothing_is_asked_or_stored(page: str, browse: Open, index: Settings) -> None:
    browser = browse()
    browser.open(page)
    browser.ask(QUESTION)
    assert browser.all("[data-judge]") == []
    assert browser.all("[data-panel=add]") == []
    kept = [
        path
        for path in index.data.rglob("*")
        if path.is_file() and b"sinds het begin van de crisis" in path.read_bytes()
    ]
    assert kept == []


def test_an_answer_can_be_judged(operated: str, browse: Open, look: Look, data: Path) -> None:
    browser = browse(**look.options)
    browser.open(operated)
    browser.ask("Wat doet Nederland voor minderheden?")
    turn = browser.ask(QUESTION)
    before = len(list(Feedback(data).read()))
    browser.click(turn.find_element("css selector", ".card [data-judge=wrong_source]"))
    browser.until(lambda: look.say("judged") in turn.find_element("css selector", ".judge").text, "thanks")
    *earlier, judged = Feedback(data).read()
    assert len(earlier) == before
    assert (judged.judgement, judged.source, judged.question) == ("wrong_source", 1, QUESTION)
    assert judged.history == ("Wat doet Nederland voor minderheden?",)
    assert judged.answer["receipt"]["corpus"]


def test_a_gold_file_is_measured(operated: str, browse: Open, look: Look, tmp_path: Path) -> None:
    gold = {
        "id": "hulp-nl",
        "lang": "nl",
        "kind": "fact",
        "question": QUESTION,
        "history": [],
        "facts": [["360 miljoen"]],
        "evidence": [{"letter": "kst-32623-169", "quote": "heeft Nederland 360 miljoen euro bijgedragen"}],
    }
    good, bad = tmp_path / "gold.jsonl", tmp_path / "bad.jsonl"
    good.write_text(json.dumps(gold) + "\n", encoding="utf-8")
    bad.write_text('<img src=x onerror="window.hacked=1">', encoding="utf-8")
    browser = browse(**look.options)
    browser.open(f"{operated}/#measure")
    browser.one("#bw-gold-file").send_keys(str(good))
    browser.click(browser.one("#bw-measuring button"))
    table = browser.one("#bw-measured table").text
    assert "Facts found 100% 100%" in table
    assert violations(browser, axe_script()) == []
    browser.picture(f"measure-{look.name}")
    browser.one("#bw-gold-file").send_keys(str(bad))
    browser.click(browser.one("#bw-measuring button"))
    browser.one("#bw-measured .failed")
    assert browser.script("return window.hacked") is None


def test_a_letter_is_read_then_discarded_then_added(operated: str, browse: Open, look: Look, tmp_path: Path) -> None:
    text = (LETTERS / "kst-32623-376.txt").read_text(encoding="utf-8")
    letter = tmp_path / "<img src=x onerror=hacked=1>.txt"
    letter.write_text(text.replace("Nr. 376", "Nr. 377").replace("nr. 376", "nr. 377"), encoding="utf-8")
    browser = browse(**look.options)
    browser.open(f"{operated}/#add")
    for button in ("discard", "accept"):
        browser.one("#bw-letter-file").send_keys(str(letter))
        browser.click(browser.one("#bw-reading button"))
        assert "nr. 377" in browser.text("#bw-outcome .read")
        assert violations(browser, axe_script()) == []
        browser.picture(f"add-{look.name}")
        browser.click(browser.one(f"[data-do={button}]"))
        if button == "discard":
            # What was said of the file may stand there for a moment longer.
            browser.until(lambda: browser.text("#bw-outcome .status") == look.say("discarded"), "the letter to be gone")
    browser.until(lambda: browser.text("#bw-outcome .status") == look.say("added"), "the letter to be added", 180)
    assert browser.script("return window.hacked") is None
    browser.script("location.hash = '#letter=kst-32623-377'")
    assert browser.one(".letter .row")
    browser.script("location.hash = '#letters'")
    assert len(browser.all(".letters li")) == 3
    empty = tmp_path / "leeg.txt"
    empty.write_text("", encoding="utf-8")
    browser.script("location.hash = '#add'")
    browser.one("#bw-letter-file").send_keys(str(empty))
    browser.click(browser.one("#bw-reading button"))
    assert "leeg.txt" in browser.text("#bw-outcome .failed")
