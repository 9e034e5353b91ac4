"""What happens on the page, as functions from what the browser sent to HTML.

What the browser sent is not trusted: each value is read through a function that bounds it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rag.errors import BriefwijzerError
from rag.language import detect
from rag.page.answer import answer_html, failed_html, writing_html
from rag.page.letters import found_html, letter_html, missing_html
from rag.page.marks import Asked
from rag.pipeline import Pipeline
from rag.types import Answer, Language

_LOG = logging.getLogger("briefwijzer")
_TALK = 10
_FOUND = 10
_TURN = re.compile(r"[a-z0-9]{1,12}")

Suggest = Callable[[Answer], Sequence[str]]


def text_of(value: object, limit: int) -> str:
    """A text of at most `limit` characters and a bit, so that the pipeline can see that it was too long."""
    return value[: limit + 1] if isinstance(value, str) else ""


def history_of(value: object, limit: int) -> tuple[str, ...]:
    """The last questions of a talk, each bounded."""
    items = value[-_TALK:] if isinstance(value, list) else []
    return tuple(text for item in items if (text := text_of(item, limit).strip()))


def language_of(value: object) -> Language | None:
    """A language that we speak, else None."""
    return value if value in ("nl", "en") else None


def ask(pipeline: Pipeline, suggest: Suggest, data: Mapping[str, Any]) -> Iterator[str]:
    """One turn of the talk as it grows: unverified text, the answer, the answer with questions to go on with."""
    limit = pipeline.settings.question_limit
    question = text_of(data.get("question"), limit)
    history = history_of(data.get("history"), limit)
    name = data.get("turn")
    turn = name if isinstance(name, str) and _TURN.fullmatch(name) else "0"
    shown: Language = language_of(data.get("language")) or "nl"
    written = ""
    try:
        for piece in pipeline.stream(question, history, shown):
            if isinstance(piece, str):
                written += piece
                yield writing_html(question, shown, written, turn)
                continue
            asked = question_of(piece)
            nearest = pipeline.evidence([hit.passage for hit in piece.hits[:3]]) if not piece.statements else ()
            yield answer_html(piece, asked, nearest, turn)
            if more := suggest(piece):
                yield answer_html(piece, asked, nearest, turn, more)
    except BriefwijzerError as error:
        yield failed_html(question, shown, str(error), turn)
    except Exception as error:
        # The question stays out of the log, and so does the message, which may hold it.
        _LOG.error("answering failed: %s at %s", type(error).__name__, _place(error))
        yield failed_html(question, shown, "", turn)


def question_of(answer: Answer) -> Asked:
    """The question as it was read, for marking."""
    return Asked(answer.rewritten or answer.question, answer.language)


def open_letter(pipeline: Pipeline, data: Mapping[str, Any]) -> str:
    """A letter to read, at the place asked for."""
    name = text_of(data.get("letter"), 100)
    info = next((info for info in pipeline.letters() if info.id == name), None)
    if info is None:
        return missing_html()
    start, end = _number(data.get("start")), _number(data.get("end"))
    spot = (start, end) if end > start else None
    return letter_html(pipeline.letter(name), info, pipeline.edition(name, "en"), spot)


def find(pipeline: Pipeline, data: Mapping[str, Any]) -> str:
    """The passages nearest to some words."""
    query = text_of(data.get("query"), pipeline.settings.question_limit).strip()
    if not query:
        return ""
    language = detect(query) or language_of(data.get("language")) or "nl"
    return found_html(pipeline.search(query, _FOUND, language), Asked(query, language))


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) and 0 < value < 10**9 else 0


def _place(error: BaseException) -> str:
    """The file and line that raised."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
