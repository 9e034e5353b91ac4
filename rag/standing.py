"""Numbers, dates and names of a statement that do not stand in the sentences it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.grounds import Source
from rag.overlap import Word, words
from rag.types import Language

_MONTHS = (
    "januari february maart april mei juni juli augustus september oktober november december".split(),
    "january february march april may june july august september october november december".split(),
)
# Where a statement speaks of the letter itself, the letter's own date and numbers are known.
_OF_LETTER = re.compile(
    r"\b(?:\w*brie(?:f|ven)|letters?|kamerstuk\w*|parliamentary papers?|schr[ei]\w*|wrote|writes?)\b", re.I
)
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


def missing_facts(text: str, said: Sequence[Word], chosen: Sequence[Source], language: Language) -> tuple[str, ...]:
    """The numbers, dates and names of `text` that the chosen sentences lack, as written, in order."""
    known = {_figure(word) for source in chosen for word in (*source.words, *source.original) if word.numeric}
    if _OF_LETTER.search(text):
        for source in chosen:
            letter = source.item.letter
            month = letter.date.month - 1
            own = (str(letter.date.day), str(letter.date.year), _MONTHS[0][month], _MONTHS[1][month])
            numbers = words(f"{letter.reference} {letter.dossier} {letter.number}", "nl")
            known |= {*own, *(_figure(word) for word in numbers if word.numeric)}
    return tuple(dict.fromkeys(word.text for word in said if word.numeric and _figure(word) not in known))


def _figure(word: Word) -> str:
    """A number without separators of thousands and with a decimal point; months as they are."""
    return _THOUSANDS.sub("", word.folded).replace(",", ".")
