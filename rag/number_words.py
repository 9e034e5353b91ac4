"""Numbers written out in Dutch and English: `zes`, `twenty-five thousand`, `anderhalf`, `een derde`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Literal

from rag.types import Language

Note = Literal["", "vague", "part"]  # duizenden; een derde
Atom = tuple[Decimal, int, int, Note]  # value, start, end, note

HUNDREDFOLD = {
    "honderd": Decimal(100), "hundred": Decimal(100),
    "duizend": Decimal(1000), "thousand": Decimal(1000), "k": Decimal(1000),
    "miljoen": Decimal(10**6), "million": Decimal(10**6), "mln": Decimal(10**6), "mio": Decimal(10**6),
    "m": Decimal(10**6),
    "miljard": Decimal(10**9), "billion": Decimal(10**9), "mld": Decimal(10**9), "mrd": Decimal(10**9),
    "bn": Decimal(10**9), "b": Decimal(10**9),
    "biljoen": Decimal(10**12), "trillion": Decimal(10**12),
}  # fmt: skip
# A lone letter is a magnitude only beside a currency: €20m.
MAGNITUDES: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(r"[\s-]*(miljoen|miljard|biljoen|duizend|honderd|mln\.?|mld\.?|mrd\.?|mio)(?!\w)"
                     r"|\s?(?P<money>m|k|bn)(?!\w)", re.I),
    "en": re.compile(r"[\s-]*(million|billion|trillion|thousand|hundred|mln\.?|mio)(?!\w)"
                     r"|\s?(?P<money>m|k|bn|b)(?!\w)", re.I),
}  # fmt: skip

# Longer words first, and at most ten of them: 'zestien' is 'zes' and 'tien' as well, which must not multiply.
_NL = (
    "dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig|dertig|veertig|vijftig|zestig|zeventig"
    "|tachtig|negentig|honderd|duizend|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
)
_EN = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_WORDS: dict[Language, str] = {
    # One Dutch word, maybe with what it measures glued on (driejarig), or two: twee duizend.
    "nl": rf"\b(?P<words>(?:(?:{_NL})(?:en|ën)?){{0,9}}(?:{_NL})(?: (?:honderd|duizend))?)"
    r"(?=\b|jarig|daags|weeks|maands)",
    "en": rf"\b(?P<words>(?:{_EN}|(?:a )?(?:hundred|thousand))"
    rf"(?:(?:[ -]|(?<=hundred) and |(?<=thousand) and )(?:{_EN}|hundred|thousand)){{0,9}})\b",
}
_TIME_NL = "(?:uur|dag|week|maand|jaar|eeuw)"
_TIME_EN = "(?:hour|day|week|month|year|century)"
_SPECIAL: dict[Language, str] = {
    "nl": r"(?P<half_big>\b(?:een )?hal(?:f|ve)(?= (?:miljoen|miljard|jaar|eeuw|maand|uur|kilometer)\b))"
    r"|(?P<one_half>\banderhal(?:f|ve)\b)"
    rf"|(?P<one>(?:\b(?:duur|periode|termijn|tijd) van een|\been (?:heel|vol|volledig|kalender))(?= ?{_TIME_NL}\b))"
    r"|(?P<vague>\b(?:tientallen|honderden|duizenden|tienduizenden|honderdduizenden|miljoenen|miljarden)\b)"
    r"|(?P<half>\bde helft\b)|(?P<quarter3>\bdriekwart\b)|(?P<third2>\btwee ?derde\b)"
    r"|(?P<third>\been derde(?= van| deel|\s*[,.;)]|$))"
    r"|(?P<quarter>\b(?:een kwart|een vierde)\b(?! (?:partij|keer|maal)))"
    r"|(?P<fifth>\been vijfde(?= van| deel))|(?P<tenth>\been tiende(?= van| deel))|(?P<dozen>\b(?:een )?dozijn\b)",
    "en": r"(?P<half_big>\bhalf an?(?= (?:million|billion|year|century|month|hour|kilometre)\b))"
    r"|(?P<one_half>\bone and a half\b)"
    rf"|(?P<one>\b(?:an entire|a (?:whole|full)|(?:period|duration|term) of an?)(?= {_TIME_EN}\b))"
    r"|(?P<vague>\b(?:dozens|hundreds of thousands|tens of thousands|hundreds|thousands|millions|billions)\b)"
    r"|(?P<half>(?<!first )(?<!second )(?<!latter )(?<!other )\bhalf(?= (?:of|the|its|their)\b))"
    r"|(?P<quarter3>\bthree[- ]quarters\b)|(?P<third2>\btwo[- ]thirds\b)"
    r"|(?P<third>\b(?:a|one)[- ]third\b(?! party| country))"
    r"|(?P<quarter>\b(?:a|one) quarter(?= of))|(?P<fifth>\b(?:a|one) fifth(?= of))"
    r"|(?P<tenth>\b(?:a|one) tenth(?= of))|(?P<dozen>\ba dozen\b)|(?P<big>\ba(?= (?:million|billion|trillion)\b))",
}
_PARTS = {
    "half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarter3": Decimal("0.75"),
    "third": Decimal(1) / 3, "third2": Decimal(2) / 3, "fifth": Decimal("0.2"), "tenth": Decimal("0.1"),
}  # fmt: skip
_WHOLES = {"half_big": Decimal("0.5"), "one_half": Decimal("1.5"), "dozen": Decimal(12), "big": Decimal(1),
           "one": Decimal(1)}  # fmt: skip
# Both languages' word for tens is taken as 10, so that 'tientallen' and 'dozens' agree.
_VAGUE = {
    "tientallen": 10, "dozens": 10, "honderden": 100, "hundreds": 100, "duizenden": 1000, "thousands": 1000,
    "tienduizenden": 10_000, "tens of thousands": 10_000, "honderdduizenden": 100_000,
    "hundreds of thousands": 100_000, "miljoenen": 10**6, "millions": 10**6, "miljarden": 10**9, "billions": 10**9,
}  # fmt: skip
# These are other words as well (acht = deems, one = somebody): they count only before a unit.
_DOUBTFUL = frozenset({"één", "acht", "elf", "one"})
_OUT_OF = re.compile(r"\s+(?:of|van)\b")  # one of the largest donors
_NEVER = frozenset({"een"})


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    return re.compile(f"{_SPECIAL[language]}|{_WORDS[language]}", re.IGNORECASE)


def word_numbers(plain: str, language: Language, counted: Callable[[str, int, Language], bool]) -> Iterator[Atom]:
    """Numbers in words, with their place; `counted(plain, end, language)` tells whether a unit follows."""
    for match in _pattern(language).finditer(plain):
        kind = match.lastgroup or "words"
        words = match.group().lower()
        start, end = match.span()
        if kind in _PARTS:
            yield _PARTS[kind], start, end, "part"
        elif kind in _WHOLES:
            yield _WHOLES[kind], start, end, ""
        elif kind == "vague":
            yield Decimal(_VAGUE[words]), start, end, "vague"
        elif words not in _NEVER and (
            words not in _DOUBTFUL or (counted(plain, end, language) and not _OUT_OF.match(plain, end))
        ):
            glued = plain[start - 1 : start] == "-" and start > 1 and plain[start - 2].isalpha()
            value = None if glued else _value(words, language)
            if value is not None:
                yield value, start, end, ""


def vague(text: str) -> bool:
    """Whether this quantity begins with `duizenden`, `dozens` and the like."""
    return any(re.match(rf"{words}\b", text, re.IGNORECASE) for words in _VAGUE)


@cache
def _value(words: str, language: Language) -> Decimal | None:
    from text_to_num import text2num

    try:
        return Decimal(text2num(words.replace("é", "e").removeprefix("a "), language))
    except ValueError:
        return None
