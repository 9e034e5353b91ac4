"""The judge, against scripted votes and a scripted server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.evaluate import evaluate
from eval.judge import VOTES, judge_all, judge_run, messages, parse_vote, summarise
from eval.scoring import Scored
from eval.scripted import Reply, ScriptedServer
from eval.system import PipelineSystem
from rag.errors import ChatError
from tests.eval.fake import SOURCES, CheckingPipeline, gold

YES = '{"grounded": true, "complete": true}'
NO = '{"grounded": true, "complete": false}'


class Votes:
    """A chat model that says the given texts in turn, then the last one for ever; '!' is a failure."""

    model = "scripted"

    def __init__(self, *said: str) -> None:
        self._said = list(said)

    def complete(self, messages: Sequence[Any]) -> str:
        text = self._said.pop(0) if len(self._said) > 1 else self._said[0]
        if text == "!":
            raise ChatError("down")
        return text

    def stream(self, messages: Sequence[Any]) -> Iterator[str]:
        yield self.complete(messages)


def _scored(tmp_path: Path) -> tuple[Scored, ...]:
    wrong = CheckingPipeline(wrong=["Wat kost de brug?"])
    return evaluate(
        gold(tmp_path), [PipelineSystem("quotes", wrong)], SOURCES, {}, tmp_path / "r", quiet=True
    ).main.scored


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        (YES, {"grounded": True, "complete": True}),
        (f"Well: {NO} and finally ```json\n{YES}\n```", {"grounded": True, "complete": True}),
        ('{"grounded": "yes", "complete": true}', None),
        ('{"grounded": true}', None),
        ("grounded", None),
        ("{" * 5000, None),
        ("[1]", None),
    ],
)
def test_a_vote_is_read_or_counts_as_none(text: str, vote: dict[str, bool] | None) -> None:
    assert parse_vote(text) == vote


def test_only_answers_are_judged_and_agreement_with_the_gold_is_counted(tmp_path: Path) -> None:
    judged = judge_all(_scored(tmp_path), Votes(YES), quiet=True)
    numbers = summarise(judged)
    assert {j.id for j in judged} == {
        f"{slug}-{lang}" for slug in ("kosten", "mei", "bomen", "fiets") for lang in ("nl", "en")
    }
    assert all(len(j.votes) == VOTES for j in judged)
    assert numbers["complete"]["mean"] == 1
    assert numbers["complete_as_gold"]["mean"] == 7 / 8  # the one wrong answer was called complete


def test_split_and_unusable_votes_show(tmp_path: Path) -> None:
    numbers = summarise(judge_all(_scored(tmp_path)[:1], Votes(YES, NO, "what?"), quiet=True))
    assert numbers["unusable_votes"] == 1
    assert numbers["complete"]["mean"] == 0.5
    assert numbers["complete_votes_split"]["mean"] == 1
    assert numbers["grounded_votes_split"]["mean"] == 0


def test_a_model_that_is_down_stops_the_judging(tmp_path: Path) -> None:
    with pytest.raises(ChatError):
        judge_all(_scored(tmp_path), Votes("!"), quiet=True)
    judged = judge_all(_scored(tmp_path)[:2], Votes("!", YES), quiet=True)
    assert [vote is None for vote in judged[0].votes] == [True, False, False]


def test_the_order_moves_and_the_material_is_data(tmp_path: Path) -> None:
    scored = _scored(tmp_path)[1]
    first, second = (messages(scored, turn) for turn in (0, 1))
    assert first[0].content == second[0].content
    assert scored.item.text in first[1].content
    assert scored.item.text not in first[0].content


@pytest.mark.server
def test_judging_over_a_real_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluation = evaluate(
        gold(tmp_path), [PipelineSystem("quotes", CheckingPipeline())], SOURCES, {}, tmp_path / "run", quiet=True
    )
    with ScriptedServer(Reply(NO)) as server:
        monkeypatch.setenv("BRIEFWIJZER_CHAT_BASE_URL", server.url)
        text = judge_run(evaluation, "openai:scripted", tmp_path / "run" / "judge.json", quiet=True)
        assert len(server.requests) == 8 * VOTES
    assert "completeness as the gold has it   0.000" in text
    assert (tmp_path / "run" / "judge.json").exists()
