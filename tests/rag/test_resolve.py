"""Exported citations in letters that stayed, moved, changed or went."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from ingest.parse import parse_letter
from rag.cli import main
from rag.errors import InputError
from rag.exports import FORMATS, Item
from rag.exports.anchor import Anchor, sha256
from rag.exports.read import Found, citations_in
from rag.resolve import Resolver
from rag.settings import Settings
from rag.types import Letter
from tests.rag.letters import letters
from tests.rag.test_exports import answer, citation


class Held:
    """Letters held in memory."""

    def __init__(self, *held: Letter) -> None:
        self._held = {letter.id: letter for letter in held}

    def names(self) -> list[str]:
        return list(self._held)

    def letter(self, name: str) -> Letter:
        return self._held[name]


def everything(letter: Letter) -> list[Found]:
    """Every piece of a letter as a citation."""
    return [
        Found(Anchor(passage.id, piece.start, piece.end, sha256(piece.text)), piece.text)
        for passage in letter.passages
        for sentence in passage.sentences
        for piece in sentence.pieces
    ]


def figure() -> Found:
    """The longest piece of the first letter that holds a figure."""
    pieces = [found for found in everything(letters()[0]) if "25.000" in (found.quote or "")]
    return max(pieces, key=lambda found: len(found.quote or ""))


def edited(letter: Letter, old: str, new: str) -> Letter:
    assert old in letter.source
    return parse_letter(letter.source.replace(old, new), letter.file)


@pytest.mark.parametrize("number", [0, 1])
def test_every_quote_of_an_unchanged_letter_is_at_its_place(number: int) -> None:
    letter = letters()[number]
    resolver = Resolver(Held(*letters()))
    for found in everything(letter):
        resolved = resolver.resolve(found)
        assert (resolved.outcome, resolved.now and resolved.now.text) == ("same", found.quote)
        assert resolved.now is not None
        assert resolved.now.passage == found.anchor.passage


@pytest.mark.parametrize("with_quote", [True, False])
def test_what_stands_further_on_has_moved(with_quote: bool) -> None:
    letter = letters()[0]
    found = figure()
    shifted = edited(
        letter, letter.source[found.anchor.start :], "Dit is een nieuwe zin. " + letter.source[found.anchor.start :]
    )
    resolved = Resolver(Held(shifted)).resolve(found if with_quote else dataclasses.replace(found, quote=None))
    assert resolved.outcome == "moved"
    assert resolved.now is not None
    assert (resolved.now.start, resolved.now.text) == (found.anchor.start + 23, found.quote)


def test_what_stands_in_another_letter_has_moved_there() -> None:
    letter, found = letters()[0], figure()
    anchor = dataclasses.replace(found.anchor, passage="kst-1-1#4")
    resolved = Resolver(Held(*letters())).resolve(Found(anchor, found.quote))
    assert resolved.outcome == "moved"
    assert resolved.now is not None
    assert resolved.now.passage.startswith(f"{letter.id}#")


def test_words_across_other_sentence_bounds_have_moved() -> None:
    letter = letters()[0]
    passage = next(p for p in letter.passages if p.kind == "paragraph" and len(p.sentences) > 2)
    first = passage.sentences[0]
    assert len(first.pieces) == 1
    half = first.pieces[0].text[5:-5].strip()
    resolved = Resolver(Held(letter)).resolve(Found(Anchor(passage.id, 1, 2, sha256(half)), half))
    assert resolved.outcome == "moved"
    assert resolved.now is not None
    assert (resolved.now.passage, resolved.now.text) == (passage.id, half)
    assert first.start <= resolved.now.start < resolved.now.end <= first.end


def test_a_quote_with_another_figure_has_changed_and_the_words_of_now_are_told() -> None:
    letter, found = letters()[0], figure()
    resolved = Resolver(Held(edited(letter, "25.000", "26.000"), letters()[1])).resolve(found)
    assert resolved.outcome == "changed"
    assert resolved.now is not None
    assert resolved.now.text == (found.quote or "").replace("25.000", "26.000")


def test_without_its_quote_what_stands_at_the_place_is_told() -> None:
    found = dataclasses.replace(figure(), quote=None)
    resolved = Resolver(Held(edited(letters()[0], "25.000", "26.000"))).resolve(found)
    assert resolved.outcome == "changed"
    assert resolved.now is not None
    assert "26.000" in resolved.now.text


def test_what_no_letter_says_any_more_is_gone() -> None:
    found = figure()
    assert Resolver(Held(letters()[1])).resolve(found).outcome == "gone"
    assert Resolver(Held()).resolve(found).outcome == "gone"
    quote = "Het kabinet verlaagt de belasting op fietsen met een kwart."
    anchor = dataclasses.replace(found.anchor, sha256=sha256(quote))
    assert Resolver(Held(*letters())).resolve(Found(anchor, quote)).outcome == "gone"


def test_sentences_of_one_letter_are_not_taken_for_each_other() -> None:
    """A piece taken out is gone, unless the letter says nearly the same elsewhere."""
    letter, lost = letters()[0], 0
    pieces = [found for found in everything(letter) if len(found.quote or "") > 60]
    for found in pieces:
        anchor = found.anchor
        without = dataclasses.replace(
            letter,
            source=letter.source[: anchor.start] + "#" * (anchor.end - anchor.start) + letter.source[anchor.end :],
            passages=tuple(
                dataclasses.replace(
                    passage,
                    sentences=tuple(
                        s for s in passage.sentences if not (s.start < anchor.end and anchor.start < s.end)
                    ),
                )
                for passage in letter.passages
            ),
        )
        lost += Resolver(Held(without)).resolve(found).outcome == "gone"
    assert len(pieces) > 50
    assert lost == len(pieces)


@pytest.mark.parametrize(("start", "end"), [(0, 10**9), (10**8, 10**8 + 5), (5, 5)])
def test_a_range_that_cannot_be_is_no_trouble(start: int, end: int) -> None:
    found = figure()
    anchor = dataclasses.replace(found.anchor, start=start, end=end)
    assert Resolver(Held(*letters())).resolve(Found(anchor, found.quote)).outcome == "moved"


# Reading exports that another program or person has been at


def test_a_bent_quote_is_told_from_the_one_that_was_cited() -> None:
    text = FORMATS["json"]([Item(answer(citation()))]).replace("Er zijn 25.000", "Er zijn 26.000")
    (found,) = citations_in(text, "x")
    assert (found.quote, found.bent) == (None, "Er zijn 26.000 mensen geëvacueerd.")


def test_a_table_saved_again_with_semicolons_is_read() -> None:
    text = FORMATS["csv"]([Item(answer(citation()))]).replace('","', '";"')
    (found,) = citations_in(text, "x")
    assert (found.anchor.start, found.quote) == (1291, "Er zijn 25.000 mensen geëvacueerd.")


def test_anchors_in_any_text_are_read_without_or_with_their_quote() -> None:
    anchor = Item(answer(citation())).cited[0].anchor
    (found,) = citations_in(f"Zie (briefwijzer:kst-32623-169\\#4;1291-1360;sha256={anchor.sha256}).", "x")
    assert (found.anchor, found.quote) == (anchor, None)
    (found,) = citations_in(f"«Oud» Zie «Er zijn 25.000\n  mensen geëvacueerd.» en «dit»: {anchor}", "x")
    assert found.quote == "Er zijn 25.000 mensen geëvacueerd."


@pytest.mark.parametrize(
    "text", ["", "{}", "[" * 100_000, "niets", "briefwijzer:kst-1-1#1;1-2;sha256=12", '{"passage": 1}']
)
def test_a_file_without_citations_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^x: no citation"):
        citations_in(text, "x")


# The command line


@pytest.mark.parametrize("form", FORMATS)
def test_resolve_finds_each_format_and_tells_by_its_exit_code(
    form: str,
    index: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(index.data))
    anchor, quote = figure().anchor, figure().quote or ""
    good = citation(quote, passage=anchor.passage, start=anchor.start, end=anchor.end)
    gone = dataclasses.replace(good, number=2, quote="Het kabinet verlaagt de belasting op fietsen.", start=3, end=9)
    for name, cited, code in (("good", (good,), 0), ("gone", (good, gone), 1)):
        file = tmp_path / name
        file.write_bytes(FORMATS[form]([Item(answer(*cited))]).encode())
        assert main(["resolve", str(file), "--json"]) == code
        told, wrong = capsysbinary.readouterr()
        assert wrong == b""
        assert [item["outcome"] for item in json.loads(told)] == ["same", "gone"][: len(cited)]
