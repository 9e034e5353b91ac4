"""The sentences of an article that claim something; the others are passed over, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rag.sentences import split

Why = Literal["question", "heading", "opinion", "short", "long"]
_LEAST = 4  # words
_LONGEST = 1200  # characters: no sentence of a newspaper, rather a table or a list without full stops
_END = re.compile(r"[.!?…][\"'»”’)\]]*$")
_QUESTION = re.compile(r"\?[\"'»”’)\]]*$")
_OPINION = re.compile(
    r"\b(?:ik (?:vind|denk|geloof|hoop|vrees)|wij vinden|wat mij betreft|mijns inziens"
    r"|naar (?:mijn|onze) mening|volgens mij"
    r"|helaas|gelukkig|hopelijk|schandalig\w*|schande|onbegrijpelijk|het is (?:hoog )?tijd dat|laten we|hopen we"
    r"|i (?:think|believe|feel|hope|fear)|we (?:think|believe|feel) that|in (?:my|our) (?:view|opinion)|unfortunately"
    r"|sadly|hopefully|fortunately|luckily|shameful|disgraceful|it is (?:high )?time (?:that|to)|let us|let's)\b"
    r"|![\"'»”’)\]]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sentence that claims nothing, and why it was taken for that."""

    text: str
    why: Why


def sentences(text: str) -> Iterator[str]:
    """The sentences of running text; a blank line ends one, a single line break does not."""
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\0", " ")):
        joined = " ".join(paragraph.split())
        if joined:
            yield from (joined[start:end] for start, end in split(joined))


def claims_of(text: str) -> tuple[tuple[str, ...], tuple[PassedOver, ...]]:
    """The sentences that claim something, in order, and those that do not."""
    claims: list[str] = []
    passed: list[PassedOver] = []
    for sentence in sentences(text):
        why = _why(sentence)
        if why is None:
            claims.append(sentence)
        else:
            passed.append(PassedOver(sentence, why))
    return tuple(claims), tuple(passed)


def _why(sentence: str) -> Why | None:
    if _QUESTION.search(sentence):
        return "question"
    if len(sentence) > _LONGEST:
        return "long"
    if not _END.search(sentence):
        return "heading"
    if _OPINION.search(sentence):
        return "opinion"
    return "short" if len(re.findall(r"\w+", sentence)) < _LEAST else None
