"""The page of Briefwijzer: `python app.py` serves it and prints its address."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import BriefwijzerError, SettingsError

if TYPE_CHECKING:
    import gradio as gr

    from rag.page.options import Options
    from rag.pipeline import Pipeline
    from rag.settings import Settings

# Questions that people asked of the letters that come with Briefwijzer.
EXAMPLES = Path(__file__).parent / "ingest" / "letters" / "examples.jsonl"


def build(pipeline: Pipeline, settings: Settings, options: Options | None = None) -> gr.Blocks:
    """The page over a pipeline; `serve`, or `rag.page.serve.web_app`, puts it on the network."""
    from rag.page.build import blocks
    from rag.page.options import Options
    from rag.page.suggest import Suggestions, read_candidates

    suggestions = Suggestions(pipeline, read_candidates(EXAMPLES))
    return blocks(pipeline, settings, suggestions, options or Options.of(settings))


def serve(settings: Settings, options: Options | None = None) -> None:
    """Serve the page until it is stopped; `options` in place of those that the settings switch on.

    Raises BriefwijzerError where there is no index, or the address is taken.
    """
    with listen(settings.host, settings.port) as bound:
        from rag.page.options import Options
        from rag.page.serve import run, web_app
        from rag.pipeline import open_pipeline

        chosen = options or Options.of(settings)
        pipeline = open_pipeline(settings)
        app = web_app(build(pipeline, settings, chosen), pipeline, settings, chosen)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"Briefwijzer: http://{host}:{settings.port}  (stop with Ctrl+C)", flush=True)
        run(app, bound)


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
            f"Stop what uses it, or choose another port: BRIEFWIJZER_PORT={port % 65_535 + 1} python app.py"
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
