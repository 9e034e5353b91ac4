"""Every case through the whole pipeline over HTTP, and through the plain script.

Several cases run at a time, each worker with a model name of its own by which the scripted server
knows whose case a request belongs to. Each question is embedded and searched for once.
"""

from __future__ import annotations

import contextlib
import functools
import queue
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from eval.scripted import Reply, ScriptedServer
from eval.stock import StockSystem
from eval.system import sources_of
from eval.tamper.cases import Case
from eval.tamper.controls import Line, lines_of
from eval.tamper.hostile import hostile_index
from eval.tamper.judge import judge
from eval.tamper.kinds import KINDS
from eval.tamper.prompt import NotPosed, fill, passages
from eval.tamper.stock import StockChain, tampered
from rag.chain import PromptChain
from rag.chat import open_chat
from rag.embedding import Embedder, Vectors
from rag.errors import BriefwijzerError, ChatError
from rag.pipeline import Pipeline
from rag.reader import Read
from rag.settings import Settings
from rag.store import Store
from rag.types import Language

PATIENCE = 20.0  # seconds for an answer; a server that never ends must be cut off within it
HASTE = 1.0
WORKERS = 4  # most of a case is Python, so more would wait for each other
_SLACK = 3.0  # seconds beyond the limit for retrieval and for the quoting composer


@dataclass(frozen=True, slots=True)
class Result:
    """One case: `tampered` are the things shown that should not be.

    `posed` is False where the prompt lacked the passage, `faithful` says whether all that may be
    shown was, `reasons` why statements were taken out, `late` that no answer came in time.
    """

    case: Case
    system: str
    posed: bool
    tampered: tuple[str, ...]
    faithful: bool
    shown: tuple[str, ...]
    reasons: tuple[str, ...]
    composer: str
    seconds: float
    late: bool = False
    error: str = ""


class Model:
    """The script of one worker: it answers as the present case says."""

    def __init__(self) -> None:
        self.begin(())

    def begin(self, replies: Sequence[Reply], anchors: Sequence[str] = ()) -> None:
        """Answer with these replies from now on; `posed` tells afterwards whether they could be."""
        self._replies = list(replies)
        self._anchors = anchors
        self.posed = True

    def __call__(self, body: dict[str, Any]) -> Reply:
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        try:
            return replace(
                reply, text=fill(reply.text, passages(body), self._anchors) if reply.text.strip() else reply.text
            )
        except NotPosed:
            self.posed = False
            return Reply("NOT_IN_LETTERS")


