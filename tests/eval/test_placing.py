"""Which sentence a claim is about: fitting it, and using it."""

from __future__ import annotations

import numpy as np

from eval.gold import GOLD, load_gold
from eval.placing import Sentences, fit, fit_folds
from rag.claims.placing import reordered
from rag.pipeline import open_pipeline
from rag.settings import Settings
from rag.types import SentenceRef


def test_what_claims_say_otherwise_than_their_sentence_is_learnt() -> None:
    """Claims about sentence i look like sentence i + 1: no cosine finds them."""
    rng = np.random.default_rng(0)
    vectors = np.eye(12)[:6] + rng.normal(size=(6, 12)) * 0.05
    sentences = Sentences(("kst-1-1",) * 6, tuple("abcdef"), vectors)
    about = rng.integers(0, 6, size=120)
    claims = np.eye(12)[(about + 1) % 6] + rng.normal(size=(120, 12)) * 0.05
    placer = fit(claims[:90], np.eye(6, dtype=bool)[about[:90]], sentences, "m")
    right = 0
    for claim, truth in zip(claims[90:], about[90:], strict=True):
        direction, offset = placer.toward(claim.astype(np.float32))
        right += int((vectors @ direction + offset).argmax() == truth)
    assert right >= 28
    assert placer.letters == {"kst-1-1"}


def test_a_claim_is_placed_by_a_model_without_its_author(index: Settings) -> None:
    pipeline = open_pipeline(index)
    items = [item for item in load_gold([GOLD / "tuning" / "claims" / "paraphrased.jsonl"]) if item.is_claim]
    some = [*items[:12], *items[400:412], *items[-12:]]
    placed = fit_folds(pipeline, some)
    assert placed.every.letters == {letter.id for letter in pipeline.letters()}
    used = {item.id.partition("-")[0]: placed.without(item) for item in some}
    assert len(used) == 3
    assert all(not np.array_equal(placer.left, placed.every.left) for placer in used.values())


def test_a_sentence_that_is_not_known_keeps_its_score() -> None:
    refs = [SentenceRef("kst-1-1#2", 0), SentenceRef("kst-9-9#2", 0), SentenceRef("kst-1-1#2", 1)]
    scores = [0.9, 0.5, 0.3]
    assert reordered(scores, refs, {}) == scores
    assert reordered(scores, refs, {("kst-1-1#2", 1): 4.0, ("kst-1-1#2", 0): -4.0}) == [0.3, 0.5, 0.9]
    assert reordered([], [], {}) == []
