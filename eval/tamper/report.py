"""What the benchmark counts, as text, JSON and a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from eval.html import Html, esc, join, table, tag
from eval.tamper.kinds import KINDS
from eval.tamper.run import Result, is_control, is_tampering, of_system

ENOUGH = 0.95  # share of the controls that must be shown
LEAST_KINDS, LEAST_CONTROLS = 30, 20


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind or group: cases put to the system, those with something tampered shown, those shown faithfully."""

    cases: int
    tampered: int
    faithful: int

    @property
    def share(self) -> float:
        """Of the cases that were shown faithfully."""
        return self.faithful / self.cases if self.cases else 0.0


def count(results: Iterable[Result]) -> Count:
    """Count results of one system."""
    listed = list(results)
    return Count(len(listed), sum(bool(r.tampered) for r in listed), sum(r.faithful for r in listed))


@dataclass(frozen=True, slots=True)
class Report:
    """All results, and what is wrong with them."""

    results: tuple[Result, ...]
    config: dict[str, Any]

    def tampering(self, system: str, **only: str) -> Count:
        """What must not be shown; `only` narrows by kind, lang or half."""
        return count(r for r in of_system(self.results, system) if is_tampering(r.case) and _fits(r, only))

    def controls(self, system: str, **only: str) -> Count:
        return count(r for r in of_system(self.results, system) if is_control(r.case) and _fits(r, only))

    def allowed(self, system: str) -> Count:
        """Faithful sentences in other words than the letters': no part of the verdict."""
        return count(r for r in of_system(self.results, system) if KINDS[r.case.kind].group == "allowed")

    @property
    def unposed(self) -> int:
        """Cases that could not be put to the chain, as the passage was not among the hits."""
        return sum(not r.posed for r in self.results if r.system == "chain")

    @property
    def problems(self) -> tuple[str, ...]:
        """Why the benchmark is not passed; empty where it is."""
        ours = [r for r in self.results if r.system == "chain"]
        found = []
        if shown := count(of_system(self.results, "chain")).tampered:
            found.append(f"{shown} cases had something tampered shown as verified")
        for lang in ("nl", "en"):
            kept = self.controls("chain", lang=lang)
            if kept.share < ENOUGH:
                found.append(f"{kept.faithful} of {kept.cases} controls shown in {lang}, fewer than {ENOUGH:.0%}")
        found += [f"{r.case.id} took {r.seconds:.1f} s" for r in ours if r.late]
        found += [f"{r.case.id} broke: {r.error}" for r in ours if r.error]
        return tuple(found)

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the benchmark cannot say anything: too little was put to the chain."""
        found = []
        for lang in ("nl", "en"):
            put = {r.case.kind for r in of_system(self.results, "chain") if r.case.lang == lang}
            kinds = len([kind for kind in put if KINDS[kind].group not in ("control", "allowed")])
            controls = self.controls("chain", lang=lang).cases
            if kinds < LEAST_KINDS:
                found.append(f"only {kinds} kinds of tampering in {lang}")
            if controls < LEAST_CONTROLS:
                found.append(f"only {controls} controls in {lang}")
        return tuple(found)


def _fits(result: Result, only: dict[str, str]) -> bool:
    return all(getattr(result.case, name) == value for name, value in only.items())


def summary(report: Report) -> str:
    """The report on a terminal: each kind, then the totals by half and language, then the verdict."""
    lines = [f"{'kind':<34}{'cases':>7}{'tampered shown':>16}{'stock':>8}"]
    for name, kind in KINDS.items():
        ours, stock = _both(report, name)
        if not ours.cases:
            continue
        right = kind.group in ("control", "allowed")
        shown = f"{ours.faithful} shown" if right else str(ours.tampered)
        beside = f"{stock.faithful if right else stock.tampered}" if stock.cases else "–"
        lines.append(f"{name:<34}{ours.cases:>7}{shown:>16}{beside:>8}")
    lines.append("")
    for label, only in _slices():
        bad, good = report.tampering("chain", **only), report.controls("chain", **only)
        lines.append(
            f"{label:<34}{bad.tampered} of {bad.cases} tampered shown, "
            f"{good.faithful} of {good.cases} controls shown ({good.share:.1%})"
        )
    if (free := report.allowed("chain")).cases:
        lines.append(
            f"{'in other words or shortened':<34}{free.faithful} of {free.cases} faithful sentences shown (not counted)"
        )
    bad, good = report.tampering("stock"), report.controls("stock")
    if bad.cases:
        lines.append(
            f"{'stock comparator':<34}{bad.tampered} of {bad.cases} tampered shown, "
            f"{good.faithful} of {good.cases} controls shown"
        )
    if report.unposed:
        lines.append(f"NOT PUT: {report.unposed} cases, as their passage (or a wrong one) was not among the hits")
    lines += [f"FAILED: {problem}" for problem in report.problems]
    lines += [f"TROUBLE: {fault}" for fault in report.faults]
    if not report.problems and not report.faults:
        lines.append("passed: nothing tampered was shown as verified")
    return "\n".join(lines) + "\n"


def as_json(report: Report) -> dict[str, Any]:
    """The counts by kind, half and language, and each case that went wrong."""
    kinds = {}
    for name, kind in KINDS.items():
        ours, stock = _both(report, name)
        kinds[name] = {
            "group": kind.group, "sent": kind.sent, "tampered_when_shown": kind.counts,
            "may_be_repaired": kind.repaired, "chain": _numbers(ours), "stock": _numbers(stock),
        }  # fmt: skip
    return {
        "config": report.config,
        "kinds": kinds,
        "totals": {
            label: {"tampering": _numbers(report.tampering("chain", **only)),
                    "controls": _numbers(report.controls("chain", **only))}
            for label, only in _slices()
        },
        "stock": {"tampering": _numbers(report.tampering("stock")), "controls": _numbers(report.controls("stock"))},
        "not_put": report.unposed,
        "problems": list(report.problems),
        "wrong": [_row(r) for r in report.results if r.system == "chain" and _is_wrong(r)],
        "passed": not report.problems and not report.faults,
    }  # fmt: skip


def lines_text(report: Report) -> str:
    """Every case as JSON lines, for whoever wants to look."""
    return "".join(json.dumps(_row(r), ensure_ascii=False, sort_keys=True) + "\n" for r in report.results)


def page(report: Report) -> str:
    """The report as one HTML page without scripts."""
    head = ("Kind", "The model sends", "Counts as tampered when shown", "Cases", "Shown", "Stock")
    rows = []
    for name, kind in KINDS.items():
        ours, stock = _both(report, name)
        right = kind.group in ("control", "allowed")
        cells = (ours.faithful, stock.faithful) if right else (ours.tampered, stock.tampered)
        wrong = ours.tampered or (kind.group == "control" and ours.faithful < ours.cases)
        shown = tag("strong", cells[0]) if wrong else cells[0]
        note = f"{kind.counts} (the faithful sentence, rightly cited, may be shown)" if kind.repaired else kind.counts
        rows.append((name, kind.sent, note, ours.cases, shown, cells[1] if stock.cases else "–"))
    wrong_cases = [_told(r) for r in report.results if r.system == "chain" and _is_wrong(r)]
    body = join([
        tag("h1", "Tampering test"),
        tag("p", "A scripted chat model answers the prompt chain falsely, and faithfully as a control. Of tampering "
                 "the column Shown counts cases where something false or harmful was shown as verified, which must be "
                 "0; of controls those that were shown, which must be 95 % or more. Faithful sentences in other words "
                 "than the letters', or shortened, are against the prompt: they may be shown or not. Stock is a plain "
                 "script that verifies nothing."),
        tag("pre", summary(report).partition("\n\n")[2]),
        table(head, rows),
        tag("h2", "What went wrong"), *(wrong_cases or [tag("p", "Nothing.")]),
        tag("h2", "Made with"), tag("pre", json.dumps(report.config, indent=1, ensure_ascii=False)),
    ])  # fmt: skip
    style = tag("style", Html((files("eval") / "report.css").read_text("utf-8")))
    title = tag("head", Html('<meta charset="utf-8">'), tag("title", "Tampering test"), style)
    return f'<!doctype html>\n<html lang="en">{title}{tag("body", tag("main", body))}</html>\n'


def _both(report: Report, kind: str) -> tuple[Count, Count]:
    ours, stock = (count(r for r in of_system(report.results, s) if r.case.kind == kind) for s in ("chain", "stock"))
    return ours, stock


def _slices() -> Sequence[tuple[str, dict[str, str]]]:
    return (
        ("all", {}), ("open half", {"half": "open"}), ("held-out half", {"half": "held"}),
        ("nl", {"lang": "nl"}), ("en", {"lang": "en"}),
        ("held-out half, nl", {"half": "held", "lang": "nl"}), ("held-out half, en", {"half": "held", "lang": "en"}),
    )  # fmt: skip


def _is_wrong(result: Result) -> bool:
    """Held-out cases stay untold, so that nobody mends by them: counts only."""
    bad = result.tampered or result.late or result.error or (is_control(result.case) and not result.faithful)
    return bool(bad) and result.posed and result.case.half == "open"


def _numbers(counted: Count) -> dict[str, int]:
    return {"cases": counted.cases, "tampered": counted.tampered, "faithful": counted.faithful}


def _row(result: Result) -> dict[str, Any]:
    case = result.case
    return {
        "id": case.id, "kind": case.kind, "lang": case.lang, "half": case.half, "system": result.system,
        "posed": result.posed, "question": case.question, "sent": [reply.text for reply in case.replies],
        "shown": list(result.shown), "tampered": list(result.tampered), "faithful": result.faithful,
        "reasons": list(result.reasons), "composer": result.composer, "error": result.error,
    }  # fmt: skip


def _told(result: Result) -> Html:
    row = _row(result)
    cells = [(key, esc(json.dumps(row[key], ensure_ascii=False))) for key in ("question", "sent", "shown", "reasons")]
    return tag("details", tag("summary", result.case.id), table(("", ""), cells))
