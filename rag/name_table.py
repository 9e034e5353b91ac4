"""The names that Dutch and English write differently, as phrases to look up in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from rag.tables import fold, level, rows
from rag.types import Language

NameKind = Literal["country", "person", "body", "place", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name as it stands at `start:end`.

    `canonical` is an ISO 3166 code for a country (its adjective, language and inhabitants too), the
    id of `rag/data/names.tsv` for a known body, place or community, else the words of the name
    folded to small letters, without initials.
    """

    canonical: str
    kind: NameKind
    start: int
    end: int
    text: str


class Token(NamedTuple):
    """A word of a text, without its genitive 's; `gap` is what stands between it and the word before.

    A tuple, as a frozen dataclass takes three times as long to make.
    """

    text: str
    folded: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        # The second part is for `ezZor`.
        return self.text[0].isupper() or (len(self.text) > 3 and not self.text[1:].islower() and self.text.isalpha())


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a known name. `case` tells what of its capitals a text must show."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    case: Literal["any", "capital", "exact"]
    canonical: str
    kind: NameKind
    derived: bool = False  # an adjective or inhabitant


# Who sits elsewhere than in the capital of a country, or in one without being its government.
_SEATS = {"the-hague": "NL", "tel-aviv": "IL", "brussels": "eu"}

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|,")
_JOINED = re.compile(r" ?[-–/] ?|'?\s+|, |")


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, hyphenated ones in parts; a comma is a word of its own."""
    plain = level(text)
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        if end - start > 2 and plain[end - 2 : end].lower() == "'s":
            end -= 2
        found.append(Token(text[start:end], fold(plain[start:end]), start, end, plain[last:start]))
        last = match.end()
    return tuple(found)


@cache
def phrases(language: Language) -> dict[str, tuple[Form, ...]]:
    """Known names by their first word, the longest first; those of the other language come in last."""
    other: Language = "en" if language == "nl" else "nl"
    index: dict[str, dict[tuple[tuple[str, ...], str], Form]] = {}
    for form in [*_forms(language, True), *_forms(other, False)]:
        key = (form.words, form.case if form.case == "exact" else "")
        forms = index.setdefault(form.words[0], {})
        if key not in forms or (form.case == "any" and forms[key].case == "capital"):
            forms[key] = form
    return {
        first: tuple(sorted(forms.values(), key=lambda form: (-len(form.words), form.case != "exact")))
        for first, forms in index.items()
    }


@cache
def implied() -> dict[str, frozenset[str]]:
    """What is also said by saying a known name: the Security Council is of the United Nations."""
    parents = {cells[0]: frozenset(filter(None, cells[2].split("|"))) for cells in rows("names.tsv")}
    return {name: frozenset().union(*(parents.get(p, frozenset()) for p in up), up) for name, up in parents.items()}


@cache
def capitals() -> dict[str, str]:
    """Canonical name of a capital -> the code of its country, for which it may stand: 'Moscow will object'.

    So may a place where a government sits that is no capital.
    """
    return {fold(cells[6].split("|")[0]): cells[0] for cells in rows("countries.tsv") if cells[6]} | _SEATS


def adjective(name: Name) -> bool:
    """Whether a country is named by its adjective or its people: 'Libanese', 'Dutch'."""
    return name.kind == "country" and fold(name.text) not in _nouns()


@cache
def _nouns() -> frozenset[str]:
    return frozenset(fold(name) for cells in rows("countries.tsv") for at in (1, 2) for name in cells[at].split("|"))


@cache
def stems_of_compounds() -> dict[str, tuple[Form, ...]]:
    """Names that Dutch glues to a noun (Syriëgezant, Afrikabeleid) by their first four letters, the longest first."""
    found: dict[str, list[Form]] = {}
    for form in _forms("nl", False):
        if len(form.words) == 1 and form.case == "capital" and form.kind in ("country", "place"):
            found.setdefault(form.written[0][:4], []).append(form)
    return {key: tuple(sorted(forms, key=lambda form: -len(form.written[0]))) for key, forms in found.items()}


def match(words: tuple[Token, ...], at: int, language: Language) -> tuple[Form, int] | None:
    """The longest known name that begins at word `at`, and the index after it."""
    for form in spelt(words, at, language):
        if _cased(form, words[at : at + len(form.words)]):
            return form, at + len(form.words)
    return None


def spelt(words: tuple[Token, ...], at: int, language: Language) -> Iterator[Form]:
    """The known names whose words stand at word `at`, whatever their capitals, the longest first."""
    for form in phrases(language).get(words[at].folded, ()):
        size = len(form.words)
        part = words[at : at + size]
        if len(part) == size and all(_same(form, part, i) for i in range(size)):
            yield form


def _same(form: Form, part: tuple[Token, ...], i: int) -> bool:
    token = part[i]
    if token.folded != form.words[i]:
        return False
    # 'U.S.' and 'St. Maarten': a full stop only after a short word.
    return i == 0 or bool(_JOINED.fullmatch(token.gap)) or (token.gap.strip() == "." and len(form.words[i - 1]) <= 2)


def _cased(form: Form, part: tuple[Token, ...]) -> bool:
    if form.case == "any":
        return True
    if form.case == "exact":
        return all(token.text == written for token, written in zip(part, form.written, strict=True))
    return any(token.capital for token in part)


def _form(wording: str, canonical: str, kind: NameKind, derived: bool = False) -> Form:
    written = tuple(token.text for token in tokens(wording))
    letters = [c for c in wording if c.isalpha()]
    # An acronym stands as it is (US, BZK, HvJEU); 'ISIS' in the middle of small letters too.
    acronym = sum(c.isupper() for c in letters) * 2 > len(letters) and len(letters) > 1
    case: Literal["any", "capital", "exact"] = "exact" if acronym else "capital"
    if not any(word[0].isupper() for word in written):
        case = "any"
    return Form(tuple(map(fold, written)), written, case, canonical, kind, derived)


def _forms(language: Language, derived: bool) -> Iterator[Form]:
    at = 0 if language == "nl" else 1
    for cells in rows("countries.tsv"):
        code, names, adjectives, capital = cells[0], cells[1 + at], cells[3 + at], cells[5 + at]
        for name in names.split("|"):
            yield _form(name, code, "country")
            if language == "nl" and name[-1].islower():
                yield _form(f"{name}s", code, "country")  # Ruslands rol
        if derived:
            for word in filter(None, adjectives.split("|")):
                if word.endswith("ees"):
                    yield _form(word[:-3] + "ese", code, "country", True)
                for ending in ("", "e", "s", "n", "en") if language == "nl" else ("", "s"):
                    yield _form(word + ending, code, "country", True)
        for city in filter(None, capital.split("|")):
            yield _form(city, fold(cells[6].split("|")[0]), "place")
    for name, kind, _, dutch, english in rows("names.tsv"):
        for wording in (dutch, english)[at].split("|"):
            yield _form(wording, name, kind)  # type: ignore[arg-type]
