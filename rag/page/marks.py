"""Which words of a quote decide: those that the question asked for, or that a claim stands or falls by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rag.names import names
from rag.numbers import quantities
from rag.types import Language
from rag.words import content, fold, is_content, stem

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_AMOUNT = re.compile(
    r"\b(?:hoeveel|hoe (?:veel|lang|groot|vaak|hoog)|bedrag\w*|aantal\w*|percentage|"
    r"how (?:much|many|long|large|often|big)|amounts?|sums?|number of)\b",
    re.IGNORECASE,
)
# Shorter words stand in others by chance.
_PART = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, or a claim, as far as marking goes."""

    text: str
    language: Language
    claim: bool = False


def decisive(text: str, language: Language, asked: Asked) -> tuple[tuple[int, int], ...]:
    """Spans of `text` (in `language`) that answer `asked`, in order, apart from each other.

    Amounts where the question asks how much or the claim states one; names that it names, in
    whichever language; and a question's words where text and question share a language. A quote
    shares most words with a claim: marking those would show nothing.
    """
    spans: list[tuple[int, int]] = []
    if quantities(asked.text, asked.language) if asked.claim else _AMOUNT.search(asked.text):
        spans += [(found.start, found.end) for found in quantities(text, language)]
    named = {name.canonical for name in names(asked.text, asked.language)}
    spans += [(name.start, name.end) for name in names(text, language) if name.canonical in named]
    if language == asked.language and not asked.claim:
        stems = frozenset(content(asked.text, language))
        spans += [found.span() for found in _WORD.finditer(text) if _asked(fold(found.group()), language, stems)]
    return _joined(spans, text)


def _asked(word: str, language: Language, stems: frozenset[str]) -> bool:
    """Whether a folded word is one of the question's, or a Dutch compound that ends in one."""
    if not is_content(word, language):
        return False
    mine = stem(word, language)
    return mine in stems or (language == "nl" and any(len(s) >= _PART and mine.endswith(s) for s in stems))


def _joined(spans: Sequence[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Overlapping spans, and those with only a blank between them, become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` as HTML with `spans` marked."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>")
        at = end
    return "".join((*parts, escape(text[at:])))
