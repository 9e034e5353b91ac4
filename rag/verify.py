"""Verification: what a composer says is shown only where it stands in what it cites.

Every check compares words with words; none asks a model. A check that cannot tell lets the
statement be taken out: the reader then gets fewer sentences, not bent ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag import markup
from rag.crossed import crossed, in_order
from rag.grounds import Grounds, Source, sources_of, support
from rag.instructions import instructs
from rag.invented import invented, mixed_scripts
from rag.language import detect
from rag.overlap import Word, acts, exchanged, opposite, supported, words
from rag.polarity import softened, turned
from rag.roles import changed_places, other_actor, other_part, other_subject
from rag.standing import missing_facts
from rag.strength import overstated
from rag.telling import told
from rag.turnabout import turnabout
from rag.types import DraftStatement, Evidence, Language, Rejected, SentenceRef

# Share of a statement's carrying words that must stand in the cited sentences. The 73 true
# statements of tests/rag have .71 and more; 40 of them held against 968 wrong paragraphs have .43
# or less in 95 % and .6 or more in 5 cases, which the other checks catch.
ENOUGH = 0.6
OWN = 0.5  # of which this share in the sentences themselves, not just in the head of the letter
_CLOSE = 3  # carrying words beside a place that make it a copy, where any other word is an exchange
INVENTED = 3  # carrying words without support in a row
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
    "strange": {"nl": "woorden die de passages niet hebben: {0}", "en": "words that the passages do not have: {0}"},
    "strength": {
        "nl": "zegt het stelliger, ruimer of anders dan de brief: {0}",
        "en": "says it more strongly, widely or otherwise than the letter: {0}",
    },
    "script": {"nl": "bevat letters van een ander schrift: {0}", "en": "has letters of another script: {0}"},
    "instruction": {
        "nl": "steunt alleen op een opdracht die in de brief staat",
        "en": "rests only on an instruction that stands in the letter",
    },
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


_Words = tuple[Word, ...]
_Result = Failure | None


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
    copied = [source.ref for source in sources if source.copied_by(text, language)]
    if copied:
        return (copied[0],)
    if source := told(text, sources, language):
        return (source.ref,)
    if detect(markup.without_quotes(text)) not in (None, language):
        return Failure("language")
    sources = [source for source in sources if not instructs(source.dutch)]
    if not sources:
        return Failure("instruction")
    if not any(source.readable(language) for source in sources):
        return Failure("unchecked")
    said = words(text, language)
    grounds = support(said, sources)
    checks = (_support, _facts, _quotes, _polarity, _exchange, _strange, _strength)
    failures = (check(text, said, grounds, sources, language) for check in checks)
    return next((failure for failure in failures if failure), None) or grounds.refs


def _form(text: str, sources: Sequence[Source]) -> Failure | None:
    if len(text) > LONGEST:
        return Failure("long", (LONGEST,))
    if found := markup.found(text):
        return Failure("markup", (found,))
    if foreign := mixed_scripts(text):
        return Failure("script", (foreign,))
    return None if sources else Failure("uncited")


def _support(text: str, said: _Words, grounds: Grounds, sources: Sequence[Source], language: Language) -> _Result:
    if grounds.share < ENOUGH or grounds.own < OWN or grounds.row >= INVENTED:
        return Failure("unsupported", (", ".join(grounds.lacking),))
    return None


def _facts(text: str, said: _Words, grounds: Grounds, sources: Sequence[Source], language: Language) -> _Result:
    if language == "en":  # Dutch figures between quotation marks are not to be read as English ones
        text = markup.without_verbatim(text, [source.dutch for source in sources])
        said = words(text, language)
    facts = missing_facts(text, said, grounds.chosen, language)
    near = words(" ".join(grounds.surroundings(language)), language)
    actors = (word.text for word, held in zip(said, supported(said, near), strict=True) if acts(word) and not held)
    facts = tuple(dict.fromkeys((*facts, *actors)))
    return Failure("fact", (", ".join(facts),)) if facts else None


def _quotes(text: str, said: _Words, grounds: Grounds, sources: Sequence[Source], language: Language) -> _Result:
    quote = markup.bent_quote(text, [source.dutch for source in sources], [source.translation for source in sources])
    return Failure("quote", (quote,)) if quote else None


def _polarity(text: str, said: _Words, grounds: Grounds, sources: Sequence[Source], language: Language) -> _Result:
    negator = turned(said, grounds.words) or softened(said, grounds.words)
    return Failure("negation", (negator,)) if negator else None


def _exchange(text: str, said: _Words, grounds: Grounds, sources: Sequence[Source], language: Language) -> _Result:
    pairs = [opposite(said, grounds.words, language), other_actor(said, grounds.words)]
    pairs.append(other_subject(said, grounds.best.words))
    for source in grounds.chosen:
        if not in_order(said, source.words):
            swapped = changed_places(said, source.words) or turnabout(said, source.words)
            if swapped := swapped or crossed(said, source.words, grounds.words, language == "en"):
                return Failure("roles", swapped)
        pairs += [exchanged(said, source.words, grounds.words, language, _CLOSE), other_part(said, source.words)]
    return next((Failure("exchanged", pair) for pair in pairs if pair), None)


def _strange(text: str, said: _Words, grounds: Grounds, sources: Sequence[Source], language: Language) -> _Result:
    cited = tuple(word for source in grounds.chosen for word in (*source.words, *source.original))
    around = words(" . ".join(grounds.before(language)), language)
    strange = invented(said, cited, around, sources[0].about, language)
    return Failure("strange", (", ".join(strange),)) if strange else None


def _strength(text: str, said: _Words, grounds: Grounds, sources: Sequence[Source], language: Language) -> _Result:
    word = overstated(said, grounds.words, language)
    return Failure("strength", (word,)) if word else None
