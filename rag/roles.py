"""Did two actors of a statement change places? Compared by prepositions, what they hang on, and order.

No grammar: where the comparison says nothing, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from rag.capitals import TITLES
from rag.months import MONTH_NAMES
from rag.overlap import OWN_SIDE, Word, acts

MARKERS = {
    "door": "by", "by": "by", "van": "of", "of": "of", "namens": "of", "aan": "to", "to": "to", "tegen": "against",
    "against": "against", "met": "with", "with": "with", "uit": "from", "from": "from", "voor": "for", "for": "for",
    "in": "in", "op": "in", "on": "in", "over": "about", "about": "about", "naar": "to", "at": "in", "te": "in",
    "volgens": "per", "according": "per", "onder": "under", "under": "under", "binnen": "in", "within": "in",
    "tijdens": "during", "during": "during", "na": "after", "after": "after", "vóór": "before", "before": "before",
    "tussen": "between", "between": "between", "via": "through", "through": "through", "bij": "at", "boven": "above",
    "waaronder": "among", "inclusief": "among", "including": "among", "zoals": "among",
    "zonder": "without", "without": "without", "tot": "to", "into": "to", "sinds": "since", "since": "since",
}  # fmt: skip
_JOINERS = frozenset("en of and or zowel both alsmede noch nor".split())
DETERMINERS = frozenset("de het een the a an zijn haar hun its their his her deze dit die this these".split())
_RELATIVES = frozenset("dat die that which whom".split())
_MEASURING = frozenset("least most first last".split())  # "at least 82" is no place
# 'Zweedse', 'Syrische', 'Swedish', 'Canadian'.
NATIONAL = re.compile(r"^[A-Z].*(?:se|sche|ish|ian|ean|ican|erman|ench|utch|qi|eli|ani)$")
# What is surely an adjective by its ending: English ones, and Dutch ones of countries.
_QUALITY = re.compile(r"^(?:.*(?:al|ent|ive|ous|ful|ic|ary|ian|able|ible|ern)|[A-Z].*(?:se|sche|ish|an))$")
_NESTED = 7  # words back over a participle with an agent of its own
_ADJECTIVES = 2  # words back to the preposition or article


def is_actor(word: Word) -> bool:
    """Whether a word names somebody who acts: a capital, or a noun like 'regering', in compounds too."""
    if not word.stem or word.part or len(word.text) == 1 or word.folded in TITLES | MONTH_NAMES:
        return False
    return word.capital or acts(word)


def changed_places(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """Two actors that both texts name and whose parts are exchanged in `said`, or None."""
    pairs = _shared(said, source)
    for (at, there), (at_2, there_2) in combinations(pairs, 2):
        mine = (marker(said, at), marker(said, at_2))
        other = (marker(source, there), marker(source, there_2))
        if "?" in mine + other or joined(said, at, at_2) or joined(source, there, there_2):
            continue
        # In clauses of their own one may act and the other have something done to it.
        apart = mine == ("", "") and "by" in other and source[there].clause != source[there_2].clause
        if not apart and _exchanged(mine, other, there < there_2):
            return said[at].text, said[at_2].text
    return _new_agent(said, source, pairs)


def other_actor(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """An actor that hangs on a word on which the source has another: ('oppositie', 'regime'), or None.

    "gebied onder controle van de oppositie" where it is "... van het regime".
    """
    known = _attached(source)
    for place, actors in _attached(said).items():
        theirs = known.get(place, {})
        if theirs and not actors.keys() & theirs.keys():
            return next(iter(actors.values())), next(iter(theirs.values()))
    return None


def other_part(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """An actor by a preposition by which the source has another, or a name before a noun that has another there.

    "via de Veiligheidsraad" for "via de Algemene Vergadering ... in de Veiligheidsraad", "het
    Franse plan" for "het Zweedse plan".
    """
    ours, theirs = _parts(said), _parts(source)
    for name, markers in ours.items():
        known = theirs.get(name, set())
        for part in markers - known if known else ():
            other = next((actor for actor, parts in theirs.items() if part in parts and actor not in ours), None)
            if other is not None:
                return name, other
    for noun, names in _modified(said).items():
        known_names = _modified(source).get(noun, set())
        if known_names and not names & known_names:
            return next(iter(names)), next(iter(known_names))
    return None


def other_subject(said: Sequence[Word], best: Sequence[Word]) -> tuple[str, str] | None:
    """An actor as subject or object that the sentence does not name, where it has one that `said` does not."""
    ours = {_key(said, at): said[at].text for at in _actors(said)}
    theirs = {_key(best, at): best[at].text for at in _actors(best)}
    new = [_key(said, at) for at in _actors(said) if marker(said, at) == "" and _key(said, at) not in theirs]
    old = [_key(best, at) for at in _actors(best) if marker(best, at) == "" and _key(best, at) not in ours]
    new = [key for key in new if not any(related_text(ours[key], text) for text in theirs.values())]
    return (ours[new[0]], theirs[old[0]]) if new and old else None


def related_text(one: str, other: str) -> bool:
    """Whether two actors share the beginning of their names: 'Rusland' and 'Russische', 'Syrië' and 'Syrische'."""
    return one[:3].lower() == other[:3].lower()


def _parts(text: Sequence[Word]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for at in _actors(text):
        if (part := marker(text, at)) not in ("", "?"):
            found.setdefault(_key(text, at), set()).add(part)
    return found


def _modified(text: Sequence[Word]) -> dict[str, set[str]]:
    """Noun -> names that stand right before it ('Zweedse plan')."""
    found: dict[str, set[str]] = {}
    for at, (name, noun) in enumerate(pairwise(text)):
        if is_actor(name) and NATIONAL.search(name.text) and noun.carries and noun.text[0].islower():
            found.setdefault(noun.key, set()).add(_key(text, at))
    return found


def _shared(said: Sequence[Word], source: Sequence[Word]) -> list[tuple[int, int]]:
    """Places of the actors that both texts have once; of one that the source has twice, the one in the same company."""
    ours, theirs = _actors(said), _actors(source)
    pairs = []
    for at in ours:
        same = [place for place in theirs if _key(source, place) == _key(said, at)]
        if len(same) > 1:
            same = [place for place in same if _neighbours(said, at) & _neighbours(source, place)]
        if len(same) == 1 and sum(_key(said, other) == _key(said, at) for other in ours) == 1:
            pairs.append((at, same[0]))
    return pairs


def _exchanged(mine: tuple[str, str], other: tuple[str, str], same_order: bool) -> bool:
    """Whether the markers of two actors tell of an exchange; the first of them comes first in the statement."""
    if mine[0] != mine[1] and mine == (other[1], other[0]):
        return True
    if mine == other == ("", ""):
        return not same_order
    # "A steunt B" is "B door A gesteund"; "A door B gesteund" is its opposite.
    if mine == ("", "by") and other == ("", ""):
        return same_order
    return mine == ("", "") and other == ("", "by")


def _new_agent(said: Sequence[Word], source: Sequence[Word], pairs: list[tuple[int, int]]) -> tuple[str, str] | None:
    """'door X' in the source, and in `said` X does not act by that word any more, but another does."""
    agents = [at for at in _actors(said) if marker(said, at) == "by"]
    known = {_key(source, at) for at in _actors(source) if marker(source, at) == "by"}
    for at, there in pairs:
        if marker(source, there) != "by" or marker(said, at) != "":
            continue
        for agent in agents:
            if _key(said, agent) not in known:
                return said[at].text, said[agent].text
    return None


def _attached(text: Sequence[Word]) -> dict[tuple[str, str], dict[str, str]]:
    """(word, preposition) -> the actors that hang on that word by it, as key and text; lists count as one."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for at in _actors(text):
        start = _preposition(text, at)
        if start < 1:
            continue
        marker = MARKERS[text[start].folded]
        heads = [text[start - 1]]
        if marker == "by" and at + 1 < len(text):
            heads.append(text[at + 1])  # "door het regime gecontroleerd"
        listed = [other for other in _actors(text) if other == at or joined(text, at, other)]
        end = at + 1
        while end < len(text) and is_actor(text[end]):
            listed.append(end)
            end += 1
        for head in heads:
            if head.carries:
                actors = found.setdefault((head.key, marker), {})
                actors.update({_key(text, other): text[other].text for other in listed})
    return found


