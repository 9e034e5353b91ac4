"""The stock comparator: what one would write in an afternoon.

LangChain's recursive splitter on the letters as they are, the same embedding model, Chroma in
memory, the nearest chunk as the answer with its source. Nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.gold import GoldItem
from eval.scores import Outcome
from eval.sources import Span
from rag.embedding import Embedder
from rag.language import detect
from rag.types import Answer, Citation, Hit, LetterInfo, Statement

CHUNK, OVERLAP, TOP = 1000, 200, 10


@dataclass(frozen=True, slots=True)
class _Chunk:
    text: str
    letter: LetterInfo
    start: int

    @property
    def span(self) -> Span:
        return self.letter.id, self.start, self.start + len(self.text)

    @property
    def id(self) -> str:
        return f"{self.letter.id}@{self.start}"


class StockSystem:
    """Answers with the chunk nearest to the question; never refuses, knows no history and no claims."""

    name = "stock"

    def __init__(self, letters: Sequence[tuple[LetterInfo, str]], embedder: Embedder) -> None:
        """Index the letters, given with their source text."""
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        self._embedder = embedder
        self._chunks = {chunk.id: chunk for chunk in _split(letters)}
        client = chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False))
        # The client in memory is one per process, and a second StockSystem must start empty.
        if any(collection.name == "stock" for collection in client.list_collections()):
            client.delete_collection("stock")
        self._collection: Any = client.create_collection(
            "stock", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        texts = [chunk.text for chunk in self._chunks.values()]
        self._collection.add(ids=list(self._chunks), embeddings=embedder.passages(texts))

    def takes(self, item: GoldItem) -> bool:
        return not item.is_claim

    def outcomes(self, items: Sequence[GoldItem]) -> Iterator[Outcome]:
        return map(self._outcome, items)

    def _outcome(self, item: GoldItem) -> Outcome:
        answer = self.ask(item.text)
        return Outcome(answer, tuple(self._chunks[hit.passage].span for hit in answer.hits))

    def nearest(self, question: str) -> list[tuple[str, str]]:
        """The chunks nearest to the question, best first, as letter and text."""
        return [(self._chunks[hit.passage].letter.id, self._chunks[hit.passage].text) for hit in self._hits(question)]

    def ask(self, question: str) -> Answer:
        """The nearest chunk as an answer of one statement."""
        begun = time.perf_counter()
        hits = self._hits(question)
        best = self._chunks[hits[0].passage]
        return Answer(
            question=question,
            language=detect(best.text) or "nl",
            status="answered",
            text=f"{best.text} [1]",
            statements=(Statement(best.text, (1,)),),
            citations=(_citation(best),),
            hits=hits,
            composer="stock",
            model=None,
            notices=(),
            receipt={},
            seconds=time.perf_counter() - begun,
        )

    def _hits(self, question: str) -> tuple[Hit, ...]:
        found = self._collection.query(
            query_embeddings=self._embedder.queries([question]),
            n_results=min(TOP, len(self._chunks)),
            include=["distances"],
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return tuple(Hit(name, round(1.0 - float(distance), 6)) for name, distance in pairs)


def _split(letters: Sequence[tuple[LetterInfo, str]]) -> list[_Chunk]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    return [
        _Chunk(document.page_content, letter, document.metadata["start_index"])
        for letter, source in letters
        for document in splitter.create_documents([source])
    ]


def _citation(chunk: _Chunk) -> Citation:
    letter = chunk.letter
    _, start, end = chunk.span
    return Citation(
        number=1,
        passage=chunk.id,
        letter=letter.id,
        title=letter.title,
        date=letter.date.isoformat(),
        senders=tuple(map(str, letter.senders)),
        section="",
        quote=chunk.text,
        translation=None,
        start=start,
        end=end,
        reference=letter.reference,
        url=letter.url,
    )


def config() -> Mapping[str, int]:
    """The dials of the comparator, for the record."""
    return {"chunk": CHUNK, "overlap": OVERLAP, "top": TOP}
