"""A scripted OpenAI-compatible chat server on loopback that answers, and misbehaves, as told.

    with ScriptedServer([Reply("De brug gaat open [1]."), Reply(status=429)]) as server:
        settings = load_settings(chat_model="openai:scripted", chat_base_url=server.url)

The last reply of a list is repeated. A function from the request's body to a Reply serves where
the answer depends on the prompt.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

_PIECE = 12


@dataclass(frozen=True, slots=True)
class Reply:
    """What to send for one request.

    `pause` is seconds before the first byte, `drip` before each further piece of text, `pings`
    sends that many empty comments (which keep a connection alive without saying anything)
    before the text. `endless` repeats the text for ever, `cut` drops the connection after it
    without an end, `finish` is the reason given at the end, `body` replaces the whole answer by
    these bytes.
    """

    text: str = ""
    status: int = 200
    retry_after: str = ""
    pause: float = 0.0
    drip: float = 0.0
    pings: int = 0
    endless: bool = False
    cut: bool = False
    finish: str = "stop"
    body: bytes | None = None


Script = Callable[[dict[str, Any]], Reply]


class ScriptedServer:
    """Serves in a thread of its own from `__enter__` to `__exit__`, on a free port of 127.0.0.1.

    `requests` holds the bodies received, `keys` the Authorization header of each.
    """

    def __init__(self, script: Script | Sequence[Reply] | Reply) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.stopping = threading.Event()
        self._script = script if callable(script) else _in_turn(script)
        self._server = _Http(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The base address, as a chat client wants it."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def reply(self, body: dict[str, Any], key: str) -> Reply:
        """Note the request and say what to send."""
        self.requests.append(body)
        self.keys.append(key)
        return self._script(body)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _in_turn(replies: Sequence[Reply] | Reply) -> Script:
    waiting = [replies] if isinstance(replies, Reply) else list(replies)
    return lambda body: waiting.pop(0) if len(waiting) > 1 else waiting[0]


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: ScriptedServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is what half of the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on standard error."""

    def do_POST(self) -> None:
        """One chat completion, streamed or whole as the request asks."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        reply = self.server.owner.reply(body, self.headers.get("Authorization", ""))
        self.server.owner.stopping.wait(reply.pause)
        if reply.status != 200:
            # Real servers repeat the key in such messages; ours must not come through.
            error = {"error": {"message": f"refused {self.headers.get('Authorization', '')}", "code": reply.status}}
            self._whole(reply.status, json.dumps(error).encode(), reply.retry_after)
        elif reply.body is not None:
            self._whole(200, reply.body, "", "text/event-stream" if body.get("stream") else "application/json")
        elif body.get("stream"):
            self._stream(reply)
        else:
            choice = {
                "index": 0,
                "message": {"role": "assistant", "content": reply.text},
                "finish_reason": reply.finish,
            }
            self._whole(200, json.dumps(_envelope("chat.completion", choice)).encode())

    def _whole(self, status: int, body: bytes, retry_after: str = "", kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for _ in range(reply.pings):
            self._chunk(b": ping\n\n")
            self.server.owner.stopping.wait(reply.drip)
        for piece in _pieces(reply):
            if self.server.owner.stopping.is_set():
                break
            choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
            self._event(_envelope("chat.completion.chunk", choice))
            self.server.owner.stopping.wait(reply.drip)
        if reply.cut:
            self.close_connection = True
            return
        self._event(_envelope("chat.completion.chunk", {"index": 0, "delta": {}, "finish_reason": reply.finish}))
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _event(self, value: dict[str, Any]) -> None:
        self._chunk(b"data: " + json.dumps(value).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


def _pieces(reply: Reply) -> Iterator[str]:
    while True:
        for at in range(0, len(reply.text), _PIECE):
            yield reply.text[at : at + _PIECE]
        if not reply.endless:
            return


def _envelope(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {"id": "scripted", "object": kind, "created": 0, "model": "scripted", "choices": [choice]}