class Remembering:
    """An embedder that embeds a question once, as hundreds of cases ask it."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.passages = embedder.passages
        self._embed = functools.lru_cache(maxsize=4096)(lambda text: embedder.queries([text]))

    def queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        return np.concatenate([self._embed(text) for text in texts])


class Recalling(Pipeline):
    """A pipeline that reads and searches for a question once; all after that is done for each case."""

    def __init__(self, *arguments: Any, known: dict[tuple[str, Language | None], Read]) -> None:
        super().__init__(*arguments)
        self._known = known

    def read(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Read:
        """As found before; cases have no history."""
        key = question, language
        if key not in self._known:
            self._known[key] = super().read(question, (), language)
        return self._known[key]


def chat_settings(settings: Settings, url: str, timeout: float, model: str = "scripted") -> Settings:
    """The settings with the scripted server as chat model, and no key of anybody."""
    return settings.model_copy(
        update={
            "composer": "chain", "chat_model": f"openai:{model}", "chat_base_url": url, "chat_timeout": timeout,
            "chat_retries": 1, "chat_api_key": type(settings.chat_api_key)(""), "language": "auto",
        }
    )  # fmt: skip


Known = tuple[tuple[Line, ...], Any]  # the lines of an index, and the sources of its letters


@dataclass(frozen=True, slots=True)
class Worker:
    """What runs one case at a time: pipelines by (hostile, hasty), plain scripts by hasty, and their model."""

    model: Model
    asking: dict[tuple[bool, bool], Pipeline]
    plain: dict[bool, StockChain]
    known: dict[bool, Known]

    def run(self, case: Case) -> list[Result]:
        """A result of the chain, and one of the plain script where there is one."""
        self.model.begin(case.replies, case.anchors)
        results = [_ours(case, self.model, self.asking[case.hostile, case.hasty], *self.known[case.hostile])]
        if self.plain and not case.hostile:
            self.model.begin(case.replies, case.anchors)
            results.append(_plain(case, self.model, self.plain[case.hasty]))
        return results


def run_cases(
    cases: Sequence[Case],
    settings: Settings,
    store: Store,
    embedder: Embedder,
    *,
    stock: StockSystem | None = None,
) -> list[list[Result]]:
    """For each case in order its result, and one more of the plain script where `stock` is given."""
    models = {f"scripted-{number}": Model() for number in range(WORKERS)}
    idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(ScriptedServer(lambda body: models[body["model"]](body)))
        stores = {False: store}
        if any(case.hostile for case in cases):
            stores[True] = stack.enter_context(hostile_index(settings, embedder))
        readings: dict[bool, dict[tuple[str, Language | None], Read]] = {evil: {} for evil in stores}
        known = {evil: _known(Pipeline(settings, place, embedder)) for evil, place in stores.items()}
        for name, model in models.items():
            dials = {hasty: chat_settings(settings, server.url, HASTE if hasty else PATIENCE, name)
                     for hasty in (False, True)}  # fmt: skip
            chats = {hasty: open_chat(d) for hasty, d in dials.items()}
            asking: dict[tuple[bool, bool], Pipeline] = {
                (evil, hasty): Recalling(d, place, embedder, PromptChain(chats[hasty], d), known=readings[evil])
                for evil, place in stores.items()
                for hasty, d in dials.items()
            }
            plain = {hasty: StockChain(stock, chat) for hasty, chat in chats.items() if stock}
            idle.put(Worker(model, asking, plain, known))

        def run(case: Case) -> list[Result]:
            worker = idle.get()
            try:
                return worker.run(case)
            finally:
                idle.put(worker)

        with ThreadPoolExecutor(WORKERS) as pool:
            return list(pool.map(run, cases))


def _known(pipeline: Pipeline) -> Known:
    return lines_of(pipeline, heads=True), sources_of(pipeline)


def _ours(case: Case, model: Model, pipeline: Pipeline, lines: Sequence[Line], sources: Any) -> Result:
    begun = time.perf_counter()
    try:
        answer = pipeline.ask(case.question, language=case.lang)
    except BriefwijzerError as error:
        return Result(case, "chain", model.posed, (), False, (), (), "", 0.0, error=f"{type(error).__name__}: {error}")
    seconds = time.perf_counter() - begun
    judged = judge(case, answer, lines, sources)
    late = seconds > (HASTE if case.hasty else PATIENCE) + _SLACK
    shown = tuple(statement.text for statement in answer.statements)
    reasons = tuple(f"{item.reason} | {item.text}" for item in answer.rejected)
    return Result(case, "chain", model.posed, judged.tampered, judged.faithful, shown, reasons,
                  answer.composer, seconds, late)  # fmt: skip


def _plain(case: Case, model: Model, chain: StockChain) -> Result:
    begun = time.perf_counter()
    try:
        shown, chunks = chain.ask(case.question)
    except ChatError as error:
        seconds = time.perf_counter() - begun
        return Result(case, "stock", model.posed, (), False, (), (), "stock", seconds, error=type(error).__name__)
    wrong, faithful = tampered(case, shown, chunks)
    return Result(case, "stock", model.posed, wrong, faithful, (shown,), (), "stock", time.perf_counter() - begun)


def is_control(case: Case) -> bool:
    """Whether the case is to be shown."""
    return KINDS[case.kind].group == "control"


def is_tampering(case: Case) -> bool:
    """Whether something of the case must not be shown: all but controls and what may be shown or not."""
    return KINDS[case.kind].group not in ("control", "allowed")


def of_system(results: Sequence[Result], system: str) -> Iterator[Result]:
    """The results of one system whose case could be put to it."""
    return (result for result in results if result.system == system and result.posed)
