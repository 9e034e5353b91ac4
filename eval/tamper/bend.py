"""Pure functions that make one thing in a sentence false; '' where there is nothing to bend.

They share no code with the verification: plain patterns over Dutch and English text.
"""

from __future__ import annotations

import re

from rag.types import Language

_NUMBER = re.compile(
    r"(?<![\w.,-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?![\w-])"
    r"(?! (?:jan|feb|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![.,]?\d)")
_DAY = re.compile(r"\b([1-9]|[12]\d|3[01]) (?=(?:jan|feb|maart|march|apr|mei|may|ju[nl]|aug|sep|o[kc]t|nov|dec))", re.I)
_WORDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "nl": (("twee", "vier"), ("drie", "acht"), ("vijf", "zes"), ("zes", "tien"), ("duizenden", "tientallen")),
    "en": (("two", "four"), ("three", "eight"), ("five", "six"), ("six", "ten"), ("thousands", "dozens")),
}
_UNITS: dict[Language, tuple[tuple[str, str], ...]] = {
    "nl": (("miljoen", "miljard"), ("euro", "dollar"), ("EUR", "USD"), ("weken", "jaren"), ("maanden", "dagen"),
           ("jaar", "maanden"), ("procent", "euro"), ("mensen", "huizen"), ("burgers", "militairen")),
    "en": (("million", "billion"), ("euros", "dollars"), ("EUR", "USD"), ("weeks", "years"), ("months", "days"),
           ("years", "months"), ("percent", "euros"), ("people", "houses"), ("civilians", "soldiers")),
}  # fmt: skip
_BOUNDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "nl": (("ongeveer", "meer dan"), ("tenminste", "hooguit"), ("ten minste", "hooguit"), ("ruim", "nog geen"),
           ("in totaal", "maximaal"), ("alle", "enkele"), ("meerdere", "alle"), ("mede", "uitsluitend")),
    "en": (("approximately", "more than"), (r"about(?= \d)", "more than"), ("at least", "at most"),
           ("more than", "less than"),
           ("all", "some"), ("several", "all"), ("partly", "solely")),
}  # fmt: skip
_ANTONYMS: dict[Language, tuple[tuple[str, str], ...]] = {
    "nl": (("veroordeelt", "steunt"), ("steun", "kritiek"), ("steunt", "bekritiseert"), ("grootste", "kleinste"),
           ("verwelkomt", "betreurt"), ("toenemende", "afnemende"), ("versterken", "verzwakken"),
           ("veilig", "gevaarlijk"),
           ("bevorderen", "belemmeren"), ("bijdragen", "een einde maken"), ("tegengaan", "aanmoedigen"),
           ("onzeker", "voorspelbaar"), ("actief", "afzijdig"), ("verlengd", "ingekort"), ("meer", "minder"),
           ("nieuwe", "oude"), ("onmisbaar", "overbodig"), ("essentieel", "bijkomstig"), ("herstel", "verval"),
           ("bijgedragen", "bezuinigd"), ("gesteund", "tegengewerkt"), ("mogelijk", "onmogelijk")),
    "en": (("condemns", "supports"), ("support", "oppose"), ("supports", "opposes"), ("largest", "smallest"),
           ("welcomes", "regrets"), ("increasing", "decreasing"), ("strengthen", "weaken"), ("safe", "dangerous"),
           ("promote", "hinder"), ("contribute", "put an end"), ("counter", "encourage"), ("uncertain", "predictable"),
           ("active", "passive"), ("extended", "shortened"), ("more", "less"), ("new", "old"),
           ("indispensable", "superfluous"), ("essential", "incidental"), ("recovery", "decline"),
           ("contributed", "objected"), ("supported", "obstructed"), ("possible", "impossible")),
}  # fmt: skip
_FINITE: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(r"\b(is|zijn|was|waren|heeft|hebben|had|wordt|worden|werd|werden|zal|zullen|kan|kunnen|moet)\b"),
    "en": re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|must|should)\b"),
}
_DENIAL: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(r" (?:niet|evenmin)\b|\bgeen\b|\bonvoldoende\b|\bzonder\b|\bniet\b"),
    "en": re.compile(r" not\b|\bno\b(?!\.)|\bwithout\b|\bcannot\b|\binsufficient\b"),
}
_AFFIRMED = {"geen": "een", "onvoldoende": "voldoende", "zonder": "met", "no": "a", "without": "with",
             "cannot": "can", "insufficient": "sufficient"}  # fmt: skip
_STRANGERS: dict[Language, tuple[str, ...]] = {
    "nl": ("Zwitserland", "Brazilië", "Van Dalen", "Maastricht"),
    "en": ("Switzerland", "Brazil", "Van Dalen", "Maastricht"),
}
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w’'-]+)(?: (?:de |van )?[A-Z][\w’'-]+)*")
_LONG = re.compile(r"\b[a-zàáâäçèéêëìíîïñòóôöùúûü]{6,}\b")


