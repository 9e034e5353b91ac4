"""One run from end to end: systems are asked, outcomes scored, files written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.aggregate import Summary, summarise
from eval.config import must_match
from eval.files import json_text, scores_text, write_whole
from eval.gold import GoldItem
from eval.runs import Times, generate
from eval.scoring import Scored, score_all
from eval.sources import Source
from eval.system import System


@dataclass(frozen=True, slots=True)
class SystemRun:
    """One system's scored items, its numbers, and its times."""

    name: str
    scored: tuple[Scored, ...]
    summary: Summary
    times: Times
    untaken: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished run: the system under test first, then what it is compared with."""

    folder: Path
    config: Mapping[str, Any]
    runs: tuple[SystemRun, ...]

    @property
    def main(self) -> SystemRun:
        return self.runs[0]


def evaluate(
    items: Sequence[GoldItem],
    systems: Sequence[System],
    sources: Mapping[str, Source],
    config: Mapping[str, Any],
    folder: Path,
    *,
    quiet: bool = False,
) -> Evaluation:
    """Ask, score and write config.json, answers.jsonl, scores.jsonl and metrics.json.

    The first system is the one under test; each other one writes NAME.jsonl beside. Raises
    InputError where the folder holds a run made with something else.
    """
    must_match(folder, config)
    write_whole(folder / "config.json", json_text(config))
    runs = []
    for place, system in enumerate(systems):
        stem = "answers" if place == 0 else system.name
        made = generate(items, system, folder / f"{stem}.jsonl", quiet=quiet)
        scored = score_all(items, made.outcomes, sources)
        untaken = len(items) - len(scored)
        runs.append(SystemRun(system.name, scored, summarise(scored), made.times, untaken))
    write_whole(folder / "scores.jsonl", scores_text(runs[0].scored))
    write_whole(folder / "metrics.json", json_text(metrics_of(runs)))
    return Evaluation(folder, config, tuple(runs))


def metrics_of(runs: Sequence[SystemRun]) -> dict[str, Any]:
    """The numbers of all systems, as written to metrics.json."""
    return {run.name: run.summary.to_json() | {"items": len(run.scored), "not_scored": run.untaken} for run in runs}
