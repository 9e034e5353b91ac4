"""What is evaluated: anything that answers questions, and says where its hits stand in the letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from eval.gold import GoldItem
from eval.scores import Outcome
from eval.sources import Source, Span, source_of
from eval.workers import spread
from rag.settings import Settings
from rag.types import Answer, Evidence, LetterInfo, Passage, Verdict


class Pipeline(Protocol):
    """The part of `rag.pipeline.Pipeline` that the harness uses; it may also have `check`."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer: ...

    def evidence(self, names: Sequence[str]) -> tuple[Evidence, ...]: ...

    def letters(self) -> tuple[LetterInfo, ...]: ...

    def source(self, letter_id: str) -> str: ...


class System(Protocol):
    """One thing to score. `name` is its key in every file of a run."""

    @property
    def name(self) -> str: ...

    def takes(self, item: GoldItem) -> bool:
        """Whether it can handle this kind of item at all."""
        ...

    def outcomes(self, items: Sequence[GoldItem]) -> Iterator[Outcome]:
        """What it makes of each item, as it comes."""
        ...


class SpreadSystem:
    """The project's own pipeline with quotes, in several processes; what it tells of seconds is not its own speed."""

    name = "quotes"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def takes(self, _item: GoldItem) -> bool:
        return True

    def outcomes(self, items: Sequence[GoldItem]) -> Iterator[Outcome]:
        return spread(self._settings, _outcome, items)


def _outcome(pipeline: Pipeline, item: GoldItem) -> Outcome:
    return PipelineSystem("quotes", pipeline).outcome(item)


class PipelineSystem:
    """The project's own pipeline."""

    def __init__(self, name: str, pipeline: Pipeline) -> None:
        self.name = name
        self._pipeline = pipeline
        self._check = getattr(pipeline, "check", None)

    def takes(self, item: GoldItem) -> bool:
        return not item.is_claim or self._check is not None

    def outcomes(self, items: Sequence[GoldItem]) -> Iterator[Outcome]:
        return map(self.outcome, items)

    def outcome(self, item: GoldItem) -> Outcome:
        """What the pipeline makes of one item."""
        if item.is_claim:
            assert self._check is not None  # noqa: S101 - takes() said so
            verdict = self._check(item.text)
            assert isinstance(verdict, Verdict)  # noqa: S101
            return Outcome(verdict)
        answer = self._pipeline.ask(item.text, history=item.history)
        return Outcome(answer, self._hit_spans(answer))

    def _hit_spans(self, answer: Answer) -> tuple[Span, ...]:
        """The place in its letter of each hit of an answer."""
        return tuple(span_of(found.passage) for found in self._pipeline.evidence([h.passage for h in answer.hits]))


def span_of(passage: Passage) -> Span:
    """The place of a passage in its letter."""
    return passage.letter, passage.sentences[0].start, passage.sentences[-1].end


def sources_of(pipeline: Pipeline) -> Mapping[str, Source]:
    """The letters that a pipeline answers from."""
    return {letter.id: source_of(pipeline.source(letter.id)) for letter in pipeline.letters()}
