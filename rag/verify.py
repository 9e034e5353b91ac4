"""Verification: what a composer says is shown only where it stands in what it cites.

Every check compares words with words; none asks a model. A check that cannot tell lets the
statement be taken out: the reader then gets fewer sentences, not bent ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag import markup
from rag.grounds import Grounds, Source, sources_of, support
from rag.language import detect
from rag.overlap import Word, exchanged, opposite, words
from rag.polarity import turned
from rag.roles import changed_places
from rag.standing import missing_facts
from rag.types import DraftStatement, Evidence, Language, Rejected, SentenceRef

# Share of a statement's carrying words that must stand in the cited sentences. On the cases of
# tests/rag: controls have .62 and more, invented content .56 and less.
ENOUGH = 0.6
LONGEST = 800

_REASONS: dict[str, dict[Language, str]] = {
    "long": {"nl": "langer dan {0} tekens", "en": "longer than {0} characters"},
    "markup": {"nl": "bevat opmaak of een webadres: {0}", "en": "contains markup or a web address: {0}"},
    "uncited": {"nl": "noemt geen bestaande passage", "en": "names no existing passage"},
    "language": {"nl": "staat niet in het Nederlands", "en": "is not in English"},
    "unchecked": {
        "nl": "er is geen vertaling van de passage om haar mee te vergelijken",
        "en": "the passage has no translation to compare it with",
    },
    "unsupported": {
        "nl": "steunt te weinig op de genoemde passages; niet gevonden: {0}",
        "en": "rests too little on the passages named; not found: {0}",
    },
    "fact": {"nl": "staat niet in de aangehaalde zin: {0}", "en": "does not stand in the sentence cited: {0}"},
    "quote": {"nl": "staat niet letterlijk in de brief: {0}", "en": "is not literally in the letter: {0}"},
    "negation": {"nl": "keert een ontkenning om: {0}", "en": "turns a negation around: {0}"},
    "exchanged": {"nl": "zegt «{0}» waar de brief «{1}» zegt", "en": "says “{0}” where the letter says “{1}”"},
    "roles": {"nl": "verwisselt wie wat doet: {0}, {1}", "en": "exchanges who does what: {0}, {1}"},
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
    if len(text) > LONGEST:
        return Failure("long", (LONGEST,))
    if found := markup.found(text):
        return Failure("markup", (found,))
    sources = sources_of(statement.refs, evidence, language)
    if not sources:
        return Failure("uncited")
    if copied := [source for source in sources if source.copied_by(text, language)]:
        return (copied[0].ref,)
    if detect(markup.without_quotes(text)) not in (None, language):
        return Failure("language")
    if not any(source.readable(language) for source in sources):
        return Failure("unchecked")
    said = words(text, language)
    grounds = support(said, sources)
    return _compare(text, said, grounds, sources, language) or grounds.refs


def _compare(
    text: str, said: tuple[Word, ...], grounds: Grounds, sources: Sequence[Source], language: Language
) -> Failure | None:
    if grounds.share < ENOUGH:
        return Failure("unsupported", (", ".join(grounds.lacking),))
    if facts := missing_facts(text, said, grounds.chosen, language):
        return Failure("fact", (", ".join(facts),))
    if quote := markup.bent_quote(text, [source.dutch for source in sources], [s.translation for s in sources]):
        return Failure("quote", (quote,))
    everything = tuple(word for source in grounds.chosen for word in source.words)
    if negator := turned(said, everything):
        return Failure("negation", (negator,))
    if pair := opposite(said, everything):
        return Failure("exchanged", pair)
    for source in grounds.chosen:
        if pair := exchanged(said, source.words):
            return Failure("exchanged", pair)
        if pair := changed_places(said, source.words):
            return Failure("roles", pair)
    return None
