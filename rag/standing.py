"""Numbers, dates, names and official numbers of a statement that do not stand in the sentences it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.dates import date_spans
from rag.entities import missing
from rag.grounds import Source
from rag.identifiers import identifiers, overlaps
from rag.names import names
from rag.numbers import Quantity, quantities
from rag.overlap import Word, supported
from rag.roles import marker
from rag.tables import fold, units
from rag.types import Evidence, Language, LetterInfo
from rag.words import stem, tokens

# Where a statement speaks of the letter itself, the letter's own date and numbers are known.
_OF_LETTER = re.compile(
    r"\b(?:\w*brie(?:f|ven)|letters?|schr[ei]\w*|wrote|written|writes?|dated|gedateerd)\b", re.IGNORECASE
)
_SIGNING = re.compile(r"\bonderteken\w*|\bgetekend\b|\bsign(?:s|ed|atory|atories)?\b", re.IGNORECASE)
_WHERE = frozenset({"in", "from", "at", "about"})
_LOWER = frozenset({"at_least", "more_than"})
_UPPER = frozenset({"at_most", "less_than"})
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


def missing_facts(text: str, said: Sequence[Word], chosen: Sequence[Source], language: Language) -> tuple[str, ...]:
    """The numbers, dates, names and official numbers of `text` that the chosen sentences lack, as written.

    Stricter than rag.entities.missing: reservations count ("82" does not stand where the source
    says "at least 82"), and so does what is counted, in words that no table has.
    """
    nowhere = _nowhere(text, chosen, language, everywhere=False)
    if nowhere:
        # Where something is ("in Utrecht") any passage of the letter may say.
        farther = _nowhere(text, chosen, language, everywhere=True)
        nowhere = [fact for fact in nowhere if fact in farther or not _is_place(fact, said)]
    counted = [q.text for q in quantities(text, language) if not _quantity_stands(q, chosen, language)]
    return tuple(dict.fromkeys((*nowhere, *counted, *_loose(text, said, chosen, language))))


def _nowhere(text: str, chosen: Sequence[Source], language: Language, everywhere: bool) -> list[str]:
    """What no letter of the chosen sentences gives: a statement on two letters may take a fact from either."""
    letters = {source.item.letter.id: source.item.letter for source in chosen}
    lacking = []
    for letter in letters.values():
        texts = list(_texts(text, letter, chosen, language, everywhere))
        spelled = {word for written, _ in texts for word in tokens(written)}
        strangers = [
            name.text
            for name in names(text, language)
            if name.kind == "person" and not all(_spelled(word, spelled) for word in tokens(name.text))
        ]
        lacking.append([*missing(text, language, texts, letter.date), *strangers])
    return [fact for fact in lacking[0] if all(fact in others for others in lacking[1:])]


def _is_place(fact: str, said: Sequence[Word]) -> bool:
    places = [at for at, word in enumerate(said) if word.text in fact.split()]
    return bool(places) and all(marker(said, at) in _WHERE for at in places)


def _spelled(word: str, known: set[str]) -> bool:
    """Letter for letter, but for a genitive's s."""
    return len(word) == 1 or word in known or (word.endswith("s") and word[:-1] in known)


def _texts(
    text: str, letter: LetterInfo, chosen: Sequence[Source], language: Language, everywhere: bool
) -> Iterator[tuple[str, Language]]:
    """What one letter gives for facts: its chosen sentences; for names only, the sentences before them and its head.

    In the statement's language, as names are compared more loosely across languages. Who
    signed as what only the signature says.
    """
    signed = bool(_SIGNING.search(text))
    for source in chosen:
        item, index = source.item, source.ref.index
        if item.letter.id != letter.id:
            continue
        yield source.shown(language), language
        if item.passage.kind == "signature":
            signed = True
            continue
        passages = source.letter if everywhere else (item,)
        for passage in passages:
            span = slice(None) if everywhere else slice(max(index - 1, 0), index)
            yield _figureless(_shown(passage, span, language), language), language
        yield _figureless(item.passage.section, "nl"), "nl"
    for head in () if signed else (letter.title, letter.heading, letter.addressee, *map(str, letter.senders)):
        yield _figureless(head, "nl"), "nl"
    if _OF_LETTER.search(text):
        yield f"{letter.reference}, {letter.date.isoformat()}", "nl"


def _shown(item: Evidence, span: slice, language: Language) -> str:
    if language == "nl":
        return " ".join(sentence.plain for sentence in item.passage.sentences[span])
    return " ".join((item.translation or ())[span])


def _figureless(text: str, language: Language) -> str:
    """The text without its quantities, dates and official numbers: it vouches for names only."""
    spans = [(q.start, q.end) for q in quantities(text, language)]
    spans += [*date_spans(text, language), *((item.start, item.end) for item in identifiers(text))]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _quantity_stands(mine: Quantity, chosen: Sequence[Source], language: Language) -> bool:
    """Compared in the statement's own language, as words outside the table of units have no other."""
    return any(
        mine.value == other.value and _unit_fits(mine, other, language) and _bound_fits(mine, other)
        for source in chosen
        for other in quantities(source.shown(language), language)
    )


def _unit_fits(mine: Quantity, other: Quantity, language: Language) -> bool:
    if mine.unit is None or mine.unit == other.unit:
        return True
    if other.unit is None:
        return mine.unit not in units() or not units()[mine.unit].measure
    known = units().get(other.unit)
    if known is not None and mine.unit in known.broader:
        return True
    return mine.unit not in units() and stem(fold(mine.unit), language) == stem(fold(other.unit), language)


def _bound_fits(mine: Quantity, other: Quantity) -> bool:
    if mine.bound == other.bound or (mine.bound == "about" and other.bound == "exact"):
        return True
    return any({mine.bound, other.bound} <= side for side in (_LOWER, _UPPER))


def _loose(text: str, said: Sequence[Word], chosen: Sequence[Source], language: Language) -> Iterator[str]:
    """Digits that are neither quantity, date nor official number (F-16), and abbreviations and Roman numbers."""
    taken = [(q.start, q.end) for q in quantities(text, language)]
    taken += [*date_spans(text, language), *((item.start, item.end) for item in identifiers(text))]
    known = {digits for source in chosen for digits in _DIGITS.findall(f"{source.dutch} {source.translation}")}
    for found in _DIGITS.finditer(text):
        if not overlaps(found.span(), taken) and found.group() not in known:
            yield found.group()
    everything = [word for source in chosen for word in (*source.words, *source.original, *source.about)]
    for word, stands in zip(said, supported(said, everything), strict=True):
        if len(word.text) > 1 and word.text.isupper() and word.text.isalpha() and not stands:
            yield word.text
