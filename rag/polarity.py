"""Is a statement's negation that of its source? Words of negation, each with the words it denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.overlap import Word, related

_NEGATORS = frozenset(
    """niet geen nooit noch zonder evenmin nergens niemand niets nauwelijks geenszins nimmer tenzij behalve uitgezonderd
    not no never nor neither without nobody nothing nowhere none hardly barely unless except cannot""".split()
)
# "n't" after the word is cut at the apostrophe: "isn't" is "isn" and "t".
_CLIPPED = frozenset("isn aren wasn weren don doesn didn won wouldn couldn shouldn hasn haven hadn mustn".split())
_NOT_ONLY = frozenset("alleen slechts enkel only just merely".split())
_BEFORE, _AFTER = 2, 3


@dataclass(frozen=True, slots=True)
class Negation:
    """A word of negation and the carrying words around it, nearest first."""

    word: str
    scope: tuple[Word, ...]


def negations(text: Sequence[Word]) -> list[Negation]:
    """The negations of a text; 'niet alleen' denies nothing."""
    found = []
    for at, word in enumerate(text):
        if word.folded not in _NEGATORS and word.folded not in _CLIPPED:
            continue
        if at + 1 < len(text) and text[at + 1].folded in _NOT_ONLY:
            continue
        after = [other for other in text[at + 1 :] if other.carries][:_AFTER]
        before = [other for other in reversed(text[:at]) if other.carries][:_BEFORE]
        found.append(Negation(word.text, (*after, *before)))
    return found


def turned(statement: Sequence[Word], source: Sequence[Word]) -> str:
    """The word of negation that `statement` dropped or added, or ''.

    Dropped: the statement says most of what the source denies, and denies none of it. Added:
    the statement denies what the source does not.
    """
    ours, theirs = negations(statement), negations(source)
    for negation in theirs:
        said = [word for word in negation.scope if _in(word, statement)]
        if len(said) >= max(2, 0.6 * len(negation.scope)) and not any(_touch(said, mine.scope) for mine in ours):
            return negation.word
    for negation in ours:
        known = [word for word in negation.scope if _in(word, source)]
        if not any(_touch(known, other.scope) for other in theirs):
            return negation.word
    return ""


def _in(word: Word, text: Sequence[Word]) -> bool:
    return any(related(word, other) for other in text)


def _touch(left: Sequence[Word], right: Sequence[Word]) -> bool:
    return any(_in(word, right) for word in left)
