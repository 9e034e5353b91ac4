"""The API as programs use it: Gradio's own client, plain HTTP, and a real MCP client."""

from __future__ import annotations

import asyncio
import json
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from rag.contract import answer_from_json, answer_json, letter_info_json
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


def test_search_and_letters(client: Any, pipeline: Pipeline) -> None:
    found = client.predict(query="minderheden", count=3, api_name="/search")
    assert [item["passage"] for item in found] == [item.passage.id for item in pipeline.search("minderheden", 3)]
    assert client.predict(api_name="/letters") == [letter_info_json(info) for info in pipeline.letters()]


def test_the_page_has_no_other_endpoints(client: Any) -> None:
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert set(named) == {"/ask", "/search", "/letters"}


def test_health(address: str) -> None:
    with urllib.request.urlopen(f"{address}/health") as told:
        assert json.load(told) == {"status": "ok", "letters": 2}


def test_a_real_mcp_client_asks(address: str, pipeline: Pipeline) -> None:
    async def ask() -> tuple[set[str], Any]:
        from mcp import ClientSession
        from mcp.client.streamable_http import streamable_http_client

        async with (
            streamable_http_client(f"{address}/gradio_api/mcp/") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            tools = await session.list_tools()
            told = await session.call_tool("ask", {"question": QUESTION})
            return {tool.name for tool in tools.tools}, told

    tools, told = asyncio.run(ask())
    assert tools == {"ask", "search", "letters"}
    assert not told.isError
    assert pipeline.ask(QUESTION).citations[0].quote in told.content[0].text
