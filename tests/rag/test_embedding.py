"""Both embedding engines, and the bundled model written out for the other one."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import rag.embedding
from ingest.index import Parsed, texts_of, update
from rag import export
from rag.embedding import BundledEmbedder, Embedder, SentenceTransformersEmbedder, Vectors, open_embedder
from rag.errors import IndexMismatch, ModelError
from rag.export import export_model
from rag.library import Library
from rag.settings import load_settings
from rag.store import open_store
from tests.ingest.synthetic import letter, state
from tests.rag.letters import letters

QUESTIONS = (
    "Hoeveel geld geeft Nederland aan noodhulp?",
    "What does the cabinet do for the protection of minorities?",
    "Wie ondertekende de brief van 19 september 2025?",
    "¿Qué dice la carta?",
    "ماذا تقول الرسالة؟",
    "",
    "?",
)
ODD = (
    "20 % (½) van € 3,5 mld. – “zeer” veel…",
    "eerste\r\nregel\ttweede   regel",
    " met randen ",
    "ﬁnanciële ①②③ ﷺ",
    "😀😀 \U0001fb25\U0001fb25 丂丂丂",
    "zacht\u00adkoppel \u200bnul\ufeffbreed \u00a0vast",
    "<s> </s> <pad> <mask>",
    "▁▁ literal ▁mark",
    "\x01\x02 controls \x7f",
    "a" * 300,
)
LONG = "De minister schrijft over de brug bij Zwolle, die in de herfst weer opengaat voor het verkeer. " * 24
TAIL = "In Syrië bewaakt de kat van de buren intussen een berg gele citroenen."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export over what is left of an earlier one."""
    folder = tmp_path_factory.mktemp("models") / "small"
    folder.mkdir()
    (folder / "export.json").write_text("{}")
    (folder / "README.md").write_text("stale")
    export_model(folder)
    return folder


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.fixture(scope="module")
def other(folder: Path) -> SentenceTransformersEmbedder:
    return SentenceTransformersEmbedder(str(folder))


