"""Slips of the pen in the words that ask: 'How manny', 'Wich', 'hoevel menssen'."""

from __future__ import annotations

import re
from functools import cache

from rag.tables import fold, ordinary, rows
from rag.types import Language

_ASKING: dict[Language, str] = {
    "nl": "hoeveel hoelang wanneer waarom waarover waardoor waarheen welke welk waar noem ondertekende brief brieven "
    "dossier titel",
    "en": "many much which where when what whose long often signed letter letters dossier title",
}
_LEAST = 4
_WORD = re.compile(r"[^\W\d_]{4,}")


def mended(text: str, language: Language) -> str:
    """The text with slips in words of asking and of counting put right.

    A word that is one letter off from such a word, or has two letters swapped, and is no ordinary
    word itself, is taken for it; names are left alone, but for the first word.
    """

    def mend(found: re.Match[str]) -> str:
        word = found.group()
        folded = fold(word)
        if folded in _known(language) or (word[0].isupper() and found.start()) or ordinary(word, language):
            return word
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(folded, _known(language), scorer=OSA.distance, score_cutoff=1, limit=2)
        return near[0][0] if len(near) == 1 else word

    return _WORD.sub(mend, text)


@cache
def _known(language: Language) -> tuple[str, ...]:
    counted = (form for cells in rows("units.tsv") for form in cells[3 if language == "nl" else 4].split("|"))
    words = {*_ASKING[language].split(), *(fold(form) for form in counted)}
    return tuple(sorted(word for word in words if len(word) >= _LEAST and word.isalpha()))
