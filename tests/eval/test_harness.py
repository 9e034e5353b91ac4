"""The harness as the page uses it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eval.harness import MOST_ITEMS, Harness
from rag.errors import InputError
from rag.settings import load_settings
from tests.eval.fake import CheckingPipeline, gold_rows


@pytest.fixture
def harness(tmp_path: Path) -> Harness:
    live: Any = SimpleNamespace(now=CheckingPipeline())
    return Harness(live, load_settings(data=tmp_path), tmp_path / "runs")


def _lines(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_gold_lines_are_measured_and_told_as_they_go(harness: Harness) -> None:
    told: list[tuple[int, int]] = []
    rows = gold_rows()
    run = harness.measure(_lines(rows), lambda at, total: told.append((at, total)))
    assert told == [(at, len(rows)) for at in range(len(rows))]
    assert run.items == len(rows)
    assert run.figures
    assert harness.runs() == [], "nothing of it is kept"


def test_what_progress_raises_ends_the_run(harness: Harness) -> None:
    def progress(at: int, _total: int) -> None:
        if at == 2:
            raise KeyError(at)

    with pytest.raises(KeyError):
        harness.measure(_lines(gold_rows()), progress)


def test_too_many_and_none_are_refused(harness: Harness) -> None:
    row, *_ = gold_rows()
    many = [{**row, "id": f"x{at}-nl"} for at in range(MOST_ITEMS + 1)]
    for gold in (_lines(many), "", "{}"):
        with pytest.raises(InputError):
            harness.measure(gold, lambda _at, _total: None)


def test_runs_are_listed_by_age_and_foreign_ones_left_out(harness: Harness, tmp_path: Path) -> None:
    groups = {"all": {"facts_found": {"mean": 0.5}}}
    for at, (name, text) in enumerate(
        [("b", json.dumps({"quotes": {"groups": groups, "items": 3}})), ("a", "{}"), ("c", "no json")]
    ):
        file = tmp_path / "runs" / name / "metrics.json"
        file.parent.mkdir(parents=True)
        file.write_text(text)
        os.utime(file, (at, at))
    (tmp_path / "runs" / "b" / "report.html").write_text("x")
    (run,) = harness.runs()
    assert (run.items, [figure.all for figure in run.figures]) == (3, [0.5])
    assert harness.report() == tmp_path / "runs" / "b" / "report.html"
