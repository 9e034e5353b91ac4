"""Comparisons of words: the contrary, who does what, all and some, done or meant, one word for another, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag import markup
from rag.claims.align import Aligned, meanings
from rag.claims.contrary import contrary, reversed_twice
from rag.claims.faint import FAINT
from rag.claims.findings import Finding, carried, near_sources, points
from rag.claims.modality import asserted
from rag.claims.quantifiers import added, nothing_of_much, sole, widened
from rag.claims.seats import upward
from rag.claims.slots import actors, receives, slots
from rag.grounds import Source
from rag.name_table import implied
from rag.names import names
from rag.overlap import OWN_SIDE, Word, acts, exchanged, words
from rag.roles import changed_places, other_actor, other_part, other_subject
from rag.types import Language
from rag.words import fold

_NOT_BUT = re.compile(r"\b(?:niet|not)\s+(?:(?:het|de|the|a)\s+)?([\w'’-]+)\s+(?:maar|but)\b", re.IGNORECASE)
_COMPOUND, _TAIL, _HEAD = 8, 5, 3  # letters of a compound, of the end that two share, and of the rest


def wordings(text: str, aligned: Aligned, language: Language) -> Iterator[Finding]:
    """Comparisons of words with the nearest sentence and those beside it in its passage."""
    said, best = _without_own(aligned), aligned.best
    yield from contrary(text, said, aligned, language)
    if word := asserted(said, best.words):
        yield Finding("open", "absent", "", word, best)
    only = sole(text, said, best.shown(language), best.words, language)
    if only[0]:
        yield Finding("all", "conflict", *only, best)
    elif pair := nothing_of_much(said, best.words) or widened(said, best.words):
        yield Finding("all", "conflict", *pair, best)
    elif word := added(text, said, carried(aligned)):
        yield Finding("all", "absent", word, "", best)
    if denied := _NOT_BUT.search(text):
        for source in near_sources(aligned):
            if any(word.folded == denied[1].lower() for word in source.words):
                yield Finding("role", "conflict", denied[0], denied[1], source)
                break
    yield from _roles(text, said, aligned, language)
    pair = exchanged(said, best.words, best.words, language)
    pair = pair or other_compound(said, aligned, best.words)
    if pair and not _held_all(pair[0], aligned) and not reversed_twice(pair, said, language):
        yield Finding("word", "absent", *pair, best)
    near = near_sources(aligned)
    if quote := markup.bent_quote(text, [s.dutch for s in near], [s.translation for s in near]):
        yield Finding("quote", "absent", quote, "", best)


def _held_all(phrase: str, aligned: Aligned) -> bool:
    """Whether the best sentence holds each word of the phrase in another word of the same meaning."""
    own = {word.text for word, held in zip(aligned.said, aligned.near, strict=True) if held or word.folded in FAINT}
    return own.issuperset(phrase.split())


def _roles(text: str, said: tuple[Word, ...], aligned: Aligned, language: Language) -> Iterator[Finding]:
    """Who does what: a conflict where places are exchanged, a doubt where another actor has the place."""
    best = aligned.best
    for source in near_sources(aligned):
        if receives(said) != receives(source.words):
            continue
        if pair := changed_places(said, source.words):
            if any(_listed(word, text, language) for word in pair):
                continue  # "through A and B": the preposition stands only before A
            if _are_names(pair):
                yield Finding("role", "conflict", *pair, source)
            elif aligned.own_share == 1:
                yield Finding("role", "absent", *pair, source)
    nowhere = [w for w, held in zip(aligned.said, aligned.held, strict=True) if acts(w) and not held]
    if nowhere:
        yield Finding("role", "absent", nowhere[0].text, "", best)
    shown = best.shown(language)
    named = actors(text, language), actors(shown, language)
    near = {word.text for word, held in zip(aligned.said, aligned.near, strict=True) if held}
    subject = other_subject(said, best.words)
    parts = (*(other_actor(said, s.words) for s in near_sources(aligned)), other_part(said, best.words))
    for pair in dict.fromkeys(filter(None, (subject, *parts))):
        ours, theirs = _canonical(pair[0], text, language), _canonical(pair[1], shown, language)
        if pair == subject and (points(best.words) or pair[0] in near):
            continue
        here = ours in named[1] and (pair == subject or theirs in named[0])  # both texts name it, in other words
        if here or _one_actor(ours, theirs) or _same_side(pair, best, language):
            continue
        yield Finding("role", "absent", *pair, best)


def _are_names(pair: tuple[str, str]) -> bool:
    """Whether both are proper names: two common nouns have too many places in a long sentence."""
    return pair[0][:1].isupper() and pair[1][:1].isupper()


def other_compound(said: Sequence[Word], aligned: Aligned, source: Sequence[Word]) -> tuple[str, str] | None:
    """A word that ends as one of the source, and begins otherwise: 'genocideverdrag' for 'antifolterverdrag'."""
    ours = [word for word in aligned.missing if len(word.folded) >= _COMPOUND]
    stands = {word.folded for word in said}
    for word in ours:
        for other in source:
            tail = _shared_end(word.folded, other.folded)
            if (
                other.carries
                and other.folded not in stands
                and tail >= _TAIL
                and len(other.folded) - tail >= _HEAD <= len(word.folded) - tail
            ):
                return word.text, other.text
    return None


def _shared_end(one: str, other: str) -> int:
    """How many letters two words have in common at their ends."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _same_side(pair: tuple[str, str], best: Source, language: Language) -> bool:
    """Whether both stand for the same side: 'Teheran' and 'Iran', 'kabinet' and 'Nederland', 'leger' and 'troepen'."""
    if meanings(fold(pair[0]), language) & meanings(fold(pair[1]), language):
        return True
    one, other = ({name.canonical for name in names(text, language)} for text in pair)
    there = {name.canonical for name in names(best.shown(language), language)}
    wide = {up for name in there | other for up in implied().get(name, ())} | there | other
    return bool(one & wide) or {text.lower() for text in pair} <= OWN_SIDE


def _one_actor(ours: str, theirs: str) -> bool:
    """Whether two canonical names are one actor: 'Den Haag', 'Nederlandse'."""
    return bool(ours) and (ours == theirs or theirs in upward(ours) or ours in upward(theirs))


def _listed(word: str, text: str, language: Language) -> bool:
    """Whether an actor of `text` follows another in a list."""
    said, before = words(text, language), frozenset[str]()
    for slot in slots(text, language):
        if any(said[at].text == word for at in range(slot.first, slot.last)):
            return slot.company == before
        before = slot.company
    return False


def _canonical(word: str, text: str, language: Language) -> str:
    """The canonical name of the actor of `text` that a word belongs to, or ''."""
    said = words(text, language)
    for slot in slots(text, language):
        if any(word.lower() in (said[at].text.lower(), said[at].key) for at in range(slot.first, slot.last)):
            return slot.canonical
    return ""


def _without_own(aligned: Aligned) -> tuple[Word, ...]:
    """The claim's words but the senders' names, which only say which letter it speaks of."""
    senders = {part.lower() for s in aligned.best.item.letter.senders for part in re.findall(r"\w+", s.name)}
    return tuple(word for word in aligned.said if word.folded not in senders)
