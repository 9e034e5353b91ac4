"""The page of Briefwijzer: `python app.py` serves it and prints its address."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

from rag.errors import BriefwijzerError, SettingsError

if TYPE_CHECKING:
    import gradio as gr

    from rag.pipeline import Pipeline
    from rag.settings import Settings


def build(pipeline: Pipeline, settings: Settings) -> gr.Blocks:
    """The page over a pipeline; `serve` or `rag.page.serve.web_app` puts it on the network."""
    from rag.page.build import blocks
    from rag.page.suggest import Suggestions

    return blocks(pipeline, settings, Suggestions(pipeline))


def serve(settings: Settings) -> None:
    """Serve the page until it is stopped.

    Raises BriefwijzerError where there is no index, or the address is taken.
    """
    with listen(settings.host, settings.port) as bound:
        import uvicorn

        from rag.page.serve import web_app
        from rag.pipeline import open_pipeline

        pipeline = open_pipeline(settings)
        app = web_app(build(pipeline, settings), pipeline, settings)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"Briefwijzer: http://{host}:{settings.port}  (stop with Ctrl+C)", flush=True)
        # No access log: it would hold who asked when.
        server = uvicorn.Server(uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3
        ))
        server.run(sockets=[bound])


def listen(host: str, port: int) -> socket.socket:
    """A socket on the address, taken before anything slow is done. Raises SettingsError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"Cannot serve on {host}:{port}: {error.strerror or error}. "
            f"Stop what uses it, or choose another: BRIEFWIJZER_PORT={port + 1 if port < 65_535 else 7860} python app.py"
        ) from None
    return bound


def main() -> int:
    """Exit codes: 0 stopped, 2 could not start."""
    from rag.settings import load_settings

    try:
        serve(load_settings())
    except BriefwijzerError as error:
        print(f"briefwijzer: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
