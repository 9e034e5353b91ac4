"""From judgements of readers to draft gold, and from a draft that a person filled in to gold."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from eval.cli import main
from eval.from_feedback import draft_gold
from eval.gold import read_gold
from rag.contract import answer_json
from rag.page.feedback import Feedback
from rag.types import Answer, Citation, Statement, Status
from tests.conftest import LETTERS

QUOTE = "heeft Nederland 360 miljoen euro bijgedragen aan humanitaire hulp in Syrië en de buurlanden"
QUESTION = "Hoeveel heeft Nederland bijgedragen?"


def _answer(status: Status = "answered", question: str = QUESTION) -> Answer:
    cited = Citation(1, "kst-32623-169#28", "kst-32623-169", "t", "2016-12-21", ("s",), "", QUOTE, None, 1, 2, "r", "u")
    wrong = dataclasses.replace(cited, number=2, quote="Aleppo")
    said = (Statement("Nederland gaf 360 miljoen euro aan Syrië.", (1, 2)),) if status == "answered" else ()
    citations = (cited, wrong) if said else ()
    text = "Nederland gaf 360 miljoen euro aan Syrië. [1][2]" if said else "Niet in deze brieven."
    return Answer(question, "nl", status, text, said, citations, (), "quotes", None, (), {"corpus": "c"}, 0.1)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Feedback:
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(tmp_path))
    return Feedback(tmp_path, lambda: datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC))


def _judge(stored: Feedback, judgement: str, answer: Answer, source: int | None = None, *before: str) -> None:
    assert stored.add(judgement, source, before, json.dumps(answer_json(answer)))


def _rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_useful_answer_gives_evidence_and_likely_facts(stored: Feedback) -> None:
    _judge(stored, "useful", _answer())
    mine, twin = _rows(draft_gold(stored.read()))
    assert (mine["kind"], mine["question"], mine["facts"]) == ("fact", QUESTION, [["360 miljoen euro"]])
    assert mine["evidence"][0] == {"letter": "kst-32623-169", "quote": QUOTE}
    assert (twin["lang"], twin["question"], twin["evidence"]) == ("en", "", mine["evidence"])
    assert {mine["id"], twin["id"]} == {mine["id"], mine["id"].removesuffix("-nl") + "-en"}
    assert mine["draft"]["judged"] == "useful"


def test_a_wrong_source_is_no_evidence_and_a_useless_answer_has_none(stored: Feedback) -> None:
    _judge(stored, "wrong_source", _answer(), 2)
    _judge(stored, "not_useful", _answer(question="Een andere vraag?"))
    wrong, _, useless, _ = _rows(draft_gold(stored.read()))
    assert [proof["quote"] for proof in wrong["evidence"]] == [QUOTE]
    assert wrong["draft"]["wrong"] == "Aleppo"
    assert wrong["facts"] == useless["facts"] == useless["evidence"] == []


@pytest.mark.parametrize(
    ("status", "judgement", "kind"),
    [
        ("not_in_letters", "useful", "unanswerable"),
        ("out_of_scope", "useful", "offtopic"),
        ("not_in_letters", "not_useful", "fact"),
    ],
)
def test_a_refusal_is_right_only_where_it_was_useful(
    stored: Feedback, status: Status, judgement: str, kind: str
) -> None:
    _judge(stored, judgement, _answer(status))
    row = _rows(draft_gold(stored.read()))[0]
    assert (row["kind"], row["facts"], row["evidence"]) == (kind, [], [])


def test_the_last_judgement_of_a_question_in_its_talk_counts(stored: Feedback) -> None:
    _judge(stored, "not_useful", _answer())
    _judge(stored, "useful", _answer(), None, "Een eerdere vraag?")
    _judge(stored, "useful", _answer())
    rows = _rows(draft_gold(stored.read()))
    assert [(row["kind"], row["draft"].get("judged")) for row in rows] == [
        ("fact", "useful"),
        ("fact", None),
        ("followup", "useful"),
        ("followup", None),
    ]
    assert rows[2]["history"] == ["Een eerdere vraag?"]


def test_the_draft_is_refused_until_a_person_has_filled_it_in(
    stored: Feedback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _judge(stored, "useful", _answer())
    _judge(stored, "useful", _answer("not_in_letters", "Wat kost een brood?"))
    file = tmp_path / "draft.jsonl"
    assert main(["from-feedback", "--out", str(file)]) == 0
    assert "4 lines" in capsys.readouterr().err
    items, problems = read_gold(file)
    assert items == ()
    assert len(problems) == 4
    assert all("draft" in problem for problem in problems)
    assert main(["check", str(file), "--letters", str(LETTERS)]) == 1

    rows = [{name: value for name, value in row.items() if name != "draft"} for row in _rows(file.read_text("utf-8"))]
    rows[1] |= {"question": "How much did the Netherlands contribute?", "facts": [["360 million euros"]]}
    rows[3] |= {"question": "What does bread cost?"}
    filled = tmp_path / "filled.jsonl"
    filled.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(filled), "--letters", str(LETTERS)]) == 0, capsys.readouterr().out


def test_what_was_half_filled_in_is_not_overwritten(
    stored: Feedback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _judge(stored, "useful", _answer())
    file = tmp_path / "draft.jsonl"
    file.write_text("mine")
    assert main(["from-feedback", "--out", str(file)]) == 2
    assert "another file" in capsys.readouterr().err
    assert file.read_text() == "mine"


def test_without_feedback_there_is_nothing_and_a_damaged_file_is_told(
    stored: Feedback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["from-feedback"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "No judgements" in told.err
    (tmp_path / "feedback.sqlite").write_bytes(b"no database" * 100)
    assert main(["from-feedback"]) == 2
    assert "Cannot read" in capsys.readouterr().err
