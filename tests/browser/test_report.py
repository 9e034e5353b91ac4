"""The Measure part after real runs of the harness, and the report that it leads to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.settings import Settings
from tests.browser.axe import axe_script, violations
from tests.browser.conftest import Open
from tests.browser.hostile import EVIL
from tests.browser.server import ROOT, served

pytestmark = pytest.mark.browser

GOLD = [
    {
        "id": f"hulp-{language}",
        "lang": language,
        "kind": "fact",
        "question": question,
        "history": [],
        "facts": [["360 miljoen", "360 million"]],
        "evidence": [{"letter": "kst-32623-169", "quote": "heeft Nederland 360 miljoen euro bijgedragen"}],
    }
    for language, question in (
        ("nl", "Hoeveel heeft Nederland bijgedragen aan humanitaire hulp sinds het begin van de crisis?"),
        ("en", f"How much has the Netherlands contributed? {EVIL}"),
    )
]


@pytest.fixture(scope="module")
def measured(index: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page beside two runs of a small gold file, one of whose questions tries to run."""
    folder = tmp_path_factory.mktemp("runs")
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in GOLD), encoding="utf-8")
    command = [sys.executable, "-m", "eval", "run", "--gold", str(gold), "--no-stock", "--quiet"]
    subprocess.run(
        [*command, "--out", str(folder / "first")],
        cwd=ROOT,
        env={**os.environ, "BRIEFWIJZER_DATA": str(index.data)},
        check=True,
        capture_output=True,
    )
    shutil.copytree(folder / "first", folder / "second")
    with served([sys.executable, "-m", "tests.browser.start", f"runs={folder}"], data=index.data) as address:
        yield address


@pytest.mark.parametrize(("width", "language", "dark"), [(1280, "nl", False), (390, "en", True)])
def test_the_latest_run_and_the_trend(measured: str, browse: Open, width: int, language: str, dark: bool) -> None:
    browser = browse(width=width, language=language, dark=dark)
    browser.open(f"{measured}/#measure")
    assert browser.text("#bw-runs h3") == ("Laatste meting" if language == "nl" else "Latest run")
    assert "Facts found" in browser.text("#bw-runs table")
    assert "→" in browser.text(".trend li"), "two runs make a trend"
    assert browser.script("return document.documentElement.scrollWidth") <= browser.width
    assert violations(browser, axe_script()) == []
    browser.picture(f"runs-{width}-{language}-{'dark' if dark else 'light'}")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_opens_and_works_and_nothing_in_it_runs(measured: str, browse: Open, width: int) -> None:
    browser = browse(width=width)
    browser.open(f"{measured}/#measure")
    browser.click(browser.one("a[href='/report']"))
    browser.until(lambda: len(browser.driver.window_handles) == 2, "the report in a window of its own")
    browser.driver.switch_to.window(browser.driver.window_handles[-1])
    browser.resize()
    assert "How well Briefwijzer answers" in browser.text("h1")
    assert browser.text("#count") == "2 of 2 items", "its script runs"
    browser.one("input[name=words]").send_keys("onerror")
    assert browser.text("#count") == "1 of 2 items"
    for item in browser.all("details.item summary"):
        browser.click(item)
    assert "<script>window.hacked=1</script>" in browser.text("details.item[open]")
    assert browser.script("return window.hacked") is None
    assert browser.script("return document.querySelectorAll('main img, main iframe, form[action]').length") == 0
    asked = [url for url in browser.requests() if not url.startswith(("data:", "blob:", "about:", "chrome:"))]
    assert [url for url in asked if not url.startswith(measured)] == []
    assert browser.script("return document.documentElement.scrollWidth") <= browser.width
    assert violations(browser, axe_script()) == []
    browser.picture(f"report-{width}")


def test_without_a_run_the_page_says_how_to_measure(index: Settings, browse: Open, tmp_path: Path) -> None:
    with served([sys.executable, "-m", "tests.browser.start", f"runs={tmp_path}"], data=index.data) as address:
        browser = browse(language="en")
        browser.open(f"{address}/#measure")
        assert "python -m eval run" in browser.text("#bw-runs .status")
        assert browser.all("a[href='/report']") == []
        browser.driver.get(f"{address}/report")
        assert "python -m eval run" in browser.text("body")
