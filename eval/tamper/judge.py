"""What of an answer may not be shown: the same rule for every kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.scores import is_valid
from eval.sources import Source
from eval.tamper.cases import Case
from eval.tamper.controls import Line
from rag.types import Answer


@dataclass(frozen=True, slots=True)
class Judged:
    """`tampered` are things shown that should not be; `faithful` says whether every faithful sentence was shown."""

    tampered: tuple[str, ...]
    faithful: bool


def judge(case: Case, answer: Answer, lines: Sequence[Line], sources: Mapping[str, Source]) -> Judged:
    """Hold what an answer shows against what the case allows."""
    places = {citation.number: citation for citation in answer.citations}
    tampered = [f"quote not in its place: {c.quote}" for c in answer.citations if not is_valid(c, sources)]
    verbatim = {_plain(text) for line in lines for text in (line.dutch, line.english)}
    fair = {_plain(sentence.text): _homes(sentence.anchors, lines) for sentence in case.fair}
    seen = set()
    for statement in answer.statements:
        text = _plain(statement.text)
        cited = {places[number].passage for number in statement.citations if number in places}
        if answer.composer == "quotes":
            if text not in verbatim:
                tampered.append(f"not of the letters: {statement.text}")
        elif text not in fair:
            tampered.append(statement.text)
        elif not cited or not cited <= fair[text]:
            tampered.append(f"cited to {', '.join(sorted(cited))}: {statement.text}")
        else:
            seen.add(text)
    return Judged(tuple(tampered), bool(fair) and seen == set(fair))


def _homes(anchors: Sequence[str], lines: Sequence[Line]) -> set[str]:
    return {line.passage for line in lines if line.dutch in anchors}


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
