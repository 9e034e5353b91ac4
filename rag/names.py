"""Proper names in Dutch and English text, with one canonical form for both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rag import name_table
from rag.dates import date_spans
from rag.identifiers import overlaps, unquantified
from rag.name_table import Form, NameKind, Token, tokens
from rag.tables import ordinary, rows
from rag.types import Language


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


# What a person is called before the name; not a part of it.
_TITLES = frozenset(
    """minister ministers staatssecretaris premier president vicepresident voorzitter koning koningin prins prinses
    keizer gezant speciaal ambassadeur generaal kolonel directeur secretaris commissaris rapporteur lid leden motie
    heer mevrouw dhr mevr mw mr mrs ms dr drs ir prof professor sir lord paus imam sjeik kroonprins dictator leider
    secretary chairman chair chairperson king queen prince princess emperor envoy special ambassador general colonel
    director commissioner member motion pope sheikh leader madam envoys prime deputy state""".split()
)
_PERSONAL = _TITLES - {"speciaal", "special", "lid", "leden", "member", "state"}
# Words with a capital that name nobody in particular.
_GENERIC = frozenset(
    """kabinet cabinet regering government parlement parliament overheid staat bijlage annex appendix kamerstuk
    kamerbrief vergaderjaar nr no article artikel section chapter i ii iii iv eur usd gbp euro euros
    januari februari maart april mei juni juli augustus september oktober november december
    january february march may june july august october
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_PARTICLES = frozenset("van de der den het ten ter von zu di da du la le del bin ibn abu al el es".split())
ARTICLES = frozenset("al el es ez as ash ar an ad at esh".split())
_CONNECTORS = frozenset({"of", "for", "voor"})
_OPENING = re.compile(r"(?:^|[.!?…:;]['\"»”)\]]*\s+|\n\s*|[«“„\"]|(?:^|\s)'|^\s*[-–•*]\s+)['\"«“„(\[–•*\s-]*$")
_DESIGNATOR = re.compile(r"(?<![\w-])[A-Z]{1,3}-\d{1,4}(?![\w-])")


@cache
def function_words(language: Language) -> frozenset[str]:
    """Words that are never a part of what a name says."""
    return frozenset(next(cells[1] for cells in rows("function_words.tsv") if cells[0] == language).split())


@lru_cache(maxsize=2048)
def names(text: str, language: Language) -> tuple[Name, ...]:
    """Proper names in `text`, in order; parts of compounds (`EU-verband`, `anti-ISIS`) count.

    The first word of a sentence counts if it is a known name, no ordinary word of the language,
    or written with a capital elsewhere in the middle of a sentence.
    """
    words = tokens(text)
    known: dict[int, tuple[Form, int]] = {}
    covered: set[int] = set()
    at = 0
    while at < len(words):
        hit = name_table.match(words, at, language)
        if hit and not _doubtful(text, words, at, hit, language):
            known[at] = hit
            covered.update(range(at, hit[1]))
            at = hit[1]
        else:
            at += 1
    found = [
        Name(form.canonical, form.kind, words[i].start, words[end - 1].end, text[words[i].start : words[end - 1].end])
        for i, (form, end) in known.items()
    ]
    found += _compounds(words, covered, language, text)
    blocked = unquantified(text) + date_spans(text, language)
    found += _unknown(text, words, covered, known, blocked, language)
    found += [
        Name(m.group().replace("-", "").lower(), "other", *m.span(), text[m.start() : m.end()])
        for m in _DESIGNATOR.finditer(text)
        if not any(n.start <= m.start() < n.end for n in found)
    ]
    return tuple(sorted(found, key=lambda name: (name.start, name.end)))


def _doubtful(text: str, words: tuple[Token, ...], at: int, hit: tuple[Form, int], language: Language) -> bool:
    """`Let wel`, `Commission of an offence`: an ordinary word that opens a sentence is not yet a name.

    In a line of capitals an acronym cannot be told from a word: `BRIEF VAN DE MINISTER IS`.
    """
    form, end = hit
    if end - at > 1 or form.case == "any" or (form.kind == "country" and not form.derived):
        return form.case == "exact" and text.isupper() and ordinary(words[at].text, language)
    if form.case == "exact":
        return text.isupper() and ordinary(words[at].text, language)
    short = not form.derived or len(words[at].text) <= 5
    return short and _opens(text, words, at) and ordinary(words[at].text, language)


def _opens(text: str, words: tuple[Token, ...], at: int) -> bool:
    """Does word `at` open a sentence, a line or a quotation?"""
    if at and len(words[at - 1].text) == 1 and words[at - 1].capital and words[at].gap.strip() == ".":
        return False  # an initial
    return bool(_OPENING.search(text[max(0, words[at].start - 8) : words[at].start])) or at == 0


