"""Where exported citations stand in the letters of today: same place, moved, changed or gone."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from rag.exports.anchor import Anchor, sha256
from rag.exports.read import Found
from rag.printed import Hyphenation, line_segments, run_of, unprint
from rag.types import Letter, Passage, Piece

if TYPE_CHECKING:
    from rag.settings import Settings

Outcome = Literal["same", "moved", "changed", "gone"]
# Two pieces of over 40 characters in one of our letters score 65 at most, one with a figure changed above 95.
_ALIKE = 70.0
_LONGEST = 20_000  # characters of source that one quote may span
_OPEN = 64  # letters kept open


class Letters(Protocol):
    """The present letters: a Shelf over the index, or a pipeline's own."""

    def names(self) -> Sequence[str]: ...
    def letter(self, name: str) -> Letter:
        """Raises KeyError."""
        ...


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation as found now. `now` is None where it is gone; its text is the quote unless it changed."""

    found: Found
    outcome: Outcome
    now: Place | None


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a letter: `text` is `source[start:end]` with the print undone."""

    passage: str
    start: int
    end: int
    text: str


class Resolver:
    """Finds citations in `letters`."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._names = tuple(letters.names())
        self._known = frozenset(self._names)
        self._open = functools.lru_cache(maxsize=_OPEN)(self._opened)

    def resolve(self, found: Found) -> Resolved:
        """The first that holds: the same place, another place (its own letter first), like words, nothing."""
        anchor = found.anchor
        own = self._open(anchor.letter) if anchor.letter in self._known else None
        if own is not None and (place := own.at(anchor)) is not None:
            return Resolved(found, "same", place)
        if own is not None and (place := own.holding(found)) is not None:
            return Resolved(found, "moved", place)
        for name in self._names:
            if name != anchor.letter and (place := self._open(name).holding(found)) is not None:
                return Resolved(found, "moved", place)
        place = own.like(found) if own is not None else None
        return Resolved(found, "changed" if place else "gone", place)

    def _opened(self, name: str) -> _Opened:
        return _Opened(self._letters.letter(name))


class _Opened:
    """A letter with its pieces by hash."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._hyphenation = Hyphenation.of(letter.source)
        self._pieces: dict[str, list[Place]] = {}
        for passage, piece in _pieces(letter):
            place = Place(passage.id, piece.start, piece.end, piece.text)
            self._pieces.setdefault(sha256(piece.text), []).append(place)

    def at(self, anchor: Anchor) -> Place | None:
        """What stands at the offsets, where that is the quote."""
        if not 0 <= anchor.start < anchor.end <= min(len(self._letter.source), anchor.start + _LONGEST):
            return None
        text = unprint(self._letter.source, anchor.start, anchor.end, self._hyphenation)
        if sha256(text) != anchor.sha256:
            return None
        return Place(self._passage(anchor), anchor.start, anchor.end, text)

    def holding(self, found: Found) -> Place | None:
        """The quote elsewhere in the letter, as near as may be to where it stood."""
        places = self._pieces.get(found.anchor.sha256) or (list(self._within(found.quote)) if found.quote else [])
        return min(places, key=lambda place: abs(place.start - found.anchor.start), default=None)

    def like(self, found: Found) -> Place | None:
        """The piece most like the quote; without the quote, what stands where it stood."""
        from rapidfuzz import fuzz

        places = [place for same in self._pieces.values() for place in same]
        near = {place: -abs(place.start - found.anchor.start) for place in places}
        if found.quote is None:
            places = [place for place in places if place.passage == found.anchor.passage]
            return max(places, key=near.__getitem__, default=None)
        scores = {place: fuzz.ratio(found.quote, place.text, score_cutoff=_ALIKE) for place in places}
        best = max(places, key=lambda place: (scores[place], near[place]), default=None)
        return best if best is not None and scores[best] > 0 else None

    def _within(self, quote: str) -> Iterator[Place]:
        """Where `quote` stands in the running text of a passage, sentence bounds aside."""
        source = self._letter.source
        for passage in self._letter.passages:
            if not passage.sentences:
                continue
            start, end = passage.sentences[0].start, passage.sentences[-1].end
            run = run_of(source, line_segments(source, start, end), self._hyphenation)
            at = run.text.find(quote)
            if at >= 0:
                first, last = run.positions[at], run.positions[at + len(quote) - 1] + 1
                yield Place(passage.id, first, last, quote)

    def _passage(self, anchor: Anchor) -> str:
        """The passage at the offsets, which may have another number now."""
        holding = (p.id for p, piece in _pieces(self._letter) if piece.start < anchor.end and anchor.start < piece.end)
        return next(holding, anchor.passage)


def _pieces(letter: Letter) -> Iterator[tuple[Passage, Piece]]:
    for passage in letter.passages:
        for sentence in passage.sentences:
            for piece in sentence.pieces:
                yield passage, piece


class Shelf:
    """The letters of the index, without the embedding model that a pipeline needs."""

    def __init__(self, settings: Settings) -> None:
        from rag.store import open_store

        self._store = open_store(settings)
        self._versions = {name: info.version for name, info in self._store.manifest().letters.items()}

    def names(self) -> Sequence[str]:
        return tuple(self._versions)

    def letter(self, name: str) -> Letter:
        return self._store.record(self._versions[name]).letter
