"""`python -m eval gate`: stop a release that got worse. Rules only, no model as judge."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.diff import metric_changes
from eval.files import Row
from eval.intervals import smallest_loss
from eval.metrics import BY_NAME
from rag.errors import InputError

BASELINE = Path(__file__).resolve().parent / "baseline"


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody's written word that an item may fail, with the reason and the day."""

    id: str
    reason: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class GateResult:
    """What stops the release (nothing: it may go), and what else a person should know."""

    failures: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The outcome for a terminal."""
        verdict = f"GATE: stopped, {len(self.failures)} reasons" if self.failures else "GATE: passed"
        return "\n".join([verdict, *(f"- {text}" for text in self.failures), *self.notes]) + "\n"


def gate(baseline: Mapping[str, Row], now: Mapping[str, Row], waivers: Mapping[str, Waiver]) -> GateResult:
    """Compare a run with the committed baseline.

    Stops on: an item that passed and now fails without a waiver; a quote that is not in its
    letter; an outcome in the wrong language; an average that fell by more than chance over the
    items can make of it. Raises InputError where items of the baseline were not run: a gate must
    not be passed by removing what it looks at.
    """
    if missing := [name for name in baseline if name not in now]:
        raise InputError(
            f"{len(missing)} items of the baseline were not run ({', '.join(missing[:5])}). "
            "If the gold was changed on purpose, run: python -m eval run --baseline"
        )
    broken = [name for name, row in baseline.items() if row.passed and not now[name].passed]
    failures = [
        f"{name} passed before and fails now: {'; '.join(now[name].problems)}" for name in broken if name not in waivers
    ]
    failures += [f"{name} has a quote that is not in its letter" for name in _below_one(now, "quote_validity")]
    failures += [f"{name} is in the wrong language" for name in _below_one(now, "language")]
    failures += _fallen(baseline, now)
    return GateResult(tuple(failures), _notes(baseline, now, waivers, broken))


def _below_one(rows: Mapping[str, Row], metric: str) -> list[str]:
    return [name for name, row in rows.items() if row.scores.get(metric, 1.0) < 1]


# Another processor rounds cosines otherwise in the seventh digit, which moves equals past each other.
_ROUNDING = 0.001


def _fallen(baseline: Mapping[str, Row], now: Mapping[str, Row]) -> list[str]:
    """Each metric that got worse with an interval of the change that excludes no change."""
    told = []
    for m in metric_changes(baseline, now):
        better = BY_NAME[m.name].better
        worse = (better == "high" and m.change.high < -_ROUNDING) or (better == "low" and m.change.low > _ROUNDING)
        if worse:
            lost = _movers(baseline, now, m.name, 1 if better == "low" else -1)
            told.append(
                f"{m.name} went from {m.before:.3f} to {m.after:.3f} "
                f"(change [{m.change.low:+.3f}, {m.change.high:+.3f}]): {', '.join(lost[:8])}"
            )
    return told


def _movers(baseline: Mapping[str, Row], now: Mapping[str, Row], metric: str, sign: int) -> list[str]:
    """The items that moved the wrong way, furthest first."""
    both = [
        (sign * (now[name].scores[metric] - row.scores[metric]), name)
        for name, row in baseline.items()
        if metric in row.scores and metric in now[name].scores
    ]
    return [name for moved, name in sorted(both, key=lambda pair: (-pair[0], pair[1])) if moved > 0]


def _notes(
    baseline: Mapping[str, Row], now: Mapping[str, Row], waivers: Mapping[str, Waiver], broken: list[str]
) -> tuple[str, ...]:
    passed = sum(row.passed for row in baseline.values())
    notes = [f"{len(baseline)} items compared, {passed} of them passed in the baseline."]
    fixed = [name for name, row in baseline.items() if not row.passed and now[name].passed]
    if fixed:
        notes.append(f"{len(fixed)} items are right now and were not: {', '.join(fixed[:10])}. "
                     "Take them into the baseline: python -m eval run --baseline")  # fmt: skip
    if new := [name for name in now if name not in baseline]:
        notes.append(f"{len(new)} items are not in the baseline and only their quotes and language counted.")
    notes += [f"Waived: {name} ({waivers[name].date}: {waivers[name].reason})" for name in broken if name in waivers]
    notes += [f"Waiver not needed any more: {name}" for name in waivers if name not in broken]
    notes.append(f"Smallest change each gate could see: items: 1 of {passed}; quotes and languages: 1 item; averages:")
    notes += [f"  {line}" for line in sensitivity(baseline, now)]
    return tuple(notes)


def sensitivity(baseline: Mapping[str, Row], now: Mapping[str, Row]) -> list[str]:
    """For each average, in how many pairs of twins something must be lost before the gate sees it."""
    told = []
    for m in metric_changes(baseline, now):
        metric = BY_NAME[m.name]
        if metric.better == "neither":
            continue
        pairs = m.change.pairs
        lost = smallest_loss(pairs)
        drop = f", {lost / pairs:.3f} when lost whole" if metric.share else ""
        told.append(f"{m.name}: a loss in {lost} of {pairs} pairs{drop}")
    return told


def read_waivers(path: Path) -> dict[str, Waiver]:
    """The waivers by item. A file that is not there waives nothing. Raises InputError naming what is wrong."""
    if not path.exists():
        return {}
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("waiver", [])
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error}). Mend it; see the example at its top.") from None
    waivers = {}
    for number, row in enumerate(rows, start=1):
        where = f"{path}: waiver {number}"
        wrong = not isinstance(row, dict) or row.keys() != {"id", "reason", "date"}
        if wrong or not isinstance(row["date"], datetime.date) or not isinstance(row["id"], str):
            raise InputError(f"{where} must have id, reason and date (2026-01-31), nothing else.")
        if len(str(row["reason"]).split()) < 3:
            raise InputError(f"{where} ({row['id']}) has no reason. Write why the item may fail.")
        waivers[row["id"]] = Waiver(row["id"], str(row["reason"]), row["date"])
    return waivers
