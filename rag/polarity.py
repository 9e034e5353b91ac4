"""Is a statement's negation that of its source? Words of negation, each with the words it denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.overlap import Word, related, turned_prefix

_NEGATORS = frozenset(
    """niet geen nooit noch zonder evenmin nergens niemand niets nauwelijks geenszins nimmer tenzij behalve uitgezonderd
    not no never nor neither without nobody nothing nowhere none hardly barely unless except cannot""".split()
)
# Words that deny something too, but that a statement may leave out: it says the same in other words.
SOFT = frozenset(
    """onvoldoende ontoereikend onmogelijk gebrek ontbreekt ontbreken weigert weigerde geweigerd weinig mislukt
    mislukte mislukten strandde strandden gestrand faalde gefaald insufficient insufficiently inadequate impossible
    unable lack lacks lacking fail fails failed refuse refused
    refuses little""".split()
)
# Small words that turn a sentence around, and beginnings of words that say the same.
_TURNING = (
    (frozenset("voordat vooraleer alvorens".split()), ("voordat", "vooraleer", "voorafgaand", "alvorens", "eerst")),
    (
        frozenset("tegen against".split()),
        ("tegen", "against", "bestrij", "strijd", "counter", "combat", "fight", "oppos"),
    ),
    (
        frozenset("because owing due thanks therefore vanwege wegens omdat doordat dankzij daarom".split()),
        """because owing due thanks therefor caus reason result through by so out response in given since light
        vanwege wegens omdat doordat dankzij daarom door reden reactie uit gezien zodat om immers oorzaak
        licht""".split(),
    ),
    (frozenset("ondanks despite".split()), ("ondanks", "despite", "hoewel", "although", "desondanks")),
)
# "n't" after the word is cut at the apostrophe: "isn't" is "isn" and "t".
_CLIPPED = frozenset("isn aren wasn weren don doesn didn won wouldn couldn shouldn hasn haven hadn mustn".split())
_EXCLUDING = frozenset({("other", "than"), ("anders", "dan"), ("apart", "from"), ("uitzondering", "van")})
_NOT_ONLY = frozenset("alleen slechts enkel only just merely".split())
_NEAR, _AFTER = 3, 2  # carrying words that a negation surely denies, and how many of them follow it
_WIDE = 5
_REACH = 3  # words after a negation among which stands what it denies
_BEING = frozenset("zijnde being".split())


@dataclass(frozen=True, slots=True)
class Negation:
    """A word of negation, the carrying words beside it in its clause, and those further off in it."""

    word: str
    near: tuple[Word, ...]
    wide: tuple[Word, ...]


def negations(text: Sequence[Word], other: Sequence[Word]) -> list[Negation]:
    """The negations of a text; 'niet alleen' denies nothing.

    A word that is denied by its prefix ('onvoldoende') counts where `other` has it without.
    """
    found = []
    for at, word in enumerate(text):
        plain = turned_prefix(word, other)
        if plain is not None and len(plain.folded) < len(word.folded):
            near = (plain, *_beside(text, at, 1, 1))
            found.append(Negation(word.text, near, (plain, *_beside(text, at, _WIDE, _WIDE))))
        elif _denies(text, at):
            after, wide = _beside(text, at, 0, _AFTER), _beside(text, at, _WIDE, _WIDE)
            near = _beside(text, at, _NEAR - len(after), _AFTER)
            if len(near) < 2:  # "..., is dit niet gelukt": what is denied stands before the comma
                near = _beside(text, at, _AFTER, _AFTER, any_clause=True)
                wide = _beside(text, at, _WIDE, _WIDE, any_clause=True)
            found.append(Negation(word.text, near, wide))
    return found


def _denies(text: Sequence[Word], at: int) -> bool:
    word, after = text[at].folded, text[at + 1].folded if at + 1 < len(text) else ""
    if word == "no" and after[:1].isdigit():  # "Paper 12, no. 3"
        return False
    if word in _CLIPPED:
        return after == "t"
    if (word, after) in _EXCLUDING:
        return True
    if _bounds(text, at):
        return False
    return word in _NEGATORS and after not in _NOT_ONLY


def _bounds(text: Sequence[Word], at: int) -> bool:
    """Whether the word begins a lower bound: 'no fewer than 82', 'niet minder dan 82'."""
    after = [word.folded for word in text[at + 1 : at + 3]]
    return after[:1] in (["fewer"], ["less"], ["minder"]) and after[1:] in (["than"], ["dan"])


def _beside(text: Sequence[Word], at: int, before: int, after: int, any_clause: bool = False) -> tuple[Word, ...]:
    """Up to so many carrying words to each side, in the same clause."""
    clause = text[at].clause
    right = [word for word in text[at + 1 :] if word.carries and (any_clause or word.clause == clause)]
    left = [word for word in reversed(text[:at]) if word.carries and (any_clause or word.clause == clause)]
    return (*right[:after], *left[:before])


def turned(said: Sequence[Word], source: Sequence[Word]) -> str:
    """The word of negation that `said` dropped or added, or ''.

    Dropped: it says what the source denies, without a denial of its own for it. Added: it
    denies what the source does not. One denial answers for one.
    """
    ours, theirs = negations(said, source), negations(source, said)
    repeated = [(theirs[at], [word for word in theirs[at].near if _in(word, said)]) for at in range(len(theirs))]
    dropped = [(it, words) for it, words in repeated if len(words) >= max(2, 0.6 * len(it.near))]
    if negator := _unanswered(dropped, ours):
        return negator
    if not ours and not _soft(said) and (negator := _denied_first(said, source)):
        return negator
    known = [(it, [word for word in it.near if _in(word, source) or turned_prefix(word, source)]) for it in ours]
    soft = _soft(source)
    known += [
        (it, list(it.near))
        for it in _soft(said)
        if not _in(it.wide[0], source) and not turned_prefix(it.wide[0], source)
    ]
    return _unanswered(known, [*theirs, *soft]) or _turning(said, source)


def _denied_first(said: Sequence[Word], source: Sequence[Word]) -> str:
    """The negation right before a word that `said` repeats: 'niet zijnde geld', 'other than money'."""
    keys = [word.key for word in source]
    for at, word in enumerate(source):
        if not _denies(source, at):
            continue
        after = [w for w in source[at + 1 : at + 1 + _REACH] if w.carries and w.clause == word.clause]
        after = [w for w in after if w.folded not in _BEING]
        if after and keys.count(after[0].key) == 1 and any(mine.key == after[0].key for mine in said):
            return word.text
    return ""


def _soft(text: Sequence[Word]) -> list[Negation]:
    return [
        Negation(word.text, _beside(text, at, _WIDE, _WIDE), (word, *_beside(text, at, _WIDE, _WIDE)))
        for at, word in enumerate(text)
        if word.folded in SOFT
    ]


def _turning(said: Sequence[Word], source: Sequence[Word]) -> str:
    """'voordat', 'tegen', 'ondanks' where the source has nothing of the kind."""
    for turning, kin in _TURNING:
        if any(word.folded in kin or word.folded.startswith(tuple(k for k in kin if len(k) > 3)) for word in source):
            continue
        if found := next((word.text for word in said if word.folded in turning), ""):
            return found
    return ""


def _unanswered(asked: Sequence[tuple[Negation, list[Word]]], answers: Sequence[Negation]) -> str:
    """The first negation for which no answer is left that speaks of at least half of its words."""
    left = list(answers)
    for negation, words in asked:
        fitting = [answer for answer in left if _shares(words, answer.wide)]
        if not fitting:
            return negation.word
        left.remove(max(fitting, key=lambda answer: sum(_in(word, answer.near) for word in words)))
    return ""


def _in(word: Word, text: Sequence[Word]) -> bool:
    return any(related(word, other) for other in text)


def _shares(some: Sequence[Word], scope: Sequence[Word]) -> bool:
    """Whether at least half of `some` stand in `scope`."""
    return 2 * sum(_in(word, scope) for word in some) >= max(len(some), 1)
