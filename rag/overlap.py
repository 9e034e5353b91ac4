"""How far the words of a statement stand in a source, and whether one of them was exchanged.

Words are compared by form: stem, parts of Dutch compounds, participles, abbreviations. No
meaning is guessed, so a synonym is a word without support.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.dates import date_spans
from rag.fillers import FRAME, JOINING, LIGHT
from rag.forms import NEGATIVE, alike_in_form, groups_of, infinitive, opposites
from rag.identifiers import overlaps
from rag.months import MONTH_NAMES
from rag.numbers import quantities
from rag.tables import ordinary
from rag.types import Language
from rag.words import content, fold

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_BREAK = re.compile(r"[,;:.!?()–—]")
_BREAKING = frozenset("maar terwijl hoewel omdat but while whereas although because".split())
# Actors that are written without a capital, in any letter of a government.
_ACTORS = frozenset(
    """kabinet regering regime oppositie leger parlement rebellen strijders milities troepen coalitie strijdkrachten
    burgers ambassadeurs bondgenoten government cabinet opposition army parliament rebels fighters militias troops
    coalition forces civilians ambassadors allies""".split()
)
_POINTING = frozenset("dit dat deze die beide zulke dergelijke this that these those both such".split())
_NONE: frozenset[int] = frozenset()
_SLOT = 4  # words that may stand in each text where the two differ
_ALIKE = 2  # carrying words that the texts must share beside that place
# In a letter of ministers "we", the government and the country are one actor.
OWN_SIDE = frozenset("kabinet regering nederland nederlands nederlandse cabinet government netherlands dutch".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of running text.

    `stem` is '' for a function word; `numeric` says part of a quantity or date, unit included;
    `clause` counts the commas and the like before it; `part` says that a hyphen ties it to the
    next word ('VN' in 'VN-bronnen'); `capital` that it has one, and not just to open the sentence.
    """

    text: str
    folded: str
    stem: str
    numeric: bool
    clause: int
    part: bool
    capital: bool

    @property
    def key(self) -> str:
        """What two equal words share: the stem, or the folded form of a function word."""
        return self.stem or self.folded

    @property
    def carries(self) -> bool:
        """Whether the word carries what a statement says: no function word, number, or talk about the letter."""
        return bool(self.stem) and not self.numeric and self.folded not in FRAME


@functools.lru_cache(maxsize=2048)
def words(text: str, language: Language) -> tuple[Word, ...]:
    """All words of `text` in order."""
    found: list[Word] = []
    plain = text.replace("’", "'")
    figures = [*((q.start, q.end) for q in quantities(text, language)), *date_spans(text, language)]
    clause = end = 0
    for match in _WORD.finditer(plain):
        folded = fold(match.group())
        if _BREAK.search(plain, end, match.start()) or folded in _BREAKING:
            clause += 1
        end = match.end()
        stems = content(infinitive(folded, [word.folded for word in found[-2:]], language), language)
        numeric = folded[0].isdigit() or folded in MONTH_NAMES or overlaps(match.span(), figures)
        part = plain[end : end + 1] == "-" and plain[end + 1 : end + 2].isalpha()
        opens = not found or plain[: match.start()].rstrip(" «“‘\"'(")[-1:] in (".", "!", "?")
        capital = match.group()[0].isupper() and not (opens and ordinary(match.group(), language))
        found.append(Word(match.group(), folded, stems[0] if stems else "", numeric, clause, part, capital))
    return tuple(found)


def acts(word: Word) -> bool:
    """Whether a word is a noun for somebody who acts: 'regering', 'regeringstroepen'."""
    return word.folded in _ACTORS or any(word.folded.endswith(actor) for actor in _ACTORS if len(actor) > 5)


def related(left: Word, right: Word) -> bool:
    """Whether two words say the same by their form; opposites by prefix ('onvoldoende', 'voldoende') do not."""
    if left.key == right.key:
        return True
    if left.numeric or right.numeric:
        return False
    if left.folded in OWN_SIDE and right.folded in OWN_SIDE:
        return True
    return alike_in_form(left.folded, right.folded)


def supported(statement: Sequence[Word], source: Sequence[Word]) -> list[bool]:
    """For each word of `statement`, whether it stands in `source` in some form."""
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


