"""Draft gold from what readers judged: the question as asked, and what is known so far of its right outcome.

A draft is no gold: only a person knows whether the reader was right. So each line holds a key
`draft`, which `python -m eval check` refuses; whoever has filled the line in takes it out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from eval.gold import Kind
from eval.text import holds
from rag.contract import answer_from_json
from rag.numbers import quantities
from rag.page.feedback import Judged
from rag.types import Answer, Language

_REFUSED: dict[str, Kind] = {"not_in_letters": "unanswerable", "out_of_scope": "offtopic"}


def draft_gold(judged: Iterable[Judged]) -> str:
    """JSON lines, two for each question (its own language, and the other to fill in), oldest first.

    Of several judgements of one question in one talk the last counts.
    """
    latest: dict[str, Judged] = {}
    for item in judged:
        latest[_name(item)] = item
    rows = (row for name, item in latest.items() for row in _rows(name, item))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _name(item: Judged) -> str:
    asked = json.dumps([*item.history, item.question], ensure_ascii=False).casefold()
    return f"feedback-{hashlib.sha256(asked.encode()).hexdigest()[:8]}"


def _rows(name: str, item: Judged) -> list[dict[str, Any]]:
    answer = answer_from_json(item.answer)
    other: Language = "en" if answer.language == "nl" else "nl"
    kind = _kind(item, answer)
    evidence = [] if kind in _REFUSED.values() else _evidence(item, answer)
    facts = _facts(item, answer) if evidence and item.judgement == "useful" else []
    shared = {"kind": kind, "evidence": evidence}
    mine = {
        "id": f"{name}-{answer.language}", "lang": answer.language, **shared,
        "question": item.question, "history": list(item.history), "facts": facts,
        "draft": {"to_do": _to_do(kind, item, facts), **_said(item, answer)},
    }  # fmt: skip
    twin = {
        "id": f"{name}-{other}", "lang": other, **shared, "question": "", "history": [], "facts": [],
        "draft": {"to_do": ["say it all in this language; kind and evidence as in the other line", *_CHECKED]},
    }  # fmt: skip
    return [mine, twin]


def _kind(item: Judged, answer: Answer) -> Kind:
    """A refusal that was found useful is taken to be right; of anything else a person must say."""
    if not answer.statements and item.judgement == "useful":
        return _REFUSED.get(answer.status, "unanswerable")
    return "followup" if item.history else "fact"


def _evidence(item: Judged, answer: Answer) -> list[dict[str, str]]:
    """What the answer cited, but for the citation that was found wrong; of a useless answer nothing."""
    if item.judgement == "not_useful":
        return []
    kept = (citation for citation in answer.citations if citation.number != item.source)
    return [dict(pair) for pair in dict.fromkeys((("letter", c.letter), ("quote", c.quote)) for c in kept)]


def _facts(item: Judged, answer: Answer) -> list[list[str]]:
    """Amounts and numbers that the answer told: the likeliest facts, and easy to see whether they are."""
    said = " ".join(statement.text for statement in answer.statements)
    told = dict.fromkeys(said[found.start : found.end] for found in quantities(said, answer.language))
    return [[wording] for wording in told if not holds(item.question, wording)]


_CHECKED = ["take the key 'draft' out", "run: python -m eval check FILE"]


def _to_do(kind: Kind, item: Judged, facts: list[list[str]]) -> list[str]:
    if kind in _REFUSED.values():
        return ["see that the letters do not answer this", *_CHECKED]
    first = {
        "useful": "see that the evidence answers the question, all of it and nothing else",
        "not_useful": "find the words of the letters that answer this, or make the kind unanswerable or offtopic",
        "wrong_source": "a reader found a citation wrong: find the right words in its place",
    }[item.judgement]
    return [first, "see that the facts are right and complete" if facts else "write the facts", *_CHECKED]


def _said(item: Judged, answer: Answer) -> dict[str, Any]:
    wrong = next((citation.quote for citation in answer.citations if citation.number == item.source), None)
    said = {"judged": item.judgement, "time": item.time, "status": answer.status, "answer": answer.text}
    return {**said, "wrong": wrong} if wrong else said
