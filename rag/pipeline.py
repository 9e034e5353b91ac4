"""From a question to an answer, as one list of steps.

question -> language, follow-up -> retrieve -> compose -> verify -> answer
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from rag import claims, cues, quotes, replies
from rag.cite import cite
from rag.describe import describe
from rag.embedding import Embedder, Vectors, open_embedder
from rag.errors import ChatError
from rag.followup import after, rewrite
from rag.language import detect
from rag.library import Library
from rag.names import recased
from rag.notices import notices
from rag.preamble import apart
from rag.question import Question, analyse, letter_subject
from rag.rank import Ranked, rank
from rag.receipt import receipt
from rag.retrieve import Retrieved, retrieve
from rag.settings import Settings
from rag.store import Store, open_store
from rag.types import Answer, Draft, Evidence, Hit, Language, Letter, LetterInfo, SentenceRef, Statement, Verdict
from rag.words import content

if TYPE_CHECKING:
    from rag.chain import PromptChain


@dataclass(frozen=True, slots=True)
class Read:
    """A question as read: bounded, in its language, standing alone, with what was found for it."""

    text: str
    too_long: bool
    question: Question
    found: Retrieved
    ranked: Ranked


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

    def changed(self) -> bool:
        """Whether other letters are in the index now than this reads. Raises StoreError."""
        return self._library.store.changed()

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
        if self.chain is not None and read.text:
            try:
                for piece in self.chain.stream(read.question.text, read.question.language, read.found.evidence):
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
            chosen = quotes.compose(read.question, read.ranked, self._library)
            draft = Draft(chosen.status, chosen.statements, chosen.notices, rejected)
        yield self._answer(question, read, draft, composer, failed, started)

    def read(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Read:
        """Everything before composing: language, follow-up, retrieval and ranking."""
        text, too_long = _bounded(question, self.settings.question_limit)
        spoken = self._language(text, history, language)
        alone, before = self._alone(text, history, spoken)
        asked = self._about(analyse(alone, spoken, self._library.letters, before))
        found = Retrieved((), {})
        if text:
            vector, own = self._asked(alone, before, spoken)
            found = retrieve(asked, vector, self._library, self.settings.hits, own)
        told = self._told(before, spoken, found) if history and before else frozenset()
        ranked = rank(asked, found, self._library, told)
        return Read(text, too_long, asked, found, ranked.beyond(told) if cues.ELSE.search(text) else ranked)

    def check(self, claim: str, language: Language | None = None) -> Verdict:
        """What the letters say of a claim; `language` is the claim's, found out where it is not given."""
        started = self._clock()
        text, _ = _bounded(claim, self.settings.question_limit)
        vector = self._embed(text) if text else None
        verdict, _ = self._verdict(text, self._spoken(text, language), vector, self.chain is not None)
        return replace(verdict, seconds=self._clock() - started)

    def compare(self, claim: str, language: Language) -> tuple[float, ...] | None:
        """The comparisons of a claim as numbers (`rag.claims.weigh.FEATURES`); None where there is nothing to weigh."""
        return claims.numbers(claim, language, self._embed(claim), self._library)

    def check_article(self, text: str, language: Language | None = None) -> claims.ArticleReport:
        """A verdict on each sentence of an article that claims something, in order.

        All are embedded in one batch. A chat model that failed once is not asked about the rest.
        """
        started = self._clock()
        found, passed_over = claims.claims_of(text)
        asked = [_bounded(claim, self.settings.question_limit)[0] for claim in found[: claims.MOST_CLAIMS]]
        spoken = language or detect(" ".join(asked))
        vectors = self.embedder.queries(asked) if asked else ()
        verdicts, chatting = [], self.chain is not None
        for claim, vector in zip(asked, vectors, strict=True):
            before = self._clock()
            verdict, chatting = self._verdict(claim, self._spoken(claim, spoken), vector, chatting)
            verdicts.append(replace(verdict, seconds=self._clock() - before))
        left_out = max(0, len(found) - claims.MOST_CLAIMS)
        return claims.ArticleReport(
            tuple(verdicts), passed_over, claims.searched(self._library), left_out, self._clock() - started
        )

    def _spoken(self, text: str, language: Language | None) -> Language:
        return language or detect(text) or self._library.spoken(text) or "nl"

    def _verdict(self, text: str, language: Language, vector: Vectors | None, chatting: bool) -> tuple[Verdict, bool]:
        """By rules and, while it answers, the chat model; and whether to ask it again."""
        verdict = claims.check(text, language, vector, self._library, self.settings)
        if self.chain is None or not chatting:
            return verdict, chatting
        return claims.with_ruling(verdict, self._library, self.chain.chat, self.settings.chat_context)

    def search(self, query: str, count: int = 8, language: Language | None = None) -> tuple[Evidence, ...]:
        """The `count` passages nearest to `query`, best first."""
        text, _ = _bounded(query, self.settings.question_limit)
        if not text:
            return ()
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

    def _answer(self, question: str, read: Read, draft: Draft, composer: str, failed: bool, started: float) -> Answer:
        language = read.question.language
        statements, citations = cite(draft.statements, self._library)
        status = draft.status if statements or not draft.statements else "not_in_letters"
        told = (*draft.notices, *notices(read.question, read.ranked, citations, self._library, too_long=read.too_long))
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
            receipt=receipt(self.settings, self._library, composer, model, read.found.evidence, read.ranked.answerable),
            seconds=self._clock() - started,
            rewritten=read.question.text if read.question.text != read.text else None,
            rejected=draft.rejected,
        )

    def _language(self, text: str, history: Sequence[str], asked: Language | None) -> Language:
        """The language to answer in: as set, as the question, as the talk, as the page, else Dutch."""
        if self.settings.language != "auto":
            return self.settings.language
        for said in (text, *reversed(history)):
            if found := detect(said):
                return found
        return asked or self._library.spoken(text) or "nl"

    def _told(self, before: str, language: Language, found: Retrieved) -> frozenset[SentenceRef]:
        """The sentences that answer an earlier question, of those that were found for a later one."""
        earlier = analyse(before, language, self._library.letters)
        answer = quotes.compose(earlier, rank(earlier, found, self._library), self._library)
        return frozenset(ref for statement in answer.statements for ref in statement.refs)

    def _alone(self, text: str, history: Sequence[str], language: Language) -> tuple[str, str]:
        """A follow-up made to stand alone, by the chat model where there is one, else by rules.

        With it the earlier question that the rules completed it with.
        """
        told, asked = apart(text, language)
        letters, letter_of = self._library.letters, lambda q: self._letter_of(q, language)
        if told:
            return after(asked, told, history, language, letters, letter_of)
        text = asked  # without what it is asked for: "For tonight's piece: ..."
        if not history or not text:
            return text, ""
        by_rules = rewrite(text, history, language, letters, letter_of)
        if self.chain is None or by_rules[0] == text:
            return by_rules
        try:
            by_model = self.chain.rewrite(text, history, language)
        except ChatError:
            return by_rules
        return (by_model, "") if by_model != text else by_rules

    def _about(self, question: Question) -> Question:
        """A question about a letter that it calls by its subject ("the Zeeland letter") prefers that letter."""
        if not question.meta or question.preferred:
            return question
        subject = describe(letter_subject(question.text), question.language)
        letter = self._library.about(subject.terms, question.language)
        return replace(question, preferred=(letter,)) if letter else question

    def _letter_of(self, question: str, language: Language) -> str | None:
        """The letter whose passages have most of the question's words."""
        lexical, vocabulary = self._library.lexical(language), self._library.vocabulary(language)
        scores = lexical.scores(vocabulary.expand_all(content(question, language), question).values())
        best = int(scores.argmax()) if len(scores) else 0
        return lexical.ids[best].partition("#")[0] if len(scores) and scores[best] > 0 else None

    def _asked(self, alone: str, before: str, language: Language) -> tuple[Vectors, Vectors | None]:
        """The embedding of a question, and that of what a follow-up asks itself.

        A follow-up and the question before it are embedded apart, in one call that reads no more words than the
        two as one text: their sum finds what both are about, and what is asked now tells the answers apart.
        """
        if not before or before not in alone:
            return self._embed(recased(alone, language)), None
        rest = " ".join(alone.replace(before, " ").replace("( )", " ").split())
        own, earlier = self.embedder.queries([recased(rest, language), recased(before, language)])
        both = own + earlier
        return both / np.linalg.norm(both), own

    def _embed(self, text: str) -> Vectors:
        vector: Vectors = self.embedder.queries([text])[0]
        return vector


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
    chain = None
    if settings.composer == "chain" or (settings.composer == "auto" and settings.chat_model):
        from rag.chain import PromptChain
        from rag.chat import open_chat

        chain = PromptChain(open_chat(settings), settings)
    return Pipeline(settings, open_store(settings), open_embedder(settings.embedding), chain)
