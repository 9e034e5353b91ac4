"""Where a quote stands, as one word that survives every format, and as an address that shows the quote.

An anchor reads `briefwijzer:kst-32623-169#31;9120-9267;sha256=…`: passage, offsets in the source
text of the letter, and the SHA-256 of the quote in UTF-8.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from rag.types import Citation

PASSAGE = re.compile(r"[a-z]{2,4}(?:-[0-9A-Za-z]{1,20}){1,8}#[0-9]{1,7}")
SHA256 = re.compile(r"[0-9a-f]{64}")
# BibTeX and Markdown write `\#` for `#`; a program that wrote the file again may have done so too.
_PASSAGE_WRITTEN = PASSAGE.pattern.replace("#", r"(?:#|%23|\\#)")
ANCHOR = re.compile(
    rf"briefwijzer:(?P<passage>{_PASSAGE_WRITTEN});"
    rf"(?P<start>[0-9]{{1,9}})-(?P<end>[0-9]{{1,9}});sha256=(?P<sha256>{SHA256.pattern})"
)
_HASH = re.compile(r"%23|\\#")
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?=&%+-]{1,2000}")
# A note mark stuck to its word is a link of its own on the official page, so no match runs over one.
_MARKED = re.compile(r"[^\W\d_]{2,}[.,;:)’”\"]*\d{1,3}[.,;:)]?$")
_EDGE = 6  # words on each side: enough to be found once, short enough to survive a mail program


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a quote: `start` and `end` count characters of the letter's source text."""

    passage: str
    start: int
    end: int
    sha256: str

    @property
    def letter(self) -> str:
        return self.passage.partition("#")[0]

    def __str__(self) -> str:
        return f"briefwijzer:{self.passage};{self.start}-{self.end};sha256={self.sha256}"


def sha256(quote: str) -> str:
    """Of the quote in UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(quote.encode()).hexdigest()


def anchor_of(citation: Citation) -> Anchor:
    """The anchor of a citation as it stands."""
    return Anchor(citation.passage, citation.start, citation.end, sha256(citation.quote))


def read_anchor(match: re.Match[str]) -> Anchor:
    """The anchor that ANCHOR matched."""
    return Anchor(_HASH.sub("#", match["passage"]), int(match["start"]), int(match["end"]), match["sha256"])


def address(citation: Citation) -> str:
    """The letter's address with a text fragment that shows the quote; empty where it is no web address."""
    try:
        scheme = urlsplit(citation.url).scheme
    except ValueError:
        return ""
    if scheme not in ("http", "https") or not _ADDRESS.fullmatch(citation.url):
        return ""
    return citation.url + fragment(citation.quote)


def fragment(quote: str) -> str:
    """`#:~:text=start,end` as in WICG's Scroll to Text Fragment: the whole of a short quote, else its two ends."""
    words = quote.split()
    marked = [at for at, word in enumerate(words) if _MARKED.search(word)]
    while marked and marked[-1] == len(words) - 1:
        words.pop()
        marked.pop()
    while marked and marked[0] == 0:
        del words[0]
        marked = [at - 1 for at in marked[1:]]
    if not words:
        return ""
    if len(words) <= 2 * _EDGE and not marked:
        return f"#:~:text={_encoded(words)}"
    first = min([*marked, _EDGE])
    last = max([*(at + 1 for at in marked), len(words) - _EDGE])
    return f"#:~:text={_encoded(words[:first])},{_encoded(words[last:])}"


def _encoded(words: list[str]) -> str:
    # A bare "-" means a prefix or suffix in a fragment.
    return percent(" ".join(words), safe="").replace("-", "%2D")
