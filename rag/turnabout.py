"""Who does what to whom, for statements: stricter than rag.roles in who counts as somebody.

Besides names and the actors of rag.overlap, people and bodies without a capital count, names
before a hyphen ('EU-verband'), and a noun after one ('VN-medewerkers').
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rag.overlap import Word
from rag.roles import DETERMINERS, MARKERS, is_actor, joined, marker, own_side

_PEOPLE = frozenset(
    """partijen partij medewerkers medewerker personeel militairen soldaten reddingswerkers hulpverleners agenten
    politie autoriteiten instanties gemeenten gemeente provincies organisaties organisatie instellingen bedrijven
    gemeenschappen minderheden groepen vluchtelingen slachtoffers daders bewoners inwoners kinderen ministers minister
    staatssecretaris ambassadeur kamer commissie landen land lidstaten rechters rechter waterschappen scholen leraren
    ouders patiënten artsen meerderheid minderheid
    parties party staff personnel soldiers workers officers police authorities bodies municipalities municipality
    provinces organisations organisation organizations institutions companies communities minorities groups refugees
    majority minority victims perpetrators
    residents inhabitants children ministers minister ambassador house committee countries country
    states judges judge schools teachers parents patients doctors members partners donors donoren bondgenoot
    bondgenoten allies""".split()
)

# How a source may say what somebody does that a statement says is done 'by' them: 'for a regime to rule'.
_AGENTS = frozenset({"by", "of", "", "?", "through", "for"})


def turnabout(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """Two things that both texts name and whose parts are exchanged in `said`, or None.

    Of any two the prepositions must not change places ('A leads to B'); of two somebodies the
    order neither. What is done 'by' somebody must be done by or of them, or by them as subject.
    """
    ours, theirs = _once(said), _once(source)
    shared = [key for key in ours if key in theirs]
    for one, other in combinations(shared, 2):
        at, at_2, there, there_2 = ours[one], ours[other], theirs[one], theirs[other]
        if joined(said, at, at_2) or joined(source, there, there_2):
            continue
        mine = part(said, at), part(said, at_2)
        known = part(source, there), part(source, there_2)
        if "?" in mine + known:
            continue
        if mine[0] != mine[1] and mine == (known[1], known[0]):
            return said[at].text, said[at_2].text
        both = all(counts(said, place) for place in (at, at_2))
        if both and mine == known == ("", "") and (at < at_2) != (there < there_2):
            return said[at].text, said[at_2].text
    for key in shared:
        if marker(said, ours[key]) == "by" and marker(source, theirs[key]) not in _AGENTS:
            return said[ours[key]].text, source[theirs[key]].text
    return _rehung(said, source)


def _rehung(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """'the change in Utrecht shook the region' told as 'the change in the region shook Utrecht'."""
    ours, theirs = _hung(said), _hung(source)
    for noun, place in theirs.items():
        if noun in ours and ours[noun] != place and ours[noun][1] == place[1]:
            instead = next((other for other, where in ours.items() if where == place), None)
            if instead is not None and theirs.get(instead) != place:
                return instead, noun
    return None


def _hung(text: Sequence[Word]) -> dict[str, tuple[str, str]]:
    """Key of a noun -> the word that it hangs on by a preposition right between, and that preposition's part."""
    found = {}
    for at in range(2, len(text)):
        start = at - 1 if text[at - 1].stem or text[at - 1].folded not in DETERMINERS else at - 2
        if text[at].carries and start > 0 and text[start].folded in MARKERS and text[start - 1].carries:
            found[text[at].key] = (text[start - 1].key, MARKERS[text[start].folded])
    return found


def part(text: Sequence[Word], at: int) -> str:
    """As rag.roles.marker, where 'of' and 'by' are one: 'the conduct of the regime', 'the conduct by the regime'."""
    before = text[at - 1] if at else None
    if not counts(text, at) and before is not None and before.stem and not before.capital:
        return "?"  # an adjective is between, or this is one: "on individuals responsible"
    found = marker(text, at)
    return "by" if found == "of" else found


def _once(text: Sequence[Word]) -> dict[str, int]:
    """Key of each noun, name or other carrying word that the text has once -> where it stands."""
    found: dict[str, list[int]] = {}
    for at, word in enumerate(text):
        if counts(text, at) or (word.carries and not word.part):
            found.setdefault("kabinet" if own_side(text, at) else word.key, []).append(at)
    return {key: places[0] for key, places in found.items() if len(places) == 1}


def counts(text: Sequence[Word], at: int) -> bool:
    """Whether a word names somebody."""
    word = text[at]
    if word.part:
        return word.capital and at + 1 < len(text) and not counts(text, at + 1)
    return is_actor(word) or (word.carries and word.folded in _PEOPLE)
