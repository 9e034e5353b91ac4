"""How strongly a statement says it: only, all, must, may, for and against, by and to.

Each check compares small words of the statement with those of the sentences it rests on, where
rag.overlap looks at the carrying ones only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.overlap import Word, related, synonyms
from rag.roles import marker
from rag.types import Language

_ONLY = frozenset("alleen uitsluitend slechts enkel louter only solely exclusively merely purely".split())
_ALL = frozenset(
    """alle allen elk elke ieder iedere iedereen beide overal altijd allemaal geheel volledig volledige
    all every each any everyone everybody both everywhere always entire entirely whole completely fully full""".split()
)
_SOME = frozenset("enkele sommige sommigen soms deels gedeeltelijk some few sometimes partly partially".split())
_FIRST = frozenset("opnieuw weer wederom nogmaals nogmaals again once anew".split())
_MUST = frozenset(
    """moet moeten moest moesten dient dienen verplicht verplichten noodzakelijk nodig vereist
    must should shall ought necessary needed required requires obliged mandatory need needs essential moeite""".split()
)
_NEED_NOT = frozenset("hoeft hoeven hoefde hoefden".split())
_DONE = frozenset("lukt lukte gelukt slaagt slaagde slaagden geslaagd succeeded succeeds managed manages".split())
_MAY = frozenset(
    """kan kunnen kon konden mag mogen mocht mochten mogelijk mogelijke mogelijkheid mogelijkheden misschien wellicht
    eventueel kans kansen risico gevaar dreigt dreigen zodat laten
    can could may might able possible possibly possibility perhaps potentially potential chance chances risk risks
    threatens enable enables enabled allow allows allowed likely opportunities""".split()
)
# Words by which a source says that something is not, or not yet, so; 'konden' and 'could' tell of deeds too.
_OPEN = frozenset(
    """kan kunnen mogelijk mogelijke misschien wellicht wil willen voornemens bereid proberen probeert poging kans
    risico overweging overwogen overweegt plan plannen hoopt hopen verwacht verwachting zou zouden
    can may might possible possibly perhaps wants intends intend prepared willing try tries attempt chance risk
    considered considers considering plans hopes expects expected would likely""".split()
)
_CAREFUL = _OPEN | _MAY | _MUST | frozenset(
    """zal zullen gaat gaan wilde wilden beoogt beoogd doel bedoeld plant gepland streeft streven voorgesteld
    will going wanted aim aims aimed goal purpose planned proposed seek seeks future""".split()
)  # fmt: skip
_LOOKING = frozenset(
    """onderzoeken onderzoekt onderzocht bezien bekijken bekijkt nagaan afwegen overwegen overweegt verkennen
    vragen vraagt weten vraag""".split()
)
_ASKING = _LOOKING | frozenset(
    """of whether if examine examines examining explore exploring investigate investigating consider considering look
    study studies onderzoek mogelijk kan kunnen could can possible mogelijkheid mogelijkheden""".split()
)
MODAL = _ONLY | _ALL | _SOME | _FIRST | _MUST | _MAY | _NEED_NOT | _DONE
_POLAR = {"for": "against", "against": "for", "with": "without", "without": "with", "before": "after",
          "after": "before"}  # fmt: skip
_WAYS = {"by": "by", "met": "by", "to": "to", "tot": "to", "naar": "to", "until": "to", "from": "from", "van": "from",
         "vanaf": "from", "since": "from", "sinds": "from"}  # fmt: skip
_NOT_NOUN = ("ed", "en", "ing", "ly", "ble", "ful", "al", "ive", "ous", "ic", "s", "wise", "ever", "more")
_REACH = 9  # words: a Dutch modal stands far from its verb
_BACK = 5  # words between a preposition and its figure: 'by more than about 30'
_SHARED = 2
_CLOSEST = 2  # words whose clause must leave it open too


def overstated(said: Sequence[Word], source: Sequence[Word], language: Language = "en") -> str:
    """The word by which `said` is stronger, weaker or otherwise than its source, or ''."""
    return next((word for word in _found(said, source, language) if word), "")


def _found(said: Sequence[Word], source: Sequence[Word], language: Language) -> Iterator[str]:
    for group in (_ONLY, _ALL, _MUST, _FIRST, _NEED_NOT, _DONE):
        yield _added(said, source, group)
    if any(word.folded in _ALL for word in source):
        yield _added(said, source, _SOME)
    yield _added(said, source, _MAY, _MAY | _OPEN)
    yield _asserted(said, source)
    yield _against(said, source)
    yield _way(said, source)
    yield _whether(said, source)
    if language == "en":
        yield _beheaded(said, source)


def _added(
    said: Sequence[Word], source: Sequence[Word], group: frozenset[str], answers: frozenset[str] | None = None
) -> str:
    """A word of the group in `said` where the source has none of them."""
    if any(word.folded in (answers or group) for word in source):
        return ""
    return next((word.text for word in said if word.folded in group), "")


def _asserted(said: Sequence[Word], source: Sequence[Word]) -> str:
    """The word by which the source leaves open what `said` tells as a fact."""
    held = [any(related(word, mine) for mine in said if mine.carries) for word in source]
    for at, word in enumerate(source):
        # "om te kunnen helpen" is "om te helpen".
        if word.folded not in _OPEN or (at and source[at - 1].folded == "te"):
            continue
        near = range(max(0, at - _REACH), min(len(source), at + _REACH + 1))
        same = [place for place in near if source[place].clause == word.clause and source[place].carries]
        if sum(held[place] for place in same) < max(_SHARED, 0.5 * len(same)):
            continue
        answers = _MAY | _OPEN if word.folded in _MAY else _CAREFUL
        closest = sorted((place for place in same if held[place]), key=lambda place: abs(place - at))[:_CLOSEST]
        if not _answered(said, [source[place] for place in closest], answers):
            return word.text
    return ""


def _answered(said: Sequence[Word], repeated: Sequence[Word], answers: frozenset[str]) -> bool:
    """Whether the clause of `said` that has most of these words has one of the answers too."""
    clauses = Counter(word.clause for word in said if word.carries and any(related(word, o) for o in repeated))
    most = max(clauses.values(), default=0)
    where = {clause for clause, count in clauses.items() if count == most}
    return any(word.folded in answers and word.clause in where for word in said)


def _whether(said: Sequence[Word], source: Sequence[Word]) -> str:
    """'whether', where `said` tells as done or decided what the source says is looked into."""
    for at, word in enumerate(source):
        dutch = word.folded == "of" and at and source[at - 1].folded in _LOOKING
        if not dutch and word.folded != "whether":
            continue
        after = [w for w in source[at + 1 :] if w.carries and w.clause == word.clause]
        repeated = sum(any(related(w, mine) for mine in said) for w in after)
        if repeated >= max(_SHARED, 0.5 * len(after)) and not any(w.folded in _ASKING for w in said):
            return word.text
    return ""


def _against(said: Sequence[Word], source: Sequence[Word]) -> str:
    """A word 'for' which `said` is and 'against' which the source is, and the like."""
    for at, word in enumerate(said):
        mine = marker(said, at) if word.carries or word.numeric else ""
        if mine not in _POLAR:
            continue
        theirs = {marker(source, there) for there, other in enumerate(source) if other.key == word.key}
        if _POLAR[mine] in theirs and mine not in theirs:
            return word.text
    return ""


def _way(said: Sequence[Word], source: Sequence[Word]) -> str:
    """A figure 'to' which something went where the source says 'by' it, and the like."""
    known = dict(_ways(source))
    for figure, way in _ways(said):
        if known.get(figure, way) != way:
            return figure
    return ""


def _beheaded(said: Sequence[Word], source: Sequence[Word]) -> str:
    """A noun that `said` has alone where the source has it before another: 'sanctions' for 'sanctions relief'.

    English only: Dutch writes them as one word.
    """
    keys = {word.key for word in said}
    ends = {word.key for at, word in enumerate(said) if word.carries and _closes(said, at)}
    for at, (word, head) in enumerate(pairwise(source)):
        if word.key in ends and head.key not in keys and _is_head(word, head) and _closes(source, at + 1):
            alone = any(o.key == word.key and _closes(source, place) for place, o in enumerate(source))
            if not alone and not any(related(head, mine) or synonyms(head, mine, "en") for mine in said):
                return f"{word.text} {head.text}"
    return ""


def _is_head(word: Word, head: Word) -> bool:
    """Whether both are plain nouns of one phrase, as far as their endings tell."""
    plain = all(w.carries and w.text.islower() and w.clause == word.clause for w in (word, head))
    return plain and not word.part and word.text.endswith("s") and not head.text.endswith(_NOT_NOUN)


def _closes(text: Sequence[Word], at: int) -> bool:
    after = text[at + 1] if at + 1 < len(text) else None
    return after is None or not after.stem or after.clause != text[at].clause or after.text.endswith("ed")


def _ways(text: Sequence[Word]) -> Iterator[tuple[str, str]]:
    for at, word in enumerate(text):
        if not word.folded[0].isdigit():
            continue
        for before in reversed(text[max(0, at - _BACK) : at]):
            if before.folded in _WAYS:
                yield word.folded, _WAYS[before.folded]
                break
            if before.stem and not before.numeric and before.carries:
                break
