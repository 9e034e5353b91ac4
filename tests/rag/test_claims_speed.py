"""Ten sentences of an article take under a second on two quiet cores: measured against their embedding.

Embedding ten sentences takes some 0.2 s there, and whatever else slows this machine down slows
both alike.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from eval.gold import GOLD, load_gold
from rag.claims import parts
from rag.embedding import Embedder, Vectors, open_embedder
from rag.pipeline import Pipeline
from rag.settings import Settings
from rag.store import open_store

MOST = 5.0


@dataclass
class Counting:
    """An embedder that notes the size of each batch and how long it took."""

    inner: Embedder
    batches: list[int] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def name(self) -> str:
        return self.inner.name

    def queries(self, texts: Sequence[str]) -> Vectors:
        started = time.perf_counter()
        vectors = self.inner.queries(texts)
        self.seconds += time.perf_counter() - started
        self.batches.append(len(texts))
        return vectors

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self.inner.passages(texts)


def test_ten_sentences_take_a_few_times_their_embedding(index: Settings) -> None:
    embedder = Counting(open_embedder(index.embedding))
    pipeline = Pipeline(index, open_store(index), embedder)
    claims = [item.text for item in load_gold([GOLD / "tuning" / "claims" / "claims.jsonl"])]
    pipeline.check_article(" ".join(claims[:4]))  # tables and words of the letters are read once
    ratios = []
    for start in (10, 30, 50):
        embedder.batches, embedder.seconds = [], 0.0
        report = pipeline.check_article("\n\n".join(claims[start : start + 10]))
        assert len(report.verdicts) == 10
        assert embedder.batches == [sum(len(parts(claim)) for claim in claims[start : start + 10])]
        ratios.append(report.seconds / embedder.seconds)
    assert min(ratios) < MOST, ratios
