"""The words of a claim, one by one and two by two, as places in a table (feature hashing).

A model that was fitted on claims about a letter learns from them which wording of what the letter says is true, where
the embedding of the whole claim hardly moves: "by land" for "by air".
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise

from rag.overlap import Word

PLACES = 1 << 16


def phrases(said: Sequence[Word]) -> tuple[int, ...]:
    """The places, below PLACES, of the stems and pairs of stems of a claim, each once."""
    stems = [word.stem or word.folded for word in said]
    return tuple(sorted({place(text) for text in (*stems, *(" ".join(pair) for pair in pairwise(stems)))}))


def place(text: str) -> int:
    """The same on every machine and in every process, unlike `hash`."""
    return zlib.crc32(text.encode()) % PLACES
