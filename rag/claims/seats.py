"""A capital that stands for its country or government: 'Moskou weigert', 'aid from The Hague'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rag.name_table import Name, capitals, implied
from rag.overlap import Word
from rag.roles import marker

_WHERE = frozenset({"in", "at", "above"})


def stands_for(name: Name, said: Sequence[Word], at: int) -> str:
    """The country that a name at word `at` means, '' where it names a place or is no capital."""
    country = capitals().get(name.canonical, "") if name.kind == "place" else ""
    return country if country and marker(said, at) not in _WHERE else ""


@cache
def upward(canonical: str) -> frozenset[str]:
    """What is also said by saying a name: its bodies and alliances, and the country of a capital."""
    country = capitals().get(canonical)
    return implied().get(canonical, frozenset()) | ({country} if country else set())
