"""How well a sentence holds what a question wants (`rag.wants`): an amount, so many of something, a day, a person."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from rag.describe import Described
from rag.tables import units
from rag.types import Language
from rag.wants import Wants
from rag.words import stem

_DURATIONS = frozenset(("year", "month", "week", "day", "hour", "minute"))
_NAMED = ("person", "body", "country", "place", "other")


def met(wants: Wants, sentence: Described, asked: Described, common: Callable[[str], bool]) -> float:
    """How well a sentence holds what is wanted: 0 not at all, 0.5 perhaps, 1 it does.

    A name that stands in the question itself is no answer to it, nor is one that stands all
    over the letters (`common`).
    """
    if wants.kind == "money":
        return 1.0 if sentence.holds("money") else 0.0
    if wants.kind == "date":
        return _dated(sentence)
    if wants.kind == "share":
        return 1.0 if {"percent", "part"} & set(sentence.of("quantity")) else 0.0
    if wants.kind == "portion":
        return 1.0 if sentence.holds("quantity") else 0.7 if sentence.holds("whole") else 0.0
    if wants.kind == "named":
        return 1.0 if sentence.holds("series") else 0.0
    if wants.kind in _TOLD_BY:
        return 1.0 if all(stems & set(sentence.terms) for stems in _told_by(wants.kind)) else 0.0
    if wants.kind in ("often", "paper"):
        return 1.0 if sentence.holds(wants.kind) else 0.0
    if wants.kind == "duration":
        return 1.0 if _DURATIONS & set(sentence.of("quantity")) else 0.5 if sentence.holds("date") else 0.0
    if wants.kind == "count":
        money = not wants.unit and sentence.holds("money")  # "how much in 2025, and through whom?"
        return 1.0 if money else _counted(wants, sentence)
    if wants.kind == "acronym":
        return 1.0 if set(sentence.of("acronym")) & set(asked.of("caps")) else 0.0
    if wants.kind == "whither":
        known = {n for kind in _NAMED for n in asked.of(kind)}
        return 1.0 if any(n not in known and not common(n) for n in sentence.of("to")) else 0.0
    if wants.kind == "who" and (_actors() & set(sentence.terms)) - set(asked.terms):
        return max(0.7, _by_name(wants, sentence, asked, common))
    return _by_name(wants, sentence, asked, common)


def _by_name(wants: Wants, sentence: Described, asked: Described, common: Callable[[str], bool]) -> float:
    new = {kind: {n for n in sentence.of(kind) if n not in asked.of(kind) and not common(n)} for kind in _NAMED}
    full, half = _KINDS.get(wants.kind, ((), ()))
    if any(new[kind] for kind in full):
        return 1.0
    return _HALF.get(wants.kind, 0.7) if any(new[kind] for kind in half) else 0.0


_LANGUAGES: tuple[Language, ...] = ("nl", "en")
_TOLD_BY = {
    "ruling": (
        "gerechtshof rechtbank hof rechter rechters tribunaal court tribunal judge judges",
        "oordeelde geoordeeld oordeel beslist besliste beslissing uitspraak vonnis vrijgesproken "
        "ruled ruling judged judgment judgement verdict decided decision acquitted",
    ),
    "vote": ("stemde stemden gestemd stemming tegengestemd voorgestemd voted vote votes voting",),
}


@cache
def _told_by(kind: str) -> tuple[frozenset[str], ...]:
    """Stems of which a sentence that tells of such a thing has one of each set."""
    return tuple(
        frozenset(stem(word, lang) for word in words.split() for lang in _LANGUAGES) for words in _TOLD_BY[kind]
    )


# Those who act without a name of their own: "the opposition groups", "various communities".
_ACTORS: dict[Language, str] = {
    "nl": """regime overgangsregering machthebbers autoriteiten leger strijdkrachten troepen militie milities rebellen
    oppositie oppositiegroepen strijders extremisten terroristen gemeenschap gemeenschappen minderheden bevolking
    burgers inwoners slachtoffers vluchtelingen organisaties hulporganisaties instellingen partners bondgenoten
    lidstaten ambassadeurs ambassadeur gezant deskundigen artsen reddingswerkers agenten politie bedrijven gemeenten
    provincies vakbonden werkgevers leraren scholen ouders patienten boeren rechters""",
    "en": """regime rulers authorities army forces troops militia militias rebels opposition fighters extremists
    terrorists community communities minorities population civilians citizens residents victims refugees
    organisations institutions partners allies states ambassadors ambassador envoy experts doctors workers officers
    police companies municipalities provinces unions employers teachers schools parents patients farmers judges""",
}


@cache
def _actors() -> frozenset[str]:
    return frozenset(stem(word, language) for language in _LANGUAGES for word in _ACTORS[language].split())


# What an unknown kind of name is worth where a person is wanted: most persons are known by initials or a first name.
_HALF = {"person": 0.3}
_KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "person": (("person",), ("other",)),
    "called": (("person",), ()),
    "country": (("country",), ("place", "other")),
    "place": (("place",), ("other", "country")),
    "who": (("person", "body", "country"), ("other", "place")),
    "name": (("person", "body", "country", "other"), ("place",)),
}


def _dated(sentence: Described) -> float:
    """'This year' stands in sentences that tell no date; a clause of time or condition may tell when all the same."""
    held = set(sentence.of("date"))
    return 1.0 if held - {"relative"} else 0.7 if held else 0.5 if sentence.holds("moment") else 0.0


def _counted(wants: Wants, sentence: Described) -> float:
    held = set(sentence.of("quantity")) - _DURATIONS
    shares, held = held & {"percent", "part"}, held - {"percent", "part"}
    if not wants.unit:  # "How much ground": as well a third of it as so many acres
        return 0.7 if held or shares else 0.0
    table = units()
    wanted = table[wants.unit].broader if wants.unit in table else ()
    found = 0.3 if "" in held else 0.0
    for unit in held & table.keys():
        broader = table[unit].broader
        if unit == wants.unit or wants.unit in broader:
            return 1.0
        if unit in wanted or set(broader) & set(wanted):  # "how many dead": of so many civilians
            found = 0.5
    return 1.0 if wants.unit in held else found
