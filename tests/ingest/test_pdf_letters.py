"""The two real letters set anew as PDF, on pages of several heights, give the sentences of their text files."""

from __future__ import annotations

import re

import pytest

from ingest.parse import parse_letter
from ingest.pdf import pdf_text
from rag.types import Letter
from tests.ingest import pdfs
from tests.ingest.invariants import check
from tests.ingest.test_traps import letter_of

RUNNING_HEAD = re.compile(r"^Tweede Kamer, vergaderjaar .*\n", re.MULTILINE)
# Where the page breaks of the file itself cut a sentence; the new pages break elsewhere.
BROKEN = re.compile(r"(?<=[a-z])\n\n+(?=[a-z])")
MARK = re.compile(r"(?<=EU-standpunt)1|(?<=Justice\.)1")


def pages_of(letter: Letter, height: int) -> list[tuple[list[str], list[str]]]:
    rows = [row.strip() for row in RUNNING_HEAD.sub("", MARK.sub("^1", letter.source)).split("\n")]
    first = next(place for place, row in enumerate(rows) if row.startswith("1 "))
    note = ["^" + rows[first], *rows[first + 1 : first + 3]]
    body = BROKEN.sub("\n", "\n".join(rows[:first] + rows[first + 3 :])).strip()
    lines = re.sub(r"\n{3,}", "\n\n", body).split("\n")
    sheets = [lines[start : start + height] for start in range(0, len(lines), height)]
    return [(sheet, note if any("^1" in line for line in sheet) else []) for sheet in sheets]


def plain(letter: Letter, footnotes: bool) -> list[str]:
    chosen = [passage for passage in letter.passages if (passage.kind == "footnote") == footnotes]
    return [sentence.plain for passage in chosen for sentence in passage.sentences]


@pytest.mark.parametrize("number", [169, 376])
@pytest.mark.parametrize("height", [23, 31, 44, 50])
def test_a_letter_as_pdf(number: int, height: int) -> None:
    printed = letter_of(number)
    text = pdf_text(pdfs.document(pages_of(printed, height), f"kst-32623-{number}"), "a.pdf")
    assert text.count("\f") == len(pages_of(printed, height)) - 1
    letter = parse_letter(text, "a.pdf")
    check(letter)
    assert (letter.id, letter.date, letter.senders) == (printed.id, printed.date, printed.senders)
    assert plain(letter, footnotes=False) == plain(printed, footnotes=False)
    assert plain(letter, footnotes=True) == plain(printed, footnotes=True)
    assert [p.text for p in letter.passages if p.kind == "heading"] == [
        p.text for p in printed.passages if p.kind == "heading"
    ]