@pytest.fixture(params=["bundled", "other"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    made: Embedder = request.getfixturevalue(request.param)
    return made


def alike(one: Vectors, another: Vectors) -> float:
    """The lowest cosine of two rows at the same place."""
    assert one.shape == another.shape
    return float((one * another).sum(axis=1).min())


def test_same_vectors_for_the_letters(bundled: BundledEmbedder, other: SentenceTransformersEmbedder) -> None:
    texts = {p.text for one in letters() for p in one.passages}
    texts |= {s.plain for one in letters() for p in one.passages for s in p.sentences}
    assert len(texts) > 150
    ordered = sorted(texts)
    assert alike(bundled.passages(ordered), other.passages(ordered)) >= 0.9995  # .9998 measured


def test_same_vectors_for_questions_and_odd_texts(
    bundled: BundledEmbedder, other: SentenceTransformersEmbedder
) -> None:
    assert alike(bundled.queries(QUESTIONS), other.queries(QUESTIONS)) >= 0.9995
    assert alike(bundled.queries(ODD), other.queries(ODD)) >= 0.999


def test_same_number_of_tokens(bundled: BundledEmbedder, other: SentenceTransformersEmbedder) -> None:
    """The engine itself tells how many tokens it reads; equal numbers for many texts, equal tokenizers."""
    texts = [*QUESTIONS, *ODD, *(s.plain for one in letters() for p in one.passages for s in p.sentences)]
    tokenizer = other._model.tokenizer
    for text in map(rag.embedding._clean, texts):
        assert len(tokenizer("passage: " + text)["input_ids"]) == bundled._model.token_count(text), text


def test_queries_and_passages_differ_by_their_prefix(embedder: Embedder) -> None:
    assert alike(embedder.queries(["De brug gaat open."]), embedder.passages(["De brug gaat open."])) < 0.99


def test_nothing_in_nothing_out(embedder: Embedder) -> None:
    assert embedder.queries([]).shape == embedder.passages([]).shape == (0, 384)


def test_length_one(embedder: Embedder) -> None:
    vectors = np.vstack([embedder.queries(QUESTIONS), embedder.passages([*ODD, "\ud800", "\ufdfa" * 12])])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_nul_does_not_cut(embedder: Embedder) -> None:
    cut, whole, spaced = embedder.passages(["De brug", "De brug\0gaat open", "De brug gaat open"])
    assert whole @ spaced > 0.99999
    assert whole @ cut < 0.99


def test_loose_accents_are_composed(embedder: Embedder) -> None:
    text = "Wat doet de coördinatie in België?"
    composed, loose = embedder.queries([text, unicodedata.normalize("NFD", text)])
    assert composed @ loose > 0.99999


def test_a_pile_of_accents_takes_no_time() -> None:
    start = time.perf_counter()
    assert len(rag.embedding._clean("a" + "\u0300\u0316" * 40_000)) <= 80_001
    assert time.perf_counter() - start < 5  # 23 s when composed in one go


def test_long_text_is_not_cut(bundled: BundledEmbedder, other: SentenceTransformersEmbedder) -> None:
    texts = [LONG, LONG + TAIL]
    assert bundled._model.token_count(LONG) > 520
    one, another = bundled.passages(texts), other.passages(texts)
    assert alike(one, another) >= 0.999
    assert max(one[0] @ one[1], another[0] @ another[1]) < 0.9995


def test_pieces_of_a_long_text_are_the_text(other: SentenceTransformersEmbedder) -> None:
    for text in (LONG + TAIL, "x" * 3000, "word " * 2000, "½" * 900):
        pieces = other._pieces(text, "passage: ")
        assert len(pieces) > 1
        assert "".join(piece for piece, _ in pieces) == text
        for place, (piece, _) in enumerate(pieces):
            prefix = "passage: " if place == 0 else ""
            assert len(other._model.tokenizer(prefix + piece)["input_ids"]) <= 512


def test_eight_threads_give_what_one_gives(embedder: Embedder) -> None:
    texts = [f"{text} {number}" for number, text in enumerate([*QUESTIONS, *ODD, LONG])]
    alone = np.vstack([embedder.passages([text]) for text in texts])
    with ThreadPoolExecutor(8) as pool:
        together = np.vstack(list(pool.map(lambda text: embedder.passages([text]), texts)))
    assert np.allclose(alone, together, atol=1e-6)


def test_the_export_computes_in_float32_and_is_quiet_about_its_weights(
    other: SentenceTransformersEmbedder, folder: Path
) -> None:
    assert {str(weight.dtype) for weight in other._model.parameters()} == {"torch.float32"}
    assert other._model.prompts["query"] == "query: "
    assert other._model.prompts["passage"] == "passage: "
    assert other._model.max_seq_length == 512
    assert "MIT" in (folder / "README.md").read_text("utf-8")  # and not "stale"
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == export._FILES
    assert len({path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}) == 1
    assert list(folder.parent.iterdir()) == [folder]


def test_identity_is_content_not_place(other: SentenceTransformersEmbedder, folder: Path, tmp_path: Path) -> None:
    moved = tmp_path / "another" / "name"
    shutil.copytree(folder, moved, copy_function=os.link)
    assert open_embedder(str(moved)).name == other.name
    assert str(tmp_path) not in other.name
    settings = moved / "config_sentence_transformers.json"
    changed = json.loads(settings.read_text()) | {"prompts": {"query": "question: ", "passage": ""}}
    settings.unlink()
    settings.write_text(json.dumps(changed))
    assert open_embedder(str(moved)).name != other.name


def assert_refused(model: str, seconds: float) -> None:
    start = time.perf_counter()
    with pytest.raises(ModelError, match="BRIEFWIJZER_EMBEDDING") as caught:
        open_embedder(model)
    assert time.perf_counter() - start < seconds
    assert model in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.fixture
def silent_hub(monkeypatch: pytest.MonkeyPatch, other: object) -> socket.socket:
    """A hub that takes calls and says nothing; `other`, so that the libraries are imported already."""
    from huggingface_hub import constants

    hub = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{hub.getsockname()[1]}")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    return hub


def test_unknown_model_without_network(silent_hub: socket.socket) -> None:
    silent_hub.close()
    assert_refused("no-such-owner/no-such-model", 10)


def test_unknown_model_with_a_silent_hub(silent_hub: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.embedding, "HUB_SECONDS", 0.5)
    with silent_hub:
        assert_refused("no-such-owner/no-such-model", 10)


def test_offline_asks_no_hub(silent_hub: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with silent_hub:
        assert_refused("no-such-owner/no-such-model", 10)
        silent_hub.settimeout(0.1)
        with pytest.raises(TimeoutError):
            silent_hub.accept()


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    assert_refused(str(tmp_path), 10)


def test_another_model_makes_another_index(
    bundled: BundledEmbedder, other: SentenceTransformersEmbedder, tmp_path: Path
) -> None:
    settings = load_settings(data=tmp_path)
    given = [Parsed(letter(1), {}), Parsed(letter(2, ["De kade krijgt een nieuwe muur."]), {})]
    with open_store(settings, write=True) as store:
        update(store, bundled, given)
        assert Library(store, bundled.name).letters
        with pytest.raises(IndexMismatch, match="python -m ingest"):
            Library(store, other.name)
    before, old = collections(tmp_path), state(settings)[1]
    with open_store(settings, write=True) as store:
        summary = update(store, other, [])
        assert summary.rebuilt
        manifest = store.manifest()
        assert manifest.model == other.name
        with pytest.raises(IndexMismatch):
            Library(store, bundled.name)
        for item in given:
            rows, texts = zip(*texts_of(item, manifest.letters[item.letter.id].version), strict=True)
            assert alike(store.vectors(other.name, rows), other.passages(texts)) > 0.99999
    after, new = collections(tmp_path), state(settings)[1]
    assert len(new) == len(old)
    assert not {row.version for row in new} & {row.version for row in old}
    assert len(before) == len(after) == 1
    assert not before & after


def collections(data: Path) -> set[str]:
    """The collections of vectors that lie anywhere under `data`."""
    names = set()
    for file in data.rglob("chroma.sqlite3"):
        with sqlite3.connect(file) as database:
            names |= {name for (name,) in database.execute("SELECT name FROM collections")}
    return {name for name in names if "-vectors-" in name}
