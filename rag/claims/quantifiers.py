"""All and some: whether a claim says of all what a source says of some."""

from __future__ import annotations

from collections.abc import Sequence

from rag.overlap import Word, related

_ALL = frozenset("alle al iedere ieder elke elk all every each".split())
_SOME = frozenset(
    """verschillende enkele sommige diverse meerdere aantal meeste veel vele deel gedeelte grootste some several various
    many most part number few""".split()
)
_REACH = 3  # words between the quantifier and its noun: 'all of the armed opposition groups'


def widened(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """A word for all before a noun that the source has with a word for some, or the reverse; else None."""
    for mine, other in ((_ALL, _SOME), (_SOME, _ALL)):
        for quantifier, noun in _counted(said, mine):
            for theirs, counted in _counted(source, other):
                if related(noun, counted):
                    return quantifier.text, theirs.text
    return None


def _counted(text: Sequence[Word], quantifiers: frozenset[str]) -> list[tuple[Word, Word]]:
    """Each of the quantifiers with the carrying words that follow it closely."""
    found = []
    for at, word in enumerate(text):
        if word.folded in quantifiers:
            following = [
                other for other in text[at + 1 : at + 1 + _REACH] if other.carries and other.clause == word.clause
            ]
            found += [(word, other) for other in following[:2]]
    return found