def _actors(text: Sequence[Word]) -> list[int]:
    """Where actors stand; a name of several words counts once, at its first."""
    return [
        at
        for at, word in enumerate(text)
        if is_actor(word) and not (at and word.capital and text[at - 1].capital and is_actor(text[at - 1]))
    ]


def own_side(text: Sequence[Word], at: int) -> bool:
    """Whether a word means the ministers who write: 'the government', but not 'the transitional government'."""
    before = text[at - 1] if at else None
    plain = before is None or not before.stem or before.clause != text[at].clause or before.folded in OWN_SIDE
    return text[at].folded in OWN_SIDE and (plain or text[at].capital or not text[at].folded.startswith("govern"))


def _key(text: Sequence[Word], at: int) -> str:
    return "kabinet" if own_side(text, at) else text[at].key


def _neighbours(text: Sequence[Word], at: int) -> set[str]:
    return {text[near].key for near in (at - 1, at + 1) if 0 <= near < len(text) and text[near].stem}


def _preposition(text: Sequence[Word], at: int) -> int:
    """Where the preposition of the actor at `at` stands: over adjectives and one article; -1 where there is none."""
    for back in range(1, _NESTED):
        if at - back < 0:
            return -1
        before = text[at - back]
        if back > _ADJECTIVES + 1 and not all(_QUALITY.search(word.text) for word in text[at - back + 1 : at]):
            return -1
        if before.folded in MARKERS:
            return -1 if text[at - back + 1].folded in _MEASURING else at - back
        if before.folded in DETERMINERS:
            beyond = text[at - back - 1].folded if at > back else ""
            return at - back - 1 if beyond in MARKERS else -1
        if not before.stem:
            return -1
    return -1


