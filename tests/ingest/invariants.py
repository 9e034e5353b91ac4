"""What must hold for every letter, each with a name."""

from __future__ import annotations

import re
from itertools import pairwise

from rag.printed import Hyphenation, unprint
from rag.types import Letter, Piece


def pieces_of(letter: Letter) -> list[Piece]:
    return [piece for passage in letter.passages for sentence in passage.sentences for piece in sentence.pieces]


def numbered_in_order(letter: Letter) -> None:
    ids = [passage.id for passage in letter.passages]
    assert ids == [f"{letter.id}#{number}" for number in range(1, len(ids) + 1)]
    assert letter.passages[0].kind == "title"
    starts = [passage.sentences[0].start for passage in letter.passages]
    assert starts == sorted(starts)


def nothing_twice(letter: Letter) -> None:
    spans = sorted((piece.start, piece.end) for piece in pieces_of(letter))
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start


def sentences_in_order(letter: Letter) -> None:
    for passage in letter.passages:
        spans = [(piece.start, piece.end) for sentence in passage.sentences for piece in sentence.pieces]
        assert spans == sorted(spans)
        assert all(start < end for start, end in spans)


def pieces_are_the_source(letter: Letter) -> None:
    """Each piece is its place in the source with the print undone, and no letter or digit is changed."""
    hyphenation = Hyphenation.of(letter.source)
    for piece in pieces_of(letter):
        raw = letter.source[piece.start : piece.end]
        assert piece.text == unprint(letter.source, piece.start, piece.end, hyphenation)
        assert re.sub(r"\W", "", piece.text) == re.sub(r"\W", "", raw)


def plain_is_clean(letter: Letter) -> None:
    for passage in letter.passages:
        assert passage.sentences
        for sentence in passage.sentences:
            assert sentence.plain.strip() == sentence.plain != ""
            assert not re.search(r"[\n\r\f\t]|  ", sentence.plain)


ALL = (numbered_in_order, nothing_twice, sentences_in_order, pieces_are_the_source, plain_is_clean)


def check(letter: Letter) -> None:
    for invariant in ALL:
        invariant(letter)


def left_out(letter: Letter) -> list[str]:
    """What of the source is in no piece, without blanks, in order."""
    shown = bytearray(len(letter.source))
    for piece in pieces_of(letter):
        shown[piece.start : piece.end] = b"x" * (piece.end - piece.start)
    rest = "".join(" " if seen else char for char, seen in zip(letter.source, shown, strict=True))
    return [part for line in rest.splitlines() if (part := line.strip())]
