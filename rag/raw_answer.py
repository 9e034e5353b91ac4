"""What a chat model wrote, taken apart: sentences, and the passages each one names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.sentences import split

# [1], [1, 2], [1-3], [^1], [bron 1], [passage 2], 【1】, 【1†source】
_TOKEN = re.compile(
    r"[\[【［]\s*\^?(?:(?:bron|bronnen|source|sources|passage|passages|nr\.?|no\.?)\s*)?"
    r"(\d{1,4}(?:\s*(?:[,;&–-]|en|and)\s*\d{1,4})*)(?:†[^\]】］]{0,40})?\s*[\]】］](?!\()",
    re.IGNORECASE,
)
_TOKENS = rf"(?:\s*{_TOKEN.pattern})+"
_AFTER_STOP = re.compile(rf"([.!?…]+[»”’\"')]*)({_TOKENS})", re.IGNORECASE)
_AT_END = re.compile(rf"{_TOKENS}\s*[.!?…]*[»”’\"')]*\s*$", re.IGNORECASE)
_ALONE = re.compile(rf"{_TOKENS}\s*$", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)]|#{1,6})\s+")
_THOUGHTS = re.compile(r"^\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
_REFUSAL = re.compile(r"\bNOT[_ ]IN[_ ]LETTERS\b")
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)")
_STOPPED = re.compile(r"[.!?…][»”’\"')]*$")
# A statement names a handful of passages; "[1-9999]" is no range of ours.
_WIDEST = 10


@dataclass(frozen=True, slots=True)
class RawStatement:
    """A sentence without its tokens; `tokens` as numbers in order, unknown ones still among them.

    `ended` is False where the text stops in the middle of a sentence.
    """

    text: str
    tokens: tuple[int, ...]
    ended: bool


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """`refused` says that the model wrote NOT_IN_LETTERS, alone or after some statements."""

    statements: tuple[RawStatement, ...]
    refused: bool


def parse(raw: str) -> RawAnswer:
    """Take apart what the model wrote. Any text is accepted; nothing is dropped but tokens and marks of lists."""
    text = _THOUGHTS.sub("", raw)
    refused = bool(_REFUSAL.search(text))
    text = _REFUSAL.sub("", text)
    statements: list[RawStatement] = []
    for line in _lines(text):
        # "... open. [1]": tokens after the stop belong to the sentence before it.
        inside = _AFTER_STOP.sub(lambda found: f"{found[2]}{found[1]} ", line)
        masked = _TOKEN.sub(lambda found: " " * len(found[0]), inside)
        for start, end in _with_tokens(masked, inside):
            statement = _statement(inside[start:end])
            if any(char.isalnum() for char in statement.text):
                statements.append(statement)
    return RawAnswer(tuple(statements), refused)


def _lines(text: str) -> list[str]:
    """Lines without marks of lists and emphasis; a line of only tokens joins the one before it."""
    lines: list[str] = []
    for line in text.splitlines():
        clean = _BULLET.sub("", line).replace("**", "").strip()
        if not clean or not any(char.isalnum() for char in clean):
            continue
        if lines and _ALONE.match(clean):
            lines[-1] += " " + clean
        else:
            lines.append(clean)
    return lines


def _with_tokens(masked: str, line: str) -> list[tuple[int, int]]:
    """Sentences of the masked line, each stretched to where the next one begins, so that no token falls between."""
    spans = split(masked)
    starts = [0, *(start for start, _ in spans[1:])]
    return list(zip(starts, [*starts[1:], len(line)], strict=True)) if spans else []


def _statement(text: str) -> RawStatement:
    numbers: list[int] = []
    for found in _TOKEN.finditer(text):
        for number in _numbers(found[1]):
            if number not in numbers:
                numbers.append(number)
    bare = re.sub(r"\s+([.,;:!?…])", r"\1", " ".join(_TOKEN.sub(" ", text).split()))
    at_end = bool(_AT_END.search(text))
    ended = at_end or bool(_STOPPED.search(bare))
    if at_end and bare and not _STOPPED.search(bare):
        bare = bare.rstrip(",;:") + "."
    return RawStatement(bare, tuple(numbers), ended)


def _numbers(inside: str) -> list[int]:
    for low, high in _RANGE.findall(inside):
        if 0 < int(high) - int(low) < _WIDEST:
            return list(range(int(low), int(high) + 1))
    return [int(number) for number in re.findall(r"\d+", inside)]
