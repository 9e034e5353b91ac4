"""The model's side: which passages stand in the prompt, and the passage numbers put into its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_PASSAGE = re.compile(r"<passage>\n\[(\d+)\] (.*)\n((?:(?!</passage>).*\n)*)</passage>")
# Where a passage number goes in a template.
RIGHT, NEAR, OTHER, NONE, BARE = "⟦right⟧", "⟦near⟧", "⟦other⟧", "⟦none⟧", "⟦bare⟧"
_BEYOND = 9


@dataclass(frozen=True, slots=True)
class Shown:
    """A numbered passage of a prompt, its head (which letter) and its text squeezed to letters and digits."""

    number: int
    head: str
    text: str


class NotPosed(Exception):
    """The prompt lacks a passage that the answer needs."""


def squeezed(text: str) -> str:
    """Letters and digits only: the same for a sentence however it was printed or made harmless."""
    return "".join(char for char in text.lower() if char.isalnum())


def passages(body: dict[str, Any]) -> tuple[Shown, ...]:
    """The passages of a chat request."""
    text = "\n".join(str(message.get("content", "")) for message in body.get("messages", ()))
    return tuple(
        Shown(int(n), head.partition(" § ")[0], squeezed(inside)) for n, head, inside in _PASSAGE.findall(text)
    )


def fill(template: str, shown: Sequence[Shown], anchors: Sequence[str]) -> str:
    """The template with numbers for its marks; raises NotPosed where one cannot be given.

    RIGHT are the numbers of the passages with the anchors, NEAR that of the passage beside the
    first of them, OTHER that of one of another letter, NONE one that was never given, BARE the
    digits of the first right one.
    """
    keys = [squeezed(anchor) for anchor in anchors]
    right = [next((item for item in shown if key in item.text), None) for key in keys]
    known = list(dict.fromkeys(item for item in right if item))
    if None in right or not known:
        raise NotPosed
    heads = {item.head for item in known}
    wrong = [item for item in shown if not any(key in item.text for key in keys)]
    values = {
        RIGHT: "".join(f"[{item.number}]" for item in known),
        NEAR: next((f"[{w.number}]" for w in _nearest(wrong, known[0].number)), ""),
        OTHER: next((f"[{w.number}]" for w in wrong if w.head not in heads), ""),
        NONE: f"[{len(shown) + _BEYOND}]",
        BARE: str(known[0].number),
    }
    for mark, value in values.items():
        if mark in template:
            if not value:
                raise NotPosed
            template = template.replace(mark, value)
    return template


def _nearest(items: Sequence[Shown], number: int) -> list[Shown]:
    return sorted(items, key=lambda item: (abs(item.number - number), item.number))
