"""The prompt chain: a chat model writes the answer from the hits, and every statement is verified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import prompts
from rag import markup, raw_answer
from rag.chat import Chat
from rag.context import neutral, pack
from rag.language import detect
from rag.raw_answer import RawAnswer
from rag.settings import Settings
from rag.types import Draft, DraftStatement, Evidence, Language, Rejected, SentenceRef
from rag.verify import reason, verify

# Earlier questions that a follow-up may lean on, newest last.
_TALK = 6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class PromptChain:
    """A composer that asks a chat model. Nothing is sent before a method is called.

    All methods raise ChatError where the model does not give an answer.
    """

    name = "chain"

    def __init__(self, chat: Chat, settings: Settings) -> None:
        self._chat = chat
        self._settings = settings
        self.model = chat.model

    @property
    def chat(self) -> Chat:
        """The chat model itself, for other questions than those of a reader."""
        return self._chat

    def stream(self, question: str, language: Language, evidence: Sequence[Evidence]) -> Iterator[str | Draft]:
        """The raw text in pieces as they come, unverified and with its tokens; the last item is the Draft.

        Where `draft.status` is `not_in_letters`, `draft.rejected` tells why: empty, the model
        found no answer in the passages; else it gave one of which nothing passed verification,
        and quotes should answer instead.
        """
        passages, shown = pack(evidence, language, self._settings.chat_context)
        if not shown:
            yield Draft("not_in_letters")
            return
        messages = prompts.load("answer", language).render(passages=passages, question=neutral(question))
        pieces: list[str] = []
        for piece in self._chat.stream(messages):
            pieces.append(piece)
            yield piece
        yield draft(raw_answer.parse("".join(pieces)), evidence[:shown], language)

    def compose(self, question: str, language: Language, evidence: Sequence[Evidence]) -> Draft:
        """The Draft alone."""
        *_, last = self.stream(question, language, evidence)
        if not isinstance(last, Draft):
            raise TypeError("the last item of a stream is its Draft")
        return last

    def rewrite(self, question: str, history: Sequence[str], language: Language) -> str:
        """The question with what it leaves to the earlier ones; itself where the model's is no good.

        No good is: empty, too long, in the other language, with markup, or with a number that
        nobody asked about.
        """
        if not history:
            return question
        talk = [neutral(earlier) for earlier in history[-_TALK:]]
        listed = "\n".join(f"{number}. {earlier}" for number, earlier in enumerate(talk, start=1))
        messages = prompts.load("rewrite", language).render(history=listed, question=neutral(question))
        lines = [line.strip(" \t\"'«»“”*") for line in self._chat.complete(messages).splitlines() if line.strip()]
        rewritten = lines[0] if len(lines) == 1 else ""
        asked = " ".join((*history, question))
        longest = min(self._settings.question_limit, 2 * len(asked) + 100)
        good = (
            rewritten
            and len(rewritten) <= longest
            and detect(rewritten) in (None, language)
            and not markup.found(rewritten)
            and set(_NUMBER.findall(rewritten)) <= set(_NUMBER.findall(asked))
        )
        return rewritten if good else question


def draft(raw: RawAnswer, evidence: Sequence[Evidence], language: Language) -> Draft:
    """What remains of a raw answer: tokens mapped back to passages, unknown ones removed, statements verified.

    `evidence` is what the model saw, in its order.
    """
    finished = [statement for statement in raw.statements if statement.ended]
    unfinished = [
        Rejected(statement.text, reason("unfinished", language)) for statement in raw.statements if not statement.ended
    ]
    proposed = [
        DraftStatement(
            statement.text,
            tuple(
                SentenceRef(evidence[token - 1].passage.id, index)
                for token in statement.tokens
                if 1 <= token <= len(evidence)
                for index in range(len(evidence[token - 1].passage.sentences))
            ),
        )
        for statement in finished
    ]
    kept, rejected = verify(proposed, evidence, language)
    everything = (*rejected, *unfinished)
    if not kept:
        return Draft("not_in_letters", rejected=() if raw.refused else everything)
    return Draft("partly_answered" if raw.refused else "answered", kept, rejected=everything)
