"""Checking claims and articles on the page: verdicts, files, filters, export, keyboard, and text that tries to run."""

from __future__ import annotations

import csv
import functools
import io
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas
from selenium.webdriver.common.keys import Keys

from rag.exports import load
from rag.exports.items import Item
from rag.pipeline import open_pipeline
from rag.settings import Settings
from tests.browser.axe import axe_script, violations
from tests.browser.browser import Browser
from tests.browser.conftest import Open
from tests.browser.hostile import EVIL
from tests.browser.server import served
from tests.browser.test_hostile import unharmed

pytestmark = pytest.mark.browser

LOOKS = [
    (width, language, dark) for width in (1280, 390) for language in ("nl", "en") for dark in (False, True)
]  # fmt: skip
# The letter's own sentence, and the same with another amount.
RIGHT = {
    "nl": "Sinds het uitbreken van de crisis in Syrië heeft Nederland 360 miljoen euro bijgedragen aan humanitaire "
    "hulp in Syrië en de buurlanden.",
    "en": "Since the outbreak of the crisis in Syria, the Netherlands has contributed 360 million euros to "
    "humanitarian aid in Syria and the neighbouring countries.",
}
WRONG = {language: claim.replace("360", "460") for language, claim in RIGHT.items()}
ABSENT = {
    "nl": "De burgemeester van Lissabon opende een museum over walvissen.",
    "en": "The mayor of Lisbon opened a museum about whales.",
}
ARTICLE = {
    language: f"Kop\n\n{RIGHT[language]} {WRONG[language]}\n\n{ABSENT[language]} {question}"
    for language, question in (("nl", "Klopt dat allemaal wel?"), ("en", "Is all of that really so?"))
}
WORDED = {
    "nl": ["De brieven zeggen dit", "De brieven zeggen iets anders", "Niet gevonden in deze brieven"],
    "en": ["The letters say so", "The letters say otherwise", "Not found in these letters"],
}


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    with served([sys.executable, "-m", "tests.browser.hostile"]) as address:
        yield address


def _check(browser: Browser, text: str) -> None:
    box = browser.one("#bw-article")
    browser.script("arguments[0].value = ''", box)
    box.send_keys(text)
    browser.click(browser.one("#bw-checking [type=submit]"))
    browser.one(".verdicts[data-state=done]")


def _badges(browser: Browser) -> list[str]:
    return [badge.text for badge in browser.all(".claims .verdict")]


@pytest.mark.parametrize(("width", "language", "dark"), LOOKS)
def test_an_article_gets_verdicts(page: str, browse: Open, width: int, language: str, dark: bool) -> None:
    browser = browse(width=width, language=language, dark=dark)
    browser.open(f"{page}/#check")
    script = axe_script()
    assert violations(browser, script) == []
    _check(browser, ARTICLE[language])
    assert _badges(browser) == WORDED[language]
    supported, contradicted, absent = browser.all(".claims tbody tr")
    for row, heading in ((supported, ("Ervoor", "For")), (contradicted, ("Ertegen", "Against"))):
        assert row.find_element("css selector", ".side").text in heading
        assert "360 miljoen euro" in row.find_element("css selector", "blockquote[lang=nl]").text
        marked = [mark.text for mark in row.find_elements("css selector", "blockquote[lang=nl] mark")]
        assert any("360 miljoen euro" in mark for mark in marked)
    if language == "en":
        assert "360 million euros" in contradicted.find_element("css selector", ".translation").text
    assert "460" in contradicted.find_element("css selector", ".reason").text
    assert absent.find_elements("css selector", "blockquote") == []
    assert not {"onwaar", "niet waar", "false", "untrue", "wrong"} & set(absent.text.lower().split())
    colours = [
        browser.script("return getComputedStyle(arguments[0]).color", b) for b in browser.all(".claims .verdict")
    ]
    assert len(set(colours)) == 3, "each its own colour, and what is not found not that of a contradiction"
    told = browser.text(".verdicts")
    assert ("3 beweringen gecontroleerd" if language == "nl" else "3 claims checked") in told
    assert ("2 zinnen overgeslagen" if language == "nl" else "2 sentences passed over") in told
    period = (
        ("21 december 2016", "19 september 2025") if language == "nl" else ("21 December 2016", "19 September 2025")
    )
    assert all(day in browser.text(".searched summary") for day in period)
    as_cards = browser.script("return getComputedStyle(arguments[0]).display", supported) == "block"
    assert as_cards == (width < 736)
    assert browser.script("return document.documentElement.scrollWidth") <= browser.width
    for summary in browser.all(".verdicts summary"):
        browser.click(summary)
    assert violations(browser, script) == []
    browser.picture(f"check-{width}-{language}-{'dark' if dark else 'light'}")
    assert browser.complaints() == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_single_claim_needs_no_full_stop(page: str, browse: Open, language: str) -> None:
    browser = browse(language=language)
    browser.open(f"{page}/#check")
    _check(browser, WRONG[language].rstrip("."))
    assert _badges(browser) == [WORDED[language][1]]
    assert browser.all("input[name=label]") == [], "nothing to choose from"


