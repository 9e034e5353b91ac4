"""Comparisons of words: negation, opposites, who does what, all and some, a word put for another, quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rag import markup
from rag.claims.align import Aligned
from rag.claims.findings import Finding, near_sources
from rag.claims.quantifiers import widened
from rag.grounds import Source
from rag.name_table import implied
from rag.names import names
from rag.overlap import OWN_SIDE, Word, acts, exchanged, opposite
from rag.polarity import negations, turned
from rag.roles import changed_places, other_actor, other_part, other_subject
from rag.tables import rows
from rag.types import Language

_NOT_BUT = re.compile(r"\b(?:niet|not)\s+(?:(?:het|de|the|a)\s+)?([\w'’-]+)\s+(?:maar|but)\b", re.IGNORECASE)
# Words of order: which event came first is told by dates, see order.py; and words that turn a sentence.
_TURNING = frozenset("voordat vooraleer alvorens before after tegen against ondanks despite".split())


def wordings(text: str, aligned: Aligned, language: Language) -> Iterator[Finding]:
    """Comparisons of words with the nearest sentence and those beside it in its passage."""
    said, best = _without_own(aligned), aligned.best
    carried = tuple(word for source in near_sources(aligned) for word in source.words)
    if negator := turned(said, carried):
        yield Finding("negation", "absent" if negator.lower() in _TURNING else "conflict", negator, "", best)
    for source in near_sources(aligned):
        if pair := _opposites(said, source, aligned, language):
            yield Finding("opposite", "conflict", *pair, source)
            break
    if pair := widened(said, best.words):
        yield Finding("all", "conflict", *pair, best)
    if denied := _NOT_BUT.search(text):
        for source in near_sources(aligned):
            if any(word.folded == denied[1].lower() for word in source.words):
                yield Finding("role", "conflict", denied[0], denied[1], source)
                break
    yield from _roles(text, said, carried, aligned, language)
    pair = exchanged(said, best.words, best.words, language)
    if pair and not _held_all(pair[0], aligned):
        yield Finding("word", "absent", *pair, best)
    near = near_sources(aligned)
    if quote := markup.bent_quote(text, [s.dutch for s in near], [s.translation for s in near]):
        yield Finding("quote", "absent", quote, "", best)


def _held_all(phrase: str, aligned: Aligned) -> bool:
    """Whether the best sentence holds each word of the phrase in another word of the same meaning."""
    own = {word.text for word, held in zip(aligned.said, aligned.own, strict=True) if held}
    return own.issuperset(phrase.split())


def _roles(
    text: str, said: tuple[Word, ...], carried: tuple[Word, ...], aligned: Aligned, language: Language
) -> Iterator[Finding]:
    """Who does what: a conflict where places are exchanged, or another actor that is nowhere has the place."""
    best = aligned.best
    for source in near_sources(aligned):
        if pair := changed_places(said, source.words):
            yield Finding("role", "conflict", *pair, source)
    nowhere = [w for w, held in zip(aligned.said, aligned.held, strict=True) if acts(w) and not held]
    if nowhere:
        yield Finding("role", "absent", nowhere[0].text, "", best)
    pairs = (
        *(other_actor(said, s.words) for s in near_sources(aligned)),
        other_subject(said, best.words),
        other_part(said, best.words),
    )
    for pair in dict.fromkeys(filter(None, pairs)):
        if _same_side(pair, best, language):
            continue
        strange = not any(word.key == _key(pair[0], said) for word in carried)
        yield Finding("role", "conflict" if strange and _both_act(pair, said, best.words) else "absent", *pair, best)


def _both_act(pair: tuple[str, str], said: Sequence[Word], source: Sequence[Word]) -> bool:
    """Whether both are names or nouns for somebody who acts."""
    return all(
        any(word.text == text and (word.capital or acts(word)) for word in words)
        for text, words in zip(pair, (said, source), strict=True)
    )


def _key(text: str, said: Sequence[Word]) -> str:
    return next((word.key for word in said if word.text == text), text)


def _same_side(pair: tuple[str, str], best: Source, language: Language) -> bool:
    """Whether both stand for the same side: 'Teheran' and 'Iran', 'kabinet' and 'Nederland'."""
    one, other = ({name.canonical for name in names(text, language)} for text in pair)
    there = {name.canonical for name in names(best.shown(language), language)}
    wide = {up for name in there | other for up in implied().get(name, ())} | there | other
    return bool(one & wide) or {text.lower() for text in pair} <= OWN_SIDE


def _opposites(said: tuple[Word, ...], source: Source, aligned: Aligned, language: Language) -> tuple[str, str] | None:
    """A word whose opposite stands in the sentence, where the best does not hold its meaning too."""
    best = source.words
    held = {word.folded for word, flag in zip(aligned.said, aligned.own, strict=True) if flag and word.carries}
    there = {word.folded for word in best}
    pair = opposite(said, best, language)
    if any(_denied(said, best, word) for word in (pair or ())) or any(
        _denied(best, said, word) for word in (pair or ())
    ):
        return None
    if pair and not set(pair) & _TURNING and (pair[0] not in held or pair[1] in {w.folded for w in said}):
        return pair
    ours = {word.folded for word in said}
    for one, other in _table(language):
        for side, against in ((one, other), (other, one)):
            here, contrary = side & ours, against & there
            if here and contrary and not (side & there or against & ours or _denied(said, best, min(here))):
                return min(here), min(contrary)
    return None


def _denied(text: Sequence[Word], other: Sequence[Word], folded: str) -> bool:
    """Whether `text` has the word under a negation: "not yet enough" is "insufficient"."""
    return any(word.folded == folded for negation in negations(text, other) for word in negation.near)


@cache
def _table(language: Language) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(one.split("|")), frozenset(other.split("|")))
        for one, other, spoken in rows("claim_opposites.tsv")
        if spoken == language
    )


def _without_own(aligned: Aligned) -> tuple[Word, ...]:
    """The claim's words but the senders' names, which only say which letter it speaks of."""
    senders = {part.lower() for s in aligned.best.item.letter.senders for part in re.findall(r"\w+", s.name)}
    return tuple(word for word in aligned.said if word.folded not in senders)
