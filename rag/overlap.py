"""How far the words of a statement stand in a source, and whether one of them was exchanged.

Words are compared by form: stem, parts of Dutch compounds, participles, abbreviations. No
meaning is guessed, so a synonym is a word without support.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.types import Language
from rag.words import content, fold

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_NEGATIVE = ("on", "un", "in", "im", "il", "ir", "non", "dis", "mis", "anti", "wan", "ont")
_MONTHS = frozenset(
    """januari februari maart april mei juni juli augustus september oktober november december
    january february march may june july august october""".split()
)
# How an answer speaks of its sources, whatever the letter is about.
_FRAME = frozenset(
    """brief brieven kamerbrief letter letters passage passages staat staan stelt stellen meldt melden schrijft
    schrijven schreef schreven noemt noemen geeft geven zegt zeggen according mentions mention reports report say says
    said states state stated writes write wrote written volgens aldus datum date dated gedateerd daarnaast verder
    tevens namelijk additionally furthermore moreover translation vertaling jaar year nr no january""".split()
)
# In a letter of ministers "we", the government and the country are one actor.
_OWN_SIDE = frozenset("kabinet regering nederland nederlands nederlandse cabinet government netherlands dutch".split())
_OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in """meer/minder more/less more/fewer groter/kleiner grootste/kleinste hoger/lager eerste/laatste first/last
    begin/einde begin/eind beginning/end start/end toename/afname toegenomen/afgenomen gestegen/gedaald
    stijging/daling increase/decrease increased/decreased rise/fall rose/fell steunt/veroordeelt gesteund/veroordeeld
    support/condemn supports/condemns supported/condemned steun/verzet voorstander/tegenstander aanvaard/verworpen
    accepted/rejected toegestaan/verboden allowed/banned meerderheid/minderheid majority/minority noord/zuid
    noordelijk/zuidelijk north/south northern/southern oost/west east/west eastern/western binnenlandse/buitenlandse
    domestic/foreign alle/enkele alle/sommige all/some all/few altijd/soms always/sometimes verlengd/beeindigd
    extended/ended verlengd/verkort hervat/gestaakt resumed/suspended geslaagd/mislukt succeeded/failed success/failure
    winst/verlies sterk/zwak strong/weak sterke/zwakke gunstig/ongunstig positief/negatief positive/negative
    voor/tegen voor/na before/after for/against met/zonder with/without minstens/hoogstens tenminste/hoogstens
    minimaal/maximaal ruim/krap""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of running text; `stem` is '' for a function word, `numeric` says a number or a month."""

    text: str
    folded: str
    stem: str
    numeric: bool

    @property
    def key(self) -> str:
        """What two equal words share: the stem, or the folded form of a function word."""
        return self.stem or self.folded

    @property
    def carries(self) -> bool:
        """Does the word carry what a statement says: no function word, number, or talk about the letter?"""
        return bool(self.stem) and not self.numeric and self.folded not in _FRAME


def words(text: str, language: Language) -> tuple[Word, ...]:
    """All words of `text` in order."""
    found = []
    for match in _WORD.finditer(text.replace("’", "'")):
        folded = fold(match.group())
        stems = content(folded, language)
        numeric = folded[0].isdigit() or folded in _MONTHS
        found.append(Word(match.group(), folded, stems[0] if stems else "", numeric))
    return tuple(found)


def related(left: Word, right: Word, closely: bool = False) -> bool:
    """Do two words say the same by their form? Opposites by prefix ('onvoldoende', 'voldoende') do not.

    `closely` leaves out the parts of compounds.
    """
    if left.key == right.key:
        return True
    if left.numeric or right.numeric:
        return False
    if left.folded in _OWN_SIDE and right.folded in _OWN_SIDE:
        return True
    one, other = sorted((_bare(left.folded), _bare(right.folded)), key=len)
    if len(one) < 4:
        return False
    if not closely and len(one) >= 5 and (other.startswith(one) or other.endswith(one)):
        return not any(other == prefix + one for prefix in _NEGATIVE)
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    tail = len(other) - shared
    return shared >= 4 and shared >= 0.6 * len(one) and tail <= (4 if closely else 7)


def _bare(word: str) -> str:
    """Without the prefix of a Dutch participle: 'geevacueerd' is 'evacueerd'."""
    return word[2:] if word.startswith("ge") and len(word) > 7 else word


def supported(statement: Sequence[Word], source: Sequence[Word]) -> list[bool]:
    """For each word of `statement`: does it stand in `source` in some form?"""
    keys = {word.key for word in source}
    held = [word.key in keys or any(related(word, other) for other in source) for word in statement]
    for one, other in ((statement, source), (source, statement)):
        for at, word in enumerate(one):
            if not (word.text.isupper() and 2 <= len(word.text) <= 5):
                continue
            for start in _spelled(word.text, other):
                if one is statement:
                    held[at] = True
                else:
                    held[start : start + len(word.text)] = [True] * len(word.text)
    return held


def _spelled(abbreviation: str, text: Sequence[Word]) -> list[int]:
    """Where words in a row begin with the letters of `abbreviation`: 'VN' and 'Verenigde Naties'."""
    initials = "".join(word.text[0] for word in text)
    return [at for at in range(len(initials)) if initials.startswith(abbreviation, at)]


def exchanged(statement: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """A word of a near copy that stands where `source` has another: (statement's, source's), or None.

    A text that copies most of a sentence and changes one name, number, verb or adjective in
    it is how a quote is bent; a text in other words has no such place.
    """
    mine, theirs = [word.key for word in statement], [word.key for word in source]
    blocks = difflib.SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    same = sum(
        word.carries or word.numeric for kind, _, _, a, b in blocks if kind == "equal" for word in statement[a:b]
    )
    total = sum(word.carries or word.numeric for word in statement)
    if same < 3 or same < 0.5 * total:
        return None
    for at, (kind, a, b, c, d) in enumerate(blocks):
        if kind != "replace" or b - a > 3 or d - c > 3:
            continue
        flanked = (at == 0 or blocks[at - 1][0] == "equal") and (at + 1 == len(blocks) or blocks[at + 1][0] == "equal")
        ours = [word for word in statement[c:d] if word.carries or word.numeric]
        other = [word for word in source[a:b] if word.carries or word.numeric]
        if not flanked or not ours or not other:
            continue
        if not any(supported(ours, other)) and not any(supported(other, ours)):
            return " ".join(word.text for word in ours), " ".join(word.text for word in other)
    return None


def opposite(statement: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """A word of `statement` whose opposite stands in `source` while it does not itself: ('meer', 'minder')."""
    ours, theirs = {word.folded for word in statement}, {word.folded for word in source}
    for left, right in _OPPOSITES:
        for mine, other in ((left, right), (right, left)):
            if mine in ours and mine not in theirs and other in theirs and other not in ours:
                return mine, other
    for word in statement:
        if word.carries and (found := _turned_prefix(word, source)):
            return word.text, found
    return None


def _turned_prefix(word: Word, source: Iterable[Word]) -> str:
    """'voldoende' where the source has only 'onvoldoende', or the other way round."""
    others = [other for other in source if other.carries]
    if any(other.key == word.key for other in others):
        return ""
    for other in others:
        short, long = sorted((word.folded, other.folded), key=len)
        if len(short) >= 6 and any(long == prefix + short for prefix in _NEGATIVE[:9]):
            return other.text
    return ""