def test_the_page_says_what_the_pipeline_says(page: str, browse: Open, index: Settings, tmp_path: Path) -> None:
    browser = browse()
    browser.downloads(tmp_path)
    browser.open(f"{page}/#check")
    _check(browser, ARTICLE["nl"])
    browser.click(browser.one("[data-form=json]"))
    shown = load(browser.saved(tmp_path / "briefwijzer.json"), "saved")
    made = open_pipeline(index).check_article(ARTICLE["nl"]).verdicts
    assert [_same(item) for item in shown] == [_same(Item(verdict)) for verdict in made]


def _same(item: Item) -> tuple[object, ...]:
    return item.asked, item.outcome, item.lines, [(cited.stance, cited.anchor, cited.citation) for cited in item.cited]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_label_filters(page: str, browse: Open, width: int) -> None:
    browser = browse(width=width)
    browser.open(f"{page}/#check")
    _check(browser, ARTICLE["nl"])
    labels = [label.text for label in browser.all(".verdicts .show label")]
    assert labels == ["Alles (3)", *(f"{text} (1)" for text in WORDED["nl"])]
    for value, shown in (("contradicted", WORDED["nl"][1:2]), ("not_found", WORDED["nl"][2:]), ("all", WORDED["nl"])):
        browser.click(browser.one(f"input[name=label][value={value}]"))
        assert _badges(browser) == shown
    said = "return document.querySelector('#bw-said').textContent"
    assert browser.script(said) == "3 getoond"


def test_a_quote_opens_its_letter(page: str, browse: Open) -> None:
    browser = browse()
    browser.open(f"{page}/#check")
    _check(browser, WRONG["nl"])
    quote = browser.text(".claims blockquote[lang=nl]")
    browser.click(browser.one(".claims [data-copy]"))
    assert f"‘{quote}’ (" in browser.clipboard()
    browser.click(browser.one(".claims .links a"))
    assert quote in browser.text(".letter .spot p[lang=nl]")
    browser.driver.back()
    assert _badges(browser) == [WORDED["nl"][1]], "the verdicts are still there"


def test_exports(page: str, browse: Open, tmp_path: Path) -> None:
    browser = browse()
    browser.downloads(tmp_path)
    browser.open(f"{page}/#check")
    _check(browser, ARTICLE["nl"])
    for form in ("markdown", "csv", "json"):
        browser.click(browser.one(f"[data-form={form}]"))
    written = browser.saved(tmp_path / "briefwijzer.md")
    assert written.count("\n# ") + written.startswith("# ") == 3
    assert "weersproken" in written
    table = list(csv.DictReader(io.StringIO(browser.saved(tmp_path / "briefwijzer.csv").removeprefix("\ufeff"))))
    assert {row["outcome"] for row in table} == {"supported", "contradicted", "not_found"}
    assert {row["stance"] for row in table} == {"for", "against", ""}
    whole = json.loads(browser.saved(tmp_path / "briefwijzer.json"))
    assert [verdict["claim"] for verdict in whole] == [RIGHT["nl"], WRONG["nl"], ABSENT["nl"]]
    assert all(verdict["receipt"]["corpus"] for verdict in whole)


def _file(path: Path) -> Path:
    """An article with one wrong claim in it, of the kind that the name says."""
    if path.suffix == ".docx":
        document = docx.Document()
        document.add_paragraph(WRONG["nl"])
        document.save(str(path))
    elif path.suffix == ".pdf":
        canvas = Canvas(str(path))
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 720, WRONG["nl"])
        canvas.save()
    else:
        text = {".txt": "{}", ".md": "# Kop\n\n**{}**\n", ".html": "<h1>Kop</h1><p>{}</p>"}[path.suffix]
        path.write_text(text.format(WRONG["nl"]), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["txt", "md", "html", "docx", "pdf"])
