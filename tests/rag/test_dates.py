from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.dates import DateMention, compatible, dates
from rag.months import MONTHS
from rag.types import Language
from tests.rag.letters import pairs, sentence

Parts = tuple[int | None, int | None, int | None, str]
DAY = datetime.date(2016, 12, 21)


def said(text: str, language: Language, today: datetime.date | None = DAY) -> list[Parts]:
    return [(d.year, d.month, d.day, d.relation) for d in dates(text, language, today)]


# Every date of both letters, worked out by hand.
IN_LETTERS: dict[str, list[Parts]] = {
    "Op 13 december jl.": [(2016, 12, 13, "on")],
    "Op 19 december jl.": [(2016, 12, 19, "on")],
    "Afgelopen zomer, toen": [(2016, None, None, "on")],
    "heeft het kabinet vorige week": [(2016, 12, None, "on")],
    "verlengd tot eind 2017": [(2017, None, None, "end_of")],
    "begin 2017 een tankervliegtuig": [(2017, None, None, "begin_of")],
    "In januari zal uw Kamer": [(None, 1, None, "on"), (2017, None, None, "on")],
    "Raad van 15 december jl.": [(2016, 12, 15, "on"), (2016, 10, 17, "on")],
    "In december 2024": [(2024, 12, None, "on")],
    "verkiezingen deze maand": [(2025, 9, None, "on")],
    "In 2025 gaat het": [(2025, None, None, "on")],
    "heeft dit jaar opnieuw": [(2025, None, None, "on")],
    "Den Haag, 21 december 2016": [(2016, 12, 21, "on")],
    "Den Haag, 19 september 2025": [(2025, 9, 19, "on")],
}


@pytest.mark.parametrize("part", IN_LETTERS)
def test_dates_of_the_letters_in_dutch(part: str) -> None:
    dutch, _, day = sentence(part)
    assert said(dutch, "nl", day) == IN_LETTERS[part]


@pytest.mark.parametrize("part", IN_LETTERS)
def test_dates_of_the_letters_in_english(part: str) -> None:
    _, english, day = sentence(part)
    # 'On 13 December' leaves the year open, and 'voor' may be 'for': the days must agree.
    expected = IN_LETTERS[part]
    found = said(english, "en", day)
    assert [(month, number) for _, month, number, _ in found] == [(month, number) for _, month, number, _ in expected]
    assert all(year in (None, wanted[0]) for (year, *_), wanted in zip(found, expected, strict=True))


def test_no_other_sentence_of_the_letters_has_a_date() -> None:
    others = [dutch for dutch, _, _ in pairs() if not any(part in dutch for part in IN_LETTERS)]
    assert len(others) > 100
    assert {text: said(text, "nl") for text in others if dates(text, "nl")} == {}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "13 december", [(None, 12, 13, "on")]),
        ("nl", "13 december jl.", [(2016, 12, 13, "on")]),
        ("nl", "22 december jl.", [(2015, 12, 22, "on")]),
        ("nl", "21 december jl.", [(2016, 12, 21, "on")]),
        ("nl", "29 februari jongstleden", [(2016, 2, 29, "on")]),
        ("nl", "15 januari a.s.", [(2017, 1, 15, "on")]),
        ("nl", "13 dec. 2016", [(2016, 12, 13, "on")]),
        ("nl", "1e mei 2015", [(2015, 5, 1, "on")]),
        ("nl", "13-12-2016 of 2016-12-13", [(2016, 12, 13, "on"), (2016, 12, 13, "on")]),
        ("nl", "10 en 11 december 2016", [(2016, 12, 10, "on"), (2016, 12, 11, "on")]),
        ("nl", "sinds 2011", [(2011, None, None, "since")]),
        ("nl", "eind december 2016", [(2016, 12, None, "end_of")]),
        ("nl", "medio 2017", [(2017, None, None, "on")]),
        ("nl", "vóór 1 januari 2017", [(2017, 1, 1, "before")]),
        ("nl", "voor 1 januari 2017", [(2017, 1, 1, "before")]),
        ("nl", "de planning voor 2017", [(2017, None, None, "on")]),
        ("nl", "tot en met 2018", [(2018, None, None, "until")]),
        ("nl", "na december 2016", [(2016, 12, None, "after")]),
        ("nl", "vorig jaar, volgende maand", [(2015, None, None, "on"), (2017, 1, None, "on")]),
        ("nl", "eind dit jaar", [(2016, None, None, "end_of")]),
        ("nl", "vergaderjaar 2016–2017", []),
        ("nl", "Kamerstukken II 2016/17, 32 623, nr. 2016", []),
        ("nl", "tussen 2011-2016", [(2011, None, None, "on"), (2016, None, None, "on")]),
        ("nl", "2000 mensen en EUR 2015", []),
        ("nl", "de afgelopen maanden en het voorjaar", []),
        ("nl", "31 februari 2016, 40 maart", [(2016, 2, None, "on"), (None, 3, None, "on")]),
        ("en", "December 13, 2016", [(2016, 12, 13, "on")]),
        ("en", "the 13th of December", [(None, 12, 13, "on")]),
        ("en", "13 December last", [(2016, 12, 13, "on")]),
        ("en", "by the end of 2017", [(2017, None, None, "end_of")]),
        ("en", "late 2017, early 2018", [(2017, None, None, "end_of"), (2018, None, None, "begin_of")]),
        ("en", "until December 2017", [(2017, 12, None, "until")]),
        ("en", "before 2017, after 2011", [(2017, None, None, "before"), (2011, None, None, "after")]),
        ("en", "it may march on in May", [(None, 5, None, "on")]),
        ("en", "May we? March on!", []),
        ("en", "12/13/2016", [(2016, 12, 13, "on")]),
        ("en", "10/12/2016", [(2016, None, None, "on")]),
        ("en", "Last summer", [(2016, None, None, "on")]),
        ("en", "last week, last October", [(2016, 12, None, "on"), (2016, 10, None, "on")]),
        ("en", "the 2016 letter, the 1990s", [(2016, None, None, "on")]),
    ],
)
def test_date(language: Language, text: str, expected: list[Parts]) -> None:
    assert said(text, language) == expected


