"""Official numbers (dossier 32 623, nr. 169; resolution 2254; article 5), and what else is no quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rag.tables import level


@dataclass(frozen=True, slots=True)
class Identifier:
    """An official number as it stands at `start:end` of a text.

    A `paper` is a parliamentary paper: `dossier` is written without spaces (`32623`,
    `21501-20`), `number` is its running number; either may be unknown. For a `resolution`
    or an `article` only `number` is set.
    """

    kind: Literal["paper", "resolution", "article"]
    dossier: str | None
    number: str | None
    start: int
    end: int
    text: str


_DOSSIER = r"(?P<dossier>\d{2} \d{3}(?!\d)(?:-[IVXLC]+\b|-\d{1,3}\b| [IVXLC]+\b)?)"
_LOOSE = r"(?P<loose>\d{5}(?!\d)(?:-[IVXLC]+\b|-\d{1,3}\b| [IVXLC]+\b)?)"
_NR = r"(?:nrs?\.?|no\.|nos\.|nummers?|number|№)"
_SESSION = r"(?:\d{4}[-–/]\d{2,4},?\s*)?"

_PAPER = (
    rf"\b(?:kamerstuk(?:ken)?|kst|parliamentary (?:papers?|documents?)|dossier|vergaderstuk)\s*(?:II?\b,?\s*)?"
    rf"{_SESSION}(?:{_DOSSIER}|{_LOOSE})(?:,?\s*{_NR}\s*(?P<number>\d+))?"
    rf"|(?<![\d.,])\b{_DOSSIER.replace('dossier', 'dossier2')}(?:,?\s*{_NR}\s*(?P<number2>\d+))"
    rf"|(?<![\w.,]){_NR}\s*(?P<number3>\d+)\b"
)
# A dossier that stands alone, as over a letter. '25 000' is more likely a count.
_ALONE = r"(?<![\d.,€$])(?<!EUR )(?<!USD )\b(?!\d\d 000)\d{2} \d{3}\b(?:-\d{1,3}\b)?(?![.,]?\d| ?%)"
_RESOLUTION = r"\bresoluti(?:e|es|on|ons)\s+(?P<number>\d{1,5})(?:\s*\(\d{4}\))?"
_ARTICLE = r"\b(?:artikel|artikelen|art\.|articles?)\s+(?P<number>\d{1,4}[a-z]?)\b"

# Words whose number is a label, not a count.
_LABEL = (
    r"\b(?:hoofdstuk|chapter|paragraaf|paragraph|section|sectie|bijlage|annex|appendix|pagina|blz\.|pp?\.|page|"
    r"voetnoot|footnote|noot|lid|tabel|table|figuur|figure|deel|versie|version|fase|phase|stap|"
    r"categorie|category|vraag|question|antwoord|optie|option|spoor|track|punt|tranche|motie|motion|"
    r"scenario|niveau|level|route|kamer|zaal|room)\s+\d+(?:\.\d+)*\b(?:(?:,| en| and)\s+\d+\b(?!\s+\w))*"
)
_OTHER = (
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+"  # addresses
    r"|\[\d+(?:\s*[,;]\s*\d+)*\]"  # citation marks
    r"|§+\s*\d+(?:\.\d+)*"
    r"|^\s*\(?\d{1,2}[.)](?=\s)|(?<=\n)\s*\(?\d{1,2}[.)](?=\s)"  # list marks
    r"|^\s*\d{1,2}(?:\.\d{1,2})+\.?(?=\s+(?-i:[A-Z]))"  # numbered headings
    r"|\b\d{1,2}[:.]\d{2}\s*(?:uur|u\b|am\b|pm\b|a\.m\.|p\.m\.)|\b\d{1,2}:\d{2}\b"  # hours
    r"|\b24/7\b|\b\d{4}/\d+\b|\bCOM\s*\(\d{4}\)\s*\d+|\b(?:Stb|Trb|Stcrt|PbEU?)\.?\s*\d{4},?\s*(?:nr\.\s*)?[CL]?\d+"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled at first use: these take longer than the rest of the import."""
    return re.compile(pattern, re.IGNORECASE)


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Official numbers in `text`, in order."""
    return _scan(text)[0]


def unquantified(text: str) -> tuple[tuple[int, int], ...]:
    """Spans whose digits are neither counts nor dates: official numbers, labels, addresses, marks."""
    return _scan(text)[1]


@lru_cache(maxsize=2048)
def _scan(text: str) -> tuple[tuple[Identifier, ...], tuple[tuple[int, int], ...]]:
    plain = level(text)
    found: list[Identifier] = []
    spans: list[tuple[int, int]] = []
    # No digit, no mark: most sentences of a letter end here.
    if not re.search(r"\d", plain):
        return (), ()
    for match in _compiled(_PAPER).finditer(plain):
        get = match.group
        dossier = get("dossier") or get("loose") or get("dossier2")
        number = get("number") or get("number2") or get("number3")
        found.append(_identifier("paper", dossier, number, match, text))
    taken = [(item.start, item.end) for item in found]
    for match in _compiled(_ALONE).finditer(plain):
        if not overlaps(match.span(), taken) and not _counted(plain, match.end()):
            found.append(_identifier("paper", match.group(), None, match, text))
    found += [_identifier("resolution", None, m["number"], m, text) for m in _compiled(_RESOLUTION).finditer(plain)]
    found += [_identifier("article", None, m["number"], m, text) for m in _compiled(_ARTICLE).finditer(plain)]
    found.sort(key=lambda item: item.start)
    spans += [(item.start, item.end) for item in found]
    spans += [match.span() for pattern in (_LABEL, _OTHER) for match in _compiled(pattern).finditer(plain)]
    return tuple(found), tuple(sorted(spans))


def overlaps(span: tuple[int, int], spans: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> bool:
    """Whether `span` shares a character with one of `spans`."""
    return any(span[0] < end and start < span[1] for start, end in spans)


def _counted(plain: str, end: int) -> bool:
    """Whether a small-letter word or a magnitude follows, as after a count."""
    return bool(re.match(r"\s+[a-zà-ÿ]{2,}", plain[end : end + 20]))


def _identifier(
    kind: Literal["paper", "resolution", "article"],
    dossier: str | None,
    number: str | None,
    match: re.Match[str],
    text: str,
) -> Identifier:
    start, end = match.span()
    compact = dossier.replace(" ", "") if dossier else None
    return Identifier(kind, compact, number, start, end, text[start:end])
