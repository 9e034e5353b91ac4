"""What readers think of answers, kept in SQLite; only where the operator has switched it on."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from rag.contract import answer_from_json
from rag.errors import StoreError

Judgement = Literal["useful", "not_useful", "wrong_source"]
_JUDGEMENTS = get_args(Judgement)
_MOST = 200_000
_TABLE = """CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY, time TEXT NOT NULL, judgement TEXT NOT NULL, source INTEGER,
    question TEXT NOT NULL, history TEXT NOT NULL, answer TEXT NOT NULL)"""


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement: `source` is the number of the citation that was wrong, `answer` the contract's JSON."""

    time: str
    judgement: Judgement
    source: int | None
    question: str
    history: tuple[str, ...]
    answer: dict[str, Any]


class Feedback:
    """The file `feedback.sqlite` of a data folder. Raises StoreError where it cannot be written."""

    def __init__(self, folder: Path, now: Callable[[], datetime.datetime] | None = None) -> None:
        self._path = folder / "feedback.sqlite"
        self._now = now or (lambda: datetime.datetime.now(datetime.UTC))

    def add(self, judgement: str, source: object, history: tuple[str, ...], answer: str) -> bool:
        """Keep a judgement of an answer in the contract's JSON; False for what is none."""
        if judgement not in _JUDGEMENTS or len(answer) > _MOST:
            return False
        try:
            read = answer_from_json(json.loads(answer))
            question = str(read.question)
        except (ValueError, TypeError, KeyError, AttributeError):
            return False
        number = source if isinstance(source, int) and 0 < source <= len(read.citations) else None
        row = (self._now().isoformat(timespec="seconds"), judgement, number, question, json.dumps(history), answer)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=5)) as database, database:
                database.execute(_TABLE)
                database.execute(
                    "INSERT INTO feedback (time, judgement, source, question, history, answer) VALUES (?,?,?,?,?,?)",
                    row,
                )
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"Cannot write {self._path}: {error}. See that the folder can be written.") from error
        return True

    def read(self) -> Iterator[Judged]:
        """All judgements, oldest first; none where there is no file. Raises StoreError where it cannot be read."""
        if not self._path.exists():
            return
        columns = "time, judgement, source, question, history, answer"
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as database:
                rows = database.execute(f"SELECT {columns} FROM feedback ORDER BY id").fetchall()  # noqa: S608 - constant
        except sqlite3.Error as error:
            raise StoreError(f"Cannot read {self._path}: {error}. Put it back from a copy, or delete it.") from error
        for time, judgement, source, question, history, answer in rows:
            yield Judged(time, judgement, source, question, tuple(json.loads(history)), json.loads(answer))