def number(text: str, lang: Language) -> str:
    """Another number, in digits or in words."""
    if found := _NUMBER.search(text):
        digits = found.group()
        changed = (
            digits[1::-1] + digits[2:] if len(digits) > 1 and digits[:2].isdigit() and digits[0] != digits[1] else ""
        )
        return _put(text, found, changed if changed and changed[0] != "0" else str(int(digits[0]) + 1) + digits[1:])
    return _first(text, _WORDS[lang])


def magnitude(text: str, lang: Language) -> str:
    """Ten times a number in digits."""
    found = _NUMBER.search(text)
    if not found:
        return ""
    digits = found.group()
    whole = re.fullmatch(r"(\d+)([.,]\d{1,2})?", digits)
    return _put(text, found, f"{whole[1]}0{whole[2] or ''}" if whole else digits.replace(digits[0], digits[0] + "0", 1))


def date(text: str, lang: Language) -> str:
    """Another day of the month, or another year."""
    if found := _DAY.search(text):
        value = int(found[1])
        return _put(text, found, f"{value + 3 if value < 26 else value - 3} ")
    if found := _YEAR.search(text):
        return _put(text, found, str(int(found.group()) - 2))
    return ""


def unit(text: str, lang: Language) -> str:
    """Another unit or another thing counted, right after a number."""
    if not re.search(r"\d", text) and not any(re.search(rf"\b{old}\b", text, re.I) for old, _ in _WORDS[lang]):
        return ""
    return _first(text, _UNITS[lang])


def bound(text: str, lang: Language) -> str:
    """A reservation or quantifier turned."""
    return _first(text, _BOUNDS[lang])


def antonym(text: str, lang: Language) -> str:
    """A word replaced by one that says the opposite, or something else."""
    return _first(text, _ANTONYMS[lang])


def name(text: str, lang: Language, choice: int) -> str:
    """A name in the middle of the sentence replaced by one that is not there."""
    found = list(_NAME.finditer(text))
    strangers = [stranger for stranger in _STRANGERS[lang] if stranger not in text]
    return _put(text, found[choice % len(found)], strangers[choice % len(strangers)]) if found else ""


def negation_added(text: str, lang: Language) -> str:
    """A denial after the first finite verb of a sentence that has none."""
    if _DENIAL[lang].search(text):
        return ""
    found = _FINITE[lang].search(text)
    return f"{text[: found.end()]} {'niet' if lang == 'nl' else 'not'}{text[found.end() :]}" if found else ""


def negation_dropped(text: str, lang: Language) -> str:
    """The only denial left out; 'not only' is none."""
    found = list(_DENIAL[lang].finditer(text))
    after = text[found[0].end() :].split()[:1] if len(found) == 1 else ["only"]
    if after and after[0] in ("only", "alleen", "slechts", "zijnde"):
        return ""
    return _put(text, found[0], _AFFIRMED.get(found[0].group(), ""))


def letter_changed(text: str) -> str:
    """One letter of a long word in the middle replaced by the next of the alphabet."""
    found = _middle(text)
    if found is None:
        return ""
    at = found.start() + len(found.group()) // 2
    other = "a" if text[at] not in "aeiou" else "u" if text[at] != "u" else "o"
    return f"{text[:at]}{other}{text[at + 1 :]}"


def word_dropped(text: str) -> str:
    """A long word in the middle left out."""
    found = _middle(text)
    return " ".join(f"{text[: found.start()]}{text[found.end() :]}".split()) if found else ""


def look_alike(text: str) -> str:
    """One Latin letter of a long word replaced by the Cyrillic one that looks the same."""
    found = _middle(text)
    if found is None:
        return ""
    for latin, cyrillic in (("e", "\u0435"), ("a", "\u0430"), ("o", "\u043e")):
        if latin in found.group():
            return _put(text, found, found.group().replace(latin, cyrillic, 1))
    return ""


def invisible(text: str, char: str) -> str:
    """An invisible character in the middle of a long word."""
    found = _middle(text)
    return f"{text[: found.start() + 2]}{char}{text[found.start() + 2 :]}" if found else ""


def around_word(text: str, before: str, after: str) -> str:
    """A long word in the middle between two pieces of markup."""
    found = _middle(text)
    return _put(text, found, f"{before}{found.group()}{after}") if found else ""


def _middle(text: str) -> re.Match[str] | None:
    found = list(_LONG.finditer(text))
    return found[len(found) // 2] if found else None


def _first(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        if found := re.search(rf"(?<![\w-]){old}(?![\w-])", text, re.IGNORECASE):
            return _put(text, found, new.capitalize() if found.start() == 0 else new)
    return ""


def _put(text: str, found: re.Match[str], new: str) -> str:
    return f"{text[: found.start()]}{new}{text[found.end() :]}"
