"""What a comparison asks of one letter only: "what did it promise in 2016, and who pays for it in 2025?".

A clause that points at one letter, by its year or as the older or newer, is asked of that letter; what stands
before the first such clause, or in a sentence of its own, is asked of both.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from rag.types import LetterInfo

# Signs of the older and the newer of two letters, besides their years and numbers.
_OLDER = (
    r"\b(?:eerste|oude|oudere|eerdere|vroegere|ene|first|old|older|earlier) (?:\w+ )?(?:\w*brief|letter|one)\b"
    r"|\b(?:toen|toentertijd|destijds|then|back then|at the time)\b"
)
_NEWER = (
    r"\b(?:tweede|nieuwe|nieuwere|latere|andere|recente|laatste|second|new|newer|later|other|recent|latest|last) "
    r"(?:\w+ )?(?:\w*brief|letter|one)\b|\b(?:nu|nou|now|later|nowadays|today|vandaag|tegenwoordig|inmiddels)\b"
)
# Where one clause ends and the next begins, the strongest first.
_BREAKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[.?!;]\s|[;]",
        r",\s*(?=(?:en|and|but|maar|while|terwijl)\b)",
        r",\s|\s(?=(?:en|and|but|maar|while|terwijl)\b)",
    )
)
# "In 2016 and in 2025" is asked of both; only a clause that asks is one of its own.
_ASKS = re.compile(
    r"\b(?:wat|hoe\w*|wie|waar\w*|welke?|what|how|who|whom|where|which|why|is|are|was|were|does|do|did|has|have)\b",
    re.IGNORECASE,
)
_TOPIC_ENDS = re.compile(r"[.?!:;]\s|\s[-–—]\s")


def sides(text: str, letters: Sequence[LetterInfo]) -> Mapping[str, str]:
    """The clause asked of each letter alone, by letter id; empty where the text does not part them.

    `letters` are the two that are compared, in order of date.
    """
    if len(letters) != 2:
        return {}
    signs = _signs(text, letters)
    changes = [(a, b) for a, b in itertools.pairwise(signs) if a[2] != b[2]]
    if len(changes) != 1:
        return {}
    (_, end, first), (start, _, second) = changes[0]
    cut = _cut(text, end, start)
    if cut is None or not _ASKS.search(text, cut):
        return {}
    head = text[:cut]
    topic = [found.end() for found in _TOPIC_ENDS.finditer(head) if found.end() <= signs[0][0]]
    tail = _TOPIC_ENDS.search(text, signs[-1][1])
    return {first: head[topic[-1] if topic else 0 :], second: text[cut : tail.start() if tail else len(text)]}


def _signs(text: str, letters: Sequence[LetterInfo]) -> list[tuple[int, int, str]]:
    """Where the text points at one of the letters: start, end, letter; in order."""
    found: list[tuple[int, int, str]] = []
    for info, words in zip(letters, (_OLDER, _NEWER), strict=True):
        own = [str(info.date.year)] if letters[0].date.year != letters[1].date.year else []
        pattern = "|".join([rf"(?<!\d)(?:{'|'.join([*own, rf'(?:nr|no)[. ]+{re.escape(info.number)}'])})(?!\d)", words])
        found += [(*match.span(), info.id) for match in re.finditer(pattern, text, re.IGNORECASE)]
    return sorted(found)


def _cut(text: str, start: int, end: int) -> int | None:
    """The last of the strongest breaks between two places of a text."""
    for pattern in _BREAKS:
        breaks = [found.end() for found in pattern.finditer(text, start, end)]
        if breaks:
            return breaks[-1]
    return None
