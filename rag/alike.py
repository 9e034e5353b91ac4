"""Names that no table knows, compared word by word across spellings and across the two languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag import name_table
from rag.capitals import ARTICLES, PARTICLES, TITLES, function_words
from rag.name_table import Name, implied, tokens
from rag.tables import fold, ordinary, translations
from rag.types import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a source, folded, in order.

    `free` are the places of words that stand in a name no table knows and have no known translation.
    """

    folded: tuple[str, ...]
    language: Language
    free: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameWords:
    """What a name says; `known` names are in a table and are not translated word by word."""

    words: tuple[str, ...]
    known: bool


_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


def words_of(text: str, language: Language, said: tuple[Name, ...]) -> Words:
    """The words of a source text in which the names `said` stand; `ezZor` is two words."""
    unknown = [(name.start, name.end) for name in said if not _is_known(name)]
    folded: list[str] = []
    free: list[int] = []
    for token in tokens(text):
        inside = any(start <= token.start < end for start, end in unknown)
        for part in map(fold, _CAMEL.split(token.text)):
            if inside and part not in translations()[language] and part not in name_table.phrases(language):
                free.append(len(folded))
            folded.append(part)
    return Words(tuple(folded), language, tuple(free))


def _is_known(name: Name) -> bool:
    return name.canonical.isupper() or name.canonical in implied() or name.canonical in _cities()


def name_words(name: Name, language: Language) -> NameWords:
    """The words of a name that must be found, without articles, particles, initials and titles."""
    if _is_known(name):
        return NameWords(tuple(token.folded for token in tokens(name.text)), True)
    passed = ARTICLES | PARTICLES | TITLES | function_words(language)
    # The canonical form holds the codes of countries in capitals; the text shows where words part.
    codes = tuple(word for word in name.canonical.split() if word.isupper())
    parts = [fold(part) for token in tokens(name.text) for part in _CAMEL.split(token.text)]
    adjectives = {form.words[0] for forms in (name_table.phrases(language),) for w in parts for form in forms.get(w, ())
                  if form.derived and form.canonical in codes}  # fmt: skip
    kept = tuple(w for w in parts if len(w) > 1 and w not in passed and w not in adjectives)
    return NameWords(codes + kept, False)


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    return frozenset(
        form.canonical for forms in name_table.phrases("en").values() for form in forms if form.kind == "place"
    )


def found_in(source: Words, said: frozenset[str], name: NameWords, language: Language) -> bool:
    """Whether the words of the name stand near each other in the source, in either language.

    A word that is ordinary in the language of the claim, and has no known translation, is taken for
    the translation of any `free` word of a source in the other language: Peace Prize, Vredesprijs.
    """
    if name.known:
        # US must not be found in 'us': only names of some length are looked up as they are written.
        long = len(name.words) > 1 or all(len(word) > 4 for word in name.words)
        return long and _near([_exact(word, source) for word in name.words])
    places: list[list[int]] = []
    for word in name.words:
        if word.isupper():
            if word not in said:
                return False
            continue
        at = [i for i, other in enumerate(source.folded) if alike(word, language, other, source.language)]
        if not at and source.language != language and ordinary(word, language):
            at = [] if word in translations()[language] else list(source.free)
        places.append(at)
    return not places or _near(places)


def _exact(word: str, source: Words) -> list[int]:
    return [i for i, other in enumerate(source.folded) if other == word]


def _near(places: list[list[int]]) -> bool:
    """Whether a stretch of the source, a little longer than the name, has each of its words."""
    if not all(places):
        return False
    reach = len(places) + 5
    return any(all(any(abs(i - j) <= reach for j in at) for at in places[1:]) for i in places[0])


@lru_cache(maxsize=65536)
def alike(word: str, language: Language, other: str, other_language: Language) -> bool:
    """Whether two folded words are the same, a translation of each other, or one name in two spellings."""
    if word == other or word.rstrip("s") == other.rstrip("s"):
        return True
    rows, others = translations()[language].get(word), translations()[other_language].get(other)
    if rows and others:
        return bool(rows & others)
    if len(word) < 3 or len(other) < 3 or abs(len(word) - len(other)) > 2 or rows or others:
        return False
    mine, theirs = skeleton(word), skeleton(other)
    if mine != theirs or ordinary(other, other_language) or ordinary(word, language):
        return False
    return _distance(word, other) <= (2 if len(mine) >= 3 else 1)


_SPELLINGS = (("sch", "s"), ("sj", "s"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("gh", "g"), ("q", "k"), ("c", "k"),
              ("y", "i"), ("j", "i"), ("w", "v"), ("z", "s"))  # fmt: skip


@lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """The consonants of a name, as spellings of foreign names differ in the rest: Fatah, Fateh."""
    for written, sound in _SPELLINGS:
        word = word.replace(written, sound)
    first, rest = word[:1], re.sub(r"[aeiouh]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)


def _distance(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, mine in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (mine != other))
    return row[-1]
