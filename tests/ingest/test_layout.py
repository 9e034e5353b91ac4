"""Glyphs to lines: the small rules, one by one."""

from __future__ import annotations

from ingest.layout import Glyph, text_of_pages

WIDE = "Dit is een volle regel van de kolom tot aan de rechterkant ervan"


def row(text: str, base: float, left: float = 0.0, size: float = 10.0) -> list[Glyph]:
    """Every glyph is half its size wide."""
    step = size / 2
    return [Glyph(char, left + step * i, left + step * (i + 1), base, size) for i, char in enumerate(text)]


def page(*rows: list[Glyph]) -> str:
    return text_of_pages([[glyph for one in rows for glyph in one]])


def full(base: float) -> list[Glyph]:
    return row(WIDE, base)


def test_lines_of_one_paragraph() -> None:
    assert page(full(100), full(88), row("slot", 76)) == f"{WIDE}\n{WIDE}\nslot\n"


def test_a_wide_gap_parts_paragraphs() -> None:
    assert page(full(100), full(88), full(64), full(52)) == f"{WIDE}\n{WIDE}\n\n{WIDE}\n{WIDE}\n"


def test_another_size_parts_body_and_footnote() -> None:
    assert page(full(100), full(88), row("klein gezet", 76, size=7)) == f"{WIDE}\n{WIDE}\n\nklein gezet\n"


def test_a_line_that_somebody_ended_parts_paragraphs() -> None:
    assert page(full(100), row("Kort.", 88), full(76), full(64)) == f"{WIDE}\nKort.\n\n{WIDE}\n{WIDE}\n"
    assert page(full(100), full(88), full(76), row("Kop", 64), full(52)).split("\n\n") == [
        f"{WIDE}\n{WIDE}\n{WIDE}\nKop",
        f"{WIDE}\n",
    ]


def test_a_short_line_before_a_long_word_is_full() -> None:
    long_word = row("X" * 60, 76)
    assert page(full(100), row("Kort maar vol.", 88), long_word, full(64)) == (
        f"{WIDE}\nKort maar vol.\n{'X' * 60}\n{WIDE}\n"
    )


def test_a_raised_number_is_glued_and_one_at_the_line_start_opens_a_note() -> None:
    mark = [Glyph("1", 25.5, 28.0, 104.0, 6.0)]
    assert page([*row("woord ", 100), *mark, *row(" gaat", 100, left=28)]) == "woord1 gaat\n"
    lead = [Glyph("1", 0.0, 3.0, 80.0, 6.0)]
    assert page(full(100), full(88), lead + row("Zie de brief", 76, left=6)) == f"{WIDE}\n{WIDE}\n\n1 Zie de brief\n"


def test_an_accent_printed_over_its_letter_is_one_character() -> None:
    over = Glyph("´", 27.0, 29.5, 100.0, 10.0)
    assert page([*row("Kostic", 100), over, *row(" zei", 100, left=30)]) == "Kostić zei\n"
    beside = Glyph("´", 30.0, 32.5, 100.0, 10.0)
    assert page([*row("Kostic", 100), beside]) == "Kostic´\n"
    no_letter = Glyph("¸", 27.0, 29.5, 100.0, 10.0)
    assert page([*row("Kostix", 100), no_letter]) == "Kostix¸\n"


def test_cells_are_parted_by_a_tab_and_rows_stay_together() -> None:
    first = row("Regen", 100) + row("10", 100, left=120)
    second = row("Zon", 88) + row("2", 88, left=120)
    assert page(first, second) == "Regen\t10\nZon\t2\n"


def test_a_hanging_indent_ends_where_the_text_goes_back_to_the_left() -> None:
    item = [row("– " + WIDE, 100), row(WIDE, 88, left=10), row(WIDE, 76)]
    assert page(*item) == f"– {WIDE}\n{WIDE}\n\n{WIDE}\n"


def test_a_first_line_indent_does_not_part() -> None:
    assert page(row(WIDE, 100, left=10), full(88), full(76)) == f"{WIDE}\n{WIDE}\n{WIDE}\n"


def test_a_foot_that_the_file_gives_first_comes_last() -> None:
    assert page(row("voet", 20), full(100), full(88)) == f"{WIDE}\n{WIDE}\n\nvoet\n"


def test_a_second_column_keeps_the_order_of_the_file() -> None:
    left = [row("links boven", 100), row("links onder", 88)]
    right = [row("rechts boven", 100, left=200), row("rechts onder", 88, left=200)]
    assert page(*left, *right) == "links boven\nlinks onder\n\nrechts boven\nrechts onder\n"


def test_pages_are_parted_by_a_form_feed_and_may_be_empty() -> None:
    assert text_of_pages([row("een", 10), [], row("twee", 10)]) == "een\n\f\ftwee\n"
    assert text_of_pages([]) == ""
