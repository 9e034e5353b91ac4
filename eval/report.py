"""One HTML file with everything that a run says; it opens without a network."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.aggregate import Group
from eval.diff import Diff
from eval.evaluate import Evaluation, SystemRun
from eval.html import Html, esc, table, tag
from eval.intervals import Estimate
from eval.metrics import BY_NAME, DISTANCE, HEADLINE, METRICS
from eval.plots import dots
from eval.reportitems import items_section
from eval.reportplots import LANGUAGES, legend, plots_section, series
from eval.sources import Source

_HERE = Path(__file__).resolve().parent


def report_html(evaluation: Evaluation, sources: Mapping[str, Source], changes: tuple[str, Diff] | None = None) -> str:
    """The whole report; `changes` is the name of another run and the difference with it."""
    turns = {item.id: item.turn for item in changes[1].items} if changes else {}
    body = [
        _head(evaluation),
        _tiles(evaluation),
        _distance(evaluation),
        plots_section(evaluation),
        _halves(evaluation.main),
        _gap(evaluation.main),
        *([_changes(*changes)] if changes else []),
        _all_numbers(evaluation),
        _silent(evaluation),
        items_section(evaluation, sources, turns),
        _made_with(evaluation),
    ]
    style = Html((_HERE / "report.css").read_text(encoding="utf-8"))
    script = Html((_HERE / "report.js").read_text(encoding="utf-8"))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"Briefwijzer eval: {evaluation.main.name}"),
        tag("style", style),
    )
    page = tag("html", head, tag("body", tag("main", *body), tag("script", script)), lang="en")
    return "<!doctype html>\n" + page + "\n"


def _head(evaluation: Evaluation) -> Html:
    main = evaluation.main
    kinds = Counter("claims" if s.item.is_claim else "questions" for s in main.scored)
    counted = " and ".join(f"{number} {what}" for what, number in sorted(kinds.items(), reverse=True))
    said = f"{counted} in Dutch and English, answered by the composer “{main.name}”. "
    said += "Intervals are 95%; the two languages of an item count as one draw."
    parts = [tag("h1", "How well Briefwijzer answers"), tag("p", said)]
    if main.untaken:
        parts.append(
            tag("p", f"{main.untaken} claims were not scored: this pipeline has no claim check.", class_="bad")
        )
    return tag("header", *parts)


def _tiles(evaluation: Evaluation) -> Html:
    ours = evaluation.main.summary.groups.get("all", {})
    tiles = []
    for name in HEADLINE:
        if name not in ours:
            continue
        e, metric = ours[name], BY_NAME[name]
        stock = "; ".join(
            f"{run.name} {run.summary.groups['all'][name].mean * 100:.0f}%"
            for run in evaluation.runs[1:]
            if name in run.summary.groups.get("all", {})
        )
        tiles.append(
            tag(
                "div",
                tag("span", metric.title, class_="name"),
                tag("b", f"{e.mean * 100:.1f}%"),
                tag("span", f"{e.low * 100:.1f} to {e.high * 100:.1f}, n\u00a0=\u00a0{e.n}", class_="soft"),
                tag("span", stock or "\u00a0", class_="soft"),
                class_="tile",
                title=metric.meaning,
            )
        )
    return tag("div", *tiles, class_="tiles")


def _distance(evaluation: Evaluation) -> Html:
    """The system under test beside the comparator on the half that nothing was tuned on."""
    if len(evaluation.runs) < 2:
        return Html("")
    rows, plot = [], []
    for name in DISTANCE:
        for lang, title in LANGUAGES:
            ours, stock = (_of(run, f"test {lang}", name) for run in evaluation.runs[:2])
            if ours:
                apart = "–" if stock is None else "yes" if ours.apart(stock) else "no"
                rows.append((f"{BY_NAME[name].title}, {title}", _cell(ours), _cell(stock), apart))
        plot.append((BY_NAME[name].title, series(evaluation, "test {}", name)))
    note = "On the test half, which no threshold or weight was chosen on. "
    note += "Stock never refuses, so it has no refusal precision."
    return tag(
        "section",
        tag("h2", "Distance from the stock set-up"),
        tag("p", "Stock is LangChain's recursive splitter, the same embedding model, Chroma, best chunk as answer."),
        tag("p", note, class_="soft"),
        tag("div", dots(plot, legend(evaluation)), class_="card"),
        tag(
            "details",
            tag("summary", "The same as a table"),
            table(("", evaluation.main.name, evaluation.runs[1].name, "intervals apart"), rows, "numbers"),
            class_="more",
        ),
    )


def _halves(run: SystemRun) -> Html:
    groups = run.summary.groups
    rows = [
        (BY_NAME[name].title, _cell(groups.get("tuning", {}).get(name)), _cell(groups.get("test", {}).get(name)))
        for name in HEADLINE + DISTANCE[2:3] + ("label", "macro_f1")
        if name in groups.get("tuning", {}) or name in groups.get("test", {})
    ]
    outside = ", ".join(BY_NAME[name].title for name in run.summary.outside)
    said = (
        f"Outside each other's intervals: {outside}."
        if outside
        else "Every metric of each half is within the other's interval."
    )
    return tag(
        "section",
        tag("h2", "Both halves"),
        tag("p", "Nothing is fitted or chosen on the test half. ", said),
        table(("", "tuning half", "test half"), rows, "numbers"),
    )


def _gap(run: SystemRun) -> Html:
    rows = []
    for name, gap in run.summary.gap.items():
        nl, en = (run.summary.groups.get(lang, {}).get(name) for lang, _ in LANGUAGES)
        sure = gap.low > 0 or gap.high < 0
        rows.append(
            (BY_NAME[name].title, _value(name, nl), _value(name, en), _signed(name, gap), "yes" if sure else "no")
        )
    agreed = [
        f"{BY_NAME[name].title}: {_cell(e)}"
        for name, e in run.summary.groups.get("all", {}).items()
        if name.startswith("agree_")
    ]
    return tag(
        "section",
        tag("h2", "Dutch and English"),
        tag("p", "The same question in both languages. ", "; ".join(agreed), "."),
        tag(
            "details",
            tag("summary", "The gap of each metric, Dutch minus English"),
            table(("", "Dutch", "English", "gap", "beyond chance"), rows, "numbers"),
            class_="more",
        ),
    )


def _changes(name: str, diff: Diff) -> Html:
    rows = [
        (BY_NAME[m.name].title, f"{m.before:.3f}", f"{m.after:.3f}", _signed(m.name, m.change), f"{m.p:.3f}")
        for m in diff.metrics
        if m.before != m.after
    ]
    turns = Counter(item.turn for item in diff.items)
    counted = ", ".join(f"{turns[turn]} {turn}" for turn in ("broken", "fixed", "changed"))
    lists = [
        tag(
            "details",
            tag("summary", f"{turn}: {turns[turn]}"),
            tag(
                "ul",
                *(
                    tag("li", tag("a", item.id, href=f"#{item.id}"), ": ", "; ".join(item.what))
                    for item in diff.items
                    if item.turn == turn
                ),
            ),
            class_="more",
        )
        for turn in ("broken", "fixed", "changed")
        if turns[turn]
    ]
    what = table(("", "before", "after", "change", "p"), rows, "numbers") if rows else tag("p", "No average changed.")
    return tag("section", tag("h2", f"Changes since {name}"), tag("p", f"{counted} items."), what, *lists)


def _all_numbers(evaluation: Evaluation) -> Html:
    head = ["", *(run.name for run in evaluation.runs), "n", "what it is"]
    rows: list[Sequence[object]] = []
    for metric in METRICS:
        found = [run.summary.groups.get("all", {}).get(metric.name) for run in evaluation.runs]
        if any(found):
            count = next(e.n for e in found if e)
            rows.append((metric.title, *(_value(metric.name, e) for e in found), count, _meaning(metric.name)))
    return tag(
        "section",
        tag("h2", "All numbers"),
        tag("details", tag("summary", f"{len(rows)} metrics"), table(head, rows, "all"), class_="more"),
    )


def _meaning(name: str) -> Html:
    metric = BY_NAME[name]
    way = {"high": "higher is better", "low": "lower is better", "neither": "neither way is better"}[metric.better]
    return esc(f"{metric.meaning} ({way})")


def _silent(evaluation: Evaluation) -> Html:
    rows = [tag("li", text) for text in evaluation.main.summary.dead]
    if not rows:
        return tag("p", "Every metric says something on this gold: none is 0, 1 or absent on all of it.", class_="soft")
    said = f"{len(rows)} metrics said nothing on this gold: 0, 1 or absent on all of it"
    note = tag(
        "p", "The tests of the harness break a right answer on purpose and see each of them move.", class_="soft"
    )
    return tag("details", tag("summary", said), note, tag("ul", *rows), class_="more")


def _made_with(evaluation: Evaluation) -> Html:
    text = json.dumps(evaluation.config, ensure_ascii=False, indent=1, sort_keys=True)
    return tag(
        "section",
        tag("h2", "Made with"),
        tag("details", tag("summary", "config.json"), tag("pre", text), class_="more"),
    )


def _of(run: SystemRun, group: str, name: str) -> Estimate | None:
    found: Group = run.summary.groups.get(group, {})
    return found.get(name)


def _cell(e: Estimate | None) -> str:
    return "–" if e is None else f"{e.mean * 100:.1f}% ({e.low * 100:.1f} to {e.high * 100:.1f})"


def _value(name: str, e: Estimate | None) -> str:
    if e is None or BY_NAME[name].share:
        return _cell(e)
    return f"{e.mean:.1f} ({e.low:.1f} to {e.high:.1f})"


def _signed(name: str, e: Estimate) -> str:
    scale, digits = (100, 1) if BY_NAME[name].share else (1, 2)
    return f"{e.mean * scale:+.{digits}f} ({e.low * scale:+.{digits}f} to {e.high * scale:+.{digits}f})"
