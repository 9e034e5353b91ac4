"""The page put together from Gradio's parts. Imports Gradio, so import this only to serve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from rag.articles import MOST_CHARACTERS
from rag.page import adding, events, measure, shell, verdicts
from rag.page.api import add_endpoints
from rag.page.feedback import Feedback
from rag.page.letters import list_html
from rag.page.live import Live
from rag.page.measuring import Measuring
from rag.page.options import Options, Tools
from rag.page.suggest import Suggestions
from rag.page.texts import say
from rag.settings import Settings

# Answers made at once; more wait in the queue, and beyond its size are refused with a message.
_AT_ONCE = 4
_WAITING = 64

# Events of the page are no endpoints of the API, and show no progress of Gradio's own.
_OURS: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": _AT_ONCE}
_ALONE = {**_OURS, "concurrency_limit": 1}


def blocks(live: Live, settings: Settings, suggestions: Suggestions, options: Options, tools: Tools) -> gr.Blocks:
    """The page with its events and the API's endpoints, not yet served."""
    adder = tools.adder if options.adding else None
    panels = ["ask", "letters", "check", *(["measure"] if tools.measures else []), *(["add"] if adder else [])]
    with gr.Blocks(title=f"Briefwijzer – {say('tagline', 'nl')}", analytics_enabled=False, fill_width=True) as page:
        _part("top", shell.top(panels))
        _ask_panel(live, settings, suggestions, Feedback(settings.data) if options.feedback else None)
        listed = _letters_panel(live, settings)
        _check_panel(live)
        if tools.measures:
            _measure_panel(tools.measures)
        if adder:
            _add_panel(live, adder, listed)
        add_endpoints(live, settings)
    page.queue(max_size=_WAITING, default_concurrency_limit=_AT_ONCE)
    return page  # type: ignore[no-any-return]


def _ask_panel(live: Live, settings: Settings, suggestions: Suggestions, feedback: Feedback | None) -> None:
    def ask(event: gr.EventData) -> Iterator[str]:
        yield from events.ask(live.now, suggestions.after, _sent(event), judged=feedback is not None)

    with _panel("ask"):
        _part("talk", shell.talk())
        now = _part("now")
        form = _part("ask", shell.ask_form(settings.question_limit), events=("ask", "stop"))
        _part("examples", shell.newcomers(suggestions.first("nl"), suggestions.first("en")))
        _part("about", shell.about(live.now.letters(), stored=feedback is not None))
        asking = form.ask(ask, None, now, api_name="page_ask", trigger_mode="multiple", **_OURS)
        form.stop(None, None, None, cancels=[asking])
        if feedback is not None:
            _feedback(feedback)


def _feedback(feedback: Feedback) -> None:
    def judge(event: gr.EventData) -> str:
        return events.judge(feedback, _sent(event))

    judged = _part("judged", events=("judge",))
    judged.judge(judge, None, judged, api_name="page_judge", **_OURS)


def _letters_panel(live: Live, settings: Settings) -> gr.HTML:
    def find(event: gr.EventData) -> str:
        return events.find(live.now, _sent(event))

    def open_letter(event: gr.EventData) -> str:
        return events.open_letter(live.now, _sent(event))

    with _panel("letters"):
        search = _part("find", shell.find_form(settings.question_limit), events=("find",))
        found = _part("found")
        listed: gr.HTML = _part("list", list_html(live.now.letters()))
        reader = _part("reader", events=("open",))
        search.find(find, None, found, api_name="page_find", **_OURS)
        reader.open(open_letter, None, reader, api_name="page_open", trigger_mode="multiple", **_OURS)
    return listed


def _check_panel(live: Live) -> None:
    def check(event: gr.EventData) -> Iterator[tuple[str, str]]:
        yield from events.check(live.now, _sent(event))

    def export(event: gr.EventData) -> str:
        return events.export(_sent(event))

    with _panel("check"):
        form = _part(
            "check", verdicts.form_html(adding.MOST_BYTES, MOST_CHARACTERS), events=("check", "halt", "export")
        )
        progress = _part("progress")
        checked = _part("checked")
        files = _part("exported")
        checking = form.check(check, None, [progress, checked], api_name="page_check", **_OURS)
        form.halt(None, None, None, cancels=[checking])
        form.export(export, None, files, api_name="page_export", **_OURS)


def _measure_panel(measures: measure.Measures) -> None:
    measuring = Measuring(measures)

    def run(event: gr.EventData) -> Iterator[str]:
        yield from measuring.run(_sent(event))

    with _panel("measure"):
        form = _part("gold", measure.form_html(), events=("measure",))
        own = _part("measured")
        _part("runs", measure.measure_html(measures))
        form.measure(run, None, own, api_name="page_measure", **_ALONE)


def _add_panel(live: Live, adder: adding.Adder, listed: gr.HTML) -> None:
    def read(event: gr.EventData) -> str:
        return events.read_letter(live, adder, _sent(event))

    def accept(event: gr.EventData) -> tuple[str, str]:
        told = events.add_letter(live, adder, _sent(event))
        return told, list_html(live.now.letters())

    with _panel("add"):
        form = _part("file", adding.form_html(), events=("read", "accept", "discard"))
        outcome = _part("outcome")
        form.read(read, None, outcome, api_name="page_read", **_OURS)
        form.accept(accept, None, [outcome, listed], api_name="page_accept", **_ALONE)
        form.discard(lambda: adding.told_html("discarded"), None, outcome, api_name="page_discard", **_OURS)


def _panel(name: str) -> gr.Column:
    return gr.Column(elem_id=f"bw-panel-{name}", elem_classes="bw-panel")


def _part(name: str, html: str = "", events: tuple[str, ...] = ()) -> Any:
    """A part of the page. `events` are what its script may send; Gradio finds their names in the script."""
    sends = f" // {' '.join(repr(event) for event in events)}" if events else ""
    script = f"bw.mount('{name}', trigger, watch);{sends}"
    return gr.HTML(html, elem_id=f"bw-{name}", js_on_load=script, apply_default_css=False)


def _sent(event: Any) -> dict[str, Any]:
    data = event._data
    return data if isinstance(data, dict) else {}
