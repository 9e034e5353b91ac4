"""Words that a statement has of its own.

Nearly all words of a true statement stand in what it cites in some form: of 102 faithful ones 82
have every word from there, and all but 5 of the others a synonym. So one strange word is enough
to take a statement out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rag.fillers import JOINING, LIGHT
from rag.forms import bare
from rag.overlap import OWN_SIDE, Word, attributed, related, supported, synonyms, turned_prefix
from rag.strength import MODAL
from rag.types import Language


def invented(
    said: Sequence[Word], cited: Sequence[Word], before: Sequence[Word], about: Sequence[Word], language: Language
) -> tuple[str, ...]:
    """The carrying words of `said` that neither the sentences cited nor what stands around them has.

    `before` are the words up to and with the cited sentences, `about` those of the head of the letter. A synonym
    from rag/data/synonyms.tsv must be one of the former. A word with or without a
    prefix of denial is for rag.polarity to judge, 'possible' and 'must' for rag.strength.
    """
    known = (*cited, *before, *about)
    keys = {word.key for word in known}
    found = []
    for word, stands in zip(said, supported(said, known), strict=True):
        stood = stands and (word.key in keys or word.text.isupper() or any(_akin(word, other) for other in known))
        if stood or not word.carries or word.folded in LIGHT | JOINING | MODAL:
            continue
        if (
            any(synonyms(word, other, language) for other in (*cited, *before))
            or turned_prefix(word, cited)
            or attributed(said, word)
        ):
            continue
        found.append(word.text)
    return tuple(found)


def _akin(word: Word, other: Word) -> bool:
    """Whether `related` words are so by more than how they begin: 'contrary' is none of 'contribute'."""
    if word.folded in OWN_SIDE and other.folded in OWN_SIDE:
        return True
    pairs = ((word.folded, other.folded), (bare(word.folded), bare(other.folded)))
    return bool(other.stem) and related(word, other) and any(_shares(*sorted(pair, key=len)) for pair in pairs)


def _shares(short: str, long: str) -> bool:
    """Whether two words begin or end the same for most of the shorter one."""
    shared = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    ends = next((at for at, (a, b) in enumerate(zip(short[::-1], long[::-1], strict=False)) if a != b), len(short))
    return max(shared, ends) >= 0.7 * len(short)


def mixed_scripts(text: str) -> str:
    """The first word with letters of two scripts, or of another than the Latin one, or ''."""
    for word in text.split():
        scripts = {unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha()}
        if scripts - {"LATIN", "FEMININE", "MASCULINE", "MICRO", "MODIFIER"}:
            return word
    return ""
