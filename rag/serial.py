"""Letters as JSON and back, for the store."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from typing import Any

from rag.types import Edition, Language, Letter, LetterInfo, Passage, Piece, Sender, Sentence

Editions = dict[Language, Edition]


def letter_json(letter: Letter, editions: Editions) -> str:
    """One line of JSON, the same for the same letter."""
    data = dataclasses.asdict(letter)
    data["date"] = letter.date.isoformat()
    return json.dumps({"letter": data, "editions": editions}, ensure_ascii=False, sort_keys=True)


def letter_from_json(text: str) -> tuple[Letter, Editions]:
    """The inverse of letter_json."""
    data = json.loads(text)
    raw = data["letter"]
    passages = tuple(
        Passage(
            **{
                **p,
                "sentences": tuple(
                    Sentence(s["plain"], tuple(Piece(**piece) for piece in s["pieces"])) for s in p["sentences"]
                ),
            }
        )
        for p in raw["passages"]
    )
    senders = tuple(Sender(**sender) for sender in raw["senders"])
    date = datetime.date.fromisoformat(raw["date"])
    letter = Letter(**{**raw, "date": date, "senders": senders, "passages": passages})
    editions: Editions = {
        language: {name: tuple(texts) for name, texts in edition.items()}
        for language, edition in data["editions"].items()
    }
    return letter, editions


def info_of(letter: Letter, version: str, languages: tuple[Language, ...]) -> LetterInfo:
    """What the manifest keeps of a letter."""
    shared = {
        field.name: getattr(letter, field.name)
        for field in dataclasses.fields(LetterInfo)
        if field.name not in ("version", "passages", "languages", "origin")
    }
    return LetterInfo(version=version, passages=len(letter.passages), languages=languages, **shared)


def info_json(info: LetterInfo) -> dict[str, Any]:
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
