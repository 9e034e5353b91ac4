"""The API as programs use it: Gradio's own client, plain HTTP, and a real MCP client."""

from __future__ import annotations

import asyncio
import json
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from rag.contract import answer_from_json, answer_json, letter_info_json, verdict_from_json, verdict_json
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings
from tests.browser.server import served

pytestmark = pytest.mark.server

QUESTION = "Hoeveel heeft Nederland bijgedragen aan humanitaire hulp sinds het begin van de crisis?"


@pytest.fixture(scope="module")
def address(index: Settings) -> Iterator[str]:
    with served([sys.executable, "-m", "tests.browser.start", "mcp"], data=index.data) as address:
        yield address


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.fixture(scope="module")
def client(address: str) -> Any:
    from gradio_client import Client  # type: ignore[import-untyped]

    return Client(address, verbose=False)


def _without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in ("seconds", "receipt")}


def test_ask_gives_the_contract(client: Any, pipeline: Pipeline) -> None:
    told = client.predict(question=QUESTION, api_name="/ask")
    assert _without_time(told) == _without_time(answer_json(pipeline.ask(QUESTION)))
    assert "360 miljoen euro" in answer_from_json(told).citations[0].quote


def test_ask_takes_the_talk_and_a_language(client: Any) -> None:
    told = client.predict(question="En in 2025?", history=[QUESTION], language="en", api_name="/ask")
    assert told["language"] == "nl", "its own language goes before"
    assert "2025" in told["rewritten"]
    for language in ("nl", "en"):
        told = client.predict(question="Aleppo", language=language, api_name="/ask")
        assert told["language"] == language


def test_a_question_beyond_all_bounds_is_cut(client: Any, index: Settings) -> None:
    told = client.predict(question="woord " * 100_000, history=["x" * 50_000] * 500, api_name="/ask")
    assert len(told["question"]) <= index.question_limit + 1
    assert told["notices"]


CLAIM = "Nederland heeft 460 miljoen euro bijgedragen aan humanitaire hulp sinds het begin van de crisis."


def test_check_gives_the_contract(client: Any, pipeline: Pipeline) -> None:
    told = client.predict(claim=CLAIM, api_name="/check")
    assert _without_time(told) == _without_time(verdict_json(pipeline.check(CLAIM)))
    verdict = verdict_from_json(told)
    assert verdict.label == "contradicted"
    assert "360 miljoen euro" in verdict.against[0].quote


def test_check_takes_an_article(client: Any) -> None:
    told = client.predict(claim=f"Een kop\n\n{CLAIM} Klopt dat?", article=True, api_name="/check")
    assert [item["label"] for item in told["verdicts"]] == ["contradicted"]
    assert [item["why"] for item in told["passed_over"]] == ["heading", "question"]
    assert len(told["searched"]["letters"]) == 2
    assert client.predict(claim="x y z", language="en", api_name="/check")["language"] == "en"


def test_what_cannot_be_checked_is_told_in_one_line(client: Any) -> None:
    from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

    with pytest.raises(AppError, match="longer than"):
        client.predict(claim="woord " * 200_000, article=True, api_name="/check")
    told = client.predict(claim="woord " * 200_000, api_name="/check")
    assert told["label"] == "not_found"


def test_search_and_letters(client: Any, pipeline: Pipeline) -> None:
    found = client.predict(query="minderheden", count=3, api_name="/search")
    assert [item["passage"] for item in found] == [item.passage.id for item in pipeline.search("minderheden", 3)]
    assert client.predict(api_name="/letters") == [letter_info_json(info) for info in pipeline.letters()]


def test_the_page_has_no_other_endpoints(client: Any) -> None:
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert set(named) == {"/ask", "/check", "/search", "/letters"}


def test_health(address: str) -> None:
    with urllib.request.urlopen(f"{address}/health") as told:
        assert json.load(told) == {"status": "ok", "letters": 2}


def test_a_real_mcp_client_asks_and_checks(address: str, pipeline: Pipeline) -> None:
    async def use() -> tuple[set[str], Any, Any]:
        from mcp import ClientSession
        from mcp.client.streamable_http import streamable_http_client

        async with (
            streamable_http_client(f"{address}/gradio_api/mcp/") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            tools = await session.list_tools()
            told = await session.call_tool("ask", {"question": QUESTION})
            verdict = await session.call_tool("check", {"claim": CLAIM})
            return {tool.name for tool in tools.tools}, told, verdict

    tools, told, verdict = asyncio.run(use())
    assert tools == {"ask", "check", "search", "letters"}
    assert not told.isError
    assert _without_time(json.loads(told.content[0].text)) == _without_time(answer_json(pipeline.ask(QUESTION)))
    assert not verdict.isError
    assert _without_time(json.loads(verdict.content[0].text)) == _without_time(verdict_json(pipeline.check(CLAIM)))
