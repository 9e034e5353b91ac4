"""What a sentence or question is made of: terms to match, and marks of what it holds.

Sentences are described once, at ingest, and kept with the letter, so that a question costs
the description of the question alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.cues import REASON
from rag.types import Language
from rag.words import fold, is_content, stem, tokens

_DATA = Path(__file__).parent / "data"

SYNONYM = 0.7
COMPOUND = 0.6
COMPOUND_LEAST = 5


@dataclass(frozen=True, slots=True)
class Described:
    """`terms` are stems of content words; names known in both languages are `@canonical`.

    `marks` are some of: quantity, money, date, name, reason.
    """

    terms: tuple[str, ...]
    marks: tuple[str, ...]


_NUMBER = re.compile(
    r"\d|\b(?:een derde|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|honderd|duizend\w*|miljoen|miljard|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousands?|million|billion)\b"
)
_MONEY = re.compile(r"€|\beur\b|\beuro'?s?\b|\bdollars?\b|\$|\bmiljoen\b|\bmillion\b|\bmiljard\b|\bbillion\b")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"january|february|march|may|june|july|august|october|week|maand|month|zomer|summer|voorjaar|spring|jaar|year)\b"
)


def describe(text: str, language: Language) -> Described:
    """Terms and marks of one sentence in `language`."""
    words = tokens(text)
    marks = [
        mark
        for mark, found in (
            ("quantity", _NUMBER.search(fold(text))),
            ("money", _MONEY.search(fold(text))),
            ("date", _DATE.search(fold(text))),
            ("name", re.search(r"(?<=\s)[A-Z][\w.’'-]+", text)),
            ("reason", REASON.search(text)),
        )
        if found
    ]
    return Described(tuple(dict.fromkeys(terms_of(words, language))), tuple(marks))


def terms_of(words: Sequence[str], language: Language) -> list[str]:
    """Stems of the content words among folded `words`, in order."""
    return [stem(word, language) for word in words if is_content(word, language)]


@functools.cache
def concepts(language: Language) -> Mapping[str, frozenset[int]]:
    """Stem -> numbers of the thesaurus lines that it stands in.

    Wordings of several words are known by their content stems joined with a blank.
    """
    found: dict[str, set[int]] = {}
    column = 0 if language == "nl" else 1
    for number, line in enumerate((_DATA / "thesaurus.tsv").read_text(encoding="utf-8").splitlines()):
        if line.startswith("#") or "\t" not in line:
            continue
        for wording in line.split("\t")[column].split("|"):
            key = " ".join(terms_of(tokens(wording), language))
            if key:
                found.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def match(term: str, among: Collection[str], language: Language) -> float:
    """How well `among` covers `term`: 1 for the same stem, less for a synonym or part of a compound."""
    if term in among:
        return 1.0
    table = concepts(language)
    mine = table.get(term, frozenset())
    if mine and any(mine & table.get(other, frozenset()) for other in among):
        return SYNONYM
    if len(term) >= COMPOUND_LEAST and any(_compound(term, other) for other in among):
        return COMPOUND
    return 0.0


def _compound(one: str, other: str) -> bool:
    """'hulp' in 'noodhulp', 'wederopbouw' in 'wederopbouwactiviteiten'; not 'land' in 'nederland'."""
    short, long = sorted((one, other), key=len)
    return len(short) >= COMPOUND_LEAST and (long.startswith(short) or long.endswith(short)) and short != long
