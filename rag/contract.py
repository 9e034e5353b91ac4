"""Answers and verdicts as JSON: the names are a promise."""

from __future__ import annotations

import dataclasses
from typing import Any

from rag.types import Answer, Citation, Hit, LetterInfo, Rejected, Statement, Verdict


def answer_json(answer: Answer) -> dict[str, Any]:
    """The contract as plain dictionaries and lists; `rewritten` and `rejected` only where there are any."""
    data = dataclasses.asdict(answer)
    data["hits"] = [{"passage": hit.passage, "score": round(hit.score, 4)} for hit in answer.hits]
    data["seconds"] = round(answer.seconds, 4)
    if answer.rewritten is None:
        del data["rewritten"]
    if not answer.rejected:
        del data["rejected"]
    return _lists(data)  # type: ignore[no-any-return]


def answer_from_json(data: dict[str, Any]) -> Answer:
    """The inverse of answer_json, but for the parts of a hit's score."""
    return Answer(
        **{
            **data,
            "statements": tuple(Statement(s["text"], tuple(s["citations"])) for s in data["statements"]),
            "citations": tuple(_citation(c) for c in data["citations"]),
            "hits": tuple(Hit(hit["passage"], hit["score"]) for hit in data["hits"]),
            "notices": tuple(data["notices"]),
            "rejected": tuple(Rejected(**item) for item in data.get("rejected", ())),
        }
    )


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The contract of a verdict as plain dictionaries and lists."""
    data = dataclasses.asdict(verdict)
    data["for"] = data.pop("for_")
    order = ("claim", "language", "label", "reason", "for", "against", "receipt", "seconds")
    return {name: _lists(data[name]) for name in order}


def verdict_from_json(data: dict[str, Any]) -> Verdict:
    """The inverse of verdict_json."""
    rest: dict[str, Any] = {name: value for name, value in data.items() if name not in ("for", "against")}
    for_, against = (tuple(map(_citation, data[side])) for side in ("for", "against"))
    return Verdict(**rest, for_=for_, against=against)


def letter_info_json(info: LetterInfo) -> dict[str, Any]:
    """A letter as the command line and the API list it; where its file lies stays private."""
    data = dataclasses.asdict(info)
    del data["origin"]
    return _lists({**data, "date": info.date.isoformat(), "senders": [str(sender) for sender in info.senders]})  # type: ignore[no-any-return]


def _citation(data: dict[str, Any]) -> Citation:
    return Citation(**{**data, "senders": tuple(data["senders"])})


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, tuple | list) else value
