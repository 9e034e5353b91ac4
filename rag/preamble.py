"""What somebody says before asking: "I come from Utrecht. What has to change so that I can go back?"."""

from __future__ import annotations

import re

from rag.cues import REPORTING
from rag.orders import ORDERS
from rag.sentences import split
from rag.types import Language
from rag.words import is_content, tokens

# Who types in a hurry begins no sentence with a capital.
_SMALL = re.compile(r"(?<=[.!?])\s+[a-zà-öø-þ]")
# What somebody asks for, or as whom: "For tonight's piece: ...", "As a historian I wonder how ...".
_WORK = (
    r"piece|article|story|essay|thesis|test|exam|report|research|homework|class|school|paper|talk|"
    r"stuk|artikel|verhaal|scriptie|werkstuk|toets|examen|onderzoek|verslag|huiswerk|klas|krant|spreekbeurt|opdracht"
)
_ASKING = r"(?:how|what|who|which|when|where|why|whether|hoe|wat|wie|welke?|wanneer|waar|waarom|of)"
_PURPOSE = re.compile(
    rf"^\W*(?:(?:for|voor) (?:[^\W\d_]+(?:'s)? ){{1,2}}(?:{_WORK})\b[^:,?]{{0,30}}[:,]"
    r"|(?:as an?|als) [^:,?]{2,40}? (?:i (?:wonder|ask|should like to know|want to know)"
    r"|vraag ik(?: me af)?|wil ik (?:graag )?weten)"
    rf"\b[:,]?(?= {_ASKING}\b)"
    r"|(?:quote|citaat|vraagje|vraag|question|quick question|snelle vraag)(?: (?:gezocht|wanted))?:)\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(rf"\s*\((?:for|voor) [^()]{{0,30}}(?:{_WORK})[^()]{{0,20}}\)", re.IGNORECASE)
_LEAST = 2  # words of content by which a question asks something itself


def apart(text: str, language: Language) -> tuple[str, str]:
    """What is told before it is asked, and what is asked.

    Nothing is told where no sentence asks, or all do, or what asks only points at the rest ("What
    is that called?"); nor where an order to the system is among it, so that it is seen.
    """
    text = _purposeless(text, language)
    sentences = [text[start:end] for start, end in split(_SMALL.sub(lambda found: found.group().upper(), text))]
    asked = [sentence for sentence in sentences if sentence.rstrip(")\"'”’ ").endswith("?")]
    own = [word for word in tokens(" ".join(asked)) if is_content(word, language) and word not in REPORTING]
    if len(own) < _LEAST or len(asked) == len(sentences) or ORDERS.search(text):
        return "", text
    return " ".join(sentence for sentence in sentences if sentence not in asked), " ".join(asked)


def _purposeless(text: str, language: Language) -> str:
    """`text` without what the question is asked for, where a question is left."""
    if ORDERS.search(text):  # an order to the system must be seen, wherever it stands
        return text
    rest = _ASIDE.sub("", _PURPOSE.sub("", text, count=1))
    left = [word for word in tokens(rest) if is_content(word, language) and word not in REPORTING]
    return rest if len(left) >= _LEAST else text
