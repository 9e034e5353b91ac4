"""Editions: both real ones hold, and each kind of damage is named with its sentence."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polib
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ingest import editions, po
from ingest.editions import (
    check_edition,
    edition_path,
    is_draft,
    misfits,
    misplaced,
    read_edition,
    template,
    write_edition,
)
from ingest.parse import parse_letter
from rag.embedding import BundledEmbedder, Vectors
from rag.errors import InputError
from rag.types import Edition, Letter, Passage, Piece, Sentence

LETTERS = Path(__file__).parents[2] / "ingest" / "letters"
NAMES = ("kst-32623-169", "kst-32623-376")


@functools.cache
def letter_of(name: str) -> Letter:
    file = LETTERS / f"{name}.txt"
    return parse_letter(file.read_text(encoding="utf-8"), file.name)


@functools.cache
def edition_of(name: str) -> Edition:
    return read_edition(LETTERS / f"{name}.en.po", letter_of(name))


class Remembering:
    """The bundled model, asked only once for each text: some 50 ms each on 2 cores."""

    name = BundledEmbedder.name

    def __init__(self) -> None:
        self.model = BundledEmbedder()
        self.known: dict[str, Vectors] = {}

    def queries(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError("translations are compared as passages")

    def passages(self, texts: Sequence[str]) -> Vectors:
        if new := [text for text in texts if text not in self.known]:
            self.known.update(zip(new, self.model.passages(new), strict=True))
        return np.stack([self.known[text] for text in texts])


@functools.cache
def bundled() -> Remembering:
    return Remembering()


def with_text(edition: Edition, place: str, text: str) -> Edition:
    """The edition with another translation at `place` (passage, then the sentence from 1)."""
    passage, _, index = place.rpartition(".")
    texts = list(edition[passage])
    texts[int(index) - 1] = text
    return {**edition, passage: tuple(texts)}


def text_at(edition: Edition, place: str) -> str:
    passage, _, index = place.rpartition(".")
    return edition[passage][int(index) - 1]


def replaced(edition: Edition, place: str, old: str, new: str) -> Edition:
    text = text_at(edition, place)
    assert text.count(old) == 1
    return with_text(edition, place, text.replace(old, new))


def swapped(edition: Edition, one: str, other: str) -> Edition:
    changed = with_text(edition, one, text_at(edition, other))
    return with_text(changed, other, text_at(edition, one))


def damaged_file(folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of a real edition with one piece of its text replaced."""
    text = (LETTERS / f"{name}.en.po").read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = folder / f"{name}.en.po"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


# The real editions


@pytest.mark.parametrize("name", NAMES)
def test_real_edition_is_complete_and_right(name: str) -> None:
    path, letter = edition_path(LETTERS / f"{name}.txt", "en"), letter_of(name)
    assert misfits(path, letter) == ()
    edition = read_edition(path, letter)
    assert list(edition) == [passage.id for passage in letter.passages]
    assert check_edition(letter, edition, "en") == ()
    assert not is_draft(path)


@pytest.mark.parametrize("name", NAMES)
def test_every_real_translation_is_nearest_to_its_own_sentence(name: str) -> None:
    assert misplaced(letter_of(name), edition_of(name), bundled()) == ()


@pytest.mark.parametrize("name", NAMES)
def test_real_edition_names_the_source_it_translates(name: str) -> None:
    header = polib.pofile(str(LETTERS / f"{name}.en.po"))
    assert header.metadata["X-Source-Sha256"] == letter_of(name).sha256
    assert header.metadata["Language"] == "en"
    assert "Unofficial English translation" in header.header
    assert "only authoritative text" in header.header


