"""Names that no table knows, read from their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rag.identifiers import overlaps, unquantified
from rag.months import MONTH_NAMES
from rag.name_table import Form, Name, NameKind, Token
from rag.tables import ordinary, rows
from rag.types import Language

# What a person is called before the name; not a part of it.
TITLES = frozenset(
    """minister ministers staatssecretaris premier president vicepresident voorzitter koning koningin prins prinses
    keizer gezant speciaal ambassadeur generaal kolonel directeur secretaris commissaris rapporteur lid leden motie
    heer mevrouw dhr mevr mw mr mrs ms dr drs ir prof professor sir lord paus imam sjeik kroonprins dictator leider
    secretary chairman chair chairperson king queen prince princess emperor envoy special ambassador general colonel
    director commissioner member motion pope sheikh leader madam envoys prime deputy state""".split()
)
_PERSONAL = TITLES - {"speciaal", "special", "lid", "leden", "member", "state"}
# Words with a capital that name nobody in particular.
_GENERIC = (
    frozenset(
        """kabinet cabinet regering government ministerie ministeries ministry ministries parlement
    parliament overheid staat bijlage annex appendix kamerstuk
    kamerbrief vergaderjaar nr no article artikel section chapter i eur usd gbp euro euros
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    monday tuesday wednesday thursday friday saturday sunday""".split()
    )
    | MONTH_NAMES
)
PARTICLES = frozenset("van de der den het ten ter von zu di da du la le del bin ibn abu al el es".split())
ARTICLES = frozenset("al el es ez as ash ar an ad at esh".split())
_CONNECTORS = frozenset({"of", "for", "voor"})
# A direction alone is no name: Noord-Syrië, North Syria. It stays with a name: Oost-Berlijn.
COMPASS = frozenset(
    f"{a}{b}" for a in ("noord", "zuid", "north", "south", "") for b in ("oost", "west", "east", "")
) - {""}
_OPENING = re.compile(r"(?:^|[.!?…:;]['\"»”)\]]*\s+|\n\s*|[«“„\"]|(?:^|\s)'|^\s*[-–•*]\s+)['\"«“„(\[–•*\s-]*$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what is known of it: `known` names by their first word, `covered` words that are spoken for."""

    text: str
    language: Language
    words: tuple[Token, ...]
    known: dict[int, tuple[Form, int]]
    covered: frozenset[int]


@cache
def function_words(language: Language) -> frozenset[str]:
    """Words that are never a part of what a name says."""
    return frozenset(next(cells[1] for cells in rows("function_words.tsv") if cells[0] == language).split())


def by_capitals(reading: Reading, blocked: tuple[tuple[int, int], ...]) -> Iterator[Name]:
    """Runs of words with a capital, outside the `blocked` spans of dates and official numbers."""
    words = reading.words
    usable = frozenset(
        i
        for i, token in enumerate(words)
        if i not in reading.covered
        and token.capital
        and token.folded not in _GENERIC
        and not token.folded.startswith("i'")
        and not overlaps((token.start, token.end), blocked)
    )
    middle = frozenset(words[i].folded for i in usable if not opens(reading.text, words, i))
    unsure = _is_title_case(reading) or shouted(reading.text)
    at = 0
    while at < len(words):
        if at not in usable:
            at += 1
            continue
        end = _run(reading, at, usable)
        first = _first(reading, at, end, middle, unsure=unsure)
        if first < end:
            yield from _name(reading, first, end)
        at = end


def opens(text: str, words: tuple[Token, ...], at: int) -> bool:
    """Whether word `at` opens a sentence, a line or a quotation."""
    if at and len(words[at - 1].text) == 1 and words[at - 1].capital and words[at].gap.strip() == ".":
        return False  # an initial
    start = words[at].start
    if at == 0 or _OPENING.search(text[max(0, start - 8) : start]):
        return True
    # 'Nr. 376 Brief van de minister': a number before the first word.
    return any(not text[:a].strip() and not text[b:start].strip() for a, b in unquantified(text))


