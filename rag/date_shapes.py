"""What dates look like in Dutch and English text, as patterns; `rag.dates` reads them."""

from __future__ import annotations

import re
from functools import cache

from rag.months import MONTHS
from rag.types import Language

_SHORT = r"(?:jan|feb|febr|mrt|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec)\."
_YEAR = r"(?:19|20)\d\d(?![\d%]|[.,]\d)"

# Words that open or close a date, by language; the group's name is what it means.
_BEFORE_CORE = {
    "nl": r"(?:(?P<end_of>\b(?:eind|einde|ultimo)(?:\s+van)?\s+)|(?P<begin_of>\b(?:begin|aanvang)(?:\s+van)?\s+)"
    r"|\b(?:medio|half|halverwege)\s+)?$",
    "en": r"(?:(?P<end_of>\b(?:end[\s-]+(?:of\s+)?|late\s+|close\s+of\s+))"
    r"|(?P<begin_of>\b(?:(?:beginning|start)\s+of\s+|early\s+))|\b(?:mid[\s-]*|middle\s+of\s+))?$",
}
_PREPOSITION = {
    "nl": r"(?:(?P<before>\b(?:vóór|voorafgaand aan))|(?P<for>\bvoor)|(?P<after>\bna)"
    r"|(?P<since>\b(?:sinds|vanaf|sedert))|(?P<until>\b(?:tot en met|t/m|tot aan|tot|uiterlijk)))"
    r"\s+(?:(?:de|het|op|in)\s+)*$",
    "en": r"(?:(?P<before>\b(?:before|prior to|ahead of))|(?P<after>\bafter)|(?P<since>\b(?:since|from|as of))"
    r"|(?P<until>\b(?:until|till|through|up to|to|by)))\s+(?:(?:the|on|in)\s+)*$",
}
_LAST = r"(?:jl\b\.?|jongstleden|laatstleden|l\.l\.|ll\.|last\b)"
_COMING = r"(?:a\.s\.|aanstaande)"
_THIS_YEAR = r"(?:(?:van |of )?(?:dit jaar|this year))"
_TAIL = rf"(?:(?P<year>{_YEAR})|(?P<last>{_LAST})|(?P<coming>{_COMING})|(?P<this>{_THIS_YEAR}))"
SEASONS = {
    "zomer": (6, 9), "summer": (6, 9), "voorjaar": (3, 6), "lente": (3, 6), "spring": (3, 6),
    "najaar": (9, 12), "herfst": (9, 12), "autumn": (9, 12), "fall": (9, 12),
}  # fmt: skip

_RELATIVE = {
    "nl": r"\b(?:(?P<same>deze maand|dit jaar)|(?P<past>vorig jaar|vorige maand|vorige week|gisteren)"
    r"|(?P<next>volgend jaar|volgende maand)"
    r"|(?:afgelopen|vorige)\s+(?P<was>MONTH|zomer|voorjaar|lente|najaar|herfst)"
    r"|(?:komende|volgende)\s+(?P<willbe>MONTH))\b",
    "en": r"\b(?:(?P<same>this month|this year)|(?P<past>last year|last month|last week|yesterday)"
    r"|(?P<next>next year|next month)"
    r"|(?:last|this past)\s+(?P<was>MONTH|summer|spring|autumn|fall)|next\s+(?P<willbe>MONTH))\b",
}


@cache
def patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The shapes of a date, the surest first: a later one never overlaps an earlier one."""
    names = "|".join(MONTHS[language])
    month = rf"(?P<month>{names})\b"
    either = rf"(?P<month>(?:{names})\b|{_SHORT})"
    nth = r"(?:st|nd|rd|th|e|ste|de)?"
    more = r"(?P<more>(?:\d{1,2}\s*(?:,|en|and|tot en met|tot|t/m|to|à|[-–])\s*){0,6})"
    flags = re.IGNORECASE if language == "nl" else re.NOFLAG
    shapes = {
        "iso": rf"(?<![\d-])(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])",
        "numeric": rf"(?<![\d.-])(?P<day>\d{{1,2}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<year>{_YEAR})",
        "session": r"(?<![\d-])(?P<first>(?:19|20)\d\d)\s?[-–/]\s?(?P<second>(?:19|20)\d\d|\d\d)(?![\d-])",
        "day": rf"(?<![\d.,-]){more}\b(?P<day>\d{{1,2}}){nth}(?:\s+of)?\s+{either}(?:,?\s+{_TAIL})?",
        "month_day": rf"\b{either}\s+(?:the\s+)?(?P<day>\d{{1,2}}){nth}\b(?!\d|[.,]\d)(?:,?\s+{_TAIL})?",
        "month": rf"\b{month}(?:\s+(?:of|van))?,?\s+{_TAIL}",
        "relative": _RELATIVE[language].replace("MONTH", names),
        "bare_month": rf"\b{month}",
        "bare_year": rf"(?<![\w.,/–€$-])(?<!EUR )(?<!USD )(?P<year>{_YEAR})"
        r"(?!s\b|/|\s*(?:mil[jl]|mln|billion|bn\b|euro|%))",
    }
    if language == "nl":
        del shapes["month_day"]
    return tuple(
        (name, re.compile(shape, re.IGNORECASE if name == "relative" else flags)) for name, shape in shapes.items()
    )


@cache
def context(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for `eind` and `early` right before a date, and for the preposition before that."""
    return (
        re.compile(_BEFORE_CORE[language], re.IGNORECASE),
        re.compile(_PREPOSITION[language], re.IGNORECASE),
    )


ENGLISH_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|early|late|mid|of|from|to|and|before|after|during)[\s-]$", re.I
)


YEAR_BEFORE = re.compile(
    r"\b(?:in|sinds|tot|eind|begin|medio|vanaf|van|uit|na|voor|since|until|till|by|of|from|late|early|mid|after|before"
    r"|year|jaar|during|through)[\s-]$",
    re.IGNORECASE,
)
