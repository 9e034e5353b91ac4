"""Gold: the committed files are fit, and each fault of a gold file is found with its place."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.gold import GOLD, GoldItem, half, load_gold, read_gold
from eval.goldcheck import check_gold
from eval.sources import read_sources
from rag.errors import InputError
from rag.settings import PROJECT
from rag.words import tokens
from tests.eval.fake import LETTER, SOURCES, gold, gold_rows, write_gold

COMMITTED = load_gold(sorted(GOLD.glob("*.jsonl")))
QUESTIONS = [item for item in COMMITTED if not item.is_claim]


def test_the_committed_gold_has_no_problem() -> None:
    assert check_gold(COMMITTED, read_sources(PROJECT / "ingest" / "letters")) == ()


def test_the_committed_gold_is_large_and_hard_enough() -> None:
    languages = Counter(item.lang for item in QUESTIONS)
    refused = [item for item in QUESTIONS if item.must_refuse]
    near = [item for item in refused if item.kind == "unanswerable"]
    followups = {item.slug for item in QUESTIONS if item.kind == "followup"}
    assert languages["nl"] == languages["en"] >= 120
    assert len(refused) >= len(QUESTIONS) / 3
    assert len(near) >= len(refused) / 2
    assert len(followups) >= 15
    assert len(COMMITTED) - len(QUESTIONS) >= 100


def test_both_languages_are_in_the_same_half_and_the_halves_are_alike() -> None:
    assert all(half(f"{item.slug}-nl") == half(f"{item.slug}-en") == item.half for item in COMMITTED)
    unseen = [item for item in COMMITTED if item.file.startswith("unseen")]
    for items in (COMMITTED, unseen):
        count = Counter(item.half for item in items)
        assert 0.4 < count["test"] / count.total() < 0.6


def test_no_weight_is_fitted_on_what_is_reported() -> None:
    def asked(item: GoldItem) -> tuple[str, ...]:
        return (*item.history, " ".join(tokens(item.text)))

    fitted = {asked(item) for item in load_gold(sorted((GOLD / "tuning").rglob("*.jsonl")))}
    shared = [item.id for item in COMMITTED if asked(item) in fitted]
    assert shared == []


def test_the_small_gold_is_fit(tmp_path: Path) -> None:
    assert check_gold(gold(tmp_path), SOURCES) == ()


@pytest.mark.parametrize(
    ("place", "change", "said"),
    [
        (0, {"kind": "riddle"}, "gold.jsonl:1: kind 'riddle' is not one of"),
        (0, {"lang": "fr"}, "gold.jsonl:1: lang 'fr' is not one of"),
        (0, {"id": "kosten"}, "gold.jsonl:1: id must end in -nl"),
        (0, {"question": " "}, "gold.jsonl:1: the question or claim is empty"),
        (0, {"facts": [[]]}, "gold.jsonl:1: facts must be a list of groups"),
        (0, {"answer": "25"}, "gold.jsonl:1: unknown keys 'answer'"),
        (0, {"evidence": [{"letter": LETTER}]}, "gold.jsonl:1: evidence must be a list"),
        (12, {"label": "true"}, "gold.jsonl:13: label 'true' is not one of"),
    ],
)
def test_a_line_that_is_no_item_is_named(tmp_path: Path, place: int, change: dict[str, object], said: str) -> None:
    rows = gold_rows()
    rows[place] = rows[place] | change
    path = write_gold(tmp_path / "gold.jsonl", rows)
    _, problems = read_gold(path)
    assert len(problems) == 1
    assert problems[0].startswith(said)
    with pytest.raises(InputError, match="python -m eval check"):
        load_gold([path])


@pytest.mark.parametrize(
    ("place", "change", "said"),
    [
        (1, {"id": "andere-en"}, "is not there in en"),
        (1, {"facts": [["25 million"], ["x"]]}, "not as many facts as kosten-nl"),
        (1, {"kind": "why"}, "kind differs from that of kosten-nl"),
        (0, {"facts": [["brug"]]}, "the fact 'brug' is already in the question"),
        (0, {"evidence": [{"letter": LETTER, "quote": "De brug is gratis"}]}, "not in kst-1-2: 'De brug is gratis'"),
        (0, {"evidence": [{"letter": "kst-9", "quote": "x"}]}, "names letter 'kst-9', which is not there"),
        (0, {"evidence": []}, "kosten-nl has no evidence"),
        (0, {"facts": []}, "kosten-nl has no facts"),
        (0, {"kind": "followup"}, "is a follow-up without an earlier question"),
        (8, {"facts": [["x"]]}, "kapper-nl must be refused, so it has no facts"),
        (8, {"evidence": [{"letter": LETTER, "quote": "De brug"}]}, "kapper-nl must not have evidence"),
    ],
)
def test_a_fault_of_the_set_is_named(tmp_path: Path, place: int, change: dict[str, object], said: str) -> None:
    rows = gold_rows()
    rows[place] = rows[place] | change
    items, problems = read_gold(write_gold(tmp_path / "gold.jsonl", rows))
    assert problems == ()
    assert any(said in problem for problem in check_gold(items, SOURCES)), check_gold(items, SOURCES)


def test_an_id_used_twice_is_named_with_both_places(tmp_path: Path) -> None:
    path = write_gold(tmp_path / "gold.jsonl", [*gold_rows(), gold_rows()[0]])
    with pytest.raises(InputError, match=r"gold.jsonl:17: id 'kosten-nl' is already used at gold.jsonl:1"):
        load_gold([path])


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "gold.jsonl")


def test_signs_that_splitlines_breaks_at_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    first, *_ = gold_rows()
    line = json.dumps({**first, "question": "Wat kost\u2028de brug?"}, ensure_ascii=False)
    path = tmp_path / "gold.jsonl"
    path.write_bytes(f"\ufeff\r\n{line}\r\n".encode())
    (item,), problems = read_gold(path)
    assert (item.text, item.line, problems) == ("Wat kost\u2028de brug?", 2, ())


def test_half_a_character_is_named(tmp_path: Path) -> None:
    first, *_ = gold_rows()
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**first, "question": "\ud800"}))
    with pytest.raises(InputError, match=r"gold.jsonl:1: holds half a character"):
        load_gold([path])
