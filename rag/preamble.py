"""What somebody says before asking: "I come from Utrecht. What has to change so that I can go back?"."""

from __future__ import annotations

import re

from rag.cues import ORDERS, REPORTING
from rag.sentences import split
from rag.types import Language
from rag.words import is_content, tokens

# Who types in a hurry begins no sentence with a capital.
_SMALL = re.compile(r"(?<=[.!?])\s+[a-zà-öø-þ]")
_LEAST = 2  # words of content by which a question asks something itself


def apart(text: str, language: Language) -> tuple[str, str]:
    """What is told before it is asked, and what is asked.

    Nothing is told where no sentence asks, or all do, or what asks only points at the rest ("What
    is that called?"); nor where an order to the system is among it, so that it is seen.
    """
    sentences = [text[start:end] for start, end in split(_SMALL.sub(lambda found: found.group().upper(), text))]
    asked = [sentence for sentence in sentences if sentence.rstrip(")\"'”’ ").endswith("?")]
    own = [word for word in tokens(" ".join(asked)) if is_content(word, language) and word not in REPORTING]
    if len(own) < _LEAST or len(asked) == len(sentences) or ORDERS.search(text):
        return "", text
    return " ".join(sentence for sentence in sentences if sentence not in asked), " ".join(asked)
