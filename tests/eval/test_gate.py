"""The gate: a planted regression is stopped and named, each way; nothing else is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.files import Row
from eval.gate import Waiver, gate, read_waivers
from rag.errors import InputError

GOOD = {"facts_found": 1.0, "quote_validity": 1.0, "language": 1.0, "quoted_words": 20.0}


def _rows(count: int = 40, **special: Row) -> dict[str, Row]:
    rows = {f"q{n}-{lang}": Row(f"q{n}-{lang}", GOOD, ()) for n in range(count) for lang in ("nl", "en")}
    return rows | {row.id: row for row in special.values()}


def _row(name: str, problems: tuple[str, ...] = (), **scores: float) -> Row:
    return Row(name, {**GOOD, **scores}, problems)


WAIVED: Mapping[str, Waiver] = {
    "q3-nl": Waiver("q3-nl", "the letter was replaced by another", datetime.date(2026, 1, 31))
}


def test_the_same_run_passes_and_says_what_the_gate_could_have_seen() -> None:
    result = gate(_rows(), _rows(), {})
    assert result.failures == ()
    assert "items: 1 of 80" in result.text
    assert "facts_found: a loss in 4 of 40 pairs, 0.100 when lost whole" in result.text


def test_an_item_that_passed_and_fails_is_named_with_what_is_wrong() -> None:
    now = _rows(bad=_row("q3-nl", ("lacks 25 miljoen",), facts_found=0.0))
    (failure,) = gate(_rows(), now, {}).failures
    assert failure == "q3-nl passed before and fails now: lacks 25 miljoen"


def test_a_written_waiver_lets_that_item_through_and_is_shown() -> None:
    now = _rows(bad=_row("q3-nl", ("lacks 25 miljoen",), facts_found=0.0))
    result = gate(_rows(), now, WAIVED)
    assert result.failures == ()
    assert "Waived: q3-nl (2026-01-31: the letter was replaced by another)" in result.text
    assert "Waiver not needed any more: q3-nl" in gate(_rows(), _rows(), WAIVED).text


def test_a_waiver_does_not_cover_a_false_quote_or_a_wrong_language() -> None:
    bad = _row("q3-nl", ("quote [1] is not in x",), quote_validity=0.5, language=0.0)
    failures = gate(_rows(), _rows(bad=bad), WAIVED).failures
    assert failures == ("q3-nl has a quote that is not in its letter", "q3-nl is in the wrong language")


def test_a_false_quote_stops_even_an_item_that_never_passed() -> None:
    before = _rows(bad=_row("q3-nl", ("lacks x",), facts_found=0.0))
    now = _rows(bad=_row("q3-nl", ("lacks x",), facts_found=0.0, quote_validity=0.0))
    assert gate(before, now, {}).failures == ("q3-nl has a quote that is not in its letter",)


def test_an_average_that_falls_over_many_items_stops_and_names_them() -> None:
    before = {name: Row(name, GOOD, ("never right",)) for name in _rows()}
    lost = [f"q{n}-{lang}" for n in range(5) for lang in ("nl", "en")]
    now = before | {name: _row(name, ("never right",), facts_found=0.5) for name in lost}
    (failure,) = gate(before, now, {}).failures
    assert failure.startswith("facts_found went from 1.000 to 0.938")
    assert all(name in failure for name in lost[:8])
    few = before | {name: _row(name, ("never right",), facts_found=0.5) for name in lost[:4]}
    assert gate(before, few, {}).failures == ()


def test_an_average_where_less_is_better_stops_when_it_rises_only() -> None:
    before = {name: Row(name, GOOD, ()) for name in _rows()}
    longer = {name: _row(name, quoted_words=30.0) for name in before}
    shorter = {name: _row(name, quoted_words=10.0) for name in before}
    assert gate(before, longer, {}).failures[0].startswith("quoted_words went from 20.000 to 30.000")
    assert gate(before, shorter, {}).failures == ()


def test_removing_an_item_is_trouble_not_a_pass() -> None:
    now = _rows()
    del now["q3-nl"]
    with pytest.raises(InputError, match=r"1 items of the baseline were not run \(q3-nl\)"):
        gate(_rows(), now, {})


def test_a_new_item_is_told_and_its_quotes_count() -> None:
    now = _rows(new=_row("new-nl", ("lacks x",), quote_validity=0.0))
    result = gate(_rows(), now, {})
    assert result.failures == ("new-nl has a quote that is not in its letter",)
    assert "1 items are not in the baseline" in result.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[waiver]]\nid = "a-nl"\ndate = 2026-01-31\n', "must have id, reason and date"),
        ('[[waiver]]\nid = "a-nl"\nreason = "because"\ndate = 2026-01-31\n', "has no reason"),
        ('[[waiver]]\nid = "a-nl"\nreason = "it is what it is"\ndate = "soon"\n', "must have id, reason and date"),
        ("[[waiver]\n", "cannot be read"),
    ],
)
def test_a_waiver_without_a_reason_or_day_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "waivers.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_waivers(tmp_path / "waivers.toml")


def test_waivers_are_read_and_no_file_waives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    assert read_waivers(path) == {}
    path.write_text('[[waiver]]\nid = "a-nl"\nreason = "the gold was wrong"\ndate = 2026-01-31\n', encoding="utf-8")
    assert read_waivers(path)["a-nl"].date == datetime.date(2026, 1, 31)
