from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.identifiers import identifiers
from rag.numbers import Quantity, quantities, read_number
from rag.types import Language
from tests.rag.letters import pairs, sentence


def said(text: str, language: Language) -> list[tuple[str, str | None, str]]:
    """Value, unit and bound of each quantity; values as they are shown, without trailing zeros."""
    return [(f"{q.value.normalize():f}", q.unit, q.bound) for q in quantities(text, language)]


# Every quantity of both letters, worked out by hand: a piece of the sentence, and what it says in either language.
IN_LETTERS: dict[str, list[tuple[str, str | None, str]]] = {
    "ongeveer 25.000 mensen": [("25000", "people", "about")],
    "tenminste 82 burgers gedood": [("82", "civilian", "at_least"), ("13", "child", "exact")],
    "reserve van drie maanden": [("3", "month", "exact")],
    "deze drie doelen": [("3", "goal", "exact")],
    "met ruim 30%": [("30", "percent", "more_than")],
    "heeft vijf sporen": [("5", "track", "exact")],
    "voor een periode van zes weken": [("6", "week", "exact")],
    "360 miljoen euro": [("360000000", "EUR", "exact")],
    "na 54 jaar": [("54", "year", "exact")],
    "EUR 20,4 miljoen": [("20400000", "EUR", "exact")],
    "Duizenden mensen": [("1000", "people", "at_least")],
}


@pytest.mark.parametrize("part", IN_LETTERS)
def test_quantities_of_the_letters_in_dutch(part: str) -> None:
    assert said(sentence(part)[0], "nl") == IN_LETTERS[part]


@pytest.mark.parametrize("part", IN_LETTERS)
def test_quantities_of_the_letters_in_english(part: str) -> None:
    values = [(value, unit) for value, unit, _ in IN_LETTERS[part]]
    assert [(value, unit) for value, unit, _ in said(sentence(part)[1], "en")] == values


def test_no_other_sentence_of_the_letters_has_a_quantity() -> None:
    others = [dutch for dutch, _, _ in pairs() if not any(part in dutch for part in IN_LETTERS)]
    assert len(others) > 100
    assert {text: said(text, "nl") for text in others if quantities(text, "nl")} == {}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "€20,4 mln", [("20400000", "EUR", "exact")]),
        ("en", "20.4 million euros", [("20400000", "EUR", "exact")]),
        ("en", "€20.4m", [("20400000", "EUR", "exact")]),
        ("en", "EUR 20.4 million", [("20400000", "EUR", "exact")]),
        ("en", "twenty million euros", [("20000000", "EUR", "exact")]),
        ("nl", "3,5 miljard dollar", [("3500000000", "USD", "exact")]),
        ("en", "US$ 1.2bn", [("1200000000", "USD", "exact")]),
        ("nl", "200 duizend euro", [("200000", "EUR", "exact")]),
        ("nl", "anderhalf jaar", [("1.5", "year", "exact")]),
        ("nl", "een half miljoen mensen", [("500000", "people", "exact")]),
        ("en", "half a million people", [("500000", "people", "exact")]),
        ("en", "a million euros", [("1000000", "EUR", "exact")]),
        ("en", "one hundred and five ships", [("105", "ship", "exact")]),
        ("nl", "drieëntwintig landen", [("23", "country", "exact")]),
        ("nl", "een driejarig programma", [("3", "year", "exact")]),
        ("en", "a six-week period", [("6", "week", "exact")]),
        ("en", "54-year-old", [("54", "year", "exact")]),
        ("nl", "30 procent", [("30", "percent", "exact")]),
        ("en", "30 per cent", [("30", "percent", "exact")]),
        ("nl", "2 procentpunt", [("2", "percent point", "exact")]),
        ("nl", "de helft van het geld", [("0.5", "part", "exact")]),
        ("en", "three quarters of it", [("0.75", "part", "exact")]),
        ("en", "13 of them children", [("13", "child", "exact")]),
        ("nl", "50 jonge Syrische vluchtelingen", [("50", "refugee", "exact")]),
        ("en", "25,000 displaced persons", [("25000", "displaced person", "exact")]),
        ("nl", "vier F-16’s", [("4", "F-16", "exact")]),
        ("en", "four F-16s", [("4", "F-16", "exact")]),
        ("nl", "25 000 mensen", [("25000", "people", "exact")]),
        ("nl", "2000 militairen", [("2000", "soldier", "exact")]),
        ("nl", "20.4 miljoen", [("20400000", None, "exact")]),
        ("en", "twelve zebras", [("12", "zebras", "exact")]),
    ],
)
def test_value_and_unit(language: Language, text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert said(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "bound"),
    [
        ("nl", "zo’n 40 mensen", "about"),
        ("nl", "circa 40 mensen", "about"),
        ("nl", "minstens 40 mensen", "at_least"),
        ("nl", "ten minste 40 mensen", "at_least"),
        ("nl", "meer dan 40 mensen", "more_than"),
        ("nl", "ruim 40 mensen", "more_than"),
        ("nl", "hooguit 40 mensen", "at_most"),
        ("nl", "niet meer dan 40 mensen", "at_most"),
        ("nl", "minder dan EUR 40 miljoen", "less_than"),
        ("nl", "bijna 40 mensen", "less_than"),
        ("nl", "40 of meer mensen", "at_least"),
        ("nl", "100+ landen", "at_least"),
        ("en", "some 40 people", "about"),
        ("en", "approximately 40 people", "about"),
        ("en", "at least 40 people", "at_least"),
        ("en", "no fewer than 40 people", "at_least"),
        ("en", "more than a thousand people", "more_than"),
        ("en", "just over 20 million euros", "more_than"),
        ("en", "up to 40 people", "at_most"),
        ("en", "no more than 40 people", "at_most"),
        ("en", "fewer than 40 people", "less_than"),
        ("en", "almost 40 people", "less_than"),
        ("en", "40 people", "exact"),
    ],
)
def test_bound(language: Language, text: str, bound: str) -> None:
    assert [q.bound for q in quantities(text, language)] == [bound]


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "unit"),
    [
        ("nl", "10 tot 15 mensen", "10", "15", "people"),
        ("nl", "tussen 10 en 15 miljoen euro", "10000000", "15000000", "EUR"),
        ("nl", "zes tot acht weken", "6", "8", "week"),
        ("nl", "10-15%", "10", "15", "percent"),
        ("en", "between five and ten million euros", "5000000", "10000000", "EUR"),
        ("en", "20,000 to 25,000 people", "20000", "25000", "people"),
        ("en", "5–10 per cent", "5", "10", "percent"),
    ],
)
def test_range(language: Language, text: str, low: str, high: str, unit: str) -> None:
    assert said(text, language) == [(low, unit, "at_least"), (high, unit, "at_most")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Nr. 169"),
        ("nl", "32 623 Actuele situatie"),
        ("nl", "Kamerstuk 21 501-20, nr. 1176"),
        ("nl", "Kamerstukken II 2016/17, 32 623, nr. 169"),
        ("nl", "vergaderjaar 2016–2017"),
        ("nl", "in 2016 burgers gedood"),
        ("nl", "op 13 december jl. en 13-12-2016"),
        ("nl", "het Belgische F-16 detachement"),
        ("nl", "dialogen (Track II)"),
        ("nl", "artikel 5, lid 2, van paragraaf 3.2"),
        ("nl", "om 11.30 uur"),
        ("nl", "de 2e en 13e keer, ten eerste, de derde"),
        ("nl", "Het kabinet acht dit onwenselijk"),
        ("nl", "als één van de eersten en een van de twintigste"),
        ("nl", "het resultaat staat in de brief [3]"),
        ("nl", "zie https://example.org/2/3"),
        ("nl", "een land"),
        ("en", "one of the largest donors"),
        ("en", "no one, and one another"),
        ("en", "resolution 2254 (2015) and Article 5"),
        ("en", "the 25th of them, first and second"),
        ("en", "the 2016 letter and the 2016 elections"),
        ("en", "the second half of 2016"),
        ("en", "1. The first item"),
    ],
)
def test_not_a_quantity(language: Language, text: str) -> None:
    assert quantities(text, language) == ()


