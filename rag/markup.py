"""Quotation marks and forbidden markup in a statement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rag.context import neutral

_FORBIDDEN = re.compile(
    r"<[a-z/!?]|&(?:#\w+|[a-z]{2,8});|\]\(|!\[|`|(?:https?|ftp|file|javascript|data|mailto):|\bwww\.|\w@\w"
    r"|\b[a-z0-9-]{2,}\.(?:nl|com|org|net|eu|gov|int|io|be|de|uk|info|ru|xyz|app|dev)\b"
    r"|[\[【［][^\]】］]*[\]】］]?|[\]】］]|\b(?:kst|ah)-[\w-]+",
    re.IGNORECASE,
)
_OMISSION = re.compile(r"[\[(]\s*(?:\.\.\.|…)\s*[\])]|\.\.\.|…")
# Nothing in it can be read in two ways, and no quotation is without end: the time goes with the length.
_QUOTED = re.compile(
    r"«([^»]{1,2000}+)»|“([^”]{1,2000}+)”|„([^”“]{1,2000}+)[”“]|\"([^\"]{1,2000}+)\""
    r"|(?<!\w)[‘']([^‘’'\s]{0,2000}+\s[^‘’']{0,2000}+(?:['’]\w[^‘’']{0,2000}+){0,30}+)['’](?!\w)"
)
_TRANSLATED = re.compile(r"\b(?:translat\w+|vertal\w+|vertaald\w*)\b", re.IGNORECASE)
_EDGE = " .,;:!?…"


def found(text: str) -> str:
    """The first piece of HTML, Markdown, address, file id or bracketed remark in `text`, or ''."""
    if hidden := next((char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs")), ""):
        return f"U+{ord(hidden):04X}"
    hit = _FORBIDDEN.search(_OMISSION.sub(" ", text))
    return hit.group()[:40] if hit else ""


def mixed_scripts(text: str) -> str:
    """The first word with letters of two scripts, or of another than the Latin one, or ''."""
    for word in text.split():
        scripts = {unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha()}
        if scripts - {"LATIN", "FEMININE", "MASCULINE", "MICRO", "MODIFIER"}:
            return word
    return ""


def quoted(text: str) -> list[str]:
    """What stands between quotation marks."""
    return ["".join(groups) for groups in _QUOTED.findall(text)]


def without_quotes(text: str) -> str:
    """The text with what is quoted taken out, since a quote keeps its own language."""
    return _QUOTED.sub(" ", text)


def bent_quote(text: str, dutch: Sequence[str], translations: Sequence[str | None]) -> str:
    """The first quotation in `text` that is not verbatim in the Dutch, or ''.

    English words pass where the statement calls them a translation, or where they translate a
    quotation of the letter itself.
    """
    source = _plain(" ".join(dutch))
    english = [translation for translation in translations if translation]
    own = _plain(" | ".join(quote for translation in english for quote in quoted(translation)))
    for quote in quoted(text):
        parts = [part for part in (_plain(piece) for piece in _OMISSION.split(quote)) if part]
        if _in_order(parts, source) or _in_order(parts, own):
            continue
        if _TRANSLATED.search(without_quotes(text)) and _in_order(parts, _plain(" ".join(english))):
            continue
        return quote
    return ""


def _in_order(parts: Sequence[str], source: str) -> bool:
    at = 0
    for part in parts:
        match = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(source, at)
        if match is None:
            return False
        at = match.end()
    return bool(parts)


def _plain(text: str) -> str:
    """One way to write apostrophes and blanks; letters and capitals stay as they are."""
    return neutral(text).translate(str.maketrans("’‘`´", "''''")).strip(_EDGE)
