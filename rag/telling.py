"""Statements that only tell that a letter says something: "The letter of 3 May 2020 says: ...", in its very words."""

from __future__ import annotations

from collections.abc import Sequence

from rag.context import neutral
from rag.entities import missing
from rag.grounds import Source
from rag.markup import quoted
from rag.overlap import words
from rag.types import Language

# Nothing else may stand beside the letter's words: no denial, no doubt, no name.
_FRAME = frozenset(
    """in de het van een deze dit dat hier hierover daarover over brief kamerbrief letter zegt zei staat stelt meldt
    schrijft luidt vermeldt noemt letterlijk als volgt volgens volgende zin passage citaat er is te lezen nederlands
    nederlandse oorspronkelijke tekst minister ministers kabinet regering
    the of this that it on about says said states stated reads writes wrote reports literally verbatim as follows
    following according to sentence quote dutch original text government cabinet there""".split()
)


def told(text: str, sources: Sequence[Source], language: Language) -> Source | None:
    """The source whose whole sentence stands in `text`, where the rest only says that the letter says it.

    The sentence stands there as it is shown in `language` after a colon, or between quotation
    marks in Dutch. A date in the rest must be that of its letter.
    """
    plain = neutral(text)
    for source in sources:
        for piece in (_bare(source.shown(language)), _bare(source.dutch)):
            rest = _rest(plain, piece)
            # Between quotation marks only the Dutch may stand, and the Dutch in English only there.
            if rest is None or (piece == _bare(source.dutch)) < (rest.rstrip()[-1] != ":"):
                continue
            if piece != _bare(source.shown(language)) and piece not in map(_bare, quoted(text)):
                continue
            said = words(rest, language)
            letter = source.item.letter
            known: list[tuple[str, Language]] = [(f"{letter.reference}, {letter.date.isoformat()}, Nederland", "nl")]
            if all(word.numeric or word.folded in _FRAME for word in said) and not missing(
                rest, language, known, letter.date
            ):
                return source
    return None


def _rest(text: str, piece: str) -> str | None:
    """What stands before the piece, where it ends the text and a colon or a quotation mark comes before it."""
    # Without a translation there is no piece.
    before, found, after = text.partition(piece) if piece else ("", "", "")
    if not found or after.strip(" .»”’\"'") or not before.rstrip().endswith((":", "«", "“", "‘", '"', "„")):
        return None
    return before


def _bare(text: str) -> str:
    return neutral(text).rstrip(".")
