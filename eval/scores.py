"""The scores of one answer: small pure functions, each a few lines; an undefined score is absent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.evidence import cites, evidence_share, recall_at
from eval.gold import GoldItem
from eval.sources import Source, Span
from eval.text import holds, negated, normalise, numbers, unmarked
from rag.types import Answer, Citation, Statement, Verdict

Scores = dict[str, float]
REFUSING = frozenset(("not_in_letters", "out_of_scope"))
_MARK = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one gold item, and where in the letters its hits stand, best first."""

    result: Answer | Verdict
    spans: tuple[Span, ...] = ()


def score_answer(item: GoldItem, outcome: Outcome, sources: Mapping[str, Source]) -> Scores:
    """All scores of one answer but the ranking ones and `passed`. `outcome.result` is an Answer."""
    answer = outcome.result
    assert isinstance(answer, Answer)  # noqa: S101 - claims go to score_verdict
    refused = answer.status in REFUSING
    scores: dict[str, float | None] = {
        "refused": float(refused) if item.must_refuse else None,
        "answered": None if item.must_refuse else float(not refused),
        "refusal_right": float(item.must_refuse) if refused else None,
        "language": language_right(item, answer.language, unmarked(answer.text)),
        "quote_validity": quote_validity(answer.citations, sources),
        "facts_found": None if item.must_refuse else facts_found(item, answer),
    }
    if item.evidence:
        scores["citation_recall"] = citation_recall(item, answer.citations, sources)
        scores["citation_precision"] = citation_precision(item, answer.citations, sources)
        scores["evidence_share"] = evidence_share(answer.citations, item.evidence, sources)
        for k in (1, 3, 5):
            scores[f"recall@{k}"] = recall_at(outcome.spans, item.evidence, sources, k)
    if answer.statements and not refused:
        scores |= statement_scores(answer)
    return {name: value for name, value in scores.items() if value is not None}


def facts_found(item: GoldItem, answer: Answer) -> float | None:
    """Share of the groups of facts of which the answer holds a wording; 0 for a refusal."""
    if not item.facts:
        return None
    if answer.status in REFUSING:
        return 0.0
    told = (answer.text, *(statement.text for statement in answer.statements))
    found = sum(any(holds(text, w) for text in told for w in group) for group in item.facts)
    return found / len(item.facts)


def citation_precision(item: GoldItem, citations: Sequence[Citation], sources: Mapping[str, Source]) -> float | None:
    """Share of the citations that show some evidence; None where nothing is cited."""
    if not citations:
        return None
    return sum(any(cites(c, p, sources) for p in item.evidence) for c in citations) / len(citations)


def citation_recall(item: GoldItem, citations: Sequence[Citation], sources: Mapping[str, Source]) -> float | None:
    """Share of the evidence that some citation shows; None where there is no evidence."""
    if not item.evidence:
        return None
    return sum(any(cites(c, p, sources) for c in citations) for p in item.evidence) / len(item.evidence)


def quote_validity(citations: Sequence[Citation], sources: Mapping[str, Source]) -> float | None:
    """Share of the quotes that stand in their letter at their place; None where nothing is cited."""
    if not citations:
        return None
    return sum(is_valid(citation, sources) for citation in citations) / len(citations)


def is_valid(citation: Citation, sources: Mapping[str, Source]) -> bool:
    """Whether the quote is in its letter, character for character, at its place."""
    source = sources.get(citation.letter)
    return source is not None and source.is_verbatim(citation.quote, citation.start, citation.end)


def language_right(item: GoldItem, said: str, text: str) -> float:
    """1 where the outcome names the language of the item and is written in it.

    Text that is nothing but names and numbers has no language to be wrong in.
    """
    from rag.language import detect

    return float(said == item.lang and detect(text) in (item.lang, None))


def statement_scores(answer: Answer) -> dict[str, float | None]:
    """The scores that look at each statement beside the words it cites."""
    cited = [_cited(answer, statement) for statement in answer.statements]
    both = list(zip(answer.statements, cited, strict=True))
    count = len(both)
    quoting = answer.model is None
    return {
        "statements": float(count),
        "quoted_words": float(sum(len(citation.quote.split()) for citation in answer.citations)),
        "linked": linked(answer),
        "verbatim": sum(is_verbatim(s.text, c) for s, c in both) / count if quoting else None,
        "numbers_grounded": sum(numbers_grounded(s.text, c) for s, c in both) / count,
        "negation_grounded": sum(negation_grounded(s.text, c) for s, c in both) / count,
        "unrepeated": unrepeated(answer),
    }


def linked(answer: Answer) -> float:
    """Share of the statements that cite something, all of it there; 0 when the text marks what is not."""
    there = {citation.number for citation in answer.citations}
    if not {int(mark) for mark in _MARK.findall(answer.text)} <= there:
        return 0.0
    good = sum(bool(s.citations) and set(s.citations) <= there for s in answer.statements)
    return good / len(answer.statements)


def unrepeated(answer: Answer) -> float:
    """Share of the statements that no earlier statement, and no earlier citation, already says."""
    seen: set[str] = set()
    said: list[list[Span]] = []
    fresh = 0
    for statement in answer.statements:
        text = normalise(unmarked(statement.text))
        places = sorted((c.letter, c.start, c.end) for c in _cited(answer, statement))
        fresh += text not in seen and (not places or places not in said)
        seen.add(text)
        said.append(places)
    return fresh / len(answer.statements)


def is_verbatim(text: str, citations: Sequence[Citation]) -> bool:
    """Whether a statement is words of its citations, or of their translation, in one run.

    Note marks that the print glues to a word ('standpunt1') may be missing in the statement.
    """
    words = _words(unmarked(text))
    forms = (
        " ".join(c.quote for c in citations),
        " ".join(dict.fromkeys(c.translation or "" for c in citations)),
        *(c.quote for c in citations),
        *(c.translation or "" for c in citations),
    )
    return bool(words) and any(_runs_in(words, _words(form)) for form in forms)


def numbers_grounded(text: str, citations: Sequence[Citation]) -> bool:
    """Whether every number of a statement is in the quotes it cites, their translation or their date."""
    told = " ".join(f"{c.quote} {c.translation or ''} {c.date} {c.reference}" for c in citations)
    return numbers(text) <= numbers(told) | {number.lstrip("0") for number in numbers(told)}


def negation_grounded(text: str, citations: Sequence[Citation]) -> bool:
    """Whether a statement with a word of negation cites words that have one too."""
    return not negated(text) or any(negated(c.quote) or negated(c.translation or "") for c in citations)


def _cited(answer: Answer, statement: Statement) -> list[Citation]:
    return [citation for citation in answer.citations if citation.number in statement.citations]


def _words(text: str) -> list[str]:
    return [bare for word in normalise(text).split() if (bare := word.strip(".,;:!?\"'()[]"))]


def _runs_in(words: Sequence[str], whole: Sequence[str]) -> bool:
    return any(
        all(_same(word, other) for word, other in zip(words, whole[start:], strict=False))
        for start in range(len(whole) - len(words) + 1)
    )


def _same(word: str, printed: str) -> bool:
    """Equal, or equal but for a note mark of one or two digits that the print glued on."""
    if word == printed:
        return True
    mark = printed[len(word) :].lstrip(".,;:!?\"')") if printed.startswith(word) else ""
    if word[-1].isdigit():
        return re.fullmatch(r"(19|20)\d\d", word) is not None and re.fullmatch(r"\d", mark) is not None
    return re.fullmatch(r"\d{1,2}", mark) is not None
