"""Undoing the print: hyphens, breaks, blanks, and what has no width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.printed import Hyphenation, line_segments, run_of, unprint


def undone(text: str) -> str:
    return unprint(text, 0, len(text), Hyphenation.of(text))


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("de Veiligheids- \nraad", "de Veiligheidsraad"),
        ("de VN-\nbewijzenbank", "de VN-bewijzenbank"),
        ("het Midden-\nOosten", "het Midden-Oosten"),
        ("de F-\n16", "de F-16"),
        ("de top-\n10", "de top-10"),
        ("humanitaire-\nen ontwikkelingshulp", "humanitaire- en ontwikkelingshulp"),
        ("een staakt-het-\nvuren", "een staakt-het-vuren"),
        ("oud-minister en oud-\nambassadeur", "oud-minister en oud-ambassadeur"),
        ("macro-economisch en macro-\neconomisch", "macro-economisch en macro-economisch"),
        ("samen \u2013\nen dan", "samen \u2013 en dan"),
        ("een -\nlos streepje", "een - los streepje"),
        ("zachte\u00ad\nbreuk", "zachtebreuk"),
        ("in\u00adwendig", "inwendig"),
        ("twee  \t blanks\u00a0hier", "twee blanks hier"),
        ("\ufeffmet\u200bteken", "metteken"),
        ("regel\r\nregel\rregel\fregel", "regel regel regel regel"),
        ("https://a.example/een-\ntwee", "https://a.example/een-twee"),
        ("(https://\nwww.a.example/x)", "(https://www.a.example/x)"),
        ("https://a.example/x/\ny.html?z", "https://a.example/x/y.html?z"),
        ("https://a.example/x\n%20y", "https://a.example/x%20y"),
        ("https://a.example/\nen dan", "https://a.example/ en dan"),
        ("zie www.a.example\nen dan", "zie www.a.example en dan"),
    ],
)
def test_the_print_is_undone(printed: str, plain: str) -> None:
    assert undone(printed) == plain


def test_positions_point_at_the_source() -> None:
    text = "de Veiligheids- \nraad van\nde VN"
    run = run_of(text, line_segments(text, 0, len(text)), Hyphenation.of(text))
    assert run.text == "de Veiligheidsraad van de VN"
    for char, place in zip(run.text, run.positions, strict=True):
        assert text[place] == char or (char == " " and text[place].isspace())
    assert run.gaps == ()


def test_a_gap_is_where_something_else_stands_between() -> None:
    text = "voor\nKOP\nna"
    run = run_of(text, [(0, 4), (9, 11)], Hyphenation.of(text))
    assert (run.text, run.gaps) == ("voor na", (5,))


def test_lines_are_without_outer_blanks() -> None:
    assert line_segments("  a b \n\n\t\f c\r\n\ufeff\n", 0, 17) == [(2, 5), (11, 12)]


@given(st.text(alphabet="ab-B1 .\n\f\u00ad\ufeff/:w'’"), st.data())
def test_undoing_the_print_keeps_every_letter_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inked = [char for char in text[start:end] if not char.isspace() and char not in "-\u00ad\ufeff"]
    plain = unprint(text, start, end, Hyphenation.of(text))
    assert [char for char in plain if char not in "- \u00ad"] == inked


@given(st.text())
def test_undoing_twice_is_undoing_once(text: str) -> None:
    once = undone(text)
    assert unprint(once, 0, len(once), Hyphenation.of(text)) == once
