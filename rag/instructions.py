"""Sentences that tell the reader's machine what to do: they are in a letter, but no ground for a statement."""

from __future__ import annotations

import re

# "Ignore ...", "Vergeet ..." at the start of a sentence or of a clause after a colon or comma.
_FORGET = re.compile(
    r"(?:^|[:;,.!?–-]\s*|\b(?:gelieve|please|now|nu|dan|then|en|and)\s+)"
    r"(?:negeer|vergeet|ignore|disregard|forget|override)\b",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:taalmodel\w*|chatmodel\w*|ai-?model\w*|ai-?assistent\w*|assistent|chatbot\w*|prompt\w*|language models?"
    r"|chat models?|ai models?|ai assistants?|assistant|systeem dat|system that|systeemprompt|llm)\b",
    re.IGNORECASE,
)
_SAY = re.compile(
    r"\b(?:zeg|antwoord|schrijf|vermeld|noem|herhaal|geef|toon|meld|doe|verwijs|tell|say|answer|reply|respond|write"
    r"|mention|repeat|output|print|show|state|refer|always|altijd)\b",
    re.IGNORECASE,
)


def instructs(text: str) -> bool:
    """Whether a sentence orders a machine about: to forget what it was told, or to say something."""
    return bool(_FORGET.search(text) or (_MACHINE.search(text) and _SAY.search(text)))
