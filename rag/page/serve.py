"""The server of the page: Gradio inside an app of our own, with a health address and careful headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI

from rag.page.shell import head
from rag.pipeline import Pipeline
from rag.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LARGEST = "10mb"
# Gradio compiles its templates in the browser and writes styles in place, hence the two unsafe words.
# What counts: nothing is fetched from or sent to anywhere else, and no form goes anywhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'none'; frame-ancestors 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class Careful:
    """Adds the headers above to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, receive, careful if scope["type"] == "http" else send)


def web_app(page: gr.Blocks, pipeline: Pipeline, settings: Settings) -> FastAPI:
    """The page, its API and `/health`, as an ASGI app."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Careful)

    @app.get("/health")
    def health() -> dict[str, Any]:
        return {"status": "ok", "letters": len(pipeline.letters())}

    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=_LARGEST,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        theme=_theme(),
        head=head(),
    )
    return app


def _theme() -> Any:
    """Gradio's plainest theme with the reader's own fonts: nothing is fetched."""
    sans = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
    return gr.themes.Base(font=sans, font_mono=["ui-monospace", "monospace"])
