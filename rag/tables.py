"""The tables under `rag/data`, read once each, and how words are made comparable."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from rag.types import Language
from rag.words import stem

DATA = Path(__file__).resolve().parent / "data"


def rows(name: str) -> list[list[str]]:
    """The rows of a table as cells; lines that start with `#` are notes."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def level(text: str) -> str:
    """Straight quotes and plain spaces, character for character: offsets stay as they were."""
    return text.translate(_LEVEL)


_LEVEL = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-"})


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Small letters without accents: `Syriër` is `syrier`."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted or measured; `broader` units include this one."""

    name: str
    kind: Literal["measure", "count", "state"]
    broader: frozenset[str]

    @property
    def measure(self) -> bool:
        return self.kind == "measure"


@cache
def units() -> dict[str, Unit]:
    """Units by canonical name."""
    return {
        name: Unit(name, kind, frozenset(filter(None, broader.split("|"))))  # type: ignore[arg-type]
        for name, kind, broader, _, _ in rows("units.tsv")
    }


@cache
def unit_forms(language: Language) -> dict[str, str]:
    """Forms of one language, in small letters, to the canonical name of the unit."""
    column = 3 if language == "nl" else 4
    return {form: cells[0] for cells in rows("units.tsv") for form in cells[column].split("|")}


@cache
def translations() -> dict[Language, dict[str, frozenset[int]]]:
    """Words that are translated inside names: language, folded word, numbers of its rows."""
    found: dict[Language, dict[str, frozenset[int]]] = {"nl": {}, "en": {}}
    for number, (dutch, english) in enumerate(rows("words.tsv")):
        for language, cell in (("nl", dutch), ("en", english)):
            words = found[language]  # type: ignore[index]
            for word in map(fold, cell.split("|")):
                words[word] = words.get(word, frozenset()) | {number}
    return found


@cache
def _stems(language: Language) -> frozenset[str]:
    text = (DATA / f"stems_{language}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if not line.startswith("#"))


# Endings that make an ordinary word of its own accord; the lists leave out long words.
_ENDINGS = {
    "nl": re.compile(
        r".{3,}(?:atie|ities?|heid|heden|schap|schappen|isch|ische|lijke?|ingen|teit|eringen|erende?|ieel|aal|air|ief|isme|iek)$"
    ),
    "en": re.compile(r".{3,}(?:ations?|ities|ity|ness|ments?|ally|ingly|ously|izing|ising|ized|ised)$"),
}


@lru_cache(maxsize=8192)
def ordinary(word: str, language: Language) -> bool:
    """Whether this is a word of the language that is written with a small letter."""
    small = word.lower()
    if len(small) == 1:
        return True
    stems = _stems(language)
    if small in stems or stem(small, language) in stems or _ENDINGS[language].match(small):
        return True
    return language == "nl" and len(small) >= 10 and _compound(stem(small, language), stems)


def _compound(whole: str, stems: frozenset[str]) -> bool:
    """Whether a Dutch stem is two words, maybe with an s, e or en between: reddingswerker."""
    for cut in range(4, len(whole) - 3):
        head, tail = whole[:cut], whole[cut:]
        if tail in stems and (stem(head, "nl") in stems or (head[-1] == "s" and stem(head[:-1], "nl") in stems)):
            return True
    return False
