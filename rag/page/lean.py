"""What makes the page light: parts packed as small as they go, kept packed, and careful headers.

Gradio packs its scripts at brotli level 4 for each request, and not the document. Level 11 saves
14 % of them, but takes 0.4 s for the largest: the first request is packed fast, the rest small.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FAST, _SMALL = 5, 11
_KEPT = 400
_LARGEST = 4_000_000
_YEAR = b"public, max-age=31536000, immutable"

# Gradio compiles its templates in the browser and writes styles in place, hence the two unsafe words.
# What counts: nothing is fetched from or sent to anywhere else, and no form goes anywhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'none'; frame-ancestors 'self'"
)

Headers = list[tuple[bytes, bytes]]


class Lean:
    """Around the whole app. Leaves everything but documents, scripts and styles as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._packed: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "pack")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not _packable(scope["path"]):
            await self._app(scope, receive, _with_headers(send) if scope["type"] == "http" else send)
            return
        brief = any(name == b"accept-encoding" and b"br" in value for name, value in scope["headers"])
        plain = {
            **scope,
            "headers": [(n, v) for n, v in scope["headers"] if n not in (b"accept-encoding", b"range")],
        }
        await self._app(plain, receive, _Packer(self, scope["path"], send).send if brief else _with_headers(send))

    def pack(self, path: str, body: bytes) -> bytes:
        """`body` in brotli; a part that never changes is packed smaller in the background for next time."""
        if not _lasting(path):
            return _brotli(body, _FAST)
        with self._lock:
            if path in self._packed:
                return self._packed[path]
            first = _brotli(body, _FAST)
            if len(self._packed) < _KEPT:
                self._packed[path] = first
                self._worker.submit(self._smaller, path, body)
            return first

    def _smaller(self, path: str, body: bytes) -> None:
        self._packed[path] = _brotli(body, _SMALL)


def _brotli(body: bytes, level: int) -> bytes:
    packed: bytes = brotli.compress(body, quality=level)
    return packed


class _Packer:
    """Gathers one response, and sends it on packed."""

    def __init__(self, lean: Lean, path: str, send: Send) -> None:
        self._lean, self._path, self._send = lean, path, send
        self._start: Message = {}
        self._body = b""
        self._through = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            length = int(dict(message["headers"]).get(b"content-length", b"0"))
            self._through = message["status"] != 200 or length > _LARGEST
            if self._through:
                await self._send({**message, "headers": _careful(message["headers"], self._path)})
            return
        if self._through or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        packed = self._lean.pack(self._path, self._body)
        dropped = (b"content-length", b"accept-ranges", b"last-modified", b"vary")
        headers = [(name, value) for name, value in self._start["headers"] if name not in dropped]
        headers += [
            (b"content-length", str(len(packed)).encode()),
            (b"content-encoding", b"br"),
            (b"vary", b"accept-encoding"),
        ]
        await self._send({**self._start, "headers": _careful(headers, self._path)})
        await self._send({"type": "http.response.body", "body": packed})


def _packable(path: str) -> bool:
    return path in {"/", "/theme.css"} or (_lasting(path) and path.endswith((".js", ".css", ".svg")))


def _lasting(path: str) -> bool:
    """Gradio's files, which change only with its version."""
    return path.startswith(("/assets/", "/static/"))


def _with_headers(send: Send) -> Send:
    async def careful(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _careful(message.get("headers", []), "")}
        await send(message)

    return careful


def _careful(headers: Headers, path: str) -> Headers:
    """The policy belongs to documents; files with a hash in their name may be kept for ever."""
    document = any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers)
    added: Headers = [(b"x-content-type-options", b"nosniff")]
    if document and not any(name == b"content-security-policy" for name, _ in headers):
        added += [(b"content-security-policy", _POLICY.encode()), (b"referrer-policy", b"no-referrer")]
    if path.startswith("/assets/"):
        added.append((b"cache-control", _YEAR))
    return [*headers, *added]
