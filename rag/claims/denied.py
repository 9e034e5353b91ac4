"""What a text names only to leave it out: 'steun niet zijnde wapens', 'onderhandelen in plaats van escaleren'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.overlap import Word, related, words
from rag.polarity import negations
from rag.types import Language

# After these words stands what is left out. 'Anders dan in 2016' opens a comparison, not an exception.
_LEFT_OUT: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(
        r"\b(?:niet zijnde|geen zijnde|behalve|behoudens|uitgezonderd|met uitzondering van|op\b.{1,30}\bna\b"
        r"|in plaats van|(?<=\w )anders dan|exclusief)\s+",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:other than|apart from|except(?: for)?|with the exception of|excluding|instead of|rather than)\s+",
        re.IGNORECASE,
    ),
}
_WAIVING = re.compile(
    r"\b(?:ook zonder|zelfs zonder|ook als er geen|ongeacht|hoe dan ook|onvoorwaardelijk|even without"
    r"|even if(?: there is)? no|even if\b.{1,40}\b(?:not|no)\b|zelfs als|regardless"
    r"|whether or not|irrespective|unconditionally)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:zonder dat|tenzij|mits|(?:alleen|slechts|pas|enkel) (?:als|dan|wanneer|indien)|op voorwaarde|zolang"
    r"|unless|only (?:if|when|then)|provided|as long as|on condition)\b",
    re.IGNORECASE,
)
_MOST = 2  # carrying words that are left out
_STOP = re.compile(r"[,;:()]| aan | to | for | voor | by | door ")


@lru_cache(maxsize=1024)
def left_out(text: str, language: Language) -> tuple[tuple[str, tuple[Word, ...]], ...]:
    """The wordings that leave something out, each with up to two carrying words of what it is."""
    found = []
    for match in _LEFT_OUT[language].finditer(text):
        rest = text[match.end() :]
        stop = _STOP.search(rest)
        meant = tuple(word for word in words(rest[: stop.start() if stop else None], language) if word.carries)
        if meant:
            found.append((match.group().strip(), meant[:_MOST]))
    return tuple(found)


def _keys(phrases: Sequence[tuple[str, tuple[Word, ...]]]) -> set[str]:
    return {word.key for _, meant in phrases for word in meant}


def brought_back(claim: str, source: str, language: Language) -> tuple[str, str] | None:
    """A word that one side leaves out and the other has as a plain part of what it says: (ours, theirs), or None."""
    for mine, other, turned in ((claim, source, False), (source, claim, True)):
        # 'gewapende' that stands in both is not the 'wapens' that one leaves out.
        common = {word.key for word in words(mine, language)} & {word.key for word in words(other, language)}
        said = tuple(w for w in words(mine, language) if w.key not in common - _keys(left_out(other, language)))
        denied = [n for negation in negations(words(mine, language), words(other, language)) for n in negation.near]
        out_here = [word for _, meant in left_out(mine, language) for word in meant]
        for wording, meant in left_out(other, language):
            if all(_stands(word, said) and not _stands(word, [*denied, *out_here]) for word in meant):
                phrase = f"{wording} {' '.join(word.text for word in meant)}"
                plain = " ".join(word.text for word in said if any(related(word, other) for other in meant))
                return (phrase, plain) if turned else (plain, phrase)
    return None


def waived(claim: str, source: str, language: Language) -> tuple[str, str] | None:
    """A claim that does without a condition which the source makes: (ours, theirs), or None."""
    mine, other = _WAIVING.search(claim), _CONDITION.search(source)
    if not mine or not other:
        return None
    said = [word for word in words(claim, language) if word.carries]
    condition = [word for word in words(source[other.end() :], language) if word.carries]
    shared = sum(_stands(word, condition) for word in said)
    return (mine.group(), other.group()) if shared >= _MOST else None


def _stands(word: Word, text: Sequence[Word]) -> bool:
    return any(related(word, other) for other in text)
