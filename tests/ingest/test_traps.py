"""Each trap that the two real letters hold, as found while preparing."""

from __future__ import annotations

import functools
from pathlib import Path

from ingest.parse import parse_letter
from rag.types import Letter, Passage, Sentence

LETTERS = Path(__file__).parents[2] / "ingest" / "letters"


@functools.cache
def letter_of(number: int) -> Letter:
    name = f"kst-32623-{number}"
    return parse_letter((LETTERS / f"{name}.txt").read_bytes().decode("utf-8"), f"{name}.txt")


def found(letter: Letter, words: str) -> tuple[Passage, Sentence]:
    hits = [(p, s) for p in letter.passages for s in p.sentences if words in s.plain]
    assert len(hits) == 1, (words, hits)
    return hits[0]


def test_a_print_hyphen_is_undone() -> None:
    _, sentence = found(letter_of(169), "Onder andere door herhaaldelijke veto’s van Rusland in de VN-Veiligheidsraad")
    assert "Veiligheids-\nraad" in letter_of(169).source.replace(" \n", "\n")[sentence.start - 200 : sentence.end]


def test_a_hyphen_of_the_word_stays_at_a_line_end() -> None:
    assert "VN-\nbewijzenbank" in letter_of(376).source
    found(letter_of(376), "VN-bewijzenbank IIIM")
    assert "Midden-\nOosten" in letter_of(376).source.replace(" \n", "\n")
    assert letter_of(376).title == letter_of(169).title == "Actuele situatie in Noord-Afrika en het Midden-Oosten"


def test_a_running_head_in_mid_sentence_makes_two_pieces() -> None:
    _, sentence = found(letter_of(169), "maar dit neemt niet weg dat er belangrijke successen worden geboekt.")
    assert len(sentence.pieces) == 2
    assert sentence.pieces[0].text.endswith("dit neemt niet weg dat er")
    assert sentence.pieces[1].text == "belangrijke successen worden geboekt."
    assert not any("vergaderjaar 2016–2017, 32 623" in passage.text for passage in letter_of(169).passages)


def test_a_page_break_with_a_footnote_between_the_halves() -> None:
    passage, sentence = found(letter_of(376), "scherp veroordeeld en de overgangsregering gemaand tot actie.")
    assert [piece.text[-12:] for piece in sentence.pieces] == ["rdeeld en de", "d tot actie."]
    assert passage.text.startswith("Ten slotte is het tegengaan")
    assert passage.text.endswith("mensenrechtenschendingen.")
    note, _ = found(letter_of(376), "Middels deze inzet geeft het kabinet uitvoering")
    assert (note.kind, note.number) == ("footnote", passage.number + 1)


def test_a_footnote_run_into_the_next_paragraph_is_cut() -> None:
    note, _ = found(letter_of(169), "nr. 1188.")
    assert note.kind == "footnote"
    assert note.text.startswith("Zie onder meer de conclusies")
    after, _ = found(letter_of(169), "In aanvulling op het bestaande beleid")
    assert (after.kind, after.number) == ("paragraph", note.number + 1)


def test_note_marks_are_in_the_quote_and_not_in_the_plain_text() -> None:
    _, sentence = found(letter_of(169), "in lijn met het EU-standpunt niet zal bijdragen")
    assert "EU-standpunt1 niet" in sentence.pieces[0].text
    _, sentence = found(letter_of(376), "International Center for Transitional Justice.")
    assert sentence.plain.endswith("Transitional Justice.")


def test_five_numbered_points_are_five_items_under_their_intro() -> None:
    letter = letter_of(169)
    intro, _ = found(letter, "de volgende punten zou moeten bevatten:")
    items = letter.passages[intro.number : intro.number + 5]
    assert {item.kind for item in items} == {"item"}
    assert [item.text.split()[0] for item in items] == ["een", "de", "publieke", "monitoring", "volledige"]
    assert items[-1].text.endswith("in lijn met VN-procedures.")
    assert letter.passages[intro.number + 5].kind == "paragraph"


def test_the_dash_list_is_four_items() -> None:
    letter = letter_of(169)
    intro, _ = found(letter, "De Nederlandse inzet heeft vijf sporen")
    items = letter.passages[intro.number : intro.number + 4]
    assert [item.text.split()[0] for item in items] == ["Op", "Militair", "Humanitair", "In"]
    assert {item.kind for item in items} == {"item"}


def test_a_loose_page_number_is_not_text() -> None:
    assert letter_of(169).source.split("\n")[1].strip() == "Tweede Kamer der Staten-Generaal 2"
    assert letter_of(169).passages[0].sentences[0].plain == "Tweede Kamer der Staten-Generaal"


def test_headings_open_sections_and_the_signature_closes_them() -> None:
    letter = letter_of(169)
    headings = [passage.text for passage in letter.passages if passage.kind == "heading"]
    assert headings == [
        "Recente ontwikkelingen",
        "Nederlandse inspanningen voor Aleppo",
        "Verwachtingen",
        "Beleidsinzet voor de komende maanden",
    ]
    assert letter.passages[-1].section == ""
    assert letter.passages[3].section == "Recente ontwikkelingen"


def test_who_signed_and_when() -> None:
    assert [str(sender) for sender in letter_of(169).senders] == [
        "A.G. Koenders, Minister van Buitenlandse Zaken",
        "E.M.J. Ploumen, Minister voor Buitenlandse Handel en Ontwikkelingssamenwerking",
    ]
    assert [str(sender) for sender in letter_of(376).senders] == ["D.M. van Weel, minister van Buitenlandse Zaken"]
    assert [letter_of(number).date.isoformat() for number in (169, 376)] == ["2016-12-21", "2025-09-19"]


def test_the_parliamentary_year_begins_on_the_third_tuesday_of_september() -> None:
    """Nr. 376 has no masthead, and 19 September 2025 comes three days after the opening."""
    assert letter_of(376).session == "2025-2026"
    assert letter_of(376).reference == "Kamerstukken II 2025/26, 32 623, nr. 376"
    assert letter_of(169).reference == "Kamerstukken II 2016/17, 32 623, nr. 169"


def test_passage_numbers_do_not_move() -> None:
    """Ids stand in gold files and editions."""
    assert [len(letter_of(number).passages) for number in (169, 376)] == [33, 12]
    assert letter_of(169).passages[11].text.startswith("een onmiddellijk staakt-het-vuren")
    assert letter_of(169).passages[27].text.startswith("Humanitair is Nederland een van de grootste donoren")
    assert letter_of(376).passages[8].text.startswith("Ten slotte is het tegengaan")
