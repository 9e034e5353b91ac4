"""Quotation marks: what stands between them, in a time that goes with the length."""

from __future__ import annotations

import time

import pytest

from rag.markup import quoted, without_quotes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Hij zei «ja» en "nee".', ["ja", "nee"]),
        ("Volgens 'de minister' is dat zo.", ["de minister"]),
        ("'Foto's van Aleppo' van gisteren", []),  # an apostrophe before the first blank
        ("'In Aleppo's oude stad' van gisteren", ["In Aleppo's oude stad"]),
        ("Syrië’s ‘nieuwe regering’", ["nieuwe regering"]),
        ("de jaren '90 en '91", []),
        ("'woord'", []),
    ],
)
def test_what_stands_between_quotation_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Nederland gaf volgens 'de minister'" + "aaaaaaaa'" + "cccccccc'" * 12 + "cccc 360 miljoen euro aan hulp.",
        " 'a b" * 2000,
        "'a b" + "'aaaaaaaa" * 2000,
        "‘" + " " * 20_000,
        "„a" * 5000,
    ],
)
def test_apostrophes_without_end_take_no_time(text: str) -> None:
    started = time.process_time()
    quoted(text)
    without_quotes(text)
    assert time.process_time() - started < 1
