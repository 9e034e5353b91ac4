"""BM25 over stems, one index for each language of the editions.

Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with the non-negative
idf of Lucene. Written here and not taken from a library because the composer needs what a
library hides: the weight of each term, and which terms a passage lacks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Posting:
    """The documents a term stands in: row numbers and the term's weight there, both (n,)."""

    rows: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    idf: float


@dataclass(frozen=True, slots=True)
class Bm25:
    """`ids` are the documents in row order; `postings` by stem."""

    ids: tuple[str, ...]
    postings: dict[str, Posting]

    @classmethod
    def of(cls, documents: Iterable[tuple[str, Sequence[str]]]) -> Bm25:
        """Index documents given as (id, stems)."""
        ids: list[str] = []
        lengths: list[int] = []
        rows: dict[str, list[tuple[int, int]]] = {}
        for row, (name, stems) in enumerate(documents):
            ids.append(name)
            lengths.append(len(stems))
            for term, times in Counter(stems).items():
                rows.setdefault(term, []).append((row, times))
        size = np.asarray(lengths, dtype=np.float32)
        norm = K1 * (1 - B + B * size / max(float(size.mean()) if ids else 1.0, 1.0))
        postings: dict[str, Posting] = {}
        for term, pairs in rows.items():
            at = np.asarray([row for row, _ in pairs], dtype=np.int32)
            count = np.asarray([number for _, number in pairs], dtype=np.float32)
            idf = math.log(1 + (len(ids) - len(pairs) + 0.5) / (len(pairs) + 0.5))
            postings[term] = Posting(at, (idf * count * (K1 + 1) / (count + norm[at])).astype(np.float32), idf)
        return cls(tuple(ids), postings)

    def scores(self, expansions: Iterable[Mapping[str, float]]) -> npt.NDArray[np.float32]:
        """The score of every document, shape (len(ids),).

        A term is given as the stems it can stand for, each with a weight; a document counts the
        best of them, so that many synonyms do not weigh more than one word.
        """
        total = np.zeros(len(self.ids), dtype=np.float32)
        for expansion in expansions:
            best = np.zeros_like(total)
            for stem, weight in expansion.items():
                if posting := self.postings.get(stem):
                    best[posting.rows] = np.maximum(best[posting.rows], weight * posting.weights)
            total += best
        return total

    def idf(self, term: str) -> float:
        """The weight of a term; one that no document has weighs most."""
        posting = self.postings.get(term)
        return posting.idf if posting else math.log(1 + (len(self.ids) + 0.5) / 0.5)
