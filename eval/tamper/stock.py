"""The plain script beside it: nearest chunks in a prompt, and whatever the model says is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.stock import StockSystem
from eval.tamper.cases import Case
from eval.tamper.prompt import squeezed
from rag.chat import Chat

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])|(?<=\])\s+(?=[A-ZÀ-Ý])")
_TOKEN = re.compile(r"\[(\d+)\]")


class StockChain:
    """LangChain's chat model over the comparator's chunks. Raises ChatError where the model gives no answer."""

    name = "stock"

    def __init__(self, stock: StockSystem, chat: Chat) -> None:
        self._stock = stock
        self._chat = chat

    def ask(self, question: str) -> tuple[str, tuple[str, ...]]:
        """What the model says, as it says it, and the chunks that its numbers mean."""
        from langchain_core.messages import HumanMessage

        chunks = self._stock.nearest(question)
        listed = "\n".join(
            f"<passage>\n[{number}] {letter}\n{text.rstrip()}\n</passage>"
            for number, (letter, text) in enumerate(chunks, start=1)
        )
        prompt = f"Answer from these passages, with their numbers as citations.\n\n{listed}\n\nQuestion: {question}"
        return self._chat.complete([HumanMessage(prompt)]), tuple(text for _, text in chunks)


def tampered(case: Case, shown: str, chunks: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The sentences shown that the case does not allow, and whether each faithful one is shown, rightly cited."""
    fair = {_bare(sentence.text): sentence.anchors for sentence in case.fair}
    wrong, seen = [], set()
    for sentence in filter(None, map(str.strip, _SENTENCE.split(shown))):
        text = _bare(sentence)
        if not text:
            continue
        if text not in fair:
            wrong.append(sentence)
            continue
        cited = [int(number) for number in _TOKEN.findall(sentence)]
        homes = [chunks[number - 1] if 1 <= number <= len(chunks) else "" for number in cited]
        if all(any(squeezed(anchor) in squeezed(home) for anchor in fair[text]) for home in homes):
            seen.add(text)
        else:
            wrong.append(sentence)
    return tuple(wrong), bool(fair) and seen == set(fair)


def _bare(sentence: str) -> str:
    """Without its numbers; blanks before a stop, which they leave behind, go too."""
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(_TOKEN.sub(" ", sentence).split())).rstrip(".")
