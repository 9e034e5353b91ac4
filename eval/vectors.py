"""Embeddings kept on disk, so that measuring a collection again costs no time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
_BATCH = 32


def embed(
    texts: Sequence[str],
    engine: Callable[[Sequence[str]], Vectors],
    model: str,
    cache: Path,
    label: str,
    *,
    quiet: bool = False,
) -> Vectors:
    """Vectors of `texts`, shape (n, dimension), from `cache` where the same model made the same texts before.

    `model` must tell everything that changes a vector apart from its text. The parts already made
    are kept when the work is broken off.
    """
    from tqdm import tqdm

    cache.mkdir(parents=True, exist_ok=True)
    parts = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    path = cache / f"{_key(model, texts)}.npy"
    if path.exists():
        return np.asarray(np.load(path, allow_pickle=False), dtype=np.float32)
    made = []
    with tqdm(total=len(texts), desc=label, unit="text", disable=quiet or None) as bar:
        for part in parts:
            made.append(_part(part, engine, model, cache))
            bar.update(len(part))
    vectors = np.concatenate(made)
    _save(path, vectors)
    for part in parts:
        (cache / f"part-{_key(model, part)}.npy").unlink(missing_ok=True)
    return vectors


def _part(texts: Sequence[str], engine: Callable[[Sequence[str]], Vectors], model: str, cache: Path) -> Vectors:
    path = cache / f"part-{_key(model, texts)}.npy"
    if path.exists():
        return np.asarray(np.load(path, allow_pickle=False), dtype=np.float32)
    vectors = np.asarray(engine(texts), dtype=np.float32)
    _save(path, vectors)
    return vectors


def _save(path: Path, vectors: Vectors) -> None:
    beside = path.with_suffix(".tmp.npy")
    np.save(beside, vectors, allow_pickle=False)
    beside.replace(path)


def _key(model: str, texts: Sequence[str]) -> str:
    digest = hashlib.sha256(model.encode())
    for text in texts:
        digest.update(f"\0{len(text)}\0{text}".encode())
    return digest.hexdigest()[:32]
