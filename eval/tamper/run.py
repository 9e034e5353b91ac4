"""Every case through the whole pipeline over HTTP, and through the plain script."""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
from rag.settings import Settings
from rag.store import Store

PATIENCE = 20.0  # seconds for an answer; a server that never ends must be cut off within it
HASTE = 1.0
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
    """The script of the server: it answers as the present case says."""

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
        """One row for the one text."""
        (text,) = texts
        found: Vectors = self._embed(text)
        return found


def chat_settings(settings: Settings, url: str, timeout: float) -> Settings:
    """The settings with the scripted server as chat model, and no key of anybody."""
    return settings.model_copy(
        update={
            "composer": "chain", "chat_model": "openai:scripted", "chat_base_url": url, "chat_timeout": timeout,
            "chat_retries": 1, "chat_api_key": type(settings.chat_api_key)(""), "language": "auto",
        }
    )  # fmt: skip


def run_cases(
    cases: Sequence[Case],
    settings: Settings,
    store: Store,
    embedder: Embedder,
    *,
    stock: StockSystem | None = None,
    tick: Callable[[], None] = lambda: None,
) -> list[Result]:
    """A result for each case, and one more of the plain script where `stock` is given."""
    model, results = Model(), []
    remembering = Remembering(embedder)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(ScriptedServer(model))
        usual, hasty = (chat_settings(settings, server.url, seconds) for seconds in (PATIENCE, HASTE))
        stores = {False: store}
        if any(case.hostile for case in cases):
            stores[True] = stack.enter_context(hostile_index(settings, embedder))
        asking = {
            (evil, quick): Pipeline(dials, place, remembering, PromptChain(open_chat(dials), dials))
            for evil, place in stores.items()
            for quick, dials in ((False, usual), (True, hasty))
        }
        known = {evil: (lines_of(asking[evil, False]), sources_of(asking[evil, False])) for evil in stores}
        plain = {quick: StockChain(stock, open_chat(d)) for quick, d in ((False, usual), (True, hasty)) if stock}
        for case in cases:
            model.begin(case.replies, case.anchors)
            results.append(_ours(case, model, asking[case.hostile, case.hasty], *known[case.hostile]))
            if plain and not case.hostile:
                model.begin(case.replies, case.anchors)
                results.append(_plain(case, model, plain[case.hasty]))
            tick()
    return results


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


def of_system(results: Sequence[Result], system: str) -> Iterator[Result]:
    """The results of one system whose case could be put to it."""
    return (result for result in results if result.system == system and result.posed)
