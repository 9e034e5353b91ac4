"""Forms of words that a stemmer does not bring together: strong and parted verbs, compounds, synonyms by table."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from rag.tables import rows
from rag.types import Language
from rag.words import content

# What a Dutch verb can be parted from: 'toe te zeggen'. The longer first, as 'over' is in 'overeen'.
_PARTICLES = tuple(
    """achteruit overeen achter binnen boven buiten samen tegen terug tekort onder plaats vooruit neer open over door
    deel voor vast mede bij los mee toe uit weg aan af in na om op""".split()
)
NEGATIVE = ("on", "un", "in", "im", "il", "ir", "non", "dis", "mis", "anti", "wan", "ont")


def infinitive(folded: str, before: Sequence[str], language: Language) -> str:
    """The infinitive of a form of a strong verb; 'ingenomen' and the last word of 'in te nemen' are 'innemen'."""
    forms = _strong(language)
    if language == "en":
        return forms.get(folded, folded)
    if len(before) == 2 and before[1] == "te" and before[0] in _PARTICLES and folded.endswith(("en", "aan", "oen")):
        return before[0] + folded
    particle = next((p for p in _PARTICLES if folded.startswith(p) and folded[len(p) :] in forms), "")
    return particle + forms[folded[len(particle) :]] if particle else forms.get(folded, folded)


@functools.cache
def _strong(language: Language) -> dict[str, str]:
    """Form -> infinitive."""
    return {
        form: infinitive
        for spoken, infinitive, forms in rows("strong_verbs.tsv")
        if spoken == language
        for form in (infinitive, *forms.split("|"))
    }


@functools.lru_cache(maxsize=1 << 18)
def alike_in_form(left: str, right: str) -> bool:
    """Whether two folded words share a compound's part or a root."""
    one, other = sorted((bare(left), bare(right)), key=len)
    if len(one) >= 4 and (_part_of(one, other) or _one_root(one, other)):
        return True
    # Not every "ge" is that of a participle: 'geweld' in 'geweldsescalaties'.
    short, long = sorted((left, right), key=len)
    return _part_of(short, long)


def _part_of(one: str, other: str) -> bool:
    """A part of a compound: 'hulp' and 'noodhulp' are too short to tell, 'bewijs' in 'bewijsvergaring' is one."""
    inside = len(one) >= 5 and (other.startswith(one) or other.endswith(one))
    return inside and not any(other == prefix + one for prefix in NEGATIVE)


def _one_root(one: str, other: str) -> bool:
    """'evacuatie' and 'evacueerd', 'tankvliegtuig' and 'tankervliegtuig'."""
    if len(one) >= 8 and one[:4] == other[:4] and one[-5:] == other[-5:]:
        return True
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return shared >= 4 and shared >= 0.6 * len(one) and len(other) - shared <= 7


def bare(word: str) -> str:
    """A folded word without the prefix of a Dutch participle: 'geevacueerd' is 'evacueerd'."""
    return word[2:] if word.startswith("ge") and len(word) > 7 else word


@functools.cache
def groups_of(language: Language) -> dict[str, frozenset[int]]:
    """Folded word, or "=" and the stem of a parted verb -> numbers of its lines in rag/data/synonyms.tsv."""
    found: dict[str, set[int]] = {}
    for number, cells in enumerate(rows("synonyms.tsv")):
        for word in cells[0 if language == "nl" else 1].split("|"):
            found.setdefault(word, set()).add(number)
            if language == "nl" and word.startswith(_PARTICLES):
                found.setdefault("=" + "".join(content(word, language)), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@functools.cache
def opposites(language: Language) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The two sides of each line of rag/data/opposites.tsv."""
    return tuple(
        (frozenset(one.split("|")), frozenset(other.split("|")))
        for one, other, spoken in rows("opposites.tsv")
        if spoken == language
    )
