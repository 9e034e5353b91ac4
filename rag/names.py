"""Proper names in Dutch and English text, with one canonical form for both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rag import name_table
from rag.capitals import COMPASS, Reading, by_capitals, opens, shouted
from rag.dates import date_spans
from rag.identifiers import unquantified
from rag.name_table import Form, Name, Token, tokens
from rag.tables import ordinary
from rag.types import Language

__all__ = ["Name", "names", "recased"]

_COMPOUND = 9  # letters
_ADJECTIVE = 6  # letters: 'let', 'fin' and 'pool' are words first
_DESIGNATOR = re.compile(r"(?<![\w-])[A-Z]{1,3}-\d{1,4}(?=s?\b)(?!-)")


@lru_cache(maxsize=2048)
def names(text: str, language: Language) -> tuple[Name, ...]:
    """Proper names in `text`, in order; parts of compounds (`EU-verband`, `anti-ISIS`) count.

    The first word of a sentence counts if it is a known name, no ordinary word of the language,
    or written with a capital elsewhere in the middle of a sentence.
    """
    words = tokens(text)
    known = _known(text, words, language)
    covered = {i for at, (_, end) in known.items() for i in range(at, end)}
    found = [
        Name(form.canonical, form.kind, words[i].start, words[end - 1].end, text[words[i].start : words[end - 1].end])
        for i, (form, end) in known.items()
    ]
    for i, name in _compounds(text, words, covered, language):
        covered.add(i)
        found.append(name)
    reading = Reading(text, language, words, known, frozenset(covered))
    found += by_capitals(reading, unquantified(text) + date_spans(text, language))
    found += [
        Name(m.group().replace("-", "").lower(), "other", *m.span(), m.group())
        for m in _DESIGNATOR.finditer(text)
        if not any(n.start <= m.start() < n.end for n in found)
    ]
    return tuple(sorted(found, key=lambda name: (name.start, name.end)))


def recased(text: str, language: Language) -> str:
    """The text with the capitals of known names that were typed in small letters: 'syrie' is 'Syrië'.

    A single word that is also an ordinary one ('is', 'us') stays as it is, but for adjectives of countries,
    which word lists have in small letters.
    """
    words = tokens(text)
    pieces: list[str] = []
    done = at = 0
    while at < len(words):
        form = next((form for form in name_table.spelt(words, at, language)), None)
        if form is None or (len(form.words) == 1 and not _adjective(form) and ordinary(words[at].text, language)):
            at += 1
            continue
        for token, written in zip(words[at : at + len(form.words)], form.written, strict=True):
            pieces += [text[done : token.start], written]
            done = token.end
        at += len(form.words)
    return "".join([*pieces, text[done:]])


def _adjective(form: Form) -> bool:
    # Dutch adjectives do not end in -en: 'letten' is paying attention, 'zweden' may be a slip for the country.
    word = form.words[0]
    return form.derived and form.kind == "country" and len(word) >= _ADJECTIVE and not word.endswith("en")


def _known(text: str, words: tuple[Token, ...], language: Language) -> dict[int, tuple[Form, int]]:
    """Names of the tables, the longest first: index of the first word, form, index after the last."""
    known: dict[int, tuple[Form, int]] = {}
    at = 0
    while at < len(words):
        hit = name_table.match(words, at, language)
        if hit and not _doubtful(text, words, at, hit, language):
            known[at] = hit
            at = hit[1]
        else:
            at += 1
    return known


def _doubtful(text: str, words: tuple[Token, ...], at: int, hit: tuple[Form, int], language: Language) -> bool:
    """`Let wel`, `Commission of an offence`: an ordinary word that opens a sentence is not yet a name.

    In a line of capitals an acronym cannot be told from a word: `BRIEF VAN DE MINISTER IS`.
    """
    form, end = hit
    if end - at == 1 and words[at].folded in COMPASS and end < len(words) and words[end].capital:
        return words[end].gap in (" ", "-")  # West Berlin is not the West
    if end - at > 1 or form.case == "any" or (form.kind == "country" and not form.derived):
        return form.case == "exact" and shouted(text) and ordinary(words[at].text, language)
    if form.case == "exact":
        return shouted(text) and ordinary(words[at].text, language)
    # A long compound of the tables (Golfstaten, Wereldbank) is no word that happens to open a sentence.
    short = (not form.derived or len(words[at].text) <= 5) and len(words[at].text) < _COMPOUND
    return short and opens(text, words, at) and ordinary(words[at].text, language)


def _compounds(
    text: str, words: tuple[Token, ...], covered: set[int], language: Language
) -> Iterator[tuple[int, Name]]:
    """Dutch nouns that begin with the name of a country or place: Syriëgezant."""
    if language != "nl":
        return
    for i, token in enumerate(words):
        if i in covered or not token.capital or len(token.text) < 8:
            continue
        for form in name_table.stems_of_compounds().get(token.text[:4], ()):
            stem = form.written[0]
            rest = token.text[len(stem) :]
            if token.text.startswith(stem) and len(rest) >= 4 and rest.islower():
                end = token.start + len(stem)
                yield i, Name(form.canonical, form.kind, token.start, end, text[token.start : end])
                break
