"""What the reader should know besides the answer."""

from __future__ import annotations

from collections.abc import Sequence

from rag.library import Library
from rag.question import Question
from rag.rank import Ranked
from rag.replies import notice
from rag.types import Citation

# How far below the best sentence one of a newer letter may lie and still be worth a notice.
_NEAR = 1.5


def notices(
    question: Question, ranked: Ranked, citations: Sequence[Citation], library: Library, *, too_long: bool
) -> tuple[str, ...]:
    """Sentences in the question's language, the same for both composers."""
    language = question.language
    told: list[str] = []
    if too_long:
        told.append(notice("too_long", language))
    if citations and language == "en":
        translated = [citation.translation is not None for citation in citations]
        if any(translated):
            told.append(notice("unofficial", language))
        if not all(translated):
            told.append(notice("untranslated", language))
    if newer := _newer(question, ranked, citations, library):
        told.append(f"{notice('newer', language)} ({newer})")
    return tuple(told)


def _newer(question: Question, ranked: Ranked, citations: Sequence[Citation], library: Library) -> str:
    """The reference of a letter newer than all that are cited, with a sentence nearly as good."""
    if not citations or question.meta or question.preferred or not ranked.candidates:
        return ""
    latest = max(citation.date for citation in citations)
    floor = ranked.candidates[0].score - _NEAR
    for candidate in ranked.candidates:
        if candidate.score >= floor and candidate.evidence.letter.date.isoformat() > latest:
            return candidate.evidence.letter.reference
    return ""
