"""Gold: questions and claims whose right outcome a person wrote down, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from rag.errors import InputError
from rag.given import is_text
from rag.jsonlines import json_lines
from rag.types import Label, Language

Kind = Literal["fact", "list", "compare", "why", "meta", "followup", "unanswerable", "offtopic", "injection", "claim"]
Half = Literal["tuning", "test"]
KINDS: tuple[Kind, ...] = get_args(Kind)
REFUSED: frozenset[str] = frozenset(("unanswerable", "offtopic", "injection"))
GOLD = Path(__file__).resolve().parent / "gold"
_COMMON = frozenset(("id", "lang", "kind", "evidence"))
_QUESTION = _COMMON | {"question", "history", "facts"}
_CLAIM = _COMMON | {"claim", "label"}
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Proof:
    """Words of a letter that carry the right answer: a piece of the cleaned Dutch original."""

    letter: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One question or claim. `facts` is a list of groups of wordings; `label` is set for claims only."""

    id: str
    lang: Language
    kind: Kind
    text: str
    history: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    evidence: tuple[Proof, ...]
    label: Label | None
    file: str
    line: int

    @property
    def slug(self) -> str:
        """What the Dutch and the English form of the item share."""
        return slug(self.id)

    @property
    def half(self) -> Half:
        return half(self.id)

    @property
    def is_claim(self) -> bool:
        return self.kind == "claim"

    @property
    def must_refuse(self) -> bool:
        return self.kind in REFUSED

    @property
    def place(self) -> str:
        """`file:line`, for messages."""
        return f"{self.file}:{self.line}"


def slug(item_id: str) -> str:
    """The id of a gold item without its language."""
    return item_id.removesuffix("-nl").removesuffix("-en")


def half(item_id: str) -> Half:
    """The half that a gold item belongs to; both languages of an item are in the same half.

    Decided by a hash of the slug, so that adding items moves none of the others.
    """
    return "tuning" if hashlib.sha256(slug(item_id).encode()).digest()[0] % 2 == 0 else "test"


def read_gold(path: Path) -> tuple[tuple[GoldItem, ...], tuple[str, ...]]:
    """The items of one gold file, and a message with file and line for each line that is not one.

    Raises InputError where the file cannot be read.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path}: larger than {_MOST_BYTES:,} bytes. Split the gold file.")
        lines = json_lines(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}). Give a UTF-8 file of JSON lines.") from None
    items: list[GoldItem] = []
    problems: list[str] = []
    for number, line in lines:
        try:
            items.append(_item(json.loads(line), path.name, number))
        except (ValueError, RecursionError) as error:
            problems.append(f"{path.name}:{number}: {error}")
    return tuple(items), tuple(problems)


def load_gold(paths: Iterable[Path]) -> tuple[GoldItem, ...]:
    """The items of all files in order. Raises InputError naming the first wrong lines and repeated ids."""
    items: list[GoldItem] = []
    problems: list[str] = []
    for path in paths:
        found, wrong = read_gold(path)
        items.extend(found)
        problems.extend(wrong)
    problems.extend(repeated_ids(items))
    if problems:
        raise InputError("; ".join(problems[:5]) + ". Run: python -m eval check")
    if not items:
        raise InputError("No gold items. Give a gold file with --gold FILE.")
    return tuple(items)


def repeated_ids(items: Sequence[GoldItem]) -> tuple[str, ...]:
    """A message for each item whose id an earlier item already has."""
    first: dict[str, GoldItem] = {}
    problems = []
    for item in items:
        if first.setdefault(item.id, item) is not item:
            problems.append(f"{item.place}: id {item.id!r} is already used at {first[item.id].place}")
    return tuple(problems)


def _item(row: Any, file: str, line: int) -> GoldItem:
    """One parsed line as an item. Raises ValueError saying what is wrong with it."""
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if not is_text(json.dumps(row, ensure_ascii=False)):
        raise ValueError("holds half a character (a lone surrogate)")
    claim = row.get("kind") == "claim"
    wanted = _CLAIM if claim else _QUESTION
    if missing := sorted(wanted - row.keys()):
        raise ValueError(f"lacks {', '.join(missing)}")
    if unknown := sorted(row.keys() - wanted):
        raise ValueError(f"unknown keys {', '.join(map(repr, unknown))}")
    _one_of(row, "kind", KINDS)
    _one_of(row, "lang", get_args(Language))
    if claim:
        _one_of(row, "label", get_args(Label))
    text = row["claim"] if claim else row["question"]
    if not isinstance(row["id"], str) or not row["id"].endswith(f"-{row['lang']}"):
        raise ValueError(f"id must end in -{row['lang']}, the language of the item")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("the question or claim is empty")
    facts = [] if claim else row["facts"]
    if not isinstance(facts, list) or not all(isinstance(group, list) and group for group in facts):
        raise ValueError("facts must be a list of groups of wordings")
    return GoldItem(
        id=row["id"],
        lang=row["lang"],
        kind=row["kind"],
        text=text,
        history=() if claim else _strings(row["history"], "history"),
        facts=tuple(_strings(group, "a group of facts") for group in facts),
        evidence=_evidence(row["evidence"]),
        label=row["label"] if claim else None,
        file=file,
        line=line,
    )


def _one_of(row: dict[str, Any], key: str, allowed: tuple[str, ...]) -> None:
    if row[key] not in allowed:
        raise ValueError(f"{key} {row[key]!r} is not one of {', '.join(allowed)}")


def _strings(value: Any, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
        raise ValueError(f"{what} must be a list of texts that are not empty")
    return tuple(value)


def _evidence(value: Any) -> tuple[Proof, ...]:
    shape = {"letter", "quote"}
    if not isinstance(value, list) or not all(isinstance(p, dict) and p.keys() == shape for p in value):
        raise ValueError("evidence must be a list of {letter, quote}")
    return tuple(Proof(*_strings([part["letter"], part["quote"]], "evidence")) for part in value)
