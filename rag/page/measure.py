"""The latest run of the eval harness, its trend, and a gold file measured on the spot.

The harness itself is handed in by app.py: this package does not know it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Protocol

from rag.page.texts import both, days

MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure, from 0 to 1; by language where there is a number for it."""

    name: str
    all: float
    dutch: float | None
    english: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """One run: when, of how many items, its headline figures."""

    when: datetime.datetime
    items: int
    figures: tuple[Figure, ...]


class Measures(Protocol):
    """What the page needs of the harness."""

    def runs(self) -> Sequence[Run]:
        """Past runs, oldest first."""
        ...

    def report(self) -> Path | None:
        """The latest report, as an HTML file."""
        ...

    def measure(self, gold: str, progress: Callable[[int, int], None]) -> Run:
        """Answer and score gold lines. Raises InputError where they are none."""
        ...


def measure_html(measures: Measures) -> str:
    """The latest run as a table, and the trend where there are several."""
    runs = measures.runs()
    if not runs:
        return f'<p class="status partly_answered">{both("no_runs")}</p>'
    link = f'<p><a href="/report" target="_blank">{both("report")}</a></p>' if measures.report() else ""
    return f"<h3>{both('latest')}</h3>{run_html(runs[-1])}{link}{_trend(runs)}"


def run_html(run: Run) -> str:
    """One run as a table."""
    rows = "".join(
        f'<tr><th scope="row" lang="en">{escape(figure.name)}</th>'
        f"{''.join(_cell(value) for value in (figure.all, figure.dutch, figure.english))}</tr>"
        for figure in run.figures
    )
    heads = "".join(f'<th scope="col">{both(name)}</th>' for name in ("figure", "all", "dutch", "english"))
    when = f"{both('measured_on')} {days(run.when.date().isoformat())}, {run.when:%H:%M}"
    return (
        f'<p class="meta">{when} · {run.items} {both("items")}</p>'
        f'<div class="wide" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _cell(value: float | None) -> str:
    return f"<td>{value:.0%}</td>" if value is not None else "<td>–</td>"


def _trend(runs: Sequence[Run]) -> str:
    """Each figure of the latest run over the last runs, as a line and as numbers."""
    last = runs[-12:]
    if len(last) < 2:
        return ""
    items = []
    for figure in last[-1].figures:
        values = [next((f.all for f in run.figures if f.name == figure.name), None) for run in last]
        known = [value for value in values if value is not None]
        numbers = " → ".join(f"{value:.0%}" for value in known)
        items.append(f'<li>{_line(known)}<span lang="en">{escape(figure.name)}</span> <span>{numbers}</span></li>')
    return f'<h3>{both("trend")}</h3><ul class="trend">{"".join(items)}</ul>'


def _line(values: Sequence[float]) -> str:
    step = 90 / max(1, len(values) - 1)
    points = " ".join(f"{5 + at * step:.1f},{25 - value * 20:.1f}" for at, value in enumerate(values))
    return f'<svg class="mark spark" viewBox="0 0 100 30" aria-hidden="true"><polyline points="{points}"/></svg>'


def form_html() -> str:
    """Where a gold file is dropped."""
    return (
        f'<h2>{both("measure")}</h2><p class="intro">{both("measure_intro")}</p>'
        f'<form id="bw-measuring" class="ask file"><label for="bw-gold-file">{both("gold_file")}</label>'
        '<div class="line">'
        f'<input id="bw-gold-file" type="file" accept=".jsonl,.json,.txt" data-most="{MOST_BYTES}">'
        f'<button type="submit" class="primary">{both("run_gold")}</button></div>'
        f'<p class="label">{both("gold_help")}</p></form>'
    )


def progress_html(done: int, total: int, name: str = "running") -> str:
    """How far a run is; `name` is the text that says what runs."""
    return (
        f'<p role="status">{both(name)} {done} / {total}</p>'
        f'<progress max="{total}" value="{done}" aria-label="{done} / {total}"></progress>'
    )