@pytest.mark.parametrize("by", ["chosen", "dropped"])
def test_a_file_is_checked(page: str, browse: Open, tmp_path: Path, kind: str, by: str) -> None:
    path = _file(tmp_path / f"artikel.{kind}")
    browser = browse()
    browser.open(f"{page}/#check")
    if by == "chosen":
        browser.one("#bw-article-file").send_keys(str(path))
    else:
        browser.drop(path, browser.one("#bw-article"))
        chosen = "return document.querySelector('#bw-article-file').files.length"
        browser.until(lambda: browser.script(chosen), "the file")
    browser.click(browser.one("#bw-checking [type=submit]"))
    assert _badges_of_file(browser) == [WORDED["nl"][1]]
    assert browser.text(".verdicts h3").endswith(f"artikel.{kind}")


def _badges_of_file(browser: Browser) -> list[str]:
    browser.one(".verdicts[data-state=done]")
    return _badges(browser)


def test_what_cannot_be_read_is_told_and_the_next_is_checked(page: str, browse: Open, tmp_path: Path) -> None:
    browser = browse()
    browser.open(f"{page}/#check")
    empty, damaged = tmp_path / "leeg.txt", tmp_path / "stuk.docx"
    empty.write_text(" \n")
    damaged.write_bytes(b"PK\x03\x04 no archive")
    stamps: list[str | None] = []
    for path in (empty, empty, damaged):  # the same twice: told twice
        browser.one("#bw-article-file").send_keys(str(path))
        browser.click(browser.one("#bw-checking [type=submit]"))
        browser.until(functools.partial(_told_anew, browser, stamps), "the reason")
        assert browser.text("#bw-progress .failed").startswith(path.name)
        browser.one("#bw-checking [type=submit]")
    assert violations(browser, axe_script()) == []
    _check(browser, WRONG["nl"])
    assert _badges(browser) == [WORDED["nl"][1]]
    assert browser.all("#bw-progress .failed") == []


def _told_anew(browser: Browser, stamps: list[str | None]) -> bool:
    """Whether a failure is told that was not told before; keeps its stamp."""
    stamp = next((told.get_attribute("data-at") for told in browser.all("#bw-progress [data-at]")), None)
    if stamp is None or stamp in stamps:
        return False
    stamps.append(stamp)
    return True


def test_all_of_it_by_keyboard(page: str, browse: Open) -> None:
    browser = browse()
    browser.open(page)
    _tab_to(browser, "Controleren")
    browser.press(Keys.ENTER)
    _tab_to(browser, "Bewering of artikel")
    browser.press(f"{RIGHT['nl']} {WRONG['nl']} {ABSENT['nl']}")
    _tab_to(browser, "Controleer")
    browser.press(Keys.ENTER)
    browser.one(".verdicts[data-state=done]")
    browser.until(lambda: browser.focused().startswith("Wat de brieven"), "focus on the verdicts")
    _tab_to(browser, "Alles (3)")
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert _badges(browser) == [WORDED["nl"][1]]
    _tab_to(browser, "Lees in de brief")
    browser.press(Keys.ENTER)
    assert "360 miljoen euro" in browser.one(".letter .spot").text


def _tab_to(browser: Browser, name: str) -> None:
    """Press Tab until what is called so has the focus; on the way the focus is always to be seen."""
    seen = []
    for _ in range(40):
        browser.press(Keys.TAB)
        seen.append(browser.focused())
        outline = "const s = getComputedStyle(document.activeElement); return s.outlineStyle + parseInt(s.outlineWidth)"
        assert browser.script(outline) == "solid3", seen[-1]
        if seen[-1].startswith(name):
            return
    raise AssertionError(f"{name!r} is not reached: {seen}")


def test_a_key_sends_and_a_line_break_does_not(page: str, browse: Open) -> None:
    browser = browse()
    browser.open(f"{page}/#check")
    browser.one("#bw-article").send_keys(WRONG["nl"], Keys.ENTER, Keys.ENTER, ABSENT["nl"])
    assert browser.all(".verdicts") == []
    browser.one("#bw-article").send_keys(Keys.CONTROL, Keys.ENTER)
    browser.one(".verdicts[data-state=done]")
    assert _badges(browser) == WORDED["nl"][1:]


