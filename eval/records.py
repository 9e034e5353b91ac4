"""Outcomes as JSON and back. Times are left out, so that two runs can be compared byte by byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from eval.scores import Outcome
from rag.contract import answer_from_json, answer_json, verdict_from_json, verdict_json
from rag.types import Answer, Verdict


def record_of(item_id: str, outcome: Outcome) -> dict[str, Any]:
    """One line of answers.jsonl: the gold id, the whole answer or verdict, the places of the hits."""
    result = outcome.result
    if isinstance(result, Verdict):
        return {"id": item_id, "verdict": _timeless(verdict_json(result))}
    return {
        "id": item_id,
        "answer": _timeless(answer_json(result)),
        "spans": [list(span) for span in outcome.spans],
    }


def outcome_of(record: Mapping[str, Any]) -> Outcome:
    """The outcome that a line of answers.jsonl holds; its seconds are 0."""
    if "verdict" in record:
        return Outcome(verdict_from_json({**record["verdict"], "seconds": 0.0}))
    answer = answer_from_json({**record["answer"], "seconds": 0.0})
    return Outcome(answer, tuple((letter, start, end) for letter, start, end in record["spans"]))


def line_of(record: Mapping[str, Any]) -> str:
    """A record as one line with its end."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n"


def seconds_of(outcome: Outcome) -> float:
    """How long the answer or verdict took, to the tenth of a millisecond."""
    result: Answer | Verdict = outcome.result
    return round(result.seconds, 4)


def _timeless(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key != "seconds"}
