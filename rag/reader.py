"""From a question as typed to what was found for it: its language, what it leans on, the letters that it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from rag import cues, quotes
from rag.describe import describe
from rag.embedding import Embedder, Vectors
from rag.errors import ChatError
from rag.followup import MOST_BEFORE, after, rewrite
from rag.language import detect
from rag.library import Library
from rag.names import recased
from rag.pointing import letter_subject
from rag.preamble import apart
from rag.question import Question, analyse, asks_something, polite
from rag.rank import Ranked, load_model, rank
from rag.retrieve import Retrieved, retrieve
from rag.settings import Settings
from rag.slips import mended
from rag.types import Language, SentenceRef
from rag.words import content

if TYPE_CHECKING:
    from rag.chain import PromptChain


@dataclass(frozen=True, slots=True)
class Read:
    """A question as read: bounded, in its language, standing alone, with what was found for it.

    `vector` is its embedding, shape (dimension,); None where nothing is asked.
    """

    text: str
    too_long: bool
    question: Question
    found: Retrieved
    ranked: Ranked
    vector: Vectors | None = None


class Reader:
    """Reads questions against one state of the index. Safe to call from several threads."""

    def __init__(self, settings: Settings, library: Library, embedder: Embedder, chain: PromptChain | None) -> None:
        self._settings = settings
        self._library = library
        self.embedder = embedder
        self.model = load_model(embedder.name)
        self._chain = chain

    def read(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Read:
        """Everything before composing: language, follow-up, retrieval and ranking."""
        text, too_long = bounded(question, self._settings.question_limit)
        history = [bounded(earlier, self._settings.question_limit)[0] for earlier in history[-MOST_BEFORE:]]
        spoken = self.language(text, history, language)
        alone, before = self._alone(text, history, spoken)
        asked = self._about(analyse(alone, spoken, self._library.letters, before))
        text = text if asks_something(asked) and not polite(text) else ""
        found, vector, earlier = Retrieved((), {}), None, None
        if text:
            vector, own, earlier = self._asked(alone, before, spoken)
            found = retrieve(asked, vector, self._library, self._settings.hits, own, self.model.matcher)
        told = self._told(before, spoken, found, earlier) if history and before else frozenset()
        ranked = rank(asked, found, self._library, self.model, told)
        return Read(text, too_long, asked, found, ranked.beyond(told) if cues.ELSE.search(text) else ranked, vector)

    def language(self, text: str, history: Sequence[str], asked: Language | None) -> Language:
        """The language to answer in: as set, as the question, as the talk, as the page, else Dutch."""
        if self._settings.language != "auto":
            return self._settings.language
        for said in (text, *reversed(history)):
            if found := detect(said):
                return found
        return asked or self._library.spoken(text) or "nl"

    def _told(
        self, before: str, language: Language, found: Retrieved, vector: Vectors | None
    ) -> frozenset[SentenceRef]:
        """The sentences that answer an earlier question, of those that were found for a later one."""
        earlier = analyse(before, language, self._library.letters)
        if vector is not None:
            found = found.asked(vector, self.model.matcher)
        answer = quotes.compose(earlier, rank(earlier, found, self._library, self.model), self._library)
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
        if self._chain is None or by_rules[0] == text:
            return by_rules
        try:
            by_model = self._chain.rewrite(text, history, language)
        except ChatError:
            return by_rules
        return (by_model, "") if by_model != text else by_rules

    def _about(self, question: Question) -> Question:
        """A question about a letter that it calls by its subject ("the Zeeland letter") prefers that letter."""
        if not question.meta or question.named:
            return question
        called = mended(letter_subject(question.text), question.language)
        subject = describe(called, question.language)
        if self._library.unknown(subject.terms, called, question.language):
            return replace(question, absent=True)
        letter = None if question.preferred else self._library.about(subject.terms, question.language)
        return replace(question, preferred=(letter,)) if letter else question

    def _letter_of(self, question: str, language: Language) -> str | None:
        """The letter whose passages have most of the question's words."""
        lexical, vocabulary = self._library.lexical(language), self._library.vocabulary(language)
        scores = lexical.scores(vocabulary.expand_all(content(question, language), question).values())
        best = int(scores.argmax()) if len(scores) else 0
        return lexical.ids[best].partition("#")[0] if len(scores) and scores[best] > 0 else None

    def _asked(self, alone: str, before: str, language: Language) -> tuple[Vectors, Vectors | None, Vectors | None]:
        """The embedding of a question, and those of what a follow-up asks itself and of what it leans on.

        A follow-up and the question before it are embedded apart, in one call that reads no more words than the
        two as one text: their sum finds what both are about, and what is asked now tells the answers apart.
        """
        if not before or before not in alone:
            vector: Vectors = self.embedder.queries([recased(alone, language)])[0]
            return vector, None, None
        rest = " ".join(alone.replace(before, " ").replace("( )", " ").split())
        own, earlier = self.embedder.queries([recased(rest, language), recased(before, language)])
        both = own + earlier
        return both / np.linalg.norm(both), own, earlier


def bounded(question: str, limit: int) -> tuple[str, bool]:
    """The question in one line, cut to `limit` characters at a blank; and whether it was cut."""
    text = " ".join(question.replace("\0", " ").split())
    if len(text) <= limit:
        return text, False
    return text[:limit].rsplit(" ", 1)[0], True