def test_without_the_date_of_the_letter_parts_stay_open() -> None:
    assert said("13 december jl.", "nl", None) == [(None, 12, 13, "on")]
    assert said("deze maand, dit jaar, afgelopen zomer", "nl", None) == [(None, None, None, "on")] * 3


def test_what_is_uncertain_stays_open() -> None:
    # The week before 4 January 2017 lies in two years; a summer that is going on is not the last one.
    assert said("vorige week", "nl", datetime.date(2017, 1, 4)) == [(None, None, None, "on")]
    assert said("afgelopen zomer", "nl", datetime.date(2017, 7, 4)) == []
    assert said("afgelopen zomer", "nl", datetime.date(2017, 3, 4)) == [(2016, None, None, "on")]
    assert said("last December", "en", DAY) == [(None, 12, None, "on")]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_a_day_as_written_reads_back(day: datetime.date) -> None:
    for language in ("nl", "en"):
        month = MONTHS[language][day.month - 1]
        shapes = [f"{day.day} {month} {day.year}", f"{day.day:02}-{day.month:02}-{day.year}", day.isoformat()]
        if language == "en":
            shapes.append(f"{month} {day.day}, {day.year}")
        for written in shapes:
            text = f"({written})"
            found = dates(text, language)
            assert [(d.year, d.month, d.day, d.text) for d in found] == [(day.year, day.month, day.day, written)]


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)), st.integers(0, 364))
def test_the_last_such_day_is_not_later_than_the_letter(today: datetime.date, ago: int) -> None:
    day = today - datetime.timedelta(days=ago)
    month = MONTHS["nl"][day.month - 1]
    assert said(f"{day.day} {month} jl.", "nl", today) == [(day.year, day.month, day.day, "on")]


def one(text: str, language: Language = "nl") -> DateMention:
    (mention,) = dates(text, language, DAY)
    return mention


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("13 december jl.", "13 december 2016", True),
        ("13 december", "13 december 2016", True),
        ("13 december", "19 december", False),
        ("13 december 2016", "december 2016", True),
        ("13 december 2016", "2016", True),
        ("13 december 2016", "2017", False),
        ("13 december", "2016", None),
        ("sinds 2011", "in 2011", True),
        ("sinds 2011", "sinds 2013", False),
        ("eind 2017", "begin 2017", False),
        ("eind 2016", "13 december 2016", True),
        ("eind 2016", "maart 2016", False),
        ("begin 2017", "januari 2017", True),
        ("vóór 1 januari 2017", "na 1 januari 2017", False),
        ("na december 2016", "in december 2016", False),
        ("eind december 2016", "3 december 2016", False),
    ],
)
def test_compatible(a: str, b: str, expected: bool | None) -> None:
    assert compatible(one(a), one(b)) is expected
    assert compatible(one(b), one(a)) is expected


@given(st.text(max_size=200), st.sampled_from(["nl", "en"]))
def test_places_are_those_of_the_text(text: str, language: Language) -> None:
    for mention in dates(text, language, DAY):
        assert text[mention.start : mention.end] == mention.text
