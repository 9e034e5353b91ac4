"""Quantities in Dutch and English text: value, unit, and whether the words say exactly, about, at least."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from rag.dates import date_spans
from rag.identifiers import overlaps, unquantified
from rag.number_words import HUNDREDFOLD, MAGNITUDES, Atom, word_numbers
from rag.tables import level, unit_forms, units
from rag.types import Language

Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands at `start:end`, with the unit that its words name.

    `unit` is canonical and the same for both languages (`EUR`, `percent`, `week`, `civilian`),
    else the small-letter word that follows, or None. A part of a whole (`een derde`, `half of`)
    has the unit `part`. The ends of a range (10 tot 15) are `at_least` and `at_most`; `duizenden`
    is `at_least` 1000.
    """

    value: Decimal
    unit: str | None
    bound: Bound
    start: int
    end: int
    text: str


# Words before a number that bound it, in the order of trying; longer wordings first.
_BOUNDS: dict[Language, tuple[tuple[Bound, str], ...]] = {
    "nl": (
        ("at_most", r"niet meer dan|niet langer dan|niet hoger dan|hooguit|hoogstens|ten hoogste|op zijn hoogst"
         r"|op z'n hoogst|maximaal|maximum van|≤"),
        ("at_least", r"niet minder dan|tenminste|ten minste|minstens|minimaal|zeker|op zijn minst|op z'n minst"
         r"|minimum van|≥"),
        ("more_than", r"(?:meer|groter|hoger|langer|ouder) dan|ruim|dik|boven|een dikke|>"),
        ("less_than", r"(?:minder|kleiner|lager|korter|jonger) dan|bijna|nog geen|krap|een kleine|onder|<"),
        ("about", r"ongeveer|circa|ca\.|zo'n|rond|omstreeks|naar schatting|bij benadering|grofweg|om en nabij"
         r"|om en bij|in de buurt van|pakweg|plusminus|±|~"),
    ),
    "en": (
        ("at_most", r"(?:no|not) (?:more|longer|greater|higher) than|at most|at the most"
            r"|(?<!add )(?<!adds )(?<!added )(?<!adding )up to|a maximum of"
         r"|maximum of|maximum|≤"),
        ("at_least", r"(?:no|not) (?:fewer|less) than|at least|a minimum of|minimum of|minimum|≥"),
        ("more_than", r"(?:more|greater|higher|longer|older) than|in excess of|upwards of|over|above|exceeding|>"),
        ("less_than", r"(?:fewer|less|smaller|lower|shorter|younger) than|nearly|almost|just under|under|below|<"),
        ("about", r"about|approximately|approx\.|around|roughly|some|circa|ca\.|c\.|an estimated|estimated"
         r"|in the region of|close to|±|~"),
    ),
}  # fmt: skip
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("at_least", re.compile(r"\s*(?:of meer|or more|of hoger|or higher|\+)(?!\w)")),
    ("at_most", re.compile(r"\s*(?:of minder|or fewer|or less)\b")),
)
_CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "£": "GBP",
    "gbp": "GBP",
}
_CURRENCY_BEFORE = re.compile(r"(?<!\w)(?P<sign>€|EUR|euro|US\$|USD|\$|£|GBP)\s*$", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?<![\w.,/])(?<![A-Za-z]-)(?<!\d )"
    r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"(?!\d|[.,]\d|(?:e|ste|de|st|nd|rd|th|ers?)\b|[A-Z])"
)
_RANGE = re.compile(r"\s*(?:tot en met|tot|t/m|à|a|to|-|–|—)\s*")
_BETWEEN = {"nl": re.compile(r"\btussen (?:de )?$", re.I), "en": re.compile(r"\bbetween (?:the )?$", re.I)}
_AND = re.compile(r" (?:en|and) ")
_CLOSE = re.compile(
    r"\s?(?:%|(?P<sign>[€$£])|(?i:per\s?cent)\b|(?P<type>[A-Z]{1,3}-\d+))"
    r"|(?P<glued>jarige?|daagse?|weekse?|maandse?)\b"  # driejarig
)
_WORD = re.compile(r"[\s+-]+(?P<word>[^\W\d_]+(?:['’]s)?[²2]?)")
# Between a number and what it counts these may stand; at any other small word the search ends.
_PASSED = frozenset("van of de het the hen them die these deze those which wie per cent".split())
_STOP = frozenset(
    """aan als bij dan dat die door een en er heeft hebben het hij hun in is kan komen krijgen maar met na naar nog om
    onder ook op over te tot uit uur vanuit vanaf via voor waar waarvan waaronder was waren wat werd werden wordt
    worden zal ze zich zijn zo zou zonder geworden geweest gegeven gedaan sinds tussen tegen volgens gaat ging gingen
    a an and are as at be been being but by can come did do for from goes had has have he her his if into it its may
    more must not on or our out she should since so such than that their then there they this to under until up was
    we went were what when where while who will with would year's including between against according went about
    after before during per through within also only still already now""".split()
)


@lru_cache(maxsize=2048)
def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """Quantities in `text`, in order.

    Official numbers (nr. 169, 32 623), dates, years, marks and names with digits (F-16) are no
    quantities; nor are articles (`een`, `one of the`).
    """
    plain = level(text)
    blocked = unquantified(text) + date_spans(text, language)
    found: list[Quantity] = []
    atoms = [*_digit_numbers(plain, language), *word_numbers(plain, language, _is_unit)]
    for atom in sorted(atoms, key=lambda atom: atom[1]):
        if overlaps(atom[1:3], blocked) or (found and atom[1] < found[-1].end):
            continue
        found.append(_complete(text, plain, language, atom))
    return tuple(_join_ranges(found, plain, language))


