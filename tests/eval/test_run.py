"""A run from end to end on the small gold: files, resuming, the same bytes twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.evaluate import Evaluation, evaluate
from eval.files import read_run
from eval.gold import GOLD, GoldItem, load_gold
from eval.junit import junit_xml
from eval.runs import generate
from eval.scores import Outcome
from eval.scoring import score_all
from eval.system import PipelineSystem, SpreadSystem, System, sources_of
from rag.errors import InputError, StoreError
from rag.pipeline import open_pipeline
from rag.settings import Settings
from tests.eval.fake import SOURCES, CheckingPipeline, FakePipeline, answer, gold

CONFIG = {"composer": "quotes", "scorer": "1"}


def _run(tmp_path: Path, name: str, pipeline: FakePipeline | None = None, **config: str) -> Evaluation:
    system = PipelineSystem("quotes", pipeline or CheckingPipeline())
    return evaluate(gold(tmp_path), [system], SOURCES, CONFIG | config, tmp_path / name, quiet=True)


def test_a_right_pipeline_scores_one_everywhere(tmp_path: Path) -> None:
    run = _run(tmp_path, "run").main
    means = {name: e.mean for name, e in run.summary.groups["all"].items()}
    assert len(run.scored) == 16
    for name in ("passed", "facts_found", "refused", "refusal_right", "citation_recall", "quote_validity", "language",
                 "recall@1", "mrr", "ndcg@10", "label", "macro_f1", "agree_status", "agree_numbers"):  # fmt: skip
        assert means[name] == 1, name
    assert run.summary.confusion is not None
    assert run.summary.confusion["supported"]["supported"] == 2


def test_a_wrong_answer_shows_in_its_group_and_in_the_gap(tmp_path: Path) -> None:
    run = _run(tmp_path, "run", CheckingPipeline(wrong=["What does the bridge cost?"])).main
    groups = run.summary.groups
    assert groups["kind fact nl"]["passed"].mean == 1
    assert groups["kind fact en"]["passed"].mean == 0.5
    assert run.summary.gap["passed"].mean == pytest.approx(1 / 8)
    assert [s.item.id for s in run.scored if not s.passed] == ["kosten-en"]


def test_a_question_of_the_same_words_in_both_languages_has_no_wrong_language(tmp_path: Path) -> None:
    items = [replace(item, text="IIIM?") if item.slug == "kosten" else item for item in gold(tmp_path)]
    dutch = {item.id: Outcome(answer(item.text, "nl", [0])) for item in items if item.slug in ("kosten", "mei")}
    scores = {s.item.id: s.scores for s in score_all(items, dutch, SOURCES)}
    assert "language" not in scores["kosten-en"]
    assert scores["kosten-en"]["passed"] == 1
    assert scores["mei-en"]["language"] == 0


def test_several_processes_give_the_same_outcomes_in_the_same_order(index: Settings, tmp_path: Path) -> None:
    """What the gate asks."""
    items = [item for item in load_gold([GOLD / "questions.jsonl", GOLD / "claims.jsonl"]) if item.line % 40 == 1]
    one, several = PipelineSystem("quotes", open_pipeline(index)), SpreadSystem(index)
    assert {item.is_claim for item in items} == {True, False}
    for system, name in ((one, "one"), (several, "several")):
        generate(items, system, tmp_path / f"{name}.jsonl", quiet=True)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "several.jsonl").read_bytes()


def test_two_runs_give_the_same_bytes_times_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        _run(tmp_path, name)
    for file in ("config.json", "answers.jsonl", "scores.jsonl", "metrics.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file
    assert "seconds" not in (tmp_path / "one" / "answers.jsonl").read_text(encoding="utf-8")
    times = json.loads((tmp_path / "one" / "answers-times.json").read_text(encoding="utf-8"))
    assert times["kosten-nl"] == 0.001


class _Breaks(PipelineSystem):
    """Stops with an error at the item `at`."""

    def __init__(self, at: str) -> None:
        super().__init__("quotes", CheckingPipeline())
        self._at = at

    def outcome(self, item: GoldItem) -> Outcome:
        if item.id == self._at:
            raise StoreError("the disk is full")
        return super().outcome(item)


def test_a_broken_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    items = gold(tmp_path)
    path = tmp_path / "run" / "answers.jsonl"
    with pytest.raises(StoreError):
        generate(items, _Breaks("bomen-nl"), path, quiet=True)
    assert not path.exists()
    partial = path.with_name("answers.jsonl.partial")
    with partial.open("a", encoding="utf-8") as stream:
        stream.write('{"id": "bomen-nl", "ans')  # what a kill in the middle of a line leaves
    pipeline = FakePipeline()
    questions = [item for item in items if not item.is_claim]
    made = generate(items, PipelineSystem("quotes", pipeline), path, quiet=True)
    assert pipeline.calls == len(questions) - 4
    assert list(made.outcomes) == [item.id for item in questions]
    assert not partial.exists()
    whole = tmp_path / "whole" / "answers.jsonl"
    generate(items, PipelineSystem("quotes", FakePipeline()), whole, quiet=True)
    assert path.read_bytes() == whole.read_bytes()


def test_a_finished_run_is_not_asked_again_and_is_scored_again(tmp_path: Path) -> None:
    _run(tmp_path, "run")
    again = CheckingPipeline()
    _run(tmp_path, "run", again, scorer="2")
    assert again.calls == 0


def test_a_folder_of_another_configuration_is_refused(tmp_path: Path) -> None:
    _run(tmp_path, "run")
    with pytest.raises(InputError, match="made with other composer"):
        _run(tmp_path, "run", composer="chain")


def test_claims_that_a_pipeline_cannot_check_are_counted_not_hidden(tmp_path: Path) -> None:
    run = _run(tmp_path, "run", FakePipeline()).main
    assert (len(run.scored), run.untaken) == (12, 4)
    written = json.loads((tmp_path / "run" / "metrics.json").read_text(encoding="utf-8"))
    assert written["quotes"]["not_scored"] == 4
    assert "label: on no item" in written["quotes"]["dead_metrics"]


def test_a_metric_that_says_nothing_is_reported_as_dead(tmp_path: Path) -> None:
    right = _run(tmp_path, "right").main.summary.dead
    assert "quote_validity: 1 on every item" in right
    wrong = _run(tmp_path, "wrong", CheckingPipeline(wrong=["Wat kost de brug?"])).main.summary.dead
    assert "facts_found: 1 on every item" in right
    assert not any(text.startswith("facts_found") for text in wrong)


def test_what_is_read_back_is_what_was_scored(tmp_path: Path) -> None:
    evaluation = _run(tmp_path, "run", CheckingPipeline(wrong=["Wat kost de brug?"]))
    rows = read_run(tmp_path / "run").rows
    for s in evaluation.main.scored:
        assert rows[s.item.id].problems == s.problems
        assert rows[s.item.id].scores == pytest.approx(s.scores, abs=1e-6)
    with pytest.raises(InputError, match="python -m eval run"):
        read_run(tmp_path / "nothing")


def test_junit_names_each_wrong_item(tmp_path: Path) -> None:
    run = _run(tmp_path, "run", CheckingPipeline(wrong=["Wat kost de brug?"])).main
    text = junit_xml("quotes\x00\x1b", run.scored)
    root = ElementTree.fromstring(text)
    failed = [case.attrib["name"] for case in root.iter("testcase") if case.find("failure") is not None]
    assert failed == ["kosten-nl"]
    assert (root.attrib["tests"], root.attrib["failures"]) == ("16", "1")


def test_the_sources_are_those_of_the_pipeline() -> None:
    assert sources_of(FakePipeline()) == SOURCES


def _names(systems: Sequence[System]) -> list[str]:
    return [system.name for system in systems]


def test_a_second_system_is_scored_on_the_same_items(tmp_path: Path) -> None:
    systems: list[System] = [PipelineSystem("quotes", CheckingPipeline()), PipelineSystem("stock", FakePipeline())]
    evaluation = evaluate(gold(tmp_path), systems, SOURCES, CONFIG, tmp_path / "run", quiet=True)
    assert [run.name for run in evaluation.runs] == _names(systems)
    assert (tmp_path / "run" / "stock.jsonl").exists()