def marker(text: Sequence[Word], at: int) -> str:
    """The part that the words around an actor give it: '' for subject or object, '?' where another actor is between."""
    if at + 1 < len(text) and text[at + 1].text == "s":
        return "of"
    if _relative(text, at):
        return "by"
    start = _preposition(text, at)
    if start < 0:
        return _outer(text, at)
    # "door Iran gesteunde milities": the preposition belongs to the other actor.
    if any(is_actor(word) for word in text[start + 1 : at]) and not is_actor(text[at - 1]):
        return "?"
    return MARKERS[text[start].folded]


def _outer(text: Sequence[Word], at: int) -> str:
    """The part of 'scholen' in 'van door de stad betaalde kleine scholen'; '' where it has none."""
    for back in range(at - 1, max(at - _NESTED, 0), -1):
        if text[back].folded in DETERMINERS or text[back].clause != text[at].clause:
            return ""
        if text[back].folded in MARKERS:
            return MARKERS.get(text[back - 1].folded, "") if text[back].folded == "door" else ""
    return ""


def _relative(text: Sequence[Word], at: int) -> bool:
    """Whether an actor acts in a relative clause on a thing: 'the area that the regime controls'."""
    start = at - 2 if at > 0 and text[at - 1].folded in DETERMINERS else at - 1
    if start < 1 or text[start].folded not in _RELATIVES:
        return False
    before = text[start - 1]
    if text[start].folded in ("dat", "that") and not _thing(text, start - 1):
        return False  # "verwacht dat de gemeente ..."
    return before.carries and not is_actor(before) and before.clause == text[start].clause


def _thing(text: Sequence[Word], at: int) -> bool:
    """Whether an article or preposition stands before a word, maybe with an adjective between."""
    opening = DETERMINERS | MARKERS.keys()
    if at > 0 and text[at - 1].folded in opening:
        return True
    return at > 1 and text[at - 2].folded in opening and text[at - 1].folded.endswith(("e", "al", "ed", "ic"))


def joined(text: Sequence[Word], one: int, other: int) -> bool:
    """Whether two actors stand in one list: 'A en B'."""
    low, high = sorted((one, other))
    between = text[low + 1 : high]
    return high - low <= 4 and (not between or any(word.folded in _JOINERS for word in between))
