"""A chat model's ruling on a claim: asked for as JSON, read strictly, and held to the letters.

Nothing of it is believed: a quote counts where it is in its passage character for character, a
reason where rag.verify finds it in the sentences quoted, and a label other than `not_found` only
with a quote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from rag.chat import Chat
from rag.context import neutral, pack
from rag.errors import ChatError
from rag.types import DraftStatement, Evidence, Label, Language, SentenceRef
from rag.verify import verify

_MOST_QUOTES = 3
_LEAST_QUOTE = 12  # characters: a word or two stand in many sentences
_FENCE = re.compile(r"^```(?:json)?\s*(.*?)\s*```$", re.DOTALL)
_THOUGHTS = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


class _Quote(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    passage: int
    quote: str = Field(max_length=2000)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    label: Label
    reason: str = Field(max_length=2000)
    quotes: list[_Quote] = Field(max_length=20)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What remains of a model's ruling once it is checked; `reason` is '' where it did not stand in the letters.

    `dropped` counts the quotes that are in no passage.
    """

    label: Label
    reason: str
    refs: tuple[SentenceRef, ...]
    dropped: int


def adjudicate(claim: str, language: Language, evidence: Sequence[Evidence], chat: Chat, budget: int) -> Ruling:
    """Ask the model about a claim and the passages found for it, of at most `budget` tokens.

    Raises ChatError where the model gives no answer, or one that is not the JSON asked for.
    """
    passages, count = pack(evidence, language, budget)
    if not count:
        return Ruling("not_found", "", (), 0)
    messages = prompts.load("adjudicate", language).render(passages=passages, claim=neutral(claim))
    return held(read(chat.complete(messages), chat.model), evidence[:count], language)


def read(text: str, model: str = "") -> dict[str, Any]:
    """The model's JSON as a dictionary with `label`, `reason`, `quotes`. Raises ChatError for anything else."""
    bare = _THOUGHTS.sub("", text).strip()
    fenced = _FENCE.match(bare)
    try:
        return _Answer.model_validate(json.loads(fenced[1] if fenced else bare)).model_dump()
    except (json.JSONDecodeError, ValidationError, RecursionError):
        raise ChatError(
            f"Chat model {model} did not answer with the JSON asked for. Try a larger model: BRIEFWIJZER_CHAT_MODEL."
        ) from None


def held(answer: dict[str, Any], evidence: Sequence[Evidence], language: Language) -> Ruling:
    """The ruling with what stands in the passages that the model saw."""
    found = [_place(item["passage"], item["quote"], evidence) for item in answer["quotes"][:_MOST_QUOTES]]
    refs = tuple(dict.fromkeys(ref for ref in found if ref is not None))
    label: Label = answer["label"] if refs else "not_found"
    reason = " ".join(answer["reason"].split())
    if not refs or not reason or not verify([DraftStatement(reason, refs)], evidence, language)[0]:
        reason = ""
    return Ruling(label, reason, refs if label != "not_found" else (), sum(ref is None for ref in found))


def _place(number: int, quote: str, evidence: Sequence[Evidence]) -> SentenceRef | None:
    """The sentence of a passage that has the quote, in Dutch or in its translation, or None."""
    wanted = neutral(quote)
    if not 1 <= number <= len(evidence) or len(wanted) < _LEAST_QUOTE:
        return None
    item = evidence[number - 1]
    for index, sentence in enumerate(item.passage.sentences):
        shown = [sentence.plain, *([item.translation[index]] if item.translation else [])]
        if any(wanted in neutral(text) for text in shown):
            return SentenceRef(item.passage.id, index)
    return None
