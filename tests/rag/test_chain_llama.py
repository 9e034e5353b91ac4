"""The prompt chain against the real thing: llama.cpp with a base model of 270 million parameters.

The model is far too weak to answer anybody. What holds all the same: its text streams, is
bounded in time, is taken apart, and nothing of it is shown that does not stand in the letters.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from rag.chain import PromptChain, draft
from rag.chat import open_chat
from rag.errors import ChatError
from rag.raw_answer import parse
from rag.settings import Settings, load_settings
from rag.types import Draft, Evidence
from tests.rag.evidence import holding
from tests.servers.llama import serving

PIECES = 30
pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("llama")) as address:
        yield address


@pytest.fixture
def evidence() -> list[Evidence]:
    return holding("ongeveer 25.000 mensen")


def settings(url: str, timeout: float) -> Settings:
    return load_settings(
        chat_model="openai:gemma", chat_base_url=url, chat_timeout=timeout, chat_retries=0, chat_context=400
    )


def test_an_answer_streams_and_only_what_stands_there_is_kept(url: str, evidence: list[Evidence]) -> None:
    # A base model need not stop, and two busy cores take half a minute for the prompt alone.
    chain = PromptChain(open_chat(settings(url, 150)), settings(url, 150))
    pieces: list[str] = []
    whole: Draft | None = None
    for item in chain.stream("Hoeveel mensen zijn er geëvacueerd?", "nl", evidence):
        if isinstance(item, Draft):
            whole = item
        else:
            pieces.append(item)
        if len(pieces) == PIECES:
            break
    assert len(pieces) > 3
    text = "".join(pieces)
    assert text.strip()
    assert "\ufffd" not in text  # letters with accents may be cut over two pieces; joined they are whole
    read = parse(text)
    assert read.statements or read.refused
    result = draft(read, evidence, "nl")
    assert whole in (None, result)
    assert len(result.statements) + len(result.rejected) in (len(read.statements), 0)
    source = evidence[0].passage
    for statement in result.statements:
        assert 1 <= len(statement.refs) <= 3
        assert all(ref.passage == source.id and ref.index < len(source.sentences) for ref in statement.refs)


def test_the_time_limit_holds(url: str, evidence: list[Evidence]) -> None:
    chain = PromptChain(open_chat(settings(url, 0.3)), settings(url, 0.3))
    began = time.monotonic()
    with pytest.raises(ChatError, match=r"within 0\.3 s|in time"):
        chain.compose("Hoeveel mensen zijn er geëvacueerd?", "nl", evidence)
    assert time.monotonic() - began < 3
