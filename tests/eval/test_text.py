"""What counts as the same wording."""

from __future__ import annotations

import pytest

from eval.text import holds, negated, normalise, numbers, unmarked


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Het kost 25\u00a0miljoen euro.", "25 miljoen"),
        ("Het kost 25\u202fmiljoen euro.", "25 miljoen"),
        ("de ‘rode’ lijn", "'rode' lijn"),
        ("het “besluit”", '"besluit"'),
        ("De VEILIGHEIDSRAAD", "Veiligheidsraad"),
        ("de Veiligheids-\nraad", "veiligheidsraad"),
        ("25.000 mensen, 82 burgers.", "82 burgers"),
        ("In totaal 20,4.", "20,4"),
        ("staakt‑het‑vuren", "staakt-het-vuren"),
        ("het jaar 2025.", "2025"),
    ],
)
def test_a_wording_is_found(text: str, wording: str) -> None:
    assert holds(text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Er waren 182 burgers.", "82 burgers"),
        ("In totaal 120,4.", "20,4"),
        ("In totaal 20,45.", "20,4"),
        ("Er waren 125.000 mensen.", "25.000"),
        ("Er waren 25.000 mensen.", "25"),
        ("Er waren 1.25 mensen.", "25"),
        ("", "x"),
        ("iets", " "),
    ],
)
def test_another_number_or_nothing_is_not_that_wording(text: str, wording: str) -> None:
    assert not holds(text, wording)


def test_numbers_are_the_same_in_both_languages_and_without_marks() -> None:
    assert numbers("25.000 en 20,4 [3]") == numbers("25,000 and 20.4 [1]") == {"25000", "204"}


def test_negation_is_seen_in_both_languages() -> None:
    assert negated("Dat gaat niet door.")
    assert negated("It doesn’t open.")
    assert not negated("It is a note.")


def test_marks_go_and_the_rest_stays() -> None:
    assert unmarked("Een brug [1][2]. Nog een [10].") == "Een brug. Nog een."
    assert normalise("  A\tB\n") == "a b"
