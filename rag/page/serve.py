"""The server of the page: Gradio inside an app of our own, with a health address."""

from __future__ import annotations

import json
import socket
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import FileResponse

from rag.page.lean import Lean
from rag.page.live import Live
from rag.page.options import Options, Tools
from rag.page.shell import head
from rag.settings import Settings

_LARGEST = "10mb"
# The report holds its style and script, and may neither fetch nor send, nor reach the page.
_REPORT = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; sandbox allow-scripts"
)


def web_app(page: gr.Blocks, live: Live, settings: Settings, options: Options, tools: Tools) -> FastAPI:
    """The page, its API and `/health`, as an ASGI app."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Lean)

    @app.get("/health")
    def health() -> dict[str, Any]:
        return {"status": "ok", "letters": len(live.now.letters())}

    @app.get("/static/js/iframeResizer.contentWindow.min.js")
    def resizer() -> Response:
        """Gradio loads 5 kB to be embedded in other people's pages; ours is not."""
        return Response(media_type="text/javascript")

    @app.get("/report")
    def report() -> Response:
        """The latest report of the eval harness; it runs by itself, apart from the page."""
        path = tools.measures.report() if tools.measures else None
        if path is None:
            return Response("No report. Run: python -m eval run", 404, media_type="text/plain")
        return FileResponse(path, media_type="text/html", headers={"content-security-policy": _REPORT})

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
        mcp_server=options.mcp,
        theme=_theme(),
        head=head(),
    )
    if options.mcp:
        _answer_in_json(page.mcp_server_obj)
    return app


def _answer_in_json(server: Any) -> None:
    """Gradio 6 gives an MCP client `str()` of what a tool returns: Python's writing, which is not JSON."""
    told = server.postprocess_output_data

    def in_json(data: list[Any], root_url: str) -> Any:
        return told([json.dumps(value, ensure_ascii=False) for value in data], root_url)

    server.postprocess_output_data = in_json


def _theme() -> Any:
    """Gradio's plainest theme with the reader's own fonts: nothing is fetched."""
    sans = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
    return gr.themes.Base(font=sans, font_mono=["ui-monospace", "monospace"])


def run(app: FastAPI, bound: socket.socket) -> None:
    """Serve on a socket until stopped. No access log: it would hold who asked when."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    uvicorn.Server(config).run(sockets=[bound])
