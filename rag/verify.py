"""Verification: what a chat model says is shown only where it is a sentence of what it cites, word for word.

Nothing less can be told from words. A list of what may be left out, moved or said in other words was tried
(docs/log.md): the more it let through of what was true, the more of what was not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import markup
from rag.context import neutral
from rag.grounds import Source, sources_of
from rag.language import detect
from rag.telling import unframed
from rag.types import DraftStatement, Evidence, Language, Rejected, SentenceRef

LONGEST = 800
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")

_REASONS: dict[str, dict[Language, str]] = {
    "long": {"nl": "langer dan {0} tekens", "en": "longer than {0} characters"},
    "markup": {"nl": "bevat opmaak of een webadres: {0}", "en": "contains markup or a web address: {0}"},
    "uncited": {"nl": "noemt geen bestaande passage", "en": "names no existing passage"},
    "language": {"nl": "staat niet in het Nederlands", "en": "is not in English"},
    "unchecked": {
        "nl": "er is geen vertaling van de passage om haar mee te vergelijken",
        "en": "the passage has no translation to compare it with",
    },
    "quote": {"nl": "staat niet letterlijk in de brief: {0}", "en": "is not literally in the letter: {0}"},
    "strange": {
        "nl": "is geen zin van de brief, die deze woorden niet heeft: {0}",
        "en": "is no sentence of the letter, which does not have these words: {0}",
    },
    "altered": {
        "nl": "is geen hele zin van de brief: ingekort, verplaatst of anders geschreven",
        "en": "is no whole sentence of the letter: shortened, moved or written otherwise",
    },
    "script": {"nl": "bevat letters van een ander schrift: {0}", "en": "has letters of another script: {0}"},
    "unfinished": {"nl": "is niet afgemaakt", "en": "is not finished"},
}


def reason(name: str, language: Language, *values: object) -> str:
    """The reason for the reader, in their language."""
    return _REASONS[name][language].format(*values)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a statement did not pass: a name of `_REASONS` and what to fill in."""

    name: str
    values: tuple[object, ...] = ()


def verify(
    statements: Sequence[DraftStatement], evidence: Sequence[Evidence], language: Language
) -> tuple[tuple[DraftStatement, ...], tuple[Rejected, ...]]:
    """The statements that stand in what they cite, and the others with the reason.

    The refs of a statement are where it may stand: whole passages, or the sentences that a
    composer chose. A kept statement has the one to three of them that carry it.
    """
    kept: list[DraftStatement] = []
    rejected: list[Rejected] = []
    for statement in statements:
        result = _check(statement, evidence, language)
        if isinstance(result, Failure):
            rejected.append(Rejected(statement.text, reason(result.name, language, *result.values)))
        else:
            kept.append(DraftStatement(statement.text, result))
    return tuple(kept), tuple(rejected)


def _check(
    statement: DraftStatement, evidence: Sequence[Evidence], language: Language
) -> tuple[SentenceRef, ...] | Failure:
    text = statement.text
    sources = sources_of(statement.refs, evidence, language)
    if failure := _form(text, sources):
        return failure
    for source in sources:
        said, quoted = unframed(neutral(text), source.item.letter, language)
        if source.copied_by(said, "nl" if quoted else language):
            return (source.ref,)
    return _failure(text, sources, language)


def _form(text: str, sources: Sequence[Source]) -> Failure | None:
    if len(text) > LONGEST:
        return Failure("long", (LONGEST,))
    if found := markup.found(text):
        return Failure("markup", (found,))
    if foreign := markup.mixed_scripts(text):
        return Failure("script", (foreign,))
    return None if sources else Failure("uncited")


def _failure(text: str, sources: Sequence[Source], language: Language) -> Failure:
    """Why `text` is none of the sentences."""
    if detect(markup.without_quotes(text)) not in (None, language):
        return Failure("language")
    if not any(source.readable(language) for source in sources):
        return Failure("unchecked")
    if quote := markup.bent_quote(text, [s.dutch for s in sources], [s.translation for s in sources]):
        return Failure("quote", (quote,))
    said = _WORD.findall(text)
    lacking = [
        [word for word in said if word.casefold() not in known]
        for known in ({word.casefold() for word in _WORD.findall(source.shown(language))} for source in sources)
    ]
    strange = min(lacking, key=len)
    return Failure("strange", (", ".join(strange),)) if strange else Failure("altered")
