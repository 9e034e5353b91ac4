"""Questions that the letters do answer: for newcomers, and to go on with after an answer.

Candidates are questions known to be about the letters (a file of them, where there is one) and what can
be asked of every letter. None is shown before the pipeline has answered it.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.jsonlines import json_lines
from rag.page.live import Live
from rag.page.texts import day
from rag.types import Answer, Language, LetterInfo
from rag.words import content

_SHOWN = 3
_TRIED = 6
_LETTERS = 2

_OF_A_LETTER: dict[Language, tuple[str, ...]] = {
    "nl": ("Waar gaat de brief van {date} over?", "Wie heeft de brief van {date} ondertekend?"),
    "en": ("What is the letter of {date} about?", "Who signed the letter of {date}?"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question with the letters whose words answer it."""

    question: str
    language: Language
    letters: tuple[str, ...]


def read_candidates(path: Path) -> tuple[Candidate, ...]:
    """Candidates from JSON lines `{"lang", "question", "letters"}`; none where there is no such file."""
    if not path.exists():
        return ()
    items = [json.loads(line) for _, line in json_lines(path.read_text(encoding="utf-8"))]
    return tuple(Candidate(item["question"], item["lang"], tuple(item["letters"])) for item in items)


class Suggestions:
    """Keeps which candidates the pipeline answers; safe to call from several threads."""

    def __init__(self, live: Live, known: Sequence[Candidate] = ()) -> None:
        self._live = live
        there = {info.id for info in live.now.letters()}
        self._known = tuple(item for item in known if item.letters and there.issuperset(item.letters))
        self._lock = threading.Lock()
        self._answered = functools.lru_cache(maxsize=1000)(self._ask)

    def first(self, language: Language) -> tuple[str, ...]:
        """Questions for somebody who has not asked yet, about different letters."""
        newest = sorted(self._live.now.letters(), key=lambda info: info.date, reverse=True)[:_LETTERS]
        picked = [item for item in self._known if item.language == language]
        spread = [item for info in newest for item in picked if info.id in item.letters][:_TRIED]
        return self._sound([item.question for item in (*spread, *_of_letters(newest, language))], language)

    def after(self, answer: Answer) -> tuple[str, ...]:
        """Questions near to an answer: same letter, words shared with it, not asked yet."""
        cited = {citation.letter for citation in answer.citations} or {
            hit.passage.partition("#")[0] for hit in answer.hits[:1]
        }
        said = set(content(f"{answer.question} {answer.text}", answer.language))

        def near(item: Candidate) -> tuple[bool, int]:
            return bool(cited & set(item.letters)), len(said & set(content(item.question, item.language)))

        known = sorted((item for item in self._known if item.language == answer.language), key=near, reverse=True)
        infos = [info for info in self._live.now.letters() if info.id in cited][:_LETTERS]
        asked = {answer.question.casefold(), (answer.rewritten or "").casefold()}
        questions = [item.question for item in (*known[:_TRIED], *_of_letters(infos, answer.language))]
        return self._sound([question for question in questions if question.casefold() not in asked], answer.language)

    def _sound(self, questions: Sequence[str], language: Language) -> tuple[str, ...]:
        found: list[str] = []
        for question in dict.fromkeys(questions):
            if len(found) == _SHOWN:
                break
            if self._answered(question, language):
                found.append(question)
        return tuple(found)

    def _ask(self, question: str, language: Language) -> bool:
        with self._lock:  # one at a time: suggestions must not keep people's questions waiting
            return self._live.now.ask(question, (), language).status == "answered"


def _of_letters(letters: Sequence[LetterInfo], language: Language) -> list[Candidate]:
    return [
        Candidate(shape.format(date=day(info.date.isoformat(), language)), language, (info.id,))
        for shape in _OF_A_LETTER[language]
        for info in letters
    ]