def shouted(text: str) -> bool:
    """Whether nearly all of this is in capitals, as the heads of letters are."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) * 5 > len(letters) * 4


def _run(reading: Reading, at: int, usable: frozenset[int]) -> int:
    """The index after the name that begins at `at`: capitals, with particles and `of` between."""
    words = reading.words
    end = at + 1
    while end < len(words):
        step = end
        while step < min(len(words), end + 3) and words[step].folded in PARTICLES | _CONNECTORS:
            if not _tied(words[step], words[step - 1]):
                break
            step += 1
        # Vrije Syrische Politie: the adjective of a country between two capitals.
        form, after = reading.known.get(end, (None, end))
        if step < len(words) and step in usable and _tied(words[step], words[step - 1]):
            end = step + 1
        elif form and form.derived and after in usable and words[end].gap == words[after].gap == " ":
            end = after + 1
        else:
            break
    return end


def _tied(token: Token, before: Token) -> bool:
    """Whether a name goes on over the gap before `token`; a full stop only after an initial."""
    return token.gap in (" ", "-", "\n", " \n") or (
        len(before.text) <= 2 and before.capital and token.gap.strip() in (".", "")
    )


def _first(reading: Reading, at: int, end: int, middle: frozenset[str], *, unsure: bool) -> int:
    """Where the name in `at:end` really begins: past titles and past an ordinary word that opens a sentence.

    `end` where nothing is left. In a text of capitals (`unsure`) an ordinary word is no name.
    """
    words, language = reading.words, reading.language
    passed = TITLES | function_words(language) | PARTICLES
    while at < end and words[at].folded in passed and not _van(words, at, end):
        at += 1
    if at == end:
        return end
    if unsure:
        return end if all(ordinary(token.text, language) for token in words[at:end]) else at
    token = words[at]
    if (
        token.folded in middle
        or _acronym(token)
        or not opens(reading.text, words, at)
        or not ordinary(token.text, language)
    ):
        return at
    # Witte Helmen stays whole; Buurland, or Buurland van Jordan, loses its ordinary word.
    if at + 1 < end and words[at + 1].capital and ordinary(words[at + 1].text, language):
        return at
    return next((i for i in range(at + 1, end) if words[i].capital), end)


def _van(words: tuple[Token, ...], at: int, end: int) -> bool:
    """`Van Weel`: a particle with a capital before the name is a part of it."""
    return words[at].folded in PARTICLES and words[at].capital and at + 1 < end and words[at].folded in ("van", "von")


def _acronym(token: Token) -> bool:
    return len(token.text) > 1 and sum(c.isupper() for c in token.text) >= 2


def _is_title_case(reading: Reading) -> bool:
    """Whether this is an English heading, where every word has its capital."""
    if reading.language != "en" or reading.text.rstrip().endswith((".", "!", "?")):
        return False
    long = [token for token in reading.words if len(token.text) > 3]
    return len(long) >= 3 and all(token.capital for token in long)


def _name(reading: Reading, at: int, end: int) -> Iterator[Name]:
    text, words, known = reading.text, reading.words, reading.known
    parts = words[at:end]
    initials = [token for token in parts if len(token.text) == 1]
    canonical = " ".join(
        known[at + i][0].canonical if at + i in known else token.folded
        for i, token in enumerate(parts)
        if len(token.text) > 1
    )
    if not any(c.isalpha() for c in canonical) or all(token.folded in COMPASS for token in parts):
        return
    start = parts[0].start
    # al-Nusra: the article before the hyphen stands with the name.
    if at and parts[0].gap == "-" and words[at - 1].folded in ARTICLES:
        start = words[at - 1].start
        canonical = f"{words[at - 1].folded} {canonical}"
    kind: NameKind = "other"
    if (initials and len(parts) > len(initials)) or (at and words[at - 1].folded in _PERSONAL):
        kind = "person"
    elif len(parts) == 1 and _acronym(parts[0]) and parts[0].text.isupper():
        kind = "body"
    yield Name(canonical, kind, start, parts[-1].end, text[start : parts[-1].end])