@pytest.mark.parametrize("name", NAMES)
def test_written_edition_equals_the_real_file_byte_for_byte(name: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.po"
    write_edition(path, letter_of(name), edition_of(name), "en", draft=False)
    assert path.read_bytes() == (LETTERS / f"{name}.en.po").read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["copy.po"]


# Damage that the file shows


def test_stale_dutch_is_named(tmp_path: Path) -> None:
    path = damaged_file(tmp_path, NAMES[0], "ongeveer 25.000 mensen", "ongeveer 26.000 mensen")
    with pytest.raises(InputError, match=r"169\.en\.po: kst-32623-169#4\.5: translates other Dutch words.*Mend"):
        read_edition(path, letter_of(NAMES[0]))
    assert misfits(path, letter_of(NAMES[0])) == (
        "kst-32623-169#4.5: translates other Dutch words than the letter has",
    )


def test_missing_sentence_is_named(tmp_path: Path) -> None:
    text = (LETTERS / "kst-32623-376.en.po").read_text(encoding="utf-8")
    entries = text.split("\n\n")
    kept = [entry for entry in entries if 'msgctxt "kst-32623-376#9.6"' not in entry]
    assert len(kept) == len(entries) - 1
    path = tmp_path / "less.po"
    path.write_text("\n\n".join(kept), encoding="utf-8")
    with pytest.raises(InputError, match=r"kst-32623-376#9\.6: no translation"):
        read_edition(path, letter_of(NAMES[1]))


def test_empty_translation_is_named(tmp_path: Path) -> None:
    path = damaged_file(tmp_path, NAMES[1], 'msgstr "They also support victims of injustice."', 'msgstr "  "')
    assert misfits(path, letter_of(NAMES[1])) == ("kst-32623-376#9.5: no translation",)


def test_unknown_and_double_sentences_are_named(tmp_path: Path) -> None:
    path = damaged_file(tmp_path, NAMES[1], 'msgctxt "kst-32623-376#9.5"', 'msgctxt "kst-32623-376#9.4"')
    assert misfits(path, letter_of(NAMES[1])) == (
        "kst-32623-376#9.4: translated twice",
        "kst-32623-376#9.5: no translation",
    )
    path = damaged_file(tmp_path, NAMES[1], 'msgctxt "kst-32623-376#9.5"', 'msgctxt "kst-32623-376#9.55"')
    assert misfits(path, letter_of(NAMES[1]))[0] == "«kst-32623-376#9.55»: no sentence of kst-32623-376"


def test_the_edition_of_another_letter_is_refused() -> None:
    with pytest.raises(InputError, match=r"«kst-32623-376#1\.1»: no sentence of kst-32623-169 \(and \d+ more\)"):
        read_edition(LETTERS / "kst-32623-376.en.po", letter_of(NAMES[0]))


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\x1b", "\u00ad"])
def test_invisible_characters_are_refused(hidden: str, tmp_path: Path) -> None:
    path = damaged_file(tmp_path, NAMES[1], "the most vulnerable in Syria", f"the most{hidden} vulnerable in Syria")
    assert misfits(path, letter_of(NAMES[1])) == (
        f"kst-32623-376#8.2: holds the invisible character U+{ord(hidden):04X}",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Dear House,", "not a PO file at line 1"),
        (b'msgid "a"\nmsgstr "25,000\n', "not a PO file at line 2"),  # polib reads 25,00 and says nothing
        (b'msgid "a"\nmsgstr "say "yes""\n', "not a PO file at line 2"),
        (b'msgid "a"\nmsgid "b"\nmsgstr[0] "c"\n', "not a PO file at line 3"),
        (b'msgstr "c"\n', "not a PO file at line 1"),
        (b'msgid "\xe9"\n', "not UTF-8 at byte 7"),
        (b'msgid "a"\n' + b'"b"\n' * 2000, "the entry around line 1002 never ends"),
        (b"# " * 3_000_000, r"larger than 5,000,000 bytes"),
        (b"/etc/passwd", "not a PO file at line 1"),
    ],
)
def test_what_is_no_po_file_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.po"
    path.write_bytes(content)
    with pytest.raises(InputError, match=rf"bad\.po: {message}.*\. (Mend|Save|Give) .*\.$"):
        read_edition(path, letter_of(NAMES[0]))


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.po cannot be read: No such file or directory\. Give"):
        read_edition(tmp_path / "none.po", letter_of(NAMES[0]))


def test_codec_named_by_the_file_is_not_used(tmp_path: Path) -> None:
    path = damaged_file(tmp_path, NAMES[1], "charset=UTF-8", "charset=utf-7")
    assert read_edition(path, letter_of(NAMES[1])) == edition_of(NAMES[1])


def test_a_long_line_of_blanks_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "blank.po"
    path.write_text('msgid "a"' + " " * 4_000_000 + "b\n", encoding="utf-8")
    with pytest.raises(InputError, match="not a PO file at line 1"):
        po.read_po(path)


# Damage that the translations show