def test_one_counts_before_what_is_counted() -> None:
    assert said("één land", "nl") == [("1", "country", "exact")]
    assert said("one month", "en") == [("1", "month", "exact")]
    assert said("acht landen", "nl") == [("8", "country", "exact")]


def test_official_numbers() -> None:
    def read(text: str) -> list[tuple[str, str | None, str | None]]:
        return [(item.kind, item.dossier, item.number) for item in identifiers(text)]

    assert read("Kamerstuk 21 501-20, nr. 1176 en Kamerstuk 21 501-02, nr. 1188") == [
        ("paper", "21501-20", "1176"),
        ("paper", "21501-02", "1188"),
    ]
    assert read("Kamerstukken II 2016/17, 32 623, nr. 169") == [("paper", "32623", "169")]
    assert read("parliamentary paper 32 623, no. 343") == [("paper", "32623", "343")]
    assert read("32 623 Actuele situatie") == [("paper", "32623", None)]
    assert read("Nr. 376 Brief van de minister") == [("paper", None, "376")]
    assert read("Resolutie 2254 en artikel 5") == [("resolution", None, "2254"), ("article", None, "5")]
    assert read("25 000 mensen, 12 345 burgers, EUR 32 623") == []


def dutch(value: int, decimals: str) -> str:
    return f"{value:,}".replace(",", ".") + (f",{decimals}" if decimals else "")


def english(value: int, decimals: str) -> str:
    return f"{value:,}" + (f".{decimals}" if decimals else "")


decimals = st.text("0123456789", min_size=0, max_size=2)


@given(st.integers(0, 10**12), decimals)
def test_a_number_as_written_reads_back(value: int, after: str) -> None:
    exact = Decimal(f"{value}.{after}" if after else value)
    assert read_number(dutch(value, after), "nl") == exact
    assert read_number(english(value, after), "en") == exact


@given(st.integers(0, 10**9), decimals, st.sampled_from(["EUR ", "€ ", "€"]))
def test_an_amount_inside_a_sentence_reads_back(value: int, after: str, sign: str) -> None:
    exact = Decimal(f"{value}.{after}" if after else value)
    for language, written in (("nl", dutch(value, after)), ("en", english(value, after))):
        text = f"Ja, {sign}{written}, zo is het."
        assert [(q.value, q.unit, q.text) for q in quantities(text, language)] == [(exact, "EUR", f"{sign}{written}")]


@given(st.text(max_size=200), st.sampled_from(["nl", "en"]))
def test_places_are_those_of_the_text(text: str, language: Language) -> None:
    for item in quantities(text, language):
        assert isinstance(item, Quantity)
        assert text[item.start : item.end] == item.text


@pytest.mark.parametrize("piece", ["zestien", "1 ", "12, ", "hundred and ", "x@", "2016 ", "32 623 ", "5 van de "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (2000 // len(piece))
    before = time.process_time()
    quantities(text, "nl")
    quantities(text, "en")
    # 0.05 s was measured; a pattern that tries every division takes minutes.
    assert time.process_time() - before < 2
