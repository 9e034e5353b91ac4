"""One key for the forms of a regular verb or noun that Snowball leaves apart: 'betaalt', 'betaalde', 'betalen'.

For looking a word up in a table made by hand, not for telling words of running text apart: it is coarse.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rag.forms import infinitive
from rag.types import Language
from rag.words import stem

_LEAST = 4
_ENDINGS = ("den", "ten", "de", "te", "en", "t", "d", "e", "s")
_PREFIXES = ("ver", "ont", "her", "be")
_LONG = re.compile(r"(aa|ee|oo|uu)(?=[^aeiou]$)")
_DOUBLE = re.compile(r"([^aeiou])\1$")
_SOFT = {"v": "f", "z": "s"}


@lru_cache(maxsize=65536)
def root(folded: str, language: Language) -> str:
    """The key of a folded word: in Dutch without the endings and prefix of a verb, in English its stem."""
    word = infinitive(folded, (), language)
    if word == folded and folded.startswith(_PREFIXES):  # 'verbrak' is of 'breken'
        prefix = next(p for p in _PREFIXES if folded.startswith(p))
        rest = folded[len(prefix) :]
        plain = infinitive(rest, (), language)
        word = prefix + (plain if plain != rest else infinitive("ge" + rest, (), language).removeprefix("ge"))
    if language == "en":
        return stem(word, language)
    if word.startswith("ge") and len(word) > _LEAST + 2:
        word = word[2:]
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _LEAST - 1), "")
    word = word[: len(word) - len(ending)]
    word = _DOUBLE.sub(r"\1", _LONG.sub(lambda match: match[0][0], word))
    return word[:-1] + _SOFT.get(word[-1], word[-1]) if word else folded
