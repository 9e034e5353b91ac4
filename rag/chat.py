"""The one file that knows the chat model: LangChain's `init_chat_model` behind a small seam."""

from __future__ import annotations

import contextlib
import queue
import random
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from rag.errors import ChatError
from rag.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

# An answer is at most some five sentences; a model that goes on has lost its way.
LONGEST = 12_000
_PATIENCE = "Without a chat model Briefwijzer answers with quotes: BRIEFWIJZER_COMPOSER=quotes."


class Chat(Protocol):
    """What the prompt chain wants of a chat model; both methods raise ChatError."""

    model: str

    def complete(self, messages: Sequence[BaseMessage]) -> str:
        """The whole answer."""
        ...

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """The answer in pieces as they come."""
        ...


def open_chat(settings: Settings) -> Chat:
    """The chat model of the settings; nothing is sent yet.

    Raises ChatError where none is set, its provider is unknown or not installed, or it cannot
    be built. No message ever holds the key, or anything the server or provider said.
    """
    name = settings.chat_model
    if not name:
        raise ChatError(f"No chat model is set. Set BRIEFWIJZER_CHAT_MODEL=provider:name. {_PATIENCE}")
    provider = name.partition(":")[0]
    from langchain.chat_models import init_chat_model

    try:
        model = init_chat_model(name, **_options(provider, settings))
    except ImportError:
        package = provider.replace("_", "-")
        raise ChatError(
            f"The provider of chat model {name} is not installed. Run: pip install langchain-{package}"
        ) from None
    except Exception as error:
        raise ChatError(
            f"Chat model {name} cannot be opened ({type(error).__name__}). Write BRIEFWIJZER_CHAT_MODEL as "
            "provider:name, with BRIEFWIJZER_CHAT_API_KEY where the provider wants one."
        ) from None
    return LangChainChat(model, name, settings.chat_timeout, settings.chat_retries)


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    key = settings.chat_api_key.get_secret_value()
    options: dict[str, Any] = {"temperature": 0}
    if settings.chat_base_url:
        options["base_url"] = settings.chat_base_url
    if provider == "ollama":
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return options | {"client_kwargs": {"timeout": settings.chat_timeout, "headers": headers}}
    options |= {"timeout": settings.chat_timeout, "max_retries": 0}
    if key:
        options["api_key"] = key
    elif settings.chat_base_url:
        # A key in the environment is meant for the provider itself, not for this server.
        options["api_key"] = "none"
    return options


class LangChainChat:
    """A chat model with a bound on time and length, and retries that wait longer each time.

    `timeout` is seconds for the whole answer, retries and all. `pause` waits that many seconds.
    """

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        timeout: float,
        retries: int,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.model = name
        self._chat = model
        self._timeout = timeout
        self._retries = retries
        self._pause = pause

    def complete(self, messages: Sequence[BaseMessage]) -> str:
        """The whole answer. Raises ChatError."""
        return "".join(self.stream(messages))

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """The answer in pieces. Raises ChatError, also after some pieces have come.

        A failed call is tried again only while nothing has come of it.
        """
        deadline = time.monotonic() + self._timeout
        tries = 0
        while True:
            length = 0
            said = False
            try:
                for piece in self._call(messages, deadline):
                    length += len(piece)
                    if length > LONGEST:
                        raise self._failure(f"said more than {LONGEST} characters")
                    said = said or bool(piece.strip())
                    yield piece
            except _Failed as failed:
                wait = _wait(failed.error, tries)
                left = deadline - time.monotonic()
                if not length and _status(failed.error) == 400 and self._soften():
                    continue
                if length or tries >= self._retries or wait is None or wait >= left:
                    raise self._failure(_what(failed.error, bool(length))) from None
                tries += 1
                self._pause(wait)
                continue
            if not said:
                raise self._failure("gave an empty answer")
            return

    def _soften(self) -> bool:
        """Drop the temperature, which some models refuse to have set; False where it is dropped already."""
        if getattr(self._chat, "temperature", None) is None:
            return False
        self._chat = self._chat.model_copy(update={"temperature": None})
        return True

    def _failure(self, what: str) -> ChatError:
        return ChatError(f"Chat model {self.model} {what}. Check BRIEFWIJZER_CHAT_MODEL and its server. {_PATIENCE}")

    def _call(self, messages: Sequence[BaseMessage], deadline: float) -> Iterator[str]:
        """One call, in a thread: a read that never returns must not hold the answer.

        The provider's own timeout counts from byte to byte, so a server that drips or pings
        would never meet it. Raises _Failed with the provider's error, ChatError after the deadline.
        """
        pieces: queue.Queue[str | Exception | None] = queue.Queue(maxsize=256)
        stop = threading.Event()
        worker = threading.Thread(target=_pump, args=(self._chat, list(messages), pieces, stop), daemon=True)
        worker.start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(deadline - time.monotonic(), 0.0))
                except queue.Empty:
                    raise self._failure(f"did not finish within {self._timeout:g} s") from None
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise _Failed(piece)
                yield piece
                if time.monotonic() > deadline:
                    raise self._failure(f"did not finish within {self._timeout:g} s")
        finally:
            stop.set()


