"""The harness as the page uses it: past runs, the latest report, and a gold file measured on the spot."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from eval.config import config_of
from eval.evaluate import evaluate
from eval.gold import GoldItem, load_gold
from eval.metrics import BY_NAME, HEADLINE
from eval.scores import Outcome
from eval.system import Pipeline, PipelineSystem, sources_of
from rag.errors import InputError
from rag.page.live import Live
from rag.page.measure import Figure, Run
from rag.settings import Settings

MOST_ITEMS = 200


class Harness:
    """What `rag.page.measure.Measures` asks for; `folder` holds the runs."""

    def __init__(self, live: Live, settings: Settings, folder: Path) -> None:
        self._live, self._settings, self._folder = live, settings, folder

    def runs(self) -> list[Run]:
        """The finished runs, oldest first, without those that another version wrote."""
        return [run for path in self._finished() if (run := _past(path))]

    def report(self) -> Path | None:
        """The report of the latest run that has one."""
        reports = (path.parent / "report.html" for path in reversed(self._finished()))
        return next(filter(Path.exists, reports), None)

    def measure(self, gold: str, progress: Callable[[int, int], None]) -> Run:
        """Answer and score gold lines; nothing of them is kept.

        `progress` is told before each item how many are done, and how many there are; what it raises
        ends the run. Raises InputError where the lines are no gold, or too many.
        """
        pipeline = self._live.now
        with tempfile.TemporaryDirectory(prefix="briefwijzer-gold-") as folder:
            path = Path(folder) / "gold.jsonl"
            path.write_text(gold, encoding="utf-8", newline="")
            items = load_gold([path])
            if len(items) > MOST_ITEMS:
                raise InputError(f"The file holds {len(items)} questions. Choose one of 1 to {MOST_ITEMS}.")
            system = _Counted(pipeline, lambda done: progress(done, len(items)))
            config = config_of(self._settings, "quotes", [path], pipeline.letters(), stock=False)
            found = evaluate(items, [system], sources_of(pipeline), config, Path(folder) / "run", quiet=True)
        groups = found.main.summary.to_json()["groups"]
        return _run(groups, len(found.main.scored), datetime.datetime.now())

    def _finished(self) -> list[Path]:
        return sorted(self._folder.glob("*/metrics.json"), key=lambda path: path.stat().st_mtime)


class _Counted(PipelineSystem):
    """Tells before each item how many are done."""

    def __init__(self, pipeline: Pipeline, progress: Callable[[int], None]) -> None:
        super().__init__("quotes", pipeline)
        self._progress, self._done = progress, 0

    def outcome(self, item: GoldItem) -> Outcome:
        self._progress(self._done)
        self._done += 1
        return super().outcome(item)


def _past(metrics: Path) -> Run | None:
    """A run from its folder; None for one that was not written by this version."""
    try:
        systems = json.loads(metrics.read_text(encoding="utf-8"))
        name = next(name for name in ("chain", "quotes") if name in systems)
        when = datetime.datetime.fromtimestamp(metrics.stat().st_mtime)
        return _run(systems[name]["groups"], systems[name]["items"], when)
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None


def _run(groups: Mapping[str, Any], items: int, when: datetime.datetime) -> Run:
    """The headline figures of a run, from the groups of its metrics."""

    def mean(group: str, name: str) -> float | None:
        return groups.get(group, {}).get(name, {}).get("mean")  # type: ignore[no-any-return]

    figures = (Figure(BY_NAME[name].title, groups["all"][name]["mean"], mean("nl", name), mean("en", name))
               for name in HEADLINE if name in groups["all"])  # fmt: skip
    return Run(when, items, tuple(figures))
