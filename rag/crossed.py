"""Who does what to whom, where the words of a statement stand in another order than in the letter.

Strict: where two of them seem to have taken each other's place, the statement is in doubt and not
shown. A statement that has its words in the letter's own order is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.overlap import Word, related
from rag.roles import DETERMINERS, MARKERS, NATIONAL, is_actor, joined, marker, own_side, related_text
from rag.turnabout import counts, part

_ORIGIN = frozenset({"of", "by", "from"})  # 'support from X', 'X's support', 'the X support'
_OBLIQUE = frozenset({"to", "with", "from", "against", "for", "under"})
_POINTING = frozenset("hun haar zijn deze dit die dat their its his her this these that those".split())
_BE = frozenset("is are was were be been being get gets got".split())
_VIEW = frozenset("voor for".split())
_PASSIVE = 4  # words from a form of 'to be' to its participle
_MIXED = 2  # words by which a clause must be more alike another's


def in_order(said: Sequence[Word], source: Sequence[Word]) -> bool:
    """Whether all carrying words of `said` stand in `source` in that order, with the same prepositions."""
    rest = iter([word.key for word in source])
    return all(word.key in rest for word in said if word.carries or word.folded in MARKERS)


def crossed(
    said: Sequence[Word], source: Sequence[Word], cited: Sequence[Word], english: bool
) -> tuple[str, str] | None:
    """Two words of `said` that took each other's place, or None; `cited` are all sentences that it rests on."""
    checks = (
        _inverted(said, source),
        _agent(said, source, cited),
        _refilled(said, source),
        _origin(said, source),
        _clauses(said, source),
    )
    found = next((pair for pair in checks if pair), None)
    return found or (_flipped(said, source) if english else None)


