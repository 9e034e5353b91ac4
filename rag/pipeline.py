"""From a question to an answer, as one list of steps.

question -> language, follow-up -> retrieve -> compose -> verify -> answer
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag import claims, quotes, replies
from rag.cite import cite
from rag.embedding import Embedder, Vectors, open_embedder
from rag.errors import ChatError
from rag.language import detect
from rag.library import Library
from rag.matching import Matcher
from rag.notices import notices
from rag.question import analyse
from rag.rank import Model
from rag.reader import Read, Reader, bounded
from rag.receipt import receipt
from rag.retrieve import retrieve
from rag.settings import Settings
from rag.store import Store, open_store
from rag.types import Answer, Draft, Evidence, Hit, Language, Letter, LetterInfo, Statement, Verdict

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
        self.chain = chain
        self._clock = clock
        self.library = Library(store, embedder.name)
        self._reader = Reader(settings, self.library, embedder, chain)

    @property
    def embedder(self) -> Embedder:
        """What embeds questions and claims; may be put in the place of another of the same model."""
        return self._reader.embedder

    @embedder.setter
    def embedder(self, embedder: Embedder) -> None:
        self._reader.embedder = embedder

    @property
    def model(self) -> Model:
        """The fitted weights by which sentences are chosen; may be put in the place of others."""
        return self._reader.model

    @model.setter
    def model(self, model: Model) -> None:
        self._reader.model = model

    def changed(self) -> bool:
        """Whether other letters are in the index now than this reads. Raises StoreError."""
        return self.library.store.changed()

    def reopened(self) -> Pipeline:
        """A pipeline over the index as it is now, with the same models.

        Raises IndexMissing, IndexMismatch or StoreError.
        """
        return Pipeline(self.settings, open_store(self.settings), self.embedder, self.chain, self._clock)

    def ask(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Answer:
        """Answer `question`; `history` are the earlier questions of the same talk, oldest first."""
        *_, answer = self.stream(question, history, language)
        if not isinstance(answer, Answer):
            raise TypeError("the last item of a stream is its Answer")
        return answer

    def stream(
        self, question: str, history: Sequence[str] = (), language: Language | None = None
    ) -> Iterator[str | Answer]:
        """Pieces of text as a chat model writes them, not yet verified; the last item is the Answer."""
        started = self._clock()
        read = self.read(question, history, language)
        composer, draft, failed = "quotes", None, False
        chosen = quotes.compose(read.question, read.ranked, self.library)
        if self.chain is not None and read.text:
            try:
                given = self._given(chosen, read)
                for piece in self.chain.stream(read.question.text, read.question.language, given):
                    if isinstance(piece, Draft):
                        draft = piece
                    else:
                        yield piece
            except ChatError:
                failed = True
        if draft is not None and (draft.statements or not draft.rejected):
            composer = "chain"
        else:
            failed = failed or draft is not None
            rejected = draft.rejected if draft is not None else ()
            draft = Draft(chosen.status, chosen.statements, chosen.notices, rejected)
        yield self._answer(question, read, draft, composer, failed, started)

    def read(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Read:
        """Everything before composing: language, follow-up, retrieval and ranking."""
        return self._reader.read(question, history, language)

    def check(self, claim: str, language: Language | None = None) -> Verdict:
        """What the letters say of a claim; `language` is the claim's, found out where it is not given."""
        started = self._clock()
        text, _ = bounded(claim, self.settings.question_limit)
        vectors = self.embedder.queries(claims.parts(text)) if text else None
        verdict, _ = self._verdict(text, self._spoken(text, language), vectors, self.chain is not None)
        return replace(verdict, seconds=self._clock() - started)

    def compare(self, claim: str, language: Language, placer: Matcher | None = None) -> claims.Compared | None:
        """The comparisons of a claim as numbers (`rag.claims.weigh.FEATURES`); None where there is nothing to weigh.

        `placer` helps to find the sentence that the claim is about.
        """
        return claims.compared(claim, language, self.embedder.queries(claims.parts(claim)), self.library, placer)

    def check_article(self, text: str, language: Language | None = None) -> claims.ArticleReport:
        """A verdict on each sentence of an article that claims something, in order.

        All are embedded in one batch. A chat model that failed once is not asked about the rest.
        """
        started = self._clock()
        found, passed_over = claims.claims_of(text)
        asked = [bounded(claim, self.settings.question_limit)[0] for claim in found[: claims.MOST_CLAIMS]]
        spoken = language or detect(" ".join(asked))
        pieces = [claims.parts(claim) for claim in asked]
        vectors = self.embedder.queries([part for parts in pieces for part in parts])
        verdicts, chatting, start = [], self.chain is not None, 0
        for claim, parts in zip(asked, pieces, strict=True):
            before = self._clock()
            own = vectors[start : start + len(parts)]
            start += len(parts)
            verdict, chatting = self._verdict(claim, self._spoken(claim, spoken), own, chatting)
            verdicts.append(replace(verdict, seconds=self._clock() - before))
        left_out = max(0, len(found) - claims.MOST_CLAIMS)
        return claims.ArticleReport(
            tuple(verdicts), passed_over, claims.searched(self.library), left_out, self._clock() - started
        )

    def _spoken(self, text: str, language: Language | None) -> Language:
        return language or detect(text) or self.library.spoken(text) or "nl"

    def _verdict(self, text: str, language: Language, vectors: Vectors | None, chatting: bool) -> tuple[Verdict, bool]:
        """By rules and, while it answers, the chat model; and whether to ask it again."""
        verdict = claims.check(text, language, vectors, self.library, self.settings)
        if self.chain is None or not chatting:
            return verdict, chatting
        return claims.with_ruling(verdict, self.library, self.chain.chat, self.settings.chat_context)

    def search(self, query: str, count: int = 8, language: Language | None = None) -> tuple[Evidence, ...]:
        """The `count` passages nearest to `query`, best first."""
        text, _ = bounded(query, self.settings.question_limit)
        if not text:
            return ()
        asked = analyse(text, self._reader.language(text, (), language), self.library.letters)
        return retrieve(asked, self._embed(text), self.library, count, answering=False).evidence

    def letters(self) -> tuple[LetterInfo, ...]:
        """Every letter of the index, oldest first."""
        return self.library.letters

    def letter(self, name: str) -> Letter:
        """A whole letter by id. Raises KeyError."""
        return self.library.open(name).letter

    def edition(self, name: str, language: Language) -> dict[str, tuple[str, ...]]:
        """The translations of a letter's sentences by passage id; empty where there is none."""
        return self.library.open(name).editions.get(language, {})

    def source(self, name: str) -> str:
        """The text of a letter's file, which `start` and `end` of a citation count in."""
        return self.letter(name).source

    def evidence(self, names: Sequence[str]) -> tuple[Evidence, ...]:
        """Passages by id, such as those of an answer's hits. Raises KeyError."""
        return tuple(self.library.evidence(Hit(name, 0.0)) for name in names)

    def _given(self, chosen: Draft, read: Read) -> tuple[Evidence, ...]:
        """What a chat model is shown: what quotes would cite (who signed is in no hit), then the hits."""
        cited = self.evidence([ref.passage for statement in chosen.statements for ref in statement.refs])
        return tuple({item.passage.id: item for item in (*cited, *read.found.evidence)}.values())

    def _answer(self, question: str, read: Read, draft: Draft, composer: str, failed: bool, started: float) -> Answer:
        language = read.question.language
        statements, citations = cite(draft.statements, self.library)
        status = draft.status if statements or not draft.statements else "not_in_letters"
        told = (*draft.notices, *notices(read.question, read.ranked, citations, self.library, too_long=read.too_long))
        if failed:
            told = (replies.notice("chat_failed", language), *told)
        model = self.chain.model if self.chain is not None and composer == "chain" else None
        refusal = replies.status_text(status, language) if read.text else replies.notice("empty", language)
        return Answer(
            question=question,
            language=language,
            status=status,
            text=_text(statements) or refusal,
            statements=statements,
            citations=citations,
            hits=tuple(evidence.hit for evidence in read.found.evidence),
            composer=composer,
            model=model,
            notices=told,
            receipt=receipt(self.settings, self.library, composer, model, read.found.evidence, read.ranked.answerable),
            seconds=self._clock() - started,
            rewritten=read.question.text if read.question.text != read.text else None,
            rejected=draft.rejected,
        )

    def _embed(self, text: str) -> Vectors:
        vector: Vectors = self.embedder.queries([text])[0]
        return vector


def _text(statements: Sequence[Statement]) -> str:
    """Statements with their marks: 'De ... [1] Het ... [2][3]'."""
    return " ".join(f"{s.text} {''.join(f'[{number}]' for number in s.citations)}" for s in statements)


def open_pipeline(settings: Settings) -> Pipeline:
    """A pipeline over the index that the settings name.

    Raises IndexMissing, IndexMismatch, StoreError, ModelError or ChatError, each saying what to do.
    """
    chain = None
    if settings.composer == "chain" or (settings.composer == "auto" and settings.chat_model):
        from rag.chain import PromptChain
        from rag.chat import open_chat

        chain = PromptChain(open_chat(settings), settings)
    return Pipeline(settings, open_store(settings), open_embedder(settings.embedding), chain)
