"""The report: whole, safe, and readable in a real browser."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from eval.diff import Diff, diff_runs, diff_text
from eval.evaluate import Evaluation, evaluate
from eval.files import read_run
from eval.html import esc, link, tag
from eval.report import report_html
from eval.system import PipelineSystem, System
from rag.types import Answer
from tests.eval.fake import SOURCES, CheckingPipeline, FakePipeline, gold

EVIL = "<script>document.title='owned'</script>\" onmouseover=\"x\x00"


class _Evil(CheckingPipeline):
    """Puts markup everywhere that text may stand."""

    def ask(self, question: str, history: Any = ()) -> Answer:
        good = super().ask(question, history)
        citations = tuple(replace(c, quote=EVIL, url="javascript:alert(1)", reference=EVIL) for c in good.citations)
        return replace(good, text=EVIL, citations=citations, notices=(EVIL,), rewritten=EVIL)


def _evaluation(tmp_path: Path, name: str, pipeline: FakePipeline) -> Evaluation:
    systems: list[System] = [PipelineSystem("quotes", pipeline), PipelineSystem("stock", FakePipeline())]
    return evaluate(gold(tmp_path), systems, SOURCES, {"composer": "quotes"}, tmp_path / name, quiet=True)


def _compared(tmp_path: Path) -> tuple[Evaluation, Diff]:
    _evaluation(tmp_path, "a", CheckingPipeline())
    after = _evaluation(tmp_path, "b", CheckingPipeline(wrong=["Wat kost de brug?"]))
    return after, diff_runs(read_run(tmp_path / "a"), read_run(tmp_path / "b"))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, dict(attrs)))


def _tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.starts


def test_the_report_needs_no_network(tmp_path: Path) -> None:
    html = report_html(_evaluation(tmp_path, "a", CheckingPipeline()), SOURCES)
    loaded = [a for _, a in _tags(html) if "src" in a or (a.get("href") or "").startswith("//")]
    assert loaded == []
    assert not any(name in ("link", "iframe", "img", "object") for name, _ in _tags(html))
    assert not re.search(r"@import|url\(", html)


def test_text_of_letters_and_models_is_never_markup(tmp_path: Path) -> None:
    clean = report_html(_evaluation(tmp_path, "a", CheckingPipeline()), SOURCES)
    evil = report_html(_evaluation(tmp_path, "b", _Evil()), SOURCES)
    assert sum(name == "script" for name, _ in _tags(evil)) == sum(name == "script" for name, _ in _tags(clean)) == 1
    assert not any("onmouseover" in attributes for _, attributes in _tags(evil))
    assert not any((attributes.get("href") or "").startswith("javascript") for _, attributes in _tags(evil))
    assert "\x00" not in evil


def test_the_small_html_functions_escape_all_but_their_own() -> None:
    assert tag("p", "<b>", tag("i", "&"), class_='"') == '<p class="&quot;">&lt;b&gt;<i>&amp;</i></p>'
    assert link("x", "data:text/html,x") == "x"
    assert esc("a\ud800b\x1b") == "a\ufffdb\ufffd"


def test_every_item_and_every_change_is_there(tmp_path: Path) -> None:
    after, diff = _compared(tmp_path)
    html = report_html(after, SOURCES, ("a", diff))
    ids = [attributes.get("id") for _, attributes in _tags(html)]
    assert [name for name in ids if name in {s.item.id for s in after.main.scored}] == [
        s.item.id for s in after.main.scored
    ]
    assert "Changes since a" in html
    assert 'href="#kosten-nl"' in html
    assert len(ids) - len({*ids}) == sum(name is None for name in ids) - 1


def test_the_same_run_gives_the_same_report(tmp_path: Path) -> None:
    one = report_html(_evaluation(tmp_path, "a", CheckingPipeline()), SOURCES)
    assert one == report_html(_evaluation(tmp_path, "b", CheckingPipeline()), SOURCES)


def test_the_difference_names_the_broken_item_and_what_broke(tmp_path: Path) -> None:
    _, diff = _compared(tmp_path)
    (item,) = diff.items
    assert (item.id, item.turn) == ("kosten-nl", "broken")
    assert "now: lacks 25 miljoen / 25 million" in item.what
    assert "citations: 1 gone, 1 new" in item.what
    changed = {m.name: m for m in diff.metrics}
    assert changed["facts_found"].change.mean == -1 / 8
    assert changed["quote_validity"].change.mean == 0
    text = diff_text(diff, "a", "b")
    assert "broken: 1" in text
    assert "facts_found" in text


@pytest.fixture
def browser() -> Iterator[Any]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None or shutil.which("chromedriver") is None:
        missing = "no Chromium here: apt-get install chromium chromium-driver"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = found
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"):
        options.add_argument(argument)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_in_chromium_it_fits_filters_and_opens(tmp_path: Path, browser: Any, width: int) -> None:
    after, diff = _compared(tmp_path)
    path = tmp_path / "report.html"
    path.write_text(report_html(after, SOURCES, ("a", diff)), encoding="utf-8")
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(path.as_uri())

    def shown() -> int:
        return int(browser.execute_script("return document.querySelectorAll('details.item:not([hidden])').length"))

    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert shown() == 16
    browser.execute_script(
        "const chosen = document.querySelector('select[name=passed]'); chosen.value = 'no';"
        "chosen.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert shown() == 1
    assert browser.find_element("id", "count").text == "1 of 16 items"
    browser.find_element("css selector", "details.item:not([hidden]) > summary").click()
    assert "lacks 25 miljoen" in browser.find_element("css selector", "details.item[open]").text
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    errors = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert errors == []


@pytest.mark.browser
def test_markup_in_an_answer_does_nothing_in_chromium(tmp_path: Path, browser: Any) -> None:
    path = tmp_path / "report.html"
    path.write_text(report_html(_evaluation(tmp_path, "b", _Evil()), SOURCES), encoding="utf-8")
    browser.get(path.as_uri())
    assert browser.title == "Briefwijzer eval: quotes"
    assert browser.execute_script("return document.querySelectorAll('[onmouseover]').length") == 0
