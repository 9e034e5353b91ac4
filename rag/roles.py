"""Did two actors of a statement change places? Compared by the prepositions before them and their order.

No grammar: where the comparison says nothing, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rag.overlap import Word

_MARKERS = {
    "door": "by", "by": "by", "van": "of", "of": "of", "namens": "of", "aan": "to", "to": "to", "tegen": "against",
    "against": "against", "met": "with", "with": "with", "uit": "from", "from": "from", "voor": "for", "for": "for",
    "in": "in", "op": "in", "on": "in", "over": "about", "about": "about", "naar": "to", "at": "in", "te": "in",
}  # fmt: skip
_JOINERS = frozenset("en of and or zowel both alsmede noch nor".split())
_SKIPPED = frozenset("de het een the a an zijn haar hun its their his her".split())
# Actors that are written without a capital, in any letter of a government.
_ACTORS = frozenset(
    """kabinet regering regime oppositie leger minister ministers parlement rebellen strijders milities troepen coalitie
    strijdkrachten overgangsregering burgers ambassadeurs government cabinet opposition army parliament rebels fighters
    militias troops coalition forces civilians ambassadors transitional""".split()
)
_REACH = 3  # words back to the preposition, over adjectives


def changed_places(statement: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """Two actors that both texts name and whose parts are exchanged in `statement`, or None."""
    ours = _actors(statement)
    theirs = _actors(source)
    pairs = []
    for at, word in ours:
        # An actor that the source names twice has two parts there, so nothing can be told.
        where = [place for place, other in theirs if other.key == word.key]
        if len(where) == 1 and sum(other.key == word.key for _, other in ours) == 1:
            pairs.append((at, where[0]))
    for (at, there), (at_2, there_2) in combinations(pairs, 2):
        mine = (_marker(statement, at), _marker(statement, at_2))
        other = (_marker(source, there), _marker(source, there_2))
        if _joined(statement, at, at_2) or _joined(source, there, there_2):
            continue
        if _exchanged(mine, other, there < there_2):
            return statement[at].text, statement[at_2].text
    return None


def _exchanged(mine: tuple[str, str], other: tuple[str, str], same_order: bool) -> bool:
    """`mine` and `other` are the markers of the same two actors; the first of them comes first in the statement."""
    if mine[0] != mine[1] and mine == (other[1], other[0]):
        return True
    if mine == other == ("", ""):
        return not same_order
    # "A steunt B" is "B door A gesteund"; "A door B gesteund" is its opposite.
    if mine == ("", "by") and other == ("", ""):
        return same_order
    if mine == ("", "") and "by" in other and "" in other:
        return other == ("", "by")
    return False


def _actors(text: Sequence[Word]) -> list[tuple[int, Word]]:
    return [
        (at, word)
        for at, word in enumerate(text)
        if word.carries and (word.text[0].isupper() or word.folded in _ACTORS) and len(word.text) > 1
    ]


def _marker(text: Sequence[Word], at: int) -> str:
    """The part that the words around an actor give it: '' for subject or object."""
    if at + 1 < len(text) and text[at + 1].text == "s":
        return "of"
    for back in range(1, _REACH + 1):
        if at - back < 0:
            return ""
        before = text[at - back]
        if before.folded in _MARKERS:
            return _MARKERS[before.folded]
        if back > 1 and not before.stem and before.folded not in _SKIPPED:
            return ""
    return ""


def _joined(text: Sequence[Word], one: int, other: int) -> bool:
    low, high = sorted((one, other))
    between = text[low + 1 : high]
    return high - low <= 4 and (not between or any(word.folded in _JOINERS for word in between))
