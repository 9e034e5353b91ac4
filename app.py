"""The page of Briefwijzer: `python app.py` serves it and prints its address."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import BriefwijzerError
from rag.page.listen import listen

if TYPE_CHECKING:
    import gradio as gr

    from rag.page.live import Live
    from rag.page.options import Options, Tools
    from rag.pipeline import Pipeline
    from rag.settings import Settings

# Questions that people asked of the letters that come with Briefwijzer.
EXAMPLES = Path(__file__).parent / "ingest" / "letters" / "examples.jsonl"
RUNS = Path(__file__).parent / "eval" / "runs"


def build(pipeline: Pipeline, settings: Settings, options: Options | None = None) -> gr.Blocks:
    """The page over a pipeline; `serve`, or `rag.page.serve.web_app`, puts it on the network."""
    from rag.page.live import Live
    from rag.page.options import Options

    live = Live(pipeline)
    return _page(live, settings, options or Options.of(settings), _tools(live, settings))


def _page(live: Live, settings: Settings, options: Options, tools: Tools) -> gr.Blocks:
    from rag.page.build import blocks
    from rag.page.suggest import Suggestions, read_candidates

    return blocks(live, settings, Suggestions(live, read_candidates(EXAMPLES)), options, tools)


def _tools(live: Live, settings: Settings) -> Tools:
    from eval.harness import Harness
    from ingest.added import Added
    from rag.page.options import Tools

    return Tools(measures=Harness(live, settings, RUNS), adder=Added(settings))


def serve(settings: Settings, options: Options | None = None) -> None:
    """Serve the page until it is stopped; `options` in place of those that the settings switch on.

    Raises BriefwijzerError where there is no index, or the address is taken.
    """
    with listen(settings.host, settings.port) as bound:
        from rag.page.live import Live
        from rag.page.options import Options
        from rag.page.serve import run, web_app
        from rag.pipeline import open_pipeline

        chosen = options or Options.of(settings)
        live = Live(open_pipeline(settings))
        tools = _tools(live, settings)
        app = web_app(_page(live, settings, chosen, tools), live, settings, chosen, tools)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"Briefwijzer: http://{host}:{settings.port}  (stop with Ctrl+C)", flush=True)
        run(app, bound)


def main() -> int:
    """Exit codes: 0 stopped, 2 could not start."""
    from rag.settings import load_settings

    try:
        with contextlib.suppress(KeyboardInterrupt):
            serve(load_settings())
    except BriefwijzerError as error:
        print(f"briefwijzer: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
