"""Faithful answers: a chat model's own, near-verbatim ones of any index, and sentences in other words or shortened."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from rag.errors import InputError
from rag.jsonlines import json_lines
from rag.months import day
from rag.types import Edition, Language, Letter, LetterInfo

# What a chat model said when it was given the prompt of this project, statement by statement.
ANSWERS = Path(__file__).parent / "answers.jsonl"
# Faithful too, but most of them not in the letters' words, or shortened, which the prompt forbids.
OWN_WORDS = ANSWERS.with_name("own_words.jsonl")
Half = Literal["open", "held"]
_SHORTEST, _LONGEST = 50, 260


class Reader(Protocol):
    """The part of the pipeline that shows its letters."""

    def letters(self) -> tuple[LetterInfo, ...]: ...

    def letter(self, name: str) -> Letter: ...

    def edition(self, name: str, language: Language) -> Edition: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a letter; `english` is '' where there is no translation."""

    passage: str
    letter: str
    date: datetime.date
    dutch: str
    english: str

    def shown(self, language: Language) -> str:
        return self.dutch if language == "nl" else self.english


@dataclass(frozen=True, slots=True)
class Control:
    """A faithful sentence, the sentences of the letters it comes from, and bent versions of it by kind.

    `half` is `held` for those that nobody looks at while mending.
    """

    id: str
    lang: Language
    half: Half
    kind: str
    question: str
    text: str
    lines: tuple[Line, ...]
    bent: Mapping[str, str] = field(default_factory=dict)

    @property
    def anchors(self) -> tuple[str, ...]:
        return tuple(line.dutch for line in self.lines)


def lines_of(reader: Reader, heads: bool = False) -> tuple[Line, ...]:
    """Every sentence of every letter, in order; with `heads` those of titles and headings too."""
    return tuple(_lines(reader, heads))


def _lines(reader: Reader, heads: bool) -> Iterator[Line]:
    for info in reader.letters():
        english = reader.edition(info.id, "en")
        for passage in reader.letter(info.id).passages:
            if passage.kind in ("heading", "title") and not heads:
                continue
            translated = english.get(passage.id, ("",) * len(passage.sentences))
            for sentence, text in zip(passage.sentences, translated, strict=True):
                yield Line(passage.id, info.id, info.date, sentence.plain, text)


def written(lines: Sequence[Line]) -> tuple[Control, ...]:
    """The controls of both files whose sentences all stand in these letters; raises InputError for a bad line."""
    return (*_read(lines, ANSWERS, "answer"), *_read(lines, OWN_WORDS, "own words"))


def _read(lines: Sequence[Line], file: Path, kind: str) -> Iterator[Control]:
    for number, row in json_lines(file.read_text("utf-8")):
        try:
            raw = json.loads(row)
            grounds = [next((line for line in lines if anchor in line.dutch), None) for anchor in raw["anchors"]]
            bent = {kind: _bent(raw["text"], change) for kind, change in raw["bent"].items()}
            if all(grounds):
                known = tuple(line for line in grounds if line)
                yield Control(raw["id"], raw["lang"], raw["half"], kind, raw["question"], raw["text"], known, bent)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise InputError(f"{file}:{number}: no control ({error!r}). Mend that line.") from None


def _bent(text: str, change: str | list[str]) -> str:
    """A whole sentence, or [old, new] for a piece that the text has once."""
    if isinstance(change, str):
        return change
    old, new = change
    if text.count(old) != 1:
        raise ValueError(f"{old!r} is not once in the text")
    return text.replace(old, new)


def generated(lines: Sequence[Line], lang: Language, count: int) -> tuple[Control, ...]:
    """`count` sentences spread over the letters: copied, ascribed to their letter, or quoted in turn."""
    fit = [line for line in lines if _fits(line.shown(lang)) and _fits(line.dutch)]
    step = max(len(fit) // count, 1) if count else 1
    return tuple(_generated(line, lang, number) for number, line in enumerate(fit[::step][:count]))


def _fits(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and text.endswith(".") and not set(text) & set("«»“”‘[]<>")


def _generated(line: Line, lang: Language, number: int) -> Control:
    date, plain = day(line.date, lang), line.shown(lang)
    text = (plain, framed(plain, date, lang), quoting(line.dutch, lang))[number % 3]
    question = f"Wat zegt de brief van {date} hierover: {plain}" if lang == "nl" else (
        f"What does the letter of {date} say about this: {plain}"
    )  # fmt: skip
    name = f"{lang}-{hashlib.sha256(line.dutch.encode()).hexdigest()[:6]}"
    return Control(name, lang, "open", "near-verbatim", question, text, (line,))


def framed(text: str, date: str, lang: Language) -> str:
    """The sentence ascribed to the letter of a date."""
    return f"In de brief van {date} staat: {text}" if lang == "nl" else f"The letter of {date} says: {text}"


def quoting(dutch: str, lang: Language) -> str:
    """A sentence that quotes the Dutch."""
    inside = dutch.rstrip(".")
    return f"De brief zegt letterlijk: «{inside}»." if lang == "nl" else f"The letter says in Dutch: “{inside}”."
