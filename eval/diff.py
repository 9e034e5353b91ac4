"""`python -m eval diff A B`: what changed between two runs, item by item, and whether chance could do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.files import Row, RunFiles
from eval.intervals import Estimate, p_value, paired
from eval.metrics import METRICS
from eval.text import normalise


@dataclass(frozen=True, slots=True)
class MetricChange:
    """The mean of a metric over the items that both runs have it for, and how it changed."""

    name: str
    before: float
    after: float
    change: Estimate
    p: float


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What differs in one item: `turn` is 'fixed', 'broken', or 'changed' where it is right or wrong in both."""

    id: str
    turn: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """Two runs beside each other."""

    metrics: tuple[MetricChange, ...]
    items: tuple[ItemChange, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def diff_runs(before: RunFiles, after: RunFiles) -> Diff:
    """Compare two finished runs by gold id."""
    return Diff(
        metrics=metric_changes(before.rows, after.rows),
        items=tuple(
            change
            for name, row in before.rows.items()
            if name in after.rows and (change := item_change(row, after.rows[name]))
        ),
        only_before=tuple(name for name in before.rows if name not in after.rows),
        only_after=tuple(name for name in after.rows if name not in before.rows),
    )


def metric_changes(before: Mapping[str, Row], after: Mapping[str, Row]) -> tuple[MetricChange, ...]:
    """The change of each metric that both have on some item, over exactly those items."""
    found = []
    for metric in METRICS:
        both = [
            (row, after[name])
            for name, row in before.items()
            if metric.name in row.scores and name in after and metric.name in after[name].scores
        ]
        old = [a.scores[metric.name] for a, _ in both]
        new = [b.scores[metric.name] for _, b in both]
        slugs = [a.slug for a, _ in both]
        change = paired(old, new, slugs)
        if change is not None:
            means = sum(old) / len(old), sum(new) / len(new)
            found.append(MetricChange(metric.name, *means, change, p_value(old, new, slugs)))
    return tuple(found)


def item_change(before: Row, after: Row) -> ItemChange | None:
    """What differs in one item, in words; None where nothing does."""
    what = [
        f"{name}: {_said(before.scores, name)} → {_said(after.scores, name)}"
        for name in sorted({*before.scores, *after.scores} - {"passed"})
        if before.scores.get(name) != after.scores.get(name)
    ]
    old, new = _result(before.record), _result(after.record)
    if old and new:
        what = [*_text_changes(old, new), *what]
    turn = {(True, False): "broken", (False, True): "fixed"}.get((before.passed, after.passed), "changed")
    if turn != "changed":
        what = [*(f"now: {problem}" for problem in after.problems), *what]
        what += [f"was: {problem}" for problem in before.problems]
    return ItemChange(before.id, turn, tuple(what)) if what else None


def _said(scores: Mapping[str, float], name: str) -> str:
    return f"{scores[name]:.3g}" if name in scores else "absent"


def _result(record: Mapping[str, Any]) -> Mapping[str, Any]:
    return record.get("answer") or record.get("verdict") or {}


def _text_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    told = []
    for key in ("status", "label"):
        if old.get(key) != new.get(key):
            told.append(f"{key}: {old.get(key)} → {new.get(key)}")
    for key in ("text", "reason"):
        if normalise(old.get(key) or "") != normalise(new.get(key) or ""):
            told.append(f"{key} differs")
    for key in ("citations", "for", "against"):
        before, after = _places(old.get(key) or ()), _places(new.get(key) or ())
        if before != after:
            told.append(f"{key}: {len(before - after)} gone, {len(after - before)} new")
    return told


def _places(citations: Any) -> frozenset[tuple[str, int, int]]:
    return frozenset((c["letter"], c["start"], c["end"]) for c in citations)


def diff_text(diff: Diff, before: str, after: str) -> str:
    """The comparison for a terminal."""
    lines = [f"{before} → {after}", ""]
    lines.append(f"{'metric':<20}{'before':>8}{'after':>8}{'change':>9}   95% interval        p")
    for m in diff.metrics:
        change = m.change
        if m.before != m.after or change.low != change.high:
            lines.append(
                f"{m.name:<20}{m.before:>8.3f}{m.after:>8.3f}{change.mean:>+9.3f}"
                f"   [{change.low:+.3f}, {change.high:+.3f}]   {m.p:.3f}"
            )
    same = [m.name for m in diff.metrics if m.before == m.after and m.change.low == m.change.high]
    lines += [f"the same: {', '.join(same)}" if same else "", ""]
    for turn in ("broken", "fixed", "changed"):
        items = [item for item in diff.items if item.turn == turn]
        lines.append(f"{turn}: {len(items)}")
        lines += [f"  {item.id}: {'; '.join(item.what)}" for item in items]
    for title, names in (("only before", diff.only_before), ("only after", diff.only_after)):
        if names:
            lines.append(f"{title}: {', '.join(names)}")
    return "\n".join(lines) + "\n"