def test_a_sentence_left_out_of_an_edition_is_named() -> None:
    letter, edition = letter_of(NAMES[1]), edition_of(NAMES[1])
    assert check_edition(letter, with_text(edition, "kst-32623-376#9.5", " "), "en") == (
        "kst-32623-376#9.5: no translation",
    )
    less = {name: texts for name, texts in edition.items() if name != "kst-32623-376#8"}
    assert check_edition(letter, less, "en") == tuple(
        f"kst-32623-376#8.{index}: no translation" for index in range(1, 5)
    )
    more = {**edition, "kst-32623-376#2": (*edition["kst-32623-376#2"], "And more."), "x#1": ("y",)}
    assert check_edition(letter, more, "en") == (
        "kst-32623-376#2: 2 translations of 1 sentences",
        "«x#1»: no passage of kst-32623-376",
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_left_in_dutch_is_named(name: str) -> None:
    letter, edition = letter_of(name), edition_of(name)
    tried = 0
    for place, dutch in editions.sentences(letter):
        if len(dutch.split()) > 4:
            assert f"{place}: not in English" in check_edition(letter, with_text(edition, place, dutch), "en")
            tried += 1
    assert tried > 35


def test_half_a_translation_and_a_rambling_one_are_named() -> None:
    letter, edition, place = letter_of(NAMES[1]), edition_of(NAMES[1]), "kst-32623-376#4.2"
    text = text_at(edition, place)
    assert check_edition(letter, with_text(edition, place, text[:45]), "en") == (
        f"{place}: far shorter than the Dutch",
    )
    assert check_edition(letter, with_text(edition, place, text * 3), "en") == (f"{place}: far longer than the Dutch",)


@pytest.mark.parametrize(
    ("place", "old", "new", "problem"),
    [
        ("kst-32623-169#4.5", "25,000", "24,000", "says «24,000 people», which the Dutch does not"),
        ("kst-32623-169#4.5", "25,000 ", "", "does not say «25.000 mensen» as the Dutch does"),
        ("kst-32623-169#24.3", "more than 30%", "more than 20%", "says «20%», which the Dutch does not"),
        ("kst-32623-169#24.3", "more than 30%", "less than 30%", "says «30%», which the Dutch does not"),
        ("kst-32623-169#27.4", "six weeks", "six months", "says «six months», which the Dutch does not"),
        ("kst-32623-169#5.2", "82 civilians", "82 soldiers", "says «82 soldiers», which the Dutch does not"),
        ("kst-32623-376#8.3", "20.4 million", "20.4 billion", "says «EUR 20.4 billion», which the Dutch does not"),
        ("kst-32623-376#8.3", "EUR", "USD", "says «USD 20.4 million», which the Dutch does not"),
        ("kst-32623-376#8.4", "no. 343", "no. 334", "does not say «Kamerstuk 32 623, nr. 343» as the Dutch does"),
        ("kst-32623-169#4.3", "13 December", "13 November", "says «13 November», which the Dutch does not"),
        ("kst-32623-169#4.3", "On 13 December", "Then", "does not say «13 december jl.» as the Dutch does"),
        ("kst-32623-169#1.6", "2016", "2017", "says «21 December 2017», which the Dutch does not"),
        ("kst-32623-169#1.2", "2016–2017", "2015–2017", "says «2015–2017», which the Dutch does not"),
        ("kst-32623-169#11.2", "Iran", "Iraq", "says «Iraq», which the Dutch does not"),
        ("kst-32623-169#11.2", "Iran", "Iraq", "does not say «Iran» as the Dutch does"),
        ("kst-32623-169#8.5", "Staffan de Mistura", "Kofi Annan", "says «Kofi Annan», which the Dutch does not"),
        ("kst-32623-169#26.1", "UN General Assembly", "Senate", "does not say «Algemene Vergadering van de VN» as"),
        ("kst-32623-376#12.1", "D.M. van Weel", "C.C.J. Veldkamp", "does not say «D.M. van Weel» as the Dutch does"),
    ],
)
def test_changed_numbers_dates_and_names_are_named(place: str, old: str, new: str, problem: str) -> None:
    name = place.partition("#")[0]
    edition = replaced(edition_of(name), place, old, new)
    problems = check_edition(letter_of(name), edition, "en")
    assert [line for line in problems if line.startswith(f"{place}: {problem}")], problems
    assert all(line.startswith(f"{place}: ") for line in problems)


DIGITS = [
    (name, f"{passage}.{index}", at)
    for name in NAMES
    for passage, texts in edition_of(name).items()
    for index, text in enumerate(texts, 1)
    for at, char in enumerate(text)
    if char.isdigit()
]


@settings(max_examples=200, deadline=None)
@given(where=st.sampled_from(DIGITS), digit=st.sampled_from("0123456789"))
def test_any_changed_digit_is_named(where: tuple[str, str, int], digit: str) -> None:
    name, place, at = where
    text = text_at(edition_of(name), place)
    assume(text[at] != digit)
    edition = with_text(edition_of(name), place, text[:at] + digit + text[at + 1 :])
    problems = check_edition(letter_of(name), edition, "en")
    assert problems
    assert all(line.startswith(f"{place}: ") for line in problems)


def test_swapped_sentences_with_numbers_or_names_are_both_named() -> None:
    edition = swapped(edition_of(NAMES[0]), "kst-32623-169#4.5", "kst-32623-169#28.2")
    problems = check_edition(letter_of(NAMES[0]), edition, "en")
    assert "kst-32623-169#4.5: says «360 million euros», which the Dutch does not" in problems
    assert "kst-32623-169#28.2: does not say «360 miljoen euro» as the Dutch does" in problems
    assert {line.partition(":")[0] for line in problems} == {"kst-32623-169#4.5", "kst-32623-169#28.2"}


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Nederland draagt 1,2 miljoen euro bij.", "The Netherlands contributes EUR 1.2 million."),
        ("Op 3 maart 2024 sprak ik met 12 ministers.", "On 3 March 2024 I spoke with twelve ministers."),
        ("Op 13-12-2016 viel de stad.", "The city fell on 13 December 2016."),
        ("De helft van de 2.000 soldaten vertrok.", "Half of the 2,000 soldiers left."),
        ("Het kabinet trekt € 25.000.000 uit.", "The government is allocating €25 million."),
        ("De MH17-ramp in 2014 kostte 298 mensen het leven.", "The MH17 disaster in 2014 cost 298 lives."),
        ("Eén van de redenen is de val van Kiev.", "One of the reasons is the fall of Kyiv."),
        ("Artikel 5 van het Verdrag geldt voor beide landen.", "Article 5 of the Treaty applies to both countries."),
    ],
)
def test_right_translations_from_other_letters_pass(dutch: str, english: str) -> None:
    sentence = Sentence(dutch, (Piece(dutch, 0, len(dutch)),))
    passage = Passage("x#1", "x", "paragraph", "", (sentence,))
    letter = replace(letter_of(NAMES[0]), id="x", passages=(passage,))
    assert check_edition(letter, {"x#1": (english,)}, "en") == ()


