"""What can be exported: an answer or a verdict, as made now or read from a file."""

from __future__ import annotations

import dataclasses
import datetime
import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from rag.errors import InputError
from rag.exports.anchor import PASSAGE, Anchor, address, anchor_of, sha256
from rag.jsonlines import json_lines
from rag.types import Answer, Citation, Language, Verdict

Stance = Literal["", "for", "against"]
_AGAIN = "Give the JSON of python -m rag ask --json, check --json, or export --format json."


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its number in the export, and whether it speaks for or against a claim."""

    number: int
    stance: Stance
    citation: Citation

    @property
    def anchor(self) -> Anchor:
        return anchor_of(self.citation)

    @property
    def address(self) -> str:
        return address(self.citation)

    @property
    def key(self) -> str:
        """A name for reference managers, the same for the same quote."""
        return f"{self.citation.passage.replace('#', '-')}-{self.anchor.sha256[:6]}"


@dataclass(frozen=True, slots=True)
class Item:
    """An answer or a verdict; `history` are the earlier questions of the same talk, oldest first."""

    made: Answer | Verdict
    history: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        return self.made.question if isinstance(self.made, Answer) else self.made.claim

    @property
    def language(self) -> Language:
        return self.made.language

    @property
    def outcome(self) -> str:
        """The status of an answer, the label of a verdict."""
        return self.made.status if isinstance(self.made, Answer) else self.made.label

    @property
    def lines(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """What is said, sentence by sentence, with the numbers of its citations."""
        if isinstance(self.made, Verdict):
            return ((self.made.reason, tuple(cited.number for cited in self.cited)),)
        if not self.made.statements:
            return ((self.made.text, ()),)
        return tuple((statement.text, statement.citations) for statement in self.made.statements)

    @property
    def notices(self) -> tuple[str, ...]:
        return self.made.notices if isinstance(self.made, Answer) else ()

    @property
    def cited(self) -> tuple[Cited, ...]:
        if isinstance(self.made, Answer):
            return tuple(Cited(citation.number, "", citation) for citation in self.made.citations)
        sides: list[tuple[Stance, Citation]] = [("for", citation) for citation in self.made.for_]
        sides += [("against", citation) for citation in self.made.against]
        numbers = [citation.number for _, citation in sides]
        # Both sides may be numbered from 1; marks must be told apart.
        given = numbers if len(set(numbers)) == len(numbers) else list(range(1, len(numbers) + 1))
        return tuple(Cited(number, *side) for number, side in zip(given, sides, strict=True))


def load(text: str, name: str) -> tuple[Item, ...]:
    """The answers and verdicts of a JSON file: one, a list, `{"verdicts": [...]}`, or JSON lines.

    Raises InputError where the text is none of these, or a quote is not the one that was hashed.
    """
    items = tuple(_item(data, f"{name}, item {number}") for number, data in enumerate(_values(text, name), 1))
    if not items:
        raise InputError(f"{name}: no answer or verdict in it. {_AGAIN}")
    return items


def _values(text: str, name: str) -> list[Any]:
    text = text.removeprefix("\ufeff")
    try:
        try:
            data = json.loads(text)
        except json.JSONDecodeError:
            data = [json.loads(line) for _, line in json_lines(text)]
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise InputError(f"{name}: not JSON in UTF-8. {_AGAIN}") from None
    if isinstance(data, dict) and isinstance(data.get("verdicts"), list):
        data = data["verdicts"]
    return data if isinstance(data, list) else [data]


def _item(data: Any, name: str) -> Item:
    if not isinstance(data, dict) or not {"question", "claim"} & data.keys():
        raise InputError(f"{name}: neither an answer nor a verdict. {_AGAIN}")
    try:
        history = _adapter(tuple[str, ...]).validate_python(data.get("history", ()))
        if "question" in data:
            raw = data.get("citations")
            item = Item(_adapter(Answer).validate_python(data), history)
        else:
            raw = [*data.get("for", ()), *data.get("against", ())]
            item = Item(_adapter(Verdict).validate_python({**data, "for_": data.get("for")}), history)
    except (ValidationError, TypeError) as error:
        told = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        place = ".".join(map(str, told["loc"]))
        raise InputError(f"{name}: {place}: {told['msg']}. {_AGAIN}") from None
    for cited, given in zip(item.cited, raw or (), strict=True):
        _check(cited.citation, given, name)
    return item


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _check(citation: Citation, given: dict[str, Any], name: str) -> None:
    where = f"{name}, citation {citation.number}"
    if not PASSAGE.fullmatch(citation.passage) or citation.passage.partition("#")[0] != citation.letter:
        raise InputError(f"{where}: {citation.passage!r} is no passage of {citation.letter!r}. {_AGAIN}")
    if not 0 <= citation.start < citation.end:
        raise InputError(f"{where}: {citation.start}-{citation.end} is no range. {_AGAIN}")
    try:
        datetime.date.fromisoformat(citation.date)
    except ValueError:
        raise InputError(f"{where}: {citation.date!r} is no date. {_AGAIN}") from None
    if given.get("sha256", sha256(citation.quote)) != sha256(citation.quote):
        raise InputError(
            f"{where}: the quote is not the one that was cited, its SHA-256 differs. "
            "See what the letter says: python -m rag resolve FILE"
        )


def whole(item: Item) -> dict[str, Any]:
    """The contract in full, with address and hash of each citation, and the talk's earlier questions if any."""
    from rag.contract import answer_json, verdict_json

    data = answer_json(item.made) if isinstance(item.made, Answer) else verdict_json(item.made)
    for side in ("citations", "for", "against"):
        if side in data:
            data[side] = [_with_place(citation) for citation in data[side]]
    return {**data, "history": list(item.history)} if item.history else data


def _with_place(raw: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(Citation)}
    citation = Citation(**{name: value for name, value in raw.items() if name in names})
    return {**raw, "address": address(citation), "sha256": sha256(citation.quote)}
