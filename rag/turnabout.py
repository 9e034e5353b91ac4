"""Who does what to whom, for statements: stricter than rag.roles in who counts as somebody.

Besides names and the actors of rag.overlap, people and bodies without a capital count, names
before a hyphen ('EU-verband'), and a noun after one ('VN-medewerkers').
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rag.overlap import OWN_SIDE, Word
from rag.roles import is_actor, joined, marker

_PEOPLE = frozenset(
    """partijen partij medewerkers medewerker personeel militairen soldaten reddingswerkers hulpverleners agenten
    politie autoriteiten instanties gemeenten gemeente provincies organisaties organisatie instellingen bedrijven
    gemeenschappen minderheden groepen vluchtelingen slachtoffers daders bewoners inwoners kinderen ministers minister
    staatssecretaris ambassadeur kamer commissie landen land lidstaten rechters rechter waterschappen scholen leraren
    ouders patiënten artsen
    parties party staff personnel soldiers workers officers police authorities bodies municipalities municipality
    provinces organisations organisation organizations institutions companies communities minorities groups refugees
    victims perpetrators residents inhabitants children ministers minister ambassador house committee countries country
    states judges judge schools teachers parents patients doctors members""".split()
)


def turnabout(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """Two whom both texts name and whose parts are exchanged in `said`, or None."""
    ours, theirs = _somebodies(said), _somebodies(source)
    shared = [key for key in ours if key in theirs and len(ours[key]) == len(theirs[key]) == 1]
    for one, other in combinations(shared, 2):
        at, at_2, there, there_2 = ours[one][0], ours[other][0], theirs[one][0], theirs[other][0]
        if joined(said, at, at_2) or joined(source, there, there_2):
            continue
        mine = _part(said, at), _part(said, at_2)
        known = _part(source, there), _part(source, there_2)
        if "?" in mine + known:
            continue
        if mine[0] != mine[1] and mine == (known[1], known[0]):
            return said[at].text, said[at_2].text
        if mine == known == ("", "") and (at < at_2) != (there < there_2):
            return said[at].text, said[at_2].text
    return None


def _part(text: Sequence[Word], at: int) -> str:
    """As rag.roles.marker, where 'of' and 'by' are one: 'the conduct of the regime', 'the conduct by the regime'."""
    found = marker(text, at)
    return "by" if found == "of" else found


def _somebodies(text: Sequence[Word]) -> dict[str, list[int]]:
    """Key of each actor -> where it stands."""
    found: dict[str, list[int]] = {}
    for at, word in enumerate(text):
        after = text[at + 1] if at + 1 < len(text) else None
        before = text[at - 1] if at else None
        named_part = word.part and word.capital and after is not None and not _counts(after)
        headed = before is not None and before.part and before.capital and word.carries and _counts(word)
        if named_part or headed or _counts(word):
            key = "kabinet" if word.folded in OWN_SIDE else word.key
            found.setdefault(key, []).append(at)
    return found


def _counts(word: Word) -> bool:
    return is_actor(word) or (word.carries and word.folded in _PEOPLE)
