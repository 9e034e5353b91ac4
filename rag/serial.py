"""Letters as JSON and back, for the store."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from rag.describe import Described, describe
from rag.types import Edition, Language, Letter, LetterInfo, Passage, Piece, Sender, Sentence

Editions = dict[Language, Edition]
# Language -> passage id -> the description of each sentence.
Descriptions = dict[Language, dict[str, tuple[Described, ...]]]


@dataclass(frozen=True, slots=True)
class Record:
    """All that the index keeps of a letter besides vectors."""

    letter: Letter
    editions: Editions
    described: Descriptions


def record_of(letter: Letter, editions: Editions) -> Record:
    """A record with every sentence described, so that no question has to."""
    texts: dict[Language, Edition] = {"nl": {p.id: tuple(s.plain for s in p.sentences) for p in letter.passages}}
    texts |= editions
    described: Descriptions = {
        language: {name: tuple(describe(text, language) for text in sentences) for name, sentences in edition.items()}
        for language, edition in texts.items()
    }
    return Record(letter, editions, described)


def record_json(record: Record) -> str:
    """One line of JSON, the same for the same letter."""
    data = dataclasses.asdict(record)
    data["letter"]["date"] = record.letter.date.isoformat()
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def record_from_json(text: str) -> Record:
    """The inverse of record_json."""
    data = json.loads(text)
    raw = data["letter"]
    passages = tuple(_passage(passage) for passage in raw["passages"])
    senders = tuple(Sender(**sender) for sender in raw["senders"])
    date = datetime.date.fromisoformat(raw["date"])
    letter = Letter(**{**raw, "date": date, "senders": senders, "passages": passages})
    editions: Editions = {
        language: {name: tuple(texts) for name, texts in edition.items()}
        for language, edition in data["editions"].items()
    }
    described: Descriptions = {
        language: {
            name: tuple(Described(tuple(item["terms"]), tuple(item["marks"])) for item in items)
            for name, items in passages.items()
        }
        for language, passages in data["described"].items()
    }
    return Record(letter, editions, described)


def _passage(raw: dict[str, Any]) -> Passage:
    sentences = (Sentence(s["plain"], tuple(Piece(**piece) for piece in s["pieces"])) for s in raw["sentences"])
    return Passage(**{**raw, "sentences": tuple(sentences)})


def info_of(letter: Letter, version: str, languages: tuple[Language, ...]) -> LetterInfo:
    """What the manifest keeps of a letter."""
    shared = {
        field.name: getattr(letter, field.name)
        for field in dataclasses.fields(LetterInfo)
        if field.name not in ("version", "passages", "languages", "origin")
    }
    return LetterInfo(version=version, passages=len(letter.passages), languages=languages, **shared)


def info_json(info: LetterInfo) -> dict[str, Any]:
    """What the manifest keeps, as plain values."""
    return {**dataclasses.asdict(info), "date": info.date.isoformat()}


def info_from_json(raw: dict[str, Any]) -> LetterInfo:
    """The inverse of info_json."""
    return LetterInfo(
        **{
            **raw,
            "date": datetime.date.fromisoformat(raw["date"]),
            "senders": tuple(Sender(**sender) for sender in raw["senders"]),
            "languages": tuple(raw["languages"]),
        }
    )


def digest(value: object) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a value as JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:16]
