"""The chat model's seam against a server that misbehaves, on loopback."""

from __future__ import annotations

import socket
import time
import traceback
from collections.abc import Sequence
from typing import Any

import pytest

import prompts
from eval.scripted import Reply, ScriptedServer
from rag.chat import LONGEST, Chat, open_chat
from rag.errors import ChatError
from rag.settings import Settings, load_settings

pytestmark = pytest.mark.server
KEY = "sk-secret-1234567890"
GOOD = "De brug gaat op 4 mei open [1]."


def settings(url: str, **more: Any) -> Settings:
    return load_settings(
        **{"chat_model": "openai:scripted", "chat_base_url": url, "chat_api_key": KEY, "chat_timeout": 10.0} | more
    )


def ask(chat: Chat) -> str:
    return chat.complete(prompts.load("answer", "nl").render(passages="p", question="q"))


def failing(replies: Sequence[Reply] | Reply, **more: Any) -> str:
    """The message of the ChatError that these replies end in."""
    with ScriptedServer(replies) as server, pytest.raises(ChatError) as caught:
        ask(open_chat(settings(server.url, **more)))
    assert KEY not in "".join(traceback.format_exception(caught.value))
    return str(caught.value)


def test_pieces_come_one_by_one_and_the_key_goes_to_the_server() -> None:
    with ScriptedServer(Reply(GOOD)) as server:
        chat = open_chat(settings(server.url))
        pieces = list(chat.stream(prompts.load("answer", "nl").render(passages="p", question="q")))
        assert "".join(pieces) == GOOD
        assert len(pieces) > 1
        assert server.keys == [f"Bearer {KEY}"]
        assert server.requests[0]["temperature"] == 0
        assert [message["role"] for message in server.requests[0]["messages"]] == ["system", "user"]


def test_a_key_in_the_environment_does_not_go_to_another_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-provider")
    with ScriptedServer(Reply(GOOD)) as server:
        assert ask(open_chat(settings(server.url, chat_api_key=""))) == GOOD
        assert server.keys == ["Bearer none"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    with ScriptedServer([Reply(status=status, retry_after="0.05"), Reply(GOOD)]) as server:
        assert ask(open_chat(settings(server.url))) == GOOD
        assert len(server.requests) == 2


def test_retry_after_is_waited_for() -> None:
    with ScriptedServer([Reply(status=429, retry_after="0.6"), Reply(GOOD)]) as server:
        began = time.monotonic()
        assert ask(open_chat(settings(server.url))) == GOOD
        assert time.monotonic() - began >= 0.6


def test_waiting_longer_than_the_answer_may_take_is_no_use() -> None:
    began = time.monotonic()
    assert "HTTP 429" in failing(Reply(status=429, retry_after="3600"), chat_timeout=5)
    assert time.monotonic() - began < 3


def test_retries_end() -> None:
    with ScriptedServer(Reply(status=500, retry_after="0.01")) as server:
        with pytest.raises(ChatError, match="HTTP 500"):
            ask(open_chat(settings(server.url, chat_retries=2)))
        assert len(server.requests) == 3


def test_a_refused_key_is_not_tried_again() -> None:
    with ScriptedServer(Reply(status=401)) as server:
        with pytest.raises(ChatError, match="CHAT_API_KEY") as caught:
            ask(open_chat(settings(server.url)))
        assert KEY not in str(caught.value)
        assert len(server.requests) == 1


def test_a_model_that_refuses_a_temperature_is_asked_without() -> None:
    def script(body: dict[str, Any]) -> Reply:
        return Reply(status=400) if "temperature" in body else Reply(GOOD)

    with ScriptedServer(script) as server:
        assert ask(open_chat(settings(server.url))) == GOOD


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_answer(text: str) -> None:
    assert "empty answer" in failing(Reply(text))


@pytest.mark.parametrize(
    "body",
    [b"<html>502</html>", b"data: {nonsense\n\n", b'data: {"choices": 3}\n\n', b'data: {"hi": 1}\n\n', b"", b"\xff"],
)
def test_a_malformed_body(body: bytes) -> None:
    message = failing(Reply(body=body))
    assert "no chat answer" in message or "empty answer" in message or "broke off" in message


def test_an_endless_answer_ends_at_the_longest() -> None:
    assert f"more than {LONGEST}" in failing(Reply("en zo voort ", endless=True))


def test_a_dripping_answer_ends_at_the_timeout() -> None:
    began = time.monotonic()
    assert "within 1 s" in failing(Reply("en zo voort ", endless=True, drip=0.2), chat_timeout=1)
    assert time.monotonic() - began < 3


def test_pings_do_not_keep_an_answer_alive() -> None:
    began = time.monotonic()
    assert "within 1 s" in failing(Reply(GOOD, pings=100, drip=0.1), chat_timeout=1)
    assert time.monotonic() - began < 3


def test_a_silent_server_ends_at_the_timeout() -> None:
    began = time.monotonic()
    message = failing(Reply(GOOD, pause=30), chat_timeout=1)
    assert "within 1 s" in message or "in time" in message
    assert time.monotonic() - began < 3


def test_half_an_answer_is_not_tried_again() -> None:
    with ScriptedServer(Reply("Half een antw", cut=True)) as server:
        with pytest.raises(ChatError, match="broke off"):
            ask(open_chat(settings(server.url)))
        assert len(server.requests) == 1


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ChatError, match="cannot be reached"):
        ask(open_chat(settings(f"http://127.0.0.1:{port}/v1", chat_retries=1)))


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("", "No chat model is set"),
        ("nonsense:x", "cannot be opened"),
        ("mistralai:x", "pip install langchain-mistralai"),
    ],
)
def test_a_model_that_cannot_be_opened(model: str, says: str) -> None:
    with pytest.raises(ChatError, match=says):
        open_chat(settings("", chat_model=model))


def test_a_missing_key_is_said_and_no_key_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ChatError, match="CHAT_API_KEY"):
        open_chat(settings("", chat_api_key=""))


@pytest.mark.parametrize("provider", ["ollama", "anthropic"])
def test_the_other_providers_are_bounded_too(provider: str) -> None:
    """Their protocols are not scripted; what they share is the seam: nobody listens, and no key is shown."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ChatError, match="cannot be reached") as caught:
        ask(open_chat(settings(url, chat_model=f"{provider}:x", chat_retries=0)))
    assert KEY not in str(caught.value)
