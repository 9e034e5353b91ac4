"""The whole way over a real Chroma server: ingest, ask, a server that dies and comes back, another machine's ingest."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ingest.cli import main
from ingest.index import Parsed, update
from rag.errors import StoreError
from rag.settings import load_settings
from rag.store import open_store
from tests.ingest.synthetic import LengthEmbedder, letter, put, state
from tests.servers.chroma import chroma_server, free_port

pytestmark = pytest.mark.server


def test_ingest_over_a_server_that_dies_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rag.embedding.open_embedder", lambda model: LengthEmbedder())
    port = free_port()
    put(tmp_path / "letters", 1)
    put(tmp_path / "letters", 2)
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BRIEFWIJZER_CHROMA_URL", f"http://127.0.0.1:{port}")
    settings = load_settings()
    with chroma_server(tmp_path, port) as (_, process):
        assert main(["--quiet", str(tmp_path / "letters")]) == 0
        before = state(settings)
        assert len(before[0]) == 2
        assert not (tmp_path / "data" / "chroma").exists()
        capsys.readouterr()
        reader = open_store(settings)
        manifest = reader.manifest()
        process.kill()
        process.wait()
        started = time.monotonic()
        with pytest.raises(StoreError, match="BRIEFWIJZER_CHROMA_URL"):
            reader.near(manifest.model, LengthEmbedder().queries(["De brug."])[0], 5)
        assert main(["--quiet", str(tmp_path / "letters")]) == 2
        assert time.monotonic() - started < 12
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("ingest: Chroma failed while opening the index: ")
    with chroma_server(tmp_path, port):
        assert state(settings) == before
        # The reader that was there all along goes on, too.
        assert len(reader.near(manifest.model, LengthEmbedder().queries(["De brug."])[0], 5)) == 5
        assert main(["--quiet", str(tmp_path / "letters")]) == 0
        assert "2 unchanged" in capsys.readouterr().out
        assert state(settings) == before


def test_the_ingests_of_two_machines_do_not_mix(tmp_path: Path) -> None:
    """Two data folders stand for two machines, whose locks do not see each other."""
    with chroma_server(tmp_path) as (url, _):
        one = load_settings(data=tmp_path / "one", chroma_url=url)
        other = load_settings(data=tmp_path / "other", chroma_url=url)
        with open_store(one, write=True) as mine, open_store(other, write=True) as theirs:
            update(mine, LengthEmbedder(), [Parsed(letter(1), {})])
            manifest = theirs.manifest()
            update(mine, LengthEmbedder(), [Parsed(letter(2), {})])
            before = state(one)
            with pytest.raises(StoreError, match=r"Another ingest changed the index meanwhile.* Run this again\."):
                theirs.publish(manifest)
            assert state(one) == before
            assert update(theirs, LengthEmbedder(), [Parsed(letter(3), {})]).added == ("kst-35000-V-3",)
            assert len(state(one)[0]) == 3