@pytest.mark.parametrize("by", ["button", "key"])
def test_it_tells_how_far_it_is_and_can_be_stopped(hostile: str, browse: Open, by: str) -> None:
    browser = browse(language="nl")
    browser.open(f"{hostile}/#check")
    browser.one("#bw-article").send_keys("This claim is slow to check. " * 30)
    browser.click(browser.one("#bw-checking [type=submit]"))
    told = browser.until(lambda: _done(browser), "progress")
    browser.until(lambda: _done(browser) > max(told, 3), "more progress")
    assert len(browser.all(".claims tbody tr")) >= 2, "the first verdicts are there before the last"
    assert "/ 30" in browser.text("#bw-progress")
    browser.picture("checking")
    if by == "button":
        browser.click(browser.one("[data-do=halt]"))
    else:
        browser.press(Keys.ESCAPE)
    assert browser.text("#bw-told .status") == "Gestopt."
    assert browser.all("#bw-progress progress") == [], "nothing looks as if it were going on"
    time.sleep(1)  # the claim that was being checked is finished
    stopped = browser.script(_STATE)
    time.sleep(2)
    assert browser.script(_STATE) == stopped, "nothing more comes"
    assert stopped[0] < 30
    _check(browser, "This one is quick to check.")
    assert len(browser.all(".claims tbody tr")) == 1


_STATE = """return [document.querySelectorAll('.claims tbody tr').length,
    document.querySelector('#bw-progress progress')?.value]"""


def _done(browser: Browser) -> int:
    bars = browser.all("#bw-progress progress")
    return int(bars[0].get_attribute("value") or 0) if bars else 0


def test_a_server_that_goes_away_is_told(browse: Open) -> None:
    browser = browse(language="nl")
    with served([sys.executable, "-m", "tests.browser.hostile"]) as address:
        browser.open(f"{address}/#check")
        browser.one("#bw-article").send_keys("This claim is slow to check. " * 60)
        browser.click(browser.one("#bw-checking [type=submit]"))
        browser.until(lambda: _done(browser), "progress")
    browser.until(lambda: "geen antwoord" in browser.text("#bw-told"), "the notice")
    assert browser.one("#bw-checking [type=submit]")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_in_a_claim_a_verdict_or_a_file_name_runs(
    hostile: str, browse: Open, language: str, tmp_path: Path
) -> None:
    browser = browse(language=language)
    browser.downloads(tmp_path)
    browser.open(f"{hostile}/#check")
    _check(browser, f"{EVIL}.\n\nA second claim, {EVIL}.\n\n{EVIL}?\n\nA claim that holds no markup at all.")
    assert "<script>window.hacked=1</script>" in browser.text(".claims tbody th")
    assert "onerror" in browser.text(".claims blockquote")
    for summary in browser.all(".verdicts summary"):
        browser.click(summary)
    assert "<script>" in browser.text(".passed-over q")
    unharmed(browser, hostile)
    assert violations(browser, axe_script()) == []
    browser.picture(f"check-hostile-{language}")
    browser.click(browser.one("[data-form=csv]"))
    # What cites no passage is not exported, and that is told.
    assert "is no date" in browser.text("#bw-exported .failed")
    for name in ("<img src=x onerror='window.hacked=1'>.html", "javascript:window.hacked=1.md"):
        path = tmp_path / name
        path.write_text(f"<p>{RIGHT['en']}</p>\n\n<p>{EVIL}</p>", encoding="utf-8")
        browser.one("#bw-article-file").send_keys(str(path))
        browser.click(browser.one("#bw-checking [type=submit]"))
        browser.until(functools.partial(_named, browser, path.suffix), "the file's verdicts")
        browser.one(".verdicts[data-state=done]")
        unharmed(browser, hostile)


def _named(browser: Browser, end: str) -> bool:
    return browser.text(".verdicts h3").endswith(end)


def test_nothing_in_a_claim_runs_on_the_real_page(page: str, browse: Open) -> None:
    browser = browse()
    browser.open(f"{page}/#check")
    _check(browser, f"{EVIL}. {WRONG['nl']}")
    unharmed(browser, page)
    assert browser.complaints() == []


def test_nothing_that_was_checked_is_stored(page: str, browse: Open, index: Settings) -> None:
    browser = browse()
    browser.open(f"{page}/#check")
    _check(browser, "Zeventien paarse olifanten dansten in de Tweede Kamer.")
    kept = [path for path in index.data.rglob("*") if path.is_file() and b"paarse olifanten" in path.read_bytes()]
    assert kept == []
