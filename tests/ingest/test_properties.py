"""What holds for both real letters, and for whatever else is handed to the parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.parse import parse_letter
from rag.errors import InputError
from rag.sentences import split
from rag.types import Letter
from tests.ingest import invariants
from tests.ingest.printing import HEAD

LETTERS = Path(__file__).parents[2] / "ingest" / "letters"
NAMES = ("kst-32623-169", "kst-32623-376")


def source_of(name: str) -> str:
    return (LETTERS / f"{name}.txt").read_bytes().decode("utf-8")


def letter_of(name: str) -> Letter:
    return parse_letter(source_of(name), f"{name}.txt")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("invariant", invariants.ALL, ids=lambda one: one.__name__)
def test_invariants_of_the_letters(name: str, invariant: object) -> None:
    assert callable(invariant)
    invariant(letter_of(name))


def test_only_print_furniture_is_left_out() -> None:
    assert invariants.left_out(letter_of("kst-32623-169")) == [
        "2",  # page number beside the masthead
        *("1.", "2.", "3.", "4.", "5."),
        "Tweede Kamer, vergaderjaar 2016–2017, 32 623, nr. 169 3",
        *"––––",
        "1",  # number of the footnote; its mark stands inside a sentence, hence in a piece
    ]
    # The mark stands between two sentences, then the number of the footnote.
    assert invariants.left_out(letter_of("kst-32623-376")) == ["1", "1"]


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_of_another_system_change_offsets_only(name: str) -> None:
    unix, windows = letter_of(name), parse_letter(source_of(name).replace("\n", "\r\n"), name)
    assert [(p.kind, p.section, p.text) for p in unix.passages] == [
        (p.kind, p.section, p.text) for p in windows.passages
    ]
    invariants.check(windows)


@pytest.mark.parametrize("name", NAMES)
def test_a_byte_order_mark_moves_offsets_by_one(name: str) -> None:
    plain, marked = letter_of(name), parse_letter("\ufeff" + source_of(name), name)
    assert [p.text for p in plain.passages] == [p.text for p in marked.passages]
    assert [p.start + 1 for p in invariants.pieces_of(plain)] == [p.start for p in invariants.pieces_of(marked)]


def parsed(source: str) -> Letter | None:
    try:
        return parse_letter(source, "any.txt")
    except InputError as error:
        message = str(error)
        assert message.startswith("any.txt: ")
        assert "\n" not in message
        return None


FRAGMENTS = st.sampled_from(
    [
        "Foo1 bar", "1 Foo", "2 www.x.nl", "1. een", "– twee", "• drie", "a) vier", "Kop", "A.B. Jansen", "\f", "\r",
        "De Minister van X,", "Mede namens de Minister van Y,", "a\tb", "tot-", "\u00ad", "\ufeff", "\u200b", "...",
        "Vraag 1", "Antwoord 2 en 3", "CO2", "Tweede Kamer, vergaderjaar 2020–2021, 35 000, nr. 1 2", "«", "»1",
        "Den Haag, 31 februari 2021", "Nr. 3", "32 623 Titel", "(ontvangen 3 maart 2021)", "Antwoord van X (Y)",
        "Aanhangsel van de Handelingen", "Vragen van het lid X (Y) aan de Minister", "ah-tk-20232024-1", "https://x/-",
    ]
)  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(),
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=20)), max_size=40).map("\n".join),
    st.lists(FRAGMENTS, max_size=60).map(" ".join),
    st.lists(st.tuples(FRAGMENTS, st.sampled_from(["\n", "\n\n", " ", "\f"])), max_size=60).map(
        lambda pairs: "".join(one + gap for one, gap in pairs)
    ),
)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, st.booleans())
def test_any_text_is_a_letter_or_an_input_error(text: str, headed: bool) -> None:
    letter = parsed(HEAD + text if headed else text)
    if letter is not None:
        invariants.check(letter)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_a_damaged_letter_is_a_letter_or_an_input_error(name: str, data: st.DataObject) -> None:
    lines = source_of(name).split("\n")
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place : place + 1] = data.draw(
            st.sampled_from([[], ["", lines[place]], [lines[place][:20]], ["\f"], ["1 X"]])
        )
        lines = lines or [""]
    letter = parsed("\n".join(lines))
    if letter is not None:
        invariants.check(letter)


@given(st.one_of(st.text(), st.text(alphabet="aB1. ?!»«”\"')(\n…–")))
def test_splitting_loses_nothing(text: str) -> None:
    spans = split(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
    between = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    assert "".join(between).strip() == ""


HOSTILE = (".", "a'", "A.", "a-", "Foo. ", "12 Foo bar\n", "Foo1\n\n1 Bar\n\n", "De Minister van X,\n\n", "foo-\n",
           "\u00ad", "1\n\n", "– a\n", "Vraag 1\n", "A1 A1\n\n1 Bar\n\n", "Aa ", ".»", "a\r", "http://a/b")  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_hostile_text_takes_no_quadratic_time(unit: str) -> None:
    """A tenth of a million characters; quadratic steps would make it minutes, it is under two seconds."""
    import time

    start = time.perf_counter()
    parsed(HEAD + unit * (100_000 // len(unit)))
    parsed(unit * (100_000 // len(unit)))
    assert time.perf_counter() - start < 20
