"""The API: the same JSON contracts as the command line, as named endpoints and as MCP tools."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import gradio as gr
from gradio.events import api

from rag.claims import report_json
from rag.contract import answer_json, letter_info_json, verdict_json
from rag.errors import BriefwijzerError
from rag.page.checking import article_of
from rag.page.events import asked_of, history_of, language_of
from rag.page.live import Live
from rag.settings import Settings

_AT_ONCE = 4
_MOST = 50


def add_endpoints(live: Live, settings: Settings) -> None:
    """`ask`, `check`, `search` and `letters`, inside the Blocks that are being made."""
    limit = settings.question_limit

    def ask(question: str, history: list[str] | None = None, language: str = "auto") -> dict[str, Any]:
        """Answer a question in Dutch or English from letters of Dutch ministers, with verbatim quotes.

        Args:
            question: the question
            history: the earlier questions of the same talk, oldest first
            language: nl or en, for a question whose own language cannot be told, such as a name
        """
        bounded = asked_of(question, limit)
        with _told():
            return answer_json(live.now.ask(bounded, history_of(history, limit), language_of(language)))

    def check(claim: str, article: bool = False, language: str = "auto") -> dict[str, Any]:
        """Tell whether letters of Dutch ministers support or contradict a claim, with verbatim quotes for and against.

        Args:
            claim: what somebody wrote, in Dutch or English
            article: take `claim` for a whole article, and give a verdict on each of its sentences that claims something
            language: nl or en, for a claim whose own language cannot be told
        """
        with _told():
            if not article:
                return verdict_json(live.now.check(asked_of(claim, limit), language_of(language)))
            _, text = article_of({"text": claim})
            return report_json(live.now.check_article(text, language_of(language)))

    def search(query: str, count: int = 8) -> list[dict[str, Any]]:
        """Find the passages of the letters that are nearest to some words, best first.

        Args:
            query: words to look for, in Dutch or English
            count: how many passages, at most 50
        """
        most = max(1, min(int(count), _MOST))
        with _told():
            found = live.now.search(asked_of(query, limit), most)
        return [
            {
                "passage": item.passage.id,
                "score": round(item.hit.score, 4),
                "text": item.passage.text,
                "translation": " ".join(item.translation) if item.translation else None,
                "section": item.passage.section,
                "letter": letter_info_json(item.letter),
            }
            for item in found
        ]

    def letters() -> list[dict[str, Any]]:
        """List the letters that answers come from, oldest first."""
        return [letter_info_json(info) for info in live.now.letters()]

    for endpoint in (ask, check, search, letters):
        api(endpoint, api_name=endpoint.__name__, concurrency_limit=_AT_ONCE)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Our own errors reach the caller with their line; all others only say that there was one."""
    try:
        yield
    except BriefwijzerError as error:
        raise gr.Error(str(error)) from error