def _compounds(words: tuple[Token, ...], covered: set[int], language: Language, text: str) -> Iterator[Name]:
    """Dutch nouns that begin with the name of a country or place: Syriëgezant."""
    if language != "nl":
        return
    for i, token in enumerate(words):
        if i in covered or not token.capital or len(token.text) < 8:
            continue
        for stem, form in name_table.stems_of_compounds():
            rest = token.text[len(stem) :]
            if token.text.startswith(stem) and len(rest) >= 4 and rest.islower():
                covered.add(i)
                end = token.start + len(stem)
                yield Name(form.canonical, form.kind, token.start, end, text[token.start : end])
                break


def _unknown(
    text: str,
    words: tuple[Token, ...],
    covered: set[int],
    known: dict[int, tuple[Form, int]],
    blocked: tuple[tuple[int, int], ...],
    language: Language,
) -> Iterator[Name]:
    """Names by their capitals: runs of words that no table knows."""
    capitals = [
        i
        for i, token in enumerate(words)
        if i not in covered
        and token.capital
        and token.folded not in _GENERIC
        and not token.folded.startswith("i'")
        and not overlaps((token.start, token.end), blocked)
    ]
    usable = set(capitals)
    middle = {words[i].folded for i in capitals if not _opens(text, words, i)}
    titled = _is_title_case(text, words, language)
    at = 0
    while at < len(words):
        if at not in usable:
            at += 1
            continue
        end = _run(words, at, usable, known)
        first = _first(text, words, at, end, middle, language, titled)
        if first < end:
            yield from _name(text, words, first, end, known)
        at = end


def _run(words: tuple[Token, ...], at: int, usable: set[int], known: dict[int, tuple[Form, int]]) -> int:
    """The index after the name that begins at `at`: capitals, with particles and `of` between."""
    end = at + 1
    while end < len(words):
        step = end
        while step < len(words) and words[step].folded in _PARTICLES | _CONNECTORS and _tied(words[step]):
            step += 1
            if step - end > 2:
                break
        if step < len(words) and step in usable and _tied(words[step], words[step - 1]):
            end = step + 1
            continue
        # Vrije Syrische Politie: the adjective of a country between two capitals.
        adjective = known.get(end)
        if adjective and adjective[0].derived and _tied(words[end]) and words[end].gap == " ":
            after = adjective[1]
            if after < len(words) and after in usable and words[after].gap == " ":
                end = after + 1
                continue
        break
    return end


def _tied(token: Token, before: Token | None = None) -> bool:
    if token.gap in (" ", "-", "\n", " \n"):
        return True
    return before is not None and len(before.text) <= 2 and before.capital and token.gap.strip() in (".", "")


def _first(
    text: str, words: tuple[Token, ...], at: int, end: int, middle: set[str], language: Language, titled: bool
) -> int:
    """Where the name in `at:end` really begins: past titles and past an ordinary word that opens a sentence."""
    small = function_words(language)
    while at < end and words[at].folded in _TITLES | small | _PARTICLES and not _van(words, at, end):
        at += 1
    if at >= end:
        return end
    token = words[at]
    plain_word = ordinary(token.text, language)
    if titled or (text.isupper() and plain_word):
        return end if all(ordinary(t.text, language) for t in words[at:end]) else at
    if _opens(text, words, at) and plain_word and token.folded not in middle and not _acronym(token):
        following = words[at + 1] if at + 1 < end else None
        if following is None or following.folded in _PARTICLES | _CONNECTORS:
            return end if following is None else _after(words, at, end)
        if not ordinary(following.text, language):
            return at + 1
    return at


def _after(words: tuple[Token, ...], at: int, end: int) -> int:
    """`Ambassadeur van Aleppo` at the start of a sentence: only the second name is one."""
    return next((i for i in range(at + 1, end) if words[i].capital), end)


def _van(words: tuple[Token, ...], at: int, end: int) -> bool:
    """`Van Weel`: a particle with a capital before the name is a part of it."""
    return words[at].folded in _PARTICLES and words[at].capital and at + 1 < end and words[at].folded in ("van", "von")


def _acronym(token: Token) -> bool:
    return len(token.text) > 1 and sum(c.isupper() for c in token.text) >= 2


def _is_title_case(text: str, words: tuple[Token, ...], language: Language) -> bool:
    """Is this an English heading, where every word has its capital?"""
    if language != "en" or text.rstrip().endswith((".", "!", "?")):
        return False
    long = [token for token in words if len(token.text) > 3]
    return len(long) >= 3 and all(token.capital for token in long)


def _name(
    text: str, words: tuple[Token, ...], at: int, end: int, known: dict[int, tuple[Form, int]]
) -> Iterator[Name]:
    parts = words[at:end]
    initials = [token for token in parts if len(token.text) == 1]
    canonical = " ".join(
        known[at + i][0].canonical if at + i in known else token.folded
        for i, token in enumerate(parts)
        if len(token.text) > 1
    )
    if not canonical or not any(c.isalpha() for c in canonical):
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