class _Failed(Exception):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def _pump(
    model: BaseChatModel,
    messages: list[BaseMessage],
    pieces: queue.Queue[str | Exception | None],
    stop: threading.Event,
) -> None:
    """Put what the model says in `pieces`, then None, or the error it ended with; give up when `stop` is set."""

    def put(item: str | Exception | None) -> None:
        while not stop.is_set():
            with contextlib.suppress(queue.Full):
                pieces.put(item, timeout=0.1)
                return

    try:
        with contextlib.closing(_generator(model, messages)) as stream:
            for text in stream:
                put(text)
                if stop.is_set():
                    return
        put(None)
    except Exception as error:
        put(error)


def _generator(model: BaseChatModel, messages: list[BaseMessage]) -> Generator[str, None, None]:
    for chunk in model.stream(messages):
        if text := str(chunk.text):
            yield text


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__


def _status(error: BaseException) -> int | None:
    """The HTTP status, which the providers' error classes all call `status_code`."""
    found = (getattr(cause, "status_code", None) for cause in _causes(error))
    return next((status for status in found if isinstance(status, int) and status > 0), None)


def _classes(error: BaseException) -> str:
    return " ".join(kind.__name__ for cause in _causes(error) for kind in type(cause).__mro__)


def _wait(error: Exception, tries: int) -> float | None:
    """Seconds to wait before another try, or None where one cannot help.

    The server's Retry-After counts where it is in seconds; else 0.5, 1, 2, ... s, a little
    shorter by chance so that many clients do not come back at once.
    """
    status = _status(error)
    if status is None and not any(word in _classes(error) for word in ("Connect", "Timeout", "Protocol", "ReadError")):
        return None
    if status is not None and status not in (408, 409, 429) and status < 500:
        return None
    for cause in _causes(error):
        headers = getattr(getattr(cause, "response", None), "headers", None) or {}
        with contextlib.suppress(ValueError):
            return max(float(headers.get("retry-after", "")), 0.0)
    return float(0.5 * 2**tries * random.uniform(0.75, 1))  # noqa: S311


def _what(error: Exception, begun: bool) -> str:
    """What went wrong, in words of ours only: the provider's may hold the key."""
    status, classes, name = _status(error), _classes(error), type(error).__name__
    reasons = (
        (status in (401, 403), f"refused the key (HTTP {status}); set BRIEFWIJZER_CHAT_API_KEY"),
        (status == 429, "has too many requests (HTTP 429)"),
        (status is not None, f"failed (HTTP {status})"),
        (begun, f"broke off in the middle of its answer ({name})"),
        ("Timeout" in classes, "did not answer in time"),
        ("ConnectError" in classes or "ConnectionRefused" in classes, "cannot be reached"),
    )
    return next((text for holds, text in reasons if holds), f"answered with something that is no chat answer ({name})")
