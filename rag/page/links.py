"""Links of the page: to a question, to a place in a letter, to the official publication."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

OFFICIAL = "zoek.officielebekendmakingen.nl"
_LETTER = re.compile(r"[a-z]{2,4}(?:-[0-9a-zA-Z]+)+")


def official(url: str) -> str:
    """`url` where it is an https address of the official publications, else empty."""
    address = urlsplit(url)
    safe = address.scheme == "https" and address.netloc == OFFICIAL and re.fullmatch(r"[\w/.-]+", address.path)
    return url if safe and not address.query and not address.fragment else ""


def to_question(question: str) -> str:
    """In the fragment, which browsers do not send: a question never stands in a server's log."""
    return f"#q={quote(question, safe='')}"


def to_place(letter: str, start: int, end: int) -> str:
    """A range of a letter's source; empty for a name that is none."""
    return f"#letter={letter}&start={start}&end={end}" if _LETTER.fullmatch(letter) else ""


def to_letter(letter: str) -> str:
    """A whole letter; empty for a name that is none."""
    return f"#letter={letter}" if _LETTER.fullmatch(letter) else ""