def test_swapped_sentences_without_numbers_or_names_are_named_by_their_meaning() -> None:
    edition = swapped(edition_of(NAMES[1]), "kst-32623-376#3.3", "kst-32623-376#7.2")
    edition = swapped(edition, "kst-32623-376#9.4", "kst-32623-376#9.5")
    assert misplaced(letter_of(NAMES[1]), edition, bundled()) == (
        "kst-32623-376#3.3: reads like the translation of kst-32623-376#7.2",
        "kst-32623-376#7.2: reads like the translation of kst-32623-376#3.3",
        "kst-32623-376#9.4: reads like the translation of kst-32623-376#9.5",
        "kst-32623-376#9.5: reads like the translation of kst-32623-376#9.4",
    )


def test_nothing_is_misplaced_in_an_empty_edition() -> None:
    class Never:
        name = "never"

        def queries(self, texts: object) -> np.ndarray:
            raise AssertionError

        passages = queries

    assert misplaced(letter_of(NAMES[1]), {}, Never()) == ()


# Writing


def test_template_is_an_edition_to_be_filled_in(tmp_path: Path) -> None:
    letter, path = letter_of(NAMES[0]), tmp_path / "new.po"
    path.write_text(template(letter, "en"), encoding="utf-8")
    assert misfits(path, letter) == tuple(f"{place}: no translation" for place, _ in editions.sentences(letter))


def test_drafts_of_a_machine_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "draft.po"
    write_edition(path, letter_of(NAMES[1]), edition_of(NAMES[1]), "en", draft=True)
    assert is_draft(path)
    assert read_edition(path, letter_of(NAMES[1])) == edition_of(NAMES[1])
    assert sum(entry.fuzzy for entry in polib.pofile(str(path))) == 42


def test_an_edition_with_too_much_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "more.po"
    with pytest.raises(InputError, match="2 translations for 1 sentences of kst-32623-376"):
        write_edition(path, letter_of(NAMES[1]), {"kst-32623-376#2": ("a", "b")}, "en", draft=False)
    with pytest.raises(InputError, match="1 translations for 0 sentences"):
        write_edition(path, letter_of(NAMES[1]), {"kst-32623-376#99": ("a",)}, "en", draft=False)
    assert not path.exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written: No such file"):
        write_edition(tmp_path / "no" / "x.po", letter_of(NAMES[1]), {}, "en", draft=False)
