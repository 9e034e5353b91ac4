"""The page put together from Gradio's parts. Imports Gradio, so import this only to serve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from rag.page import events, shell
from rag.page.api import add_endpoints
from rag.page.letters import list_html
from rag.page.options import Options
from rag.page.suggest import Suggestions
from rag.page.texts import say
from rag.pipeline import Pipeline
from rag.settings import Settings

# Answers made at once; more wait in the queue, and beyond its size are refused with a message.
_AT_ONCE = 4
_WAITING = 64


def blocks(pipeline: Pipeline, settings: Settings, suggestions: Suggestions, options: Options) -> gr.Blocks:
    """The page with its events and the API's endpoints, not yet served."""
    panels = ["ask", "letters"]
    with gr.Blocks(title=f"Briefwijzer – {say('tagline', 'nl')}", analytics_enabled=False, fill_width=True) as page:
        _part("top", shell.top(panels))
        with gr.Column(elem_id="bw-panel-ask", elem_classes="bw-panel"):
            _part("talk", shell.talk())
            now = _part("now")
            form = _part("ask", shell.ask_form(settings.question_limit), events=("ask", "stop"))
            _part("examples", shell.newcomers(suggestions.first("nl"), suggestions.first("en")))
            _part("about", shell.about(pipeline.letters()))
        with gr.Column(elem_id="bw-panel-letters", elem_classes="bw-panel"):
            search = _part("find", shell.find_form(settings.question_limit), events=("find",))
            found = _part("found")
            _part("list", list_html(pipeline.letters()))
            reader = _part("reader", events=("open",))

        def ask(event: gr.EventData) -> Iterator[str]:
            yield from events.ask(pipeline, suggestions.after, _sent(event))

        def find(event: gr.EventData) -> str:
            return events.find(pipeline, _sent(event))

        def open_letter(event: gr.EventData) -> str:
            return events.open_letter(pipeline, _sent(event))

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": _AT_ONCE}
        asking = form.ask(ask, None, now, api_name="page_ask", trigger_mode="multiple", **quiet)
        form.stop(None, None, None, cancels=[asking])
        search.find(find, None, found, api_name="page_find", **quiet)
        reader.open(open_letter, None, reader, api_name="page_open", trigger_mode="multiple", **quiet)
        add_endpoints(pipeline)
    page.queue(max_size=_WAITING, default_concurrency_limit=_AT_ONCE)
    return page  # type: ignore[no-any-return]


def _part(name: str, html: str = "", events: tuple[str, ...] = ()) -> Any:
    """A part of the page. `events` are what its script may send; Gradio finds their names in the script."""
    sends = f" // {' '.join(repr(event) for event in events)}" if events else ""
    script = f"bw.mount('{name}', trigger, watch);{sends}"
    return gr.HTML(html, elem_id=f"bw-{name}", js_on_load=script, apply_default_css=False)


def _sent(event: Any) -> dict[str, Any]:
    data = event._data
    return data if isinstance(data, dict) else {}
