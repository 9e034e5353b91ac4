"""The questions of a file of JSON lines, for `ask --batch`."""

from __future__ import annotations

import json
from pathlib import Path

from rag.errors import InputError
from rag.given import is_text, read_text
from rag.jsonlines import json_lines

_SHAPE = '{"question": "...", "history": ["..."]}'


def read_batch(path: Path) -> list[tuple[str, list[str]]]:
    """Each question with the earlier questions of its talk. Raises InputError with file and line."""
    return [_question(line, f"{path}:{number}") for number, line in json_lines(read_text(path))]


def _question(line: str, place: str) -> tuple[str, list[str]]:
    try:
        item = json.loads(line)
        question, history = item["question"], item.get("history", [])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        question, history = None, []
    if not (isinstance(history, list) and all(map(is_text, [question, *history]))):
        raise InputError(f"{place}: not a line such as {_SHAPE}. Correct it and run again.")
    return question, history
