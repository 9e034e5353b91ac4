"""What happens on the page, as functions from what the browser sent to HTML.

What the browser sent is not trusted: each value is read through a function that bounds it.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from rag.errors import BriefwijzerError
from rag.language import detect
from rag.page.adding import Adder, file_of, is_known, read_html, refused_html, told_html
from rag.page.answer import answer_html, failed_html, words_html, writing_html
from rag.page.checking import SUFFIX, article_of, exported, reports
from rag.page.faults import place_of
from rag.page.feedback import Feedback
from rag.page.letters import found_html, letter_html, missing_html
from rag.page.live import Live
from rag.page.marks import Asked
from rag.page.measure import progress_html
from rag.page.texts import both
from rag.page.verdicts import exported_html, report_html
from rag.pipeline import Pipeline
from rag.types import Answer, Language

_LOG = logging.getLogger("briefwijzer")
_TALK = 10
_FOUND = 10
_LONGEST = 200_000
_PROGRESS = 0.1  # seconds between two drawings of what grows
_TURN = re.compile(r"[a-z0-9]{1,12}")

Suggest = Callable[[Answer], Sequence[str]]


def text_of(value: object, limit: int) -> str:
    """At most `limit` characters and one more; without halves of characters, which nothing could write again."""
    return value[: limit + 1].encode("utf-8", "ignore").decode() if isinstance(value, str) else ""


def asked_of(value: object, limit: int) -> str:
    """A question on one line, bounded so that the pipeline can still see that it was too long.

    Blanks count as the pipeline counts them: else many of them would push words out unnoticed.
    """
    return text_of(" ".join(value.split()), limit) if isinstance(value, str) else ""


def history_of(value: object, limit: int) -> tuple[str, ...]:
    """The last questions of a talk, each bounded."""
    items = value[-_TALK:] if isinstance(value, list) else []
    return tuple(text for item in items if (text := asked_of(item, limit)))


def language_of(value: object) -> Language | None:
    """A language that we speak, else None."""
    return value if value in ("nl", "en") else None


def ask(pipeline: Pipeline, suggest: Suggest, data: Mapping[str, Any], judged: bool = False) -> Iterator[str]:
    """One turn of the talk as it grows: unverified text, the words, the whole answer, questions to go on with."""
    limit = pipeline.settings.question_limit
    question = asked_of(data.get("question"), limit)
    history = history_of(data.get("history"), limit)
    name = data.get("turn")
    turn = name if isinstance(name, str) and _TURN.fullmatch(name) else "0"
    shown: Language = language_of(data.get("language")) or "nl"
    written, drawn = "", -_PROGRESS
    try:
        for piece in pipeline.stream(question, history, shown):
            if isinstance(piece, str):
                written += piece
                # Each drawing sends all that was written: a fast model would send it hundreds of times a second.
                if (now := time.monotonic()) - drawn >= _PROGRESS:
                    drawn = now
                    yield writing_html(question, shown, written, turn)
                continue
            yield words_html(piece, turn)
            asked = question_of(piece)
            nearest = pipeline.evidence([hit.passage for hit in piece.hits[:3]]) if not piece.statements else ()
            yield answer_html(piece, asked, nearest, turn, judged=judged)
            if more := suggest(piece):
                yield answer_html(piece, asked, nearest, turn, go_on=more, judged=judged)
    except BriefwijzerError as error:
        yield failed_html(question, shown, str(error), turn)
    except Exception as error:
        # The question stays out of the log, and so does the message, which may hold it.
        _LOG.error("answering failed: %s at %s", type(error).__name__, place_of(error))
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
    query = asked_of(data.get("query"), pipeline.settings.question_limit)
    if not query:
        return ""
    language = detect(query) or language_of(data.get("language")) or "nl"
    return found_html(pipeline.search(query, _FOUND, language), Asked(query, language))


def judge(feedback: Feedback, data: Mapping[str, Any]) -> str:
    """Keep what a reader thinks of an answer."""
    history = history_of(data.get("history"), _LONGEST)
    judgement, answer = text_of(data.get("judgement"), 20), text_of(data.get("answer"), _LONGEST)
    turn = text_of(data.get("turn"), 13)
    try:
        kept = feedback.add(judgement, data.get("source"), history, answer)
    except BriefwijzerError as error:
        _LOG.error("%s", error)
        kept = False
    state = "" if kept else " failed"
    told = both("judged" if kept else "not_judged")
    return f'<p class="status{state}" data-turn="{escape(turn)}" data-at="{time.monotonic_ns()}">{told}</p>'


def check(pipeline: Pipeline, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Put a claim or an article to the letters: how far it is, and the verdicts so far."""
    shown, told = "", 0.0
    yield "", ""
    try:
        name, text = article_of(data)
        for total, report in reports(pipeline, text):
            done = len(report.verdicts)
            # Each doubling: what is sent again and again stays within twice the whole, and who stops keeps most.
            if done == total or (done & (done - 1) == 0 and done):
                shown = report_html(report, name, total)
            if done == total:
                yield "", shown
            elif time.monotonic() - told > _PROGRESS:
                told = time.monotonic()
                yield progress_html(done, total, "checking_claims"), shown
    except BriefwijzerError as error:
        yield _stamped(refused_html(error)), shown
    except Exception as error:
        _LOG.error("checking failed: %s at %s", type(error).__name__, place_of(error))
        yield _stamped(told_html("check_failed", bad=True)), shown


def _stamped(html: str) -> str:
    """Told apart from the same words before, which the browser would take for no change."""
    return f'<div data-at="{time.monotonic_ns()}">{html}</div>'


def export(data: Mapping[str, Any]) -> str:
    """Verdicts that the page holds, as a file to save."""
    form = data.get("form")
    try:
        content = exported(form, data.get("verdicts"))
    except BriefwijzerError as error:
        return _stamped(refused_html(error))
    return exported_html(f"briefwijzer.{SUFFIX[str(form)]}", content, time.monotonic_ns())


def read_letter(live: Live, adder: Adder, data: Mapping[str, Any]) -> str:
    """What is in a file that somebody wants to add."""
    try:
        letter = adder.read(*file_of(data.get("name"), data.get("data")))
    except BriefwijzerError as error:
        return refused_html(error)
    return read_html(letter, is_known(letter, live.now.letters()))


def add_letter(live: Live, adder: Adder, data: Mapping[str, Any]) -> str:
    """Put the file into the index, and answer from it from now on."""
    try:
        adder.add(*file_of(data.get("name"), data.get("data")))
        live.renew()
    except BriefwijzerError as error:
        return refused_html(error)
    return told_html("added")


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) and 0 < value < 10**9 else 0