def _pairs(said: Sequence[Word], source: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Places of the somebodies that each text has once, by the word itself, else as the ministers' own side."""
    ours, theirs = ([at for at in range(len(text)) if counts(text, at)] for text in (said, source))
    for at in ours:
        same = [there for there in theirs if source[there].key == said[at].key]
        if not same and own_side(said, at):
            same = [there for there in theirs if own_side(source, there)]
        if len(same) == 1 and sum(said[other].key == said[at].key for other in ours) == 1:
            yield at, same[0]


def _role(text: Sequence[Word], at: int) -> str:
    """As rag.turnabout.part; 'for the regime to rule' is a subject, 'For the regime, ...' a view."""
    found = part(text, at)
    if found == "for":
        if any(word.folded == "to" for word in text[at + 1 : at + 3]):
            return ""
        if text[0].folded in _VIEW and text[at].clause == text[0].clause and at <= _PASSIVE:
            return "view"
    return found


def _inverted(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """A subject and an object, or an agent, that changed places."""
    pairs = list(_pairs(said, source))
    for number, (at, there) in enumerate(pairs):
        for at_2, there_2 in pairs[number + 1 :]:
            if joined(said, at, at_2) or joined(source, there, there_2):
                continue
            mine = _role(said, at), _role(said, at_2)
            known = _role(source, there), _role(source, there_2)
            together = said[at].clause == said[at_2].clause
            wrong = mine[0] != mine[1] and mine == (known[1], known[0]) and "?" not in mine
            # "A geeft B": in the letter B gives, and something goes to A; or B is whose view it is.
            wrong |= together and mine == ("", "") and (known[0] in _OBLIQUE and known[1] == "")
            wrong |= together and mine == ("", "") and known == ("", "view")
            if together and source[there].clause == source[there_2].clause and known == ("", ""):
                wrong |= mine == ("", "by") and there < there_2
                wrong |= mine == ("by", "") and there > there_2
            if wrong:
                return said[at].text, said[at_2].text
    return _by_thing(said, source)


def _agent(said: Sequence[Word], source: Sequence[Word], cited: Sequence[Word]) -> tuple[str, str] | None:
    """Another agent: 'by' somebody of whom the letter does not say it, where its own agent is not named."""
    ours, theirs, anywhere = (
        {text[at].key: text[at].text for at in range(len(text)) if counts(text, at) and marker(text, at) == "by"}
        for text in (said, source, cited)
    )
    named = {word.key for word in said}
    new = [text for key, text in ours.items() if key not in anywhere]
    old = [text for key, text in theirs.items() if key not in named]
    alike = any(related_text(one, other) for one in new for other in old)
    return (new[0], old[0]) if new and old and not alike and not ours.keys() & anywhere.keys() else None


def _by_thing(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """Done 'by' a thing that follows the one it is done to in the letter's active sentence."""
    ours, theirs = _nouns(said), _nouns(source)
    for agent, at in ours.items():
        if marker(said, at) != "by" or agent not in theirs or marker(source, theirs[agent]) != "":
            continue
        for patient, at_2 in ours.items():
            there = theirs.get(patient)
            if there is None or marker(said, at_2) != "" or marker(source, there) != "" or patient == agent:
                continue
            same = source[there].clause == source[theirs[agent]].clause and said[at].clause == said[at_2].clause
            if same and there < theirs[agent]:
                return said[at].text, said[at_2].text
    return None


def _nouns(text: Sequence[Word]) -> dict[str, int]:
    """Key -> place of the words that end a phrase which an article begins: 'de regionale verhoudingen'."""
    found: dict[str, int] = {}
    for at, word in enumerate(text):
        closes = at + 1 == len(text) or not text[at + 1].carries or text[at + 1].clause != word.clause
        named = any(text[back].folded in DETERMINERS for back in range(max(0, at - 3), at))
        if word.carries and named and (closes or text[at - 1].folded in DETERMINERS):
            found.setdefault(word.key, at)
    return found


def _fillers(text: Sequence[Word]) -> dict[tuple[str, str], list[int]]:
    """(key of a word, part) -> where the words stand that hang on it by a preposition right after it."""
    found: dict[tuple[str, str], list[int]] = {}
    for at, head in enumerate(text[:-2]):
        role = MARKERS.get(text[at + 1].folded)
        if not head.carries or role is None:
            continue
        after = [place for place in range(at + 2, min(at + 6, len(text))) if text[place].clause == head.clause]
        phrase: list[int] = []
        for place in after:
            if text[place].folded in MARKERS or text[place].folded in _POINTING or (phrase and not text[place].stem):
                break
            if text[place].carries:
                phrase.append(place)
        if phrase:
            found.setdefault((head.key, role), phrase)
    return found


def _refilled(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """'the change of relations' where it is 'the change of power', and relations stand elsewhere."""
    ours, theirs = _fillers(said), _fillers(source)
    for place, phrase in ours.items():
        known = theirs.get(place)
        if not known or any(related(said[a], source[b]) for a in phrase for b in known):
            continue
        head = known[0]
        # What hangs on the letter's filler in its turn may stand for it: 'the supply of food', 'food'.
        near = _phrase(source, head)
        if any(said[at].key in near for at in phrase):
            continue
        kept = any(word.key == source[at].key for at in known for word in said)
        for at in phrase:
            places = [there for there, word in enumerate(source) if word.key == said[at].key]
            if places and (kept or min(places) < head):
                return said[at].text, source[known[-1]].text
    return None


def _phrase(text: Sequence[Word], at: int) -> set[str]:
    """The words from `at` on as long as they can be of one phrase: 'supply of extra food for the town'."""
    found = set()
    for word in text[at:]:
        if word.clause != text[at].clause or not (word.stem or word.folded in MARKERS or word.folded in DETERMINERS):
            break
        found.add(word.key)
    return found


def _origin(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """'support from teachers' where it is 'Dutch support'."""
    ours, theirs = _origins(said), _origins(source)
    for head, mine in ours.items():
        known = theirs.get(head, [])
        alike = [
            (a, b) for a in mine for b in known
            if related(said[a], source[b]) or related_text(said[a].text, source[b].text)
            or (own_side(said, a) and own_side(source, b))
        ]  # fmt: skip
        elsewhere = any(word.key == said[a].key for a in mine for word in source)
        if mine and known and not alike and elsewhere:
            return said[mine[0]].text, source[known[0]].text
    return None


def _origins(text: Sequence[Word]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, word in enumerate(text):
        before = text[at - 1] if at else None
        if (
            before is not None
            and NATIONAL.search(before.text)
            and is_actor(before)
            and word.carries
            and not word.capital
        ):
            found.setdefault(word.key, []).append(at - 1)
    for (head, role), places in _fillers(text).items():
        if role in _ORIGIN:
            found.setdefault(head, []).extend(place for place in places if counts(text, place))
    return found


def _clauses(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """Two somebodies of which each stands in the company that the other has in the letter."""
    pairs = list(_pairs(said, source))
    for number, (at, there) in enumerate(pairs):
        for at_2, there_2 in pairs[number + 1 :]:
            apart = said[at].clause != said[at_2].clause and source[there].clause != source[there_2].clause
            subjects = all(_role(said, place) in ("", "by") for place in (at, at_2)) and all(
                _role(source, place) in ("", "by") for place in (there, there_2)
            )
            if not apart or not subjects:
                continue
            one, two = (_company(said, place) for place in (at, at_2))
            first, second = (_company(source, place) for place in (there, there_2))
            crossing = len(one & second) - len(one & first), len(two & first) - len(two & second)
            if sum(crossing) >= _MIXED and min(crossing) >= 0:
                return said[at].text, said[at_2].text
    return None


def _company(text: Sequence[Word], at: int) -> set[str]:
    return {
        word.key
        for place, word in enumerate(text)
        if word.clause == text[at].clause and word.carries and not counts(text, place)
    }


def _flipped(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """English: somebody who is the object of a verb in the letter, and its subject in `said`."""
    for at, there in _pairs(said, source):
        start = there - 1
        while start > 0 and source[start].folded in DETERMINERS:
            start -= 1
        verb = source[start]
        if (
            start < 0
            or verb.clause != source[there].clause
            or not verb.carries
            or counts(source, start)
            or marker(source, there)
            or marker(said, at)
        ):
            continue
        for place in range(at + 1, len(said)):
            if said[place].key != verb.key or said[place].clause != said[at].clause:
                continue
            passive = any(word.folded in _BE for word in said[max(at, place - _PASSIVE) : place])
            first = not any(counts(said, other) for other in range(at) if said[other].clause == said[at].clause)
            if not passive and first:
                return said[at].text, said[place].text
    return None
