"""The evaluator is tested too: each way to spoil a right answer moves the metric that watches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.scores import Outcome
from eval.scoring import Scored, score_all
from eval.sources import Span
from rag.types import Answer, Citation, Statement, Verdict
from tests.eval.fake import LETTER, SENTENCES, SOURCES, TEXT, CheckingPipeline, answer, citation, clean, gold


def _spans(places: list[int]) -> tuple[Span, ...]:
    starts = [TEXT.index(SENTENCES[place][0]) for place in places]
    return tuple((LETTER, start, start + len(SENTENCES[p][0])) for p, start in zip(places, starts, strict=True))


def _scored(tmp_path: Path, item_id: str, result: Answer | Verdict, spans: tuple[Span, ...] = ()) -> Scored:
    items = [item for item in gold(tmp_path) if item.id == item_id]
    (scored,) = score_all(items, {item_id: Outcome(result, spans)}, SOURCES)
    return scored


def _right() -> Answer:
    """Two statements, both cited; the first holds the fact of `kosten-nl`."""
    return answer("Wat kost de brug?", "nl", [0, 2], [0, 2, 1])


def _statement(good: Answer, place: int, text: str) -> Answer:
    statements = list(good.statements)
    statements[place] = Statement(text, statements[place].citations)
    text = " ".join(f"{s.text} [{s.citations[0]}]" for s in statements)
    return replace(good, statements=tuple(statements), text=text)


def _cite(good: Answer, place: int, **change: object) -> Answer:
    citations = list(good.citations)
    citations[place] = replace(citations[place], **change)  # type: ignore[arg-type]
    return replace(good, citations=tuple(citations))


def _swapped(good: Answer) -> Answer:
    one, two = good.statements
    return replace(good, statements=(Statement(one.text, two.citations), Statement(two.text, one.citations)))


def _elsewhere(good: Answer) -> Answer:
    return replace(good, citations=(citation(3, 1), good.citations[1]))


def _doubled(good: Answer) -> Answer:
    twice: Citation = replace(good.citations[0], number=3)
    said = Statement(good.statements[0].text, (3,))
    return replace(good, statements=(*good.statements, said), citations=(*good.citations, twice))


def _dropped(good: Answer) -> Answer:
    text = good.statements[1].text + " [2]"
    return replace(good, statements=good.statements[1:], citations=good.citations[1:], text=text)


def _unlinked(good: Answer) -> Answer:
    return replace(good, citations=good.citations[:1])


MUTATIONS: dict[str, tuple[Callable[[Answer], Answer], tuple[str, ...]]] = {
    "citations swapped": (_swapped, ("verbatim", "numbers_grounded")),
    "citation of another passage": (_elsewhere, ("citation_precision", "citation_recall", "evidence_share")),
    "citation missing": (_unlinked, ("linked",)),
    "digit changed": (
        lambda good: _statement(good, 0, clean(0).replace("25", "26")),
        ("facts_found", "verbatim", "numbers_grounded"),
    ),
    "digit added": (
        lambda good: _statement(good, 0, clean(0).replace("25", "125")),
        ("facts_found", "verbatim", "numbers_grounded"),
    ),
    "negation inserted": (
        lambda good: _statement(good, 0, clean(0).replace("kost", "kost geen")),
        ("verbatim", "negation_grounded"),
    ),
    "passage doubled": (_doubled, ("unrepeated",)),
    "statement dropped": (_dropped, ("facts_found", "citation_recall", "statements")),
    "wrong language": (lambda good: replace(answer(good.question, "en", [0, 2]), language="nl"), ("language",)),
    "language named wrongly": (lambda good: replace(good, language="en"), ("language",)),
    "quote off by one letter": (lambda good: _cite(good, 0, quote=clean(0)[:-1]), ("quote_validity",)),
    "quote moved by one": (lambda good: _cite(good, 0, start=good.citations[0].start + 1), ("quote_validity",)),
    "quote of no letter": (lambda good: _cite(good, 0, letter="kst-9"), ("quote_validity",)),
    "refused": (lambda good: replace(answer(good.question, "nl", []), hits=good.hits), ("facts_found", "answered")),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_of_a_right_answer_turns_its_metrics(tmp_path: Path, name: str) -> None:
    mutate, watching = MUTATIONS[name]
    good = _scored(tmp_path, "kosten-nl", _right(), _spans([0, 2, 1]))
    bad = _scored(tmp_path, "kosten-nl", mutate(_right()), _spans([0, 2, 1]))
    assert good.passed
    for metric in watching:
        assert bad.scores[metric] < good.scores[metric], metric


@pytest.mark.parametrize(
    "name", ["citation of another passage", "digit changed", "statement dropped", "wrong language",
             "quote off by one letter", "refused"]
)  # fmt: skip
def test_such_an_item_is_no_longer_right_and_says_why(tmp_path: Path, name: str) -> None:
    bad = _scored(tmp_path, "kosten-nl", MUTATIONS[name][0](_right()))
    assert not bad.passed
    assert bad.scores["passed"] == 0
    assert all(problem.strip() for problem in bad.problems)


def test_evidence_that_comes_later_lowers_every_ranking_metric(tmp_path: Path) -> None:
    first = _scored(tmp_path, "kosten-nl", _right(), _spans([0, 1, 2, 3]))
    fourth = _scored(tmp_path, "kosten-nl", _right(), _spans([1, 2, 3, 0]))
    never = _scored(tmp_path, "kosten-nl", _right(), _spans([1, 2]))
    assert (first.rank, fourth.rank, never.rank) == (1, 4, None)
    assert [first.scores[f"recall@{k}"] for k in (1, 3, 5)] == [1, 1, 1]
    assert [fourth.scores[f"recall@{k}"] for k in (1, 3, 5)] == [0, 0, 1]
    assert [never.scores[f"recall@{k}"] for k in (1, 3, 5)] == [0, 0, 0]
    assert (first.scores["mrr"], fourth.scores["mrr"], never.scores["mrr"]) == (1, 0.25, 0)
    assert first.scores["ndcg@10"] == 1 > fourth.scores["ndcg@10"] > never.scores["ndcg@10"] == 0


def test_an_answer_where_a_refusal_is_right_turns_refusal_recall(tmp_path: Path) -> None:
    refused = _scored(tmp_path, "trein-nl", answer("Rijdt de trein op zondag?", "nl", []))
    told = _scored(tmp_path, "trein-nl", answer("Rijdt de trein op zondag?", "nl", [2]))
    assert refused.passed
    assert (refused.scores["refused"], refused.scores["refusal_right"]) == (1, 1)
    assert not told.passed
    assert told.scores["refused"] == 0
    assert "refusal_right" not in told.scores
    wrongly = _scored(tmp_path, "kosten-nl", answer("Wat kost de brug?", "nl", []))
    assert wrongly.scores["refusal_right"] == 0


def test_mutations_of_a_verdict_turn_their_metrics(tmp_path: Path) -> None:
    claims = CheckingPipeline()
    good = claims.check("De brug kost 25 miljoen.")
    right = _scored(tmp_path, "c-kosten-nl", good)
    assert right.passed
    assert right.scores["label"] == right.scores["claim_evidence"] == right.scores["not_false_denial"] == 1
    denied = _scored(tmp_path, "c-kosten-nl", replace(good, label="contradicted", for_=(), against=good.for_))
    assert denied.scores["label"] == denied.scores["claim_evidence"] == denied.scores["not_false_denial"] == 0
    assert denied.problems == ("said contradicted, should be supported",)
    against = claims.check("De brug gaat open in mei.")
    believed = _scored(tmp_path, "c-mei-nl", replace(against, label="supported"))
    assert believed.scores["not_false_support"] == 0
    forged = _scored(tmp_path, "c-kosten-nl", replace(good, for_=(replace(good.for_[0], quote="De brug is gratis."),)))
    assert forged.scores["quote_validity"] == 0
    assert not forged.passed


def test_a_note_mark_glued_to_a_word_is_no_change_but_a_digit_is() -> None:
    from eval.scores import is_verbatim

    cited = replace(citation(0), quote="Het EU-standpunt1 van juli 20235 geldt.", translation=None)
    assert is_verbatim("Het EU-standpunt van juli 2023 geldt.", [cited])
    assert not is_verbatim("Het EU-standpunt van juli 202 geldt.", [cited])
    assert not is_verbatim("Het EU-standpunt van juni 2023 geldt.", [cited])