def _digit_numbers(plain: str, language: Language) -> Iterator[Atom]:
    for match in _DIGITS.finditer(plain):
        if " " in match.group() and not _grouped(plain, match):
            # '32 623' without anything counted: leave it alone, it reads like a dossier.
            continue
        value = read_number(match.group(), language)
        if value is not None:
            yield value, match.start(), match.end(), ""


def _grouped(plain: str, match: re.Match[str]) -> bool:
    return bool(
        match.group().endswith("000")
        or _CURRENCY_BEFORE.search(plain[max(0, match.start() - 5) : match.start()])
        or re.match(r"\s*(?:%|[a-zà-ÿ]{2,})", plain[match.end() : match.end() + 12])
    )


def read_number(digits: str, language: Language) -> Decimal | None:
    """The value of `31.500` or `7,3` as the language writes it; None where it cannot be read.

    In Dutch a comma opens the decimals and a dot groups thousands, in English the reverse; where
    only the other reading is possible (7.3 in Dutch text) that one is taken.
    """
    compact = digits.replace(" ", "")
    marks = (".", ",") if language == "nl" else (",", ".")
    for thousands, decimal in (marks, marks[::-1]):
        if _SHAPES[thousands].fullmatch(compact):
            return Decimal(compact.replace(thousands, "").replace(decimal, "."))
    return None


# By the mark that groups thousands.
_SHAPES = {
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"),
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
}


def _complete(text: str, plain: str, language: Language, atom: Atom) -> Quantity:
    """The number with its magnitude, unit and bound."""
    value, start, end, note = atom
    currency = _CURRENCY_BEFORE.search(plain[max(0, start - 6) : start])
    magnitude = MAGNITUDES[language].match(plain, end)
    if magnitude and (currency or magnitude.lastgroup != "money"):
        value *= HUNDREDFOLD[magnitude.group(magnitude.lastgroup or 1).lower().rstrip(".")]
        end = magnitude.end()
    digits_end = end
    unit: str | None = "part"
    if currency:
        start -= len(currency.group())
        unit = _CURRENCIES[currency["sign"].lower()]
    elif note != "part":
        unit, end = _unit(plain, end, language)
    bound = "at_least" if note == "vague" else _bound(plain, start, (digits_end, end), language)
    return Quantity(value, unit, bound, start, end, text[start:end])


def _is_unit(plain: str, end: int, language: Language) -> bool:
    """Whether something that is counted or measured, or a magnitude, follows at `end`."""
    unit, _ = _unit(plain, end, language)
    return bool(MAGNITUDES[language].match(plain, end)) or unit in units()


def _unit(plain: str, end: int, language: Language) -> tuple[str | None, int]:
    """The unit named after `end`, and where its words end."""
    close = _CLOSE.match(plain, end)
    if close:
        sign = _CURRENCIES.get(close["sign"] or "")
        return sign or close["type"] or unit_forms("nl").get(close["glued"] or "") or "percent", close.end()
    return _counted_noun(plain, end, unit_forms(language))


def _counted_noun(plain: str, end: int, forms: dict[str, str]) -> tuple[str | None, int]:
    """The noun of the table among the next words, else the next word where it may be a noun."""
    first: str | None = None
    at, first_end = end, end
    for step in range(4):
        match = _WORD.match(plain, at)
        if not match:
            break
        word = match["word"].lower()
        following = _WORD.match(plain, match.end())
        pair = f"{word} {following['word'].lower()}" if following else ""
        if following and pair in forms:
            return forms[pair], following.end()
        if word in forms:
            return forms[word], match.end()
        if word in _STOP and word not in _PASSED:
            break
        if step == 0 and len(word) > 2 and word not in _PASSED and match["word"].islower():
            first, first_end = word, match.end()
        at = match.end()
    return first, first_end


@cache
def _bound_patterns(language: Language) -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    return tuple(
        (bound, re.compile(rf"(?<!\w)(?:{words})\s*(?:(?:de|het|the|een|a|an)\s+)?$", re.IGNORECASE))
        for bound, words in _BOUNDS[language]
    )


def _bound(plain: str, start: int, ends: tuple[int, int], language: Language) -> Bound:
    before = plain[max(0, start - 30) : start]
    for bound, pattern in _bound_patterns(language):
        if pattern.search(before):
            return bound
    for bound, pattern in _AFTER:
        if any(pattern.match(plain, end) for end in ends):
            return bound
    return "exact"


def _join_ranges(found: list[Quantity], plain: str, language: Language) -> list[Quantity]:
    """`10 tot 15 miljoen euro`: two ends with the unit and magnitude of the second."""
    for i in range(len(found) - 1):
        low, high = found[i], found[i + 1]
        if low.unit and high.unit and low.unit != high.unit:
            continue
        between = plain[low.end : high.start]
        opened = _BETWEEN[language].search(plain[max(0, low.start - 14) : low.start])
        if not (_RANGE.fullmatch(between) or (opened and _AND.fullmatch(between))):
            continue
        factor = next((HUNDREDFOLD[w] for w in high.text.lower().split() if w in HUNDREDFOLD), None)
        value = low.value
        if factor and low.value < factor and high.value >= factor and low.value * factor < high.value:
            value = low.value * factor
        if value >= high.value:
            continue
        found[i] = replace(low, value=value, unit=low.unit or high.unit, bound="at_least")
        found[i + 1] = replace(high, unit=high.unit or low.unit, bound="at_most")
    return found
