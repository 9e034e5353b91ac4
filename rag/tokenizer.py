"""The tokenizer of the bundled model in the format of the library `tokenizers`.

It reads what the engine's does: one replacement for each character, one space for several, a
mark before each word, then the most probable sequence of vocabulary pieces. It differs where the
library's Unicode tables are newer than the model's (some 70 rare signs), and it composes
letters with loose accents, as the model's original tokenizer does.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import Any

from rag.packed import Packed

_SPACE = "\u2581"  # how SentencePiece writes a space


def tokenizer_files(packed: Packed) -> dict[str, Any]:
    """The content of `tokenizer.json` and `tokenizer_config.json`."""
    names = {role: packed.pieces[number] for role, number in packed.special.items()} | {"mask": packed.pieces[-1]}
    return {
        "tokenizer.json": _tokenizer(packed, sorted({*packed.special.values(), len(packed.pieces) - 1})),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",  # any other would replace the parts above with its own
            "model_max_length": packed.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            **{f"{role}_token": name for role, name in names.items()},
        },
    }


def _tokenizer(packed: Packed, special: list[int]) -> dict[str, Any]:
    bos, eos = packed.special["bos"], packed.special["eos"]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": number,
                "content": packed.pieces[number],
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for number in special
        ],
        "normalizer": {"type": "Sequence", "normalizers": [*_normalizers(packed)]},
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "Metaspace", "replacement": _SPACE, "prepend_scheme": "first", "split": True},
                # The library joins unknown characters that stand together to one token, the engine does not.
                {"type": "Split", "pattern": {"Regex": _unknown(packed)}, "behavior": "Isolated", "invert": False},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_special(packed, bos), {"Sequence": {"id": "A", "type_id": 0}}, _special(packed, eos)],
            "pair": [
                _special(packed, bos),
                {"Sequence": {"id": "A", "type_id": 0}},
                _special(packed, eos),
                _special(packed, eos),
                {"Sequence": {"id": "B", "type_id": 0}},
                _special(packed, eos),
            ],
            "special_tokens": {
                name: {"id": name, "ids": [number], "tokens": [name]}
                for number in (bos, eos)
                for name in (packed.pieces[number],)
            },
        },
        "decoder": {"type": "Metaspace", "replacement": _SPACE, "prepend_scheme": "first", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": packed.special["unk"],
            "vocab": list(zip(packed.pieces, packed.scores, strict=True)),
            "byte_fallback": False,
        },
    }


def _special(packed: Packed, number: int) -> dict[str, Any]:
    return {"SpecialToken": {"id": packed.pieces[number], "type_id": 0}}


def _normalizers(packed: Packed) -> list[dict[str, Any]]:
    """The model's table is NFKC but for some controls and spaces, which come first."""
    groups: dict[str, list[int]] = defaultdict(list)
    for character, replacement in packed.replaced.items():
        if unicodedata.normalize("NFKC", character) != replacement:
            groups[replacement].append(ord(character))
    first = [_replace(f"[{_ranges(codes)}]", replacement) for replacement, codes in sorted(groups.items())]
    return [*first, {"type": "NFKC"}, _replace(" {2,}", " ")]


def _replace(pattern: str, content: str) -> dict[str, Any]:
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}


def _unknown(packed: Packed) -> str:
    return f"[^{_ranges(sorted({ord(character) for piece in packed.pieces for character in piece}))}]"


def _ranges(codes: list[int]) -> str:
    """A class of the regular expressions that the library knows, for sorted code points."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(rf"\x{{{a:x}}}" if a == b else rf"\x{{{a:x}}}-\x{{{b:x}}}" for a, b in runs)
