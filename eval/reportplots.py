"""The plots of the report, from a finished evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eval.evaluate import Evaluation
from eval.html import Html, tag
from eval.plots import Mark, bars, confusion_table, cumulative, curves, dots, legend_of

LANGUAGES = (("nl", "Dutch"), ("en", "English"))


def series(evaluation: Evaluation, group: str, metric: str) -> list[Mark]:
    """A metric of each system and language in a group, given as 'test {}' with the language's place."""
    return [
        Mark(f"{'stock' if place else 'ours'}-{lang}", found)
        for place, run in enumerate(evaluation.runs)
        for lang, _ in LANGUAGES
        if (found := run.summary.groups.get(group.format(lang), {}).get(metric))
    ]


def legend(evaluation: Evaluation) -> list[tuple[str, str]]:
    """What the marks of `series` are."""
    names = [("ours", evaluation.main.name), *(("stock", run.name) for run in evaluation.runs[1:])]
    return [(f"{series}-{lang}", f"{name}, {title}") for series, name in names for lang, title in LANGUAGES]


def plots_section(evaluation: Evaluation) -> Html:
    """Metrics by kind and language, risk and coverage, ranks, times, and the labels of claims."""
    groups = evaluation.main.summary.groups
    kinds = [name.removeprefix("kind ") for name in groups if name.startswith("kind ") and name.count(" ") == 1]
    by_kind = [(kind, series(evaluation, f"kind {kind} {{}}", "passed")) for kind in kinds]
    note = tag(
        "p",
        "Right: refused where it must be; else every fact, some of the evidence, true quotes, the language asked in. "
        "Stock answers with a piece of the Dutch letter and never refuses.",
        class_="soft",
    )
    names = _plain_legend(evaluation)
    cards = [
        tag(
            "div",
            tag("h3", "Items right, by kind and language"),
            note,
            dots(by_kind, legend(evaluation)),
            class_="card wide",
        ),
        tag("div", tag("h3", "Risk and coverage"), names, _curve_plot(evaluation), class_="card"),
        tag("div", tag("h3", "Rank of the first evidence"), names, _rank_plot(evaluation), class_="card"),
        tag("div", tag("h3", "Seconds for an outcome"), names, _time_plot(evaluation), class_="card"),
    ]
    if table_ := evaluation.main.summary.confusion:
        cards.append(tag("div", tag("h3", "Claim labels"), confusion_table(table_), class_="card"))
    return tag("section", tag("h2", "Where it is right and wrong"), tag("div", *cards, class_="cards"))


def _plain_legend(evaluation: Evaluation) -> Html:
    return legend_of([("ours" if i == 0 else "stock", run.name) for i, run in enumerate(evaluation.runs)])


def _curve_plot(evaluation: Evaluation) -> Html:
    lines = {"ours" if i == 0 else "stock": run.summary.curve for i, run in enumerate(evaluation.runs)}
    note = tag(
        "p", "Surest answers first; a line ends where the system refuses the rest. Lower is better.", class_="soft"
    )
    return Html(curves(lines, "share of questions answered", "share wrong") + note)


def _rank_plot(evaluation: Evaluation) -> Html:
    groups = ["1", "2", "3", "4–5", "6–10", "none"]
    series = {}
    for place, run in enumerate(evaluation.runs):
        ranks = [s.rank for s in run.scored if s.item.evidence and not s.item.is_claim]
        count = Counter(map(_rank_group, ranks))
        series["ours" if place == 0 else "stock"] = [count[group] / max(len(ranks), 1) for group in groups]
    return bars(groups, series, "rank of the first hit with evidence", "share of questions")


def _rank_group(rank: int | None) -> str:
    if rank is None or rank > 10:
        return "none"
    return str(rank) if rank <= 3 else "4–5" if rank <= 5 else "6–10"


def _time_plot(evaluation: Evaluation) -> Html:
    series = {"ours" if i == 0 else "stock": list(run.times.values()) for i, run in enumerate(evaluation.runs)}
    said = [f"{run.name}: {_times(list(run.times.values()))}" for run in evaluation.runs if run.times]
    return Html(cumulative(series, "milliseconds", "share done") + tag("p", "; ".join(said), class_="soft"))


def _times(values: Sequence[float]) -> str:
    ordered = sorted(values)
    half, most = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"median {half * 1000:.0f} ms, 95% within {most * 1000:.0f} ms, {sum(ordered):.1f} s in all"
