"""From a question to an answer, as one list of steps.

question -> language, follow-up -> retrieve -> compose -> verify -> answer
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rag import replies
from rag.cite import cite
from rag.embedding import Embedder, Vectors, open_embedder
from rag.followup import rewrite
from rag.language import detect
from rag.library import Library
from rag.question import analyse
from rag.quotes import compose
from rag.rank import rank
from rag.receipt import receipt
from rag.retrieve import retrieve
from rag.settings import Settings
from rag.store import Store, open_store
from rag.types import Answer, Evidence, Hit, Language, Letter, LetterInfo, Statement, Status

if TYPE_CHECKING:
    from rag.chain import PromptChain


class Pipeline:
    """Answers questions from one state of the index. Safe to call from several threads."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        embedder: Embedder,
        chain: PromptChain | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.settings = settings
        self.embedder = embedder
        self.chain = chain
        self._clock = clock
        self._library = Library(store, embedder.name)

    def ask(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Answer:
        """Answer `question`; `history` are the earlier questions of the same talk, oldest first."""
        *_, answer = self.stream(question, history, language)
        assert isinstance(answer, Answer)  # noqa: S101 - the last thing that stream gives
        return answer

    def stream(
        self, question: str, history: Sequence[str] = (), language: Language | None = None
    ) -> Iterator[str | Answer]:
        """Pieces of text as a chat model writes them, not yet verified; the last item is the Answer."""
        started = self._clock()
        text, too_long = _bounded(question, self.settings.question_limit)
        spoken = self._language(text, history, language)
        if not text:
            yield self._refusal(question, spoken, "out_of_scope", replies.notice("empty", spoken), started)
            return
        read = rewrite(text, history, spoken, self._library.letters)
        asked = analyse(read, spoken, self._library.letters)
        vector = self._embed(read)
        found = retrieve(asked, vector, self._library, self.settings.hits)
        ranked = rank(asked, found, self._library)
        draft = compose(asked, ranked, self._library)
        statements, citations = cite(draft.statements, self._library)
        status = draft.status if statements or draft.status != "answered" else "not_in_letters"
        yield Answer(
            question=question,
            language=spoken,
            status=status,
            text=_text(statements) or replies.status_text(status, spoken),
            statements=statements,
            citations=citations,
            hits=tuple(evidence.hit for evidence in found.evidence),
            composer="quotes",
            model=None,
            notices=(*draft.notices, *((replies.notice("too_long", spoken),) if too_long else ())),
            receipt=receipt(self.settings, self._library, "quotes", None, found.evidence),
            seconds=self._clock() - started,
            rewritten=read if read != text else None,
        )

    def search(self, query: str, count: int = 8, language: Language | None = None) -> tuple[Evidence, ...]:
        """The `count` passages nearest to `query`, best first."""
        text, _ = _bounded(query, self.settings.question_limit)
        asked = analyse(text, self._language(text, (), language), self._library.letters)
        return retrieve(asked, self._embed(text), self._library, count).evidence

    def letters(self) -> tuple[LetterInfo, ...]:
        """Every letter of the index, oldest first."""
        return self._library.letters

    def letter(self, name: str) -> Letter:
        """A whole letter by id. Raises KeyError."""
        return self._library.open(name).letter

    def edition(self, name: str, language: Language) -> dict[str, tuple[str, ...]]:
        """The translations of a letter's sentences by passage id; empty where there is none."""
        return self._library.open(name).editions.get(language, {})

    def source(self, name: str) -> str:
        """The text of a letter's file, which `start` and `end` of a citation count in."""
        return self.letter(name).source

    def evidence(self, names: Sequence[str]) -> tuple[Evidence, ...]:
        """Passages by id, such as those of an answer's hits. Raises KeyError."""
        return tuple(self._library.evidence(Hit(name, 0.0)) for name in names)

    def _language(self, text: str, history: Sequence[str], asked: Language | None) -> Language:
        """The language to answer in: as asked, as set, as the question, as the talk, else Dutch."""
        if asked is not None:
            return asked
        if self.settings.language != "auto":
            return self.settings.language
        for said in (text, *reversed(history)):
            if found := detect(said):
                return found
        return self._library.spoken(text) or "nl"

    def _embed(self, text: str) -> Vectors:
        vector: Vectors = self.embedder.queries([text])[0]
        return vector

    def _refusal(self, question: str, language: Language, status: Status, text: str, started: float) -> Answer:
        return Answer(
            question=question,
            language=language,
            status=status,
            text=text,
            statements=(),
            citations=(),
            hits=(),
            composer="quotes",
            model=None,
            notices=(),
            receipt=receipt(self.settings, self._library, "quotes", None, ()),
            seconds=self._clock() - started,
        )


def _bounded(question: str, limit: int) -> tuple[str, bool]:
    """The question in one line, cut to `limit` characters at a blank; and whether it was cut."""
    text = " ".join(question.replace("\0", " ").split())
    if len(text) <= limit:
        return text, False
    return text[:limit].rsplit(" ", 1)[0], True


def _text(statements: Sequence[Statement]) -> str:
    """Statements with their marks: 'De ... [1] Het ... [2][3]'."""
    return " ".join(f"{s.text} {''.join(f'[{number}]' for number in s.citations)}" for s in statements)


def open_pipeline(settings: Settings) -> Pipeline:
    """A pipeline over the index that the settings name.

    Raises IndexMissing, IndexMismatch, StoreError, ModelError or ChatError, each saying what to do.
    """
    return Pipeline(settings, open_store(settings), open_embedder(settings.embedding))
