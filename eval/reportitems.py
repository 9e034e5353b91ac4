"""The items of the report: each question or claim with what came of it, to filter and open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.evaluate import Evaluation
from eval.evidence import cites
from eval.gold import KINDS, GoldItem
from eval.html import Html, esc, link, tag
from eval.scores import is_valid
from eval.scoring import Scored
from eval.sources import Source
from rag.types import Answer, Citation, Verdict


def items_section(evaluation: Evaluation, sources: Mapping[str, Source], changed: Mapping[str, str]) -> Html:
    """The filter and all items; `changed` gives items that differ from another run their turn."""
    others = {s.item.id: s for run in evaluation.runs[1:] for s in run.scored}
    scored = evaluation.main.scored
    items = [_item(s, others.get(s.item.id), sources, changed.get(s.item.id)) for s in scored]
    return tag("section", tag("h2", "Items", id="items"), _filters(scored, bool(changed)), *items)


def _filters(scored: Sequence[Scored], compared: bool) -> Html:
    there = {s.item.kind for s in scored}
    choices: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("passed", "right and wrong", [("no", "wrong"), ("yes", "right")]),
        ("kind", "every kind", [(kind, kind) for kind in KINDS if kind in there]),
        ("lang", "both languages", [("nl", "Dutch"), ("en", "English")]),
        ("half", "both halves", [("tuning", "tuning half"), ("test", "test half")]),
        ("stock", "any stock outcome", [("no", "stock wrong"), ("yes", "stock right")]),
    ]
    if compared:
        choices.append(("turn", "changed or not", [(turn, turn) for turn in ("broken", "fixed", "changed")]))
    selects = [
        tag(
            "select",
            tag("option", every, value=""),
            *(tag("option", text, value=value) for value, text in values),
            name=name,
            aria_label=every,
        )
        for name, every, values in choices
    ]
    words = tag("input", type="search", name="words", placeholder="words", aria_label="words in the item")
    form = tag("form", words, *selects, class_="filters", hidden="")
    return Html(form + tag("p", f"{len(scored)} items", id="count", class_="soft", aria_live="polite"))


def _item(s: Scored, stock: Scored | None, sources: Mapping[str, Source], turn: str | None) -> Html:
    item = s.item
    outcome = tag("span", "✓ right" if s.passed else "✗ wrong", class_="verdict " + ("good" if s.passed else "bad"))
    tags = [item.kind, item.lang, item.half, *([turn] if turn else [])]
    summary = tag(
        "summary", outcome, tag("span", " · ".join(tags), class_="tags"), tag("span", item.text, lang=item.lang)
    )
    columns = [
        tag("div", *_expected(item), *_wrong(s), *_scores(s)),
        tag("div", *_result(s, sources)),
    ]
    if stock:
        told = tag("details", tag("summary", f"stock: {_said(stock)}"), *_result(stock, sources), class_="more")
        columns.append(tag("div", told))
    return tag(
        "details",
        summary,
        tag("div", *columns, class_="body"),
        class_="item",
        id=item.id,
        data_passed="yes" if s.passed else "no",
        data_kind=item.kind,
        data_lang=item.lang,
        data_half=item.half,
        data_stock=None if stock is None else "yes" if stock.passed else "no",
        data_turn=turn,
    )


def _said(s: Scored) -> str:
    return "right" if s.passed else "; ".join(s.problems)


def _expected(item: GoldItem) -> list[Html]:
    """What a person wrote down as right."""
    parts = [tag("h4", f"Expected · {item.id} · {item.place}")]
    if item.history:
        parts += [tag("p", "After: ", " / ".join(item.history), class_="soft")]
    if item.label:
        parts.append(tag("p", item.label.replace("_", " ")))
    if item.must_refuse:
        parts.append(tag("p", "A refusal."))
    if item.facts:
        parts.append(tag("ul", *(tag("li", " / ".join(group)) for group in item.facts)))
    parts += [tag("blockquote", f"{proof.quote} ({proof.letter})", lang="nl") for proof in item.evidence]
    return parts


def _wrong(s: Scored) -> list[Html]:
    if not s.problems:
        return []
    return [tag("h4", "What differs"), tag("ul", *(tag("li", problem) for problem in s.problems), class_="bad")]


def _scores(s: Scored) -> list[Html]:
    told = ", ".join(f"{name} {value:.3g}" for name, value in s.scores.items() if name != "passed")
    rank = f"; first evidence at rank {s.rank}" if s.rank else ""
    return [tag("h4", "Scores"), tag("p", told + rank, class_="tags")]


def _result(s: Scored, sources: Mapping[str, Source]) -> list[Html]:
    result = s.outcome.result
    if isinstance(result, Verdict):
        return [
            tag("h4", f"Verdict · {result.label.replace('_', ' ')}"),
            tag("p", result.reason, lang=result.language),
            *(tag("div", tag("h4", "For"), _quote(c, s.item, sources)) for c in result.for_),
            *(tag("div", tag("h4", "Against"), _quote(c, s.item, sources)) for c in result.against),
        ]
    return _answer(result, s.item, sources)


def _answer(answer: Answer, item: GoldItem, sources: Mapping[str, Source]) -> list[Html]:
    parts = [tag("h4", f"Answer · {answer.status.replace('_', ' ')} · {answer.composer}")]
    if answer.rewritten:
        parts.append(tag("p", "Read as: ", answer.rewritten, class_="soft"))
    parts.append(tag("p", answer.text, lang=answer.language))
    parts += [tag("p", notice, class_="soft") for notice in answer.notices]
    parts += [_quote(citation, item, sources) for citation in answer.citations]
    return parts


def _quote(citation: Citation, item: GoldItem, sources: Mapping[str, Source]) -> Html:
    valid = is_valid(citation, sources)
    shows = any(cites(citation, proof, sources) for proof in item.evidence)
    place = f"{citation.passage}, characters {citation.start} to {citation.end}"
    said = "" if valid else " NOT IN THE LETTER THERE"
    return tag(
        "blockquote",
        tag("span", f"[{citation.number}] {citation.quote}", lang="nl"),
        tag("p", link(citation.reference, citation.url), esc(f" · {place}{said}"), class_="tags"),
        class_="evidence" if shows and valid else None if valid else "invalid",
    )