def exchanged(
    said: Sequence[Word],
    source: Sequence[Word],
    elsewhere: Sequence[Word],
    language: Language,
    close: int | None = None,
) -> tuple[str, str] | None:
    """A word that stands where the source has another, in a piece that is otherwise the same: (ours, theirs), or None.

    Text that copies a sentence but for one name, verb or adjective is how a quote is bent; in
    text in other words no piece is the same on both sides. Function words are passed over, and
    so are synonyms of rag/data/synonyms.tsv, what rag.polarity looks at, and what stands
    `elsewhere` in the text cited, unless it has a capital, or stands there in
    another form only and `close` words beside it are the same.
    """
    ours = [(word, held) for word, held in zip(said, supported(said, source), strict=True) if _tells(word)]
    theirs = [(word, held) for word, held in zip(source, supported(source, said), strict=True) if _tells(word)]
    known = {word for word, held in zip(said, supported(said, elsewhere), strict=True) if held}
    keys = {word.key for word in elsewhere}
    # A sentence that holds little of the statement must share a longer piece with it.
    alike = _ALIKE if 2 * sum(held for _, held in ours) >= len(ours) else _ALIKE + 1
    matcher = difflib.SequenceMatcher(None, [w.key for w, _ in theirs], [w.key for w, _ in ours], autojunk=False)
    blocks = matcher.get_opcodes()
    for at, (kind, *place) in enumerate(blocks):
        if kind != "replace":
            continue
        far = close is not None and max(place[1] - place[0], place[3] - place[2]) > _SLOT
        a, b, c, d = _beside(blocks, at, close or 0) if far else place
        if b - a > _SLOT or d - c > _SLOT:
            continue
        same = sum(blocks[near][4] - blocks[near][3] for near in (at - 1, at + 1) if 0 <= near < len(blocks))
        new = [word for word, held in ours[c:d] if word.carries and not held]
        old = [word for word, held in theirs[a:b] if word.carries and not held and word.folded not in LIGHT]
        copied = close is not None and same >= close
        new = [
            w
            for w in new
            if w.folded not in LIGHT | JOINING
            and (w.capital or w not in known or (copied and w.key not in keys and _alike(w, old)))
        ]
        if close is not None:
            new = [w for w in new if not any(synonyms(w, other, language) for other in elsewhere) or _alike(w, old)]
            new = [w for w in new if not attributed(said, w)]
        if same < alike or not new or not old or any(_pointed(source, word) for word in old):
            continue
        if all(_only_where(word, known) for word in new) and not any(w.capital or acts(w) for w in old):
            continue
        if any(synonyms(word, other, language) or turned_prefix(word, [other]) for word in new for other in old):
            continue
        return " ".join(word.text for word in new), " ".join(word.text for word in old)
    return None


def _beside(blocks: Sequence[tuple[str, int, int, int, int]], at: int, close: int) -> tuple[int, int, int, int]:
    """Of a place where the texts differ by many words those right before, or after, `close` words that are the same."""
    _, a, b, c, d = blocks[at]
    size = min(b - a, d - c)
    if at + 1 < len(blocks) and blocks[at + 1][4] - blocks[at + 1][3] >= close:
        return b - size, b, d - size, d
    if at > 0 and blocks[at - 1][4] - blocks[at - 1][3] >= close:
        return a, a + size, c, c + size
    return a, b, c, d


def _alike(word: Word, others: Sequence[Word]) -> bool:
    """Whether a word could stand where one of the others does: both a name, or neither."""
    return any(word.capital == other.capital for other in others)


def attributed(text: Sequence[Word], word: Word) -> bool:
    """'volgens het kabinet', 'according to the government': who speaks in the whole letter."""
    at = next(place for place, other in enumerate(text) if other is word)
    return word.folded in OWN_SIDE and any(w.folded in ("volgens", "according") for w in text[max(0, at - 3) : at])


def _only_where(word: Word, known: set[Word]) -> bool:
    """Whether a word may just say where: 'in Utrecht' for 'in de stad', but not for 'in Gouda'."""
    return word.capital and word in known


def _pointed(text: Sequence[Word], word: Word) -> bool:
    """'beide groepen', 'deze instellingen': words for what an earlier sentence named."""
    at = next(place for place, other in enumerate(text) if other is word)
    return at > 0 and text[at - 1].folded in _POINTING


def _tells(word: Word) -> bool:
    return word.carries or word.numeric


def synonyms(left: Word, right: Word, language: Language) -> bool:
    """Whether two words stand in one line of rag/data/synonyms.tsv, as written or as its verb in two pieces."""
    groups = groups_of(language)
    mine, theirs = (groups.get(w.folded, _NONE) | groups.get(f"={w.stem}", _NONE) for w in (left, right))
    return bool(mine & theirs)


def opposite(said: Sequence[Word], source: Sequence[Word], language: Language) -> tuple[str, str] | None:
    """A word of `said` whose opposite the source has instead of it ('meer', 'minder'), or None."""
    ours, theirs = {word.folded for word in said}, {word.folded for word in source}
    for one, other in opposites(language):
        for side, against in ((one, other), (other, one)):
            here, there = side & ours, against & theirs
            if here and there and not side & theirs and not against & ours:
                return min(here), min(there)
        if one & ours and one & theirs and other & ours and other & theirs and _crossed(said, source, one, other):
            return min(one & ours), min(other & theirs)
    return None


def _crossed(said: Sequence[Word], source: Sequence[Word], one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two opposites that both texts have stand in each other's company."""
    ours, theirs = ([_company(text, side) for side in (one, other)] for text in (said, source))
    apart = not (ours[0] & theirs[0] or ours[1] & theirs[1])
    return apart and bool(ours[0] & theirs[1] or ours[1] & theirs[0])


def _company(text: Sequence[Word], side: frozenset[str]) -> set[str]:
    telling = [word for word in text if _tells(word)]
    return {
        telling[near].key
        for at, word in enumerate(telling)
        if word.folded in side
        for near in (at - 1, at + 1)
        if 0 <= near < len(telling)
    }


def turned_prefix(word: Word, text: Iterable[Word]) -> Word | None:
    """The word of `text` that is `word` with or without a prefix of denial: 'onvoldoende' for 'voldoende'."""
    others = [other for other in text if other.carries]
    if not word.carries or any(other.key == word.key for other in others):
        return None
    for other in others:
        short, long = sorted((word.folded, other.folded), key=len)
        if len(short) >= 6 and any(long == prefix + short for prefix in NEGATIVE):
            return other
    return None
