"""An answer or verdict asked for again: what differs, from its causes to its words.

Everything is compared but the time it took. Where no part differs, the two are the same, byte for
byte, as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rag.contract import answer_json, verdict_json
from rag.errors import InputError
from rag.exports.items import Item
from rag.types import Answer, Language, Verdict

# The parts of a receipt by what they are called here; those of a later receipt keep their own name.
_NAMES = {"corpus": "letters"}
_CAUSES = ("letters", "index", "prompts", "weights", "settings", "composer", "model")
_ALONE = ("question", "rewritten")  # given another way where a follow-up is asked without its talk
_SETTING = "setting "
_TIMED = frozenset({"seconds", "receipt"})


class Asks(Protocol):
    """What answers again: a pipeline."""

    def ask(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Answer: ...


class Checks(Protocol):
    """What checks a claim again."""

    def __call__(self, claim: str, language: Language) -> Verdict: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of an answer or verdict before and now, as JSON values; None where it is missing."""

    part: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of asking again. `alone` says that a follow-up was asked without its talk."""

    asked: str
    differences: tuple[Difference, ...]
    alone: bool = False

    @property
    def same(self) -> bool:
        return not self.differences


def replay(item: Item, pipeline: Asks, check: Checks | None = None) -> Replay:
    """Ask again as the item was asked. Raises what asking raises, InputError for a verdict without `check`."""
    before = item.made
    if isinstance(before, Verdict):
        if check is None:
            raise InputError("This is a verdict. Check the claim again: python -m rag check CLAIM")
        return Replay(
            before.claim, differences(verdict_json(before), verdict_json(check(before.claim, before.language)))
        )
    alone = before.rewritten is not None and not item.history
    question = before.rewritten if before.rewritten is not None and alone else before.question
    now = answer_json(pipeline.ask(question, item.history, before.language))
    was = answer_json(before)
    for name in _ALONE if alone else ():
        was.pop(name, None)
        now.pop(name, None)
    return Replay(before.question, differences(was, now), alone)


def differences(before: dict[str, Any], now: dict[str, Any]) -> tuple[Difference, ...]:
    """The parts of two answers or two verdicts, as contract JSON, that are not the same; causes first."""
    was, is_ = dict(_parts(before)), dict(_parts(now))
    _name_settings(was, is_)
    order = [name for name in _CAUSES if name in was or name in is_]
    order += [name for name in (*was, *is_) if name.startswith(_SETTING)]
    order += [name for name in (*was, *is_) if name not in order]
    return tuple(
        Difference(name, was.get(name), is_.get(name))
        for name in dict.fromkeys(order)
        if name not in was or name not in is_ or _bytes(was[name]) != _bytes(is_[name])
    )


def _name_settings(was: dict[str, Any], now: dict[str, Any]) -> None:
    """Each setting by its name instead of the hash of all; a receipt without their values has the hash only."""
    values = [parts.pop("setting_values", None) for parts in (was, now)]
    if not all(isinstance(value, dict) for value in values):
        return
    if values[0] == values[1]:
        return  # then the hashes tell, should they differ all the same
    for parts, value in zip((was, now), values, strict=True):
        parts.pop("settings", None)
        parts.update({f"{_SETTING}{name}": set_to for name, set_to in value.items()})


def _parts(data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The receipt's parts and the contract's; composer, model and hits stand in both."""
    for name, value in data["receipt"].items():
        twice = name in data and _bytes(_ids(name, data[name])) == _bytes(value)
        if not twice:
            yield (f"receipt {name}" if name in data else _NAMES.get(name, name)), value
    yield from ((name, value) for name, value in data.items() if name not in _TIMED)


def _ids(name: str, value: Any) -> Any:
    return [hit["passage"] for hit in value] if name == "hits" else value


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
