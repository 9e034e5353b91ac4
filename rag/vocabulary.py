"""The words of the letters, and which of them a word of a question can stand for.

A question's word is looked for as it is, as a synonym (thesaurus), as part of a compound
('noodhulp', 'wederopbouwactiviteiten'), and, where none of these helps and it is no word of the
language at all, as a misspelling.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.tables import ordinary
from rag.types import Language
from rag.words import content

_DATA = Path(__file__).parent / "data"

SYNONYM = 0.7
COMPOUND = 0.6
MISSPELT = 0.9
# Shorter parts are chance: 'land' is in 'nederland', 'eis' in 'reis'.
COMPOUND_LEAST = 5
MISSPELT_LEAST = 5
MISSPELT_ALIKE = 80.0  # of 100, rapidfuzz's ratio: two letters swapped or doubled in a word of six

Expansion = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The stems of one language's texts, ready to be looked up from both ends."""

    language: Language
    stems: frozenset[str]
    forward: tuple[str, ...]
    backward: tuple[str, ...]
    by_concept: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, stems: Iterable[str], language: Language) -> Vocabulary:
        held = frozenset(stems)
        by_concept: dict[int, set[str]] = {}
        table = concepts(language)
        for stem in held:
            for concept in table.get(stem, ()):
                by_concept.setdefault(concept, set()).add(stem)
        return cls(
            language,
            held,
            tuple(sorted(held)),
            tuple(sorted(stem[::-1] for stem in held)),
            {concept: frozenset(group) for concept, group in by_concept.items()},
        )

    def expand(self, term: str) -> Expansion:
        """The stems that `term` can stand for, each with how well it does (0 to 1]."""
        found: dict[str, float] = {}
        for stem in self._compounds(term):
            found[stem] = COMPOUND
        for concept in concepts(self.language).get(term, ()):
            for stem in self.by_concept.get(concept, ()):
                found[stem] = SYNONYM
        if term in self.stems:
            found[term] = 1.0
        return found or self._misspelt(term)

    def _compounds(self, term: str) -> Iterable[str]:
        for length in range(COMPOUND_LEAST, len(term)):
            for part in (term[:length], term[-length:]):
                if part in self.stems:
                    yield part
        if len(term) >= COMPOUND_LEAST:
            yield from _starting(self.forward, term)
            yield from (stem[::-1] for stem in _starting(self.backward, term[::-1]))

    def _misspelt(self, term: str) -> Expansion:
        if len(term) < MISSPELT_LEAST or not term.isalpha() or ordinary(term, self.language):
            return {}
        from rapidfuzz import fuzz, process

        alike = [stem for stem in _starting(self.forward, term[0]) if abs(len(stem) - len(term)) <= 2]
        best = process.extractOne(term, alike, scorer=fuzz.ratio, score_cutoff=MISSPELT_ALIKE)
        return {best[0]: MISSPELT} if best else {}


def _starting(words: tuple[str, ...], start: str) -> Iterable[str]:
    """The words that begin with `start`, of a sorted tuple."""
    place = bisect.bisect_left(words, start)
    while place < len(words) and words[place].startswith(start):
        yield words[place]
        place += 1


def covered(expansion: Expansion, among: Collection[str]) -> float:
    """How well a text with the stems `among` covers a term, 0 to 1."""
    return max((weight for stem, weight in expansion.items() if stem in among), default=0.0)


@functools.cache
def concepts(language: Language) -> Mapping[str, frozenset[int]]:
    """Stem -> numbers of the thesaurus lines with a one-word wording of that stem."""
    found: dict[str, set[int]] = {}
    column = 0 if language == "nl" else 1
    for number, line in enumerate((_DATA / "thesaurus.tsv").read_text(encoding="utf-8").splitlines()):
        if line.startswith("#") or "\t" not in line:
            continue
        for wording in line.split("\t")[column].split("|"):
            stems = content(re.sub(r"^to ", "", wording.strip()), language)
            if len(stems) == 1:
                found.setdefault(stems[0], set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}
