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
from rag.identifiers import overlaps
from rag.numbers import quantities
from rag.tables import ordinary, rows
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
_NEGATIVE = ("on", "un", "in", "im", "il", "ir", "non", "dis", "mis", "anti", "wan", "ont")
MONTHS = frozenset(
    """januari februari maart april mei juni juli augustus september oktober november december january february march
    may june july august october""".split()
)
# How an answer speaks of its sources, whatever the letter is about.
_FRAME = frozenset(
    """brief brieven kamerbrief letter letters passage passages staat staan stelt stellen meldt melden schrijft
    schrijven schreef schreven noemt noemen geeft geven zegt zeggen according mentions mention reports report say says
    said states state stated writes write wrote written volgens aldus datum date dated gedateerd daarnaast verder
    tevens namelijk bovendien ook sindsdien concreet kortom tegelijkertijd additionally furthermore moreover addition
    meanwhile translation vertaling vertaald translated jaar year nr no jl ondertekend getekend afzender signed sender
    vraag antwoord question answer among things onder andere other others procent
    percent per cent minstens tenminste ongeveer circa ruim hoogstens hooguit zeker least most about approximately some
    over just yet still already zolang zodra sprake mits""".split()
)
# In a letter of ministers "we", the government and the country are one actor.
# Verbs that say little without the words around them ('gaven ... over' for 'overgegeven').
LIGHT = frozenset(
    """geeft gaf gaven neemt nam namen doet deed deden komt kwam kwamen gaat ging gingen maakt maakte maakten brengt
    bracht brachten laat liet lieten zet zette zetten houdt hield hielden staat stond stonden treedt trad traden
    krijgt krijgen gives gave takes took makes made puts sets gets got comes came goes went brings brought holds held
    keeps
    kept""".split()
)
# What a Dutch verb can be parted from: 'toe te zeggen'. The longer first, as 'over' is in 'overeen'.
_PARTICLES = tuple(
    """achteruit overeen achter binnen boven buiten samen tegen terug tekort onder plaats vooruit neer open over door
    deel voor vast mede bij los mee toe uit weg aan af in na om op""".split()
)
# Words that join, order or introduce, and say nothing of the matter; verbs that only carry a noun.
JOINING = frozenset(
    """zolang zodat zodra indien ofwel oftewel evenals alsook zowel terwijl waarbij waardoor waarvan waaraan waarna
    waarop hierdoor daardoor hiermee daarbij hiervoor daarvoor hierover daarover vanuit vanaf rondom omtrent aangezien
    volgens ten tijde wie vanwege wegens doordat daarom daartoe waardoor hiertoe wiens kent kennen telt tellen bestaat
    bestaan omvat omvatten behoort behoren betreft
    betreffen luidt luiden namelijk oftewel tevens verder zichzelf elkaar welke
    thus therefore hence whereby wherein whereas although though since unless until toward towards regarding concerning
    namely binnen
    within among amongst upon onto without whether either neither one ones another themselves itself each
    back away along forward includes include consist consists comprise comprises exist exists regards
    relates having being
    considers considered deems according time moment""".split()
)
_POINTING = frozenset("dit dat deze die beide zulke dergelijke this that these those both such".split())
_NONE: frozenset[int] = frozenset()
_SLOT = 4  # words that may stand in each text where the two differ
_ALIKE = 2  # carrying words that the texts must share beside that place
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
        return bool(self.stem) and not self.numeric and self.folded not in _FRAME


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
        stems = content(_infinitive(folded, [word.folded for word in found[-2:]], language), language)
        numeric = folded[0].isdigit() or folded in MONTHS or overlaps(match.span(), figures)
        part = plain[end : end + 1] == "-" and plain[end + 1 : end + 2].isalpha()
        opens = not found or plain[: match.start()].rstrip(" «“‘\"'(")[-1:] in (".", "!", "?")
        capital = match.group()[0].isupper() and not (opens and ordinary(match.group(), language))
        found.append(Word(match.group(), folded, stems[0] if stems else "", numeric, clause, part, capital))
    return tuple(found)


def _infinitive(folded: str, before: Sequence[str], language: Language) -> str:
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
    return _alike_in_form(left.folded, right.folded)


@functools.lru_cache(maxsize=1 << 18)
def _alike_in_form(left: str, right: str) -> bool:
    one, other = sorted((bare(left), bare(right)), key=len)
    if len(one) >= 4 and (_part_of(one, other) or _one_root(one, other)):
        return True
    # Not every "ge" is that of a participle: 'geweld' in 'geweldsescalaties'.
    short, long = sorted((left, right), key=len)
    return _part_of(short, long)


def _part_of(one: str, other: str) -> bool:
    """A part of a compound: 'hulp' and 'noodhulp' are too short to tell, 'bewijs' in 'bewijsvergaring' is one."""
    inside = len(one) >= 5 and (other.startswith(one) or other.endswith(one))
    return inside and not any(other == prefix + one for prefix in _NEGATIVE)


def _one_root(one: str, other: str) -> bool:
    """'evacuatie' and 'evacueerd', 'tankvliegtuig' and 'tankervliegtuig'."""
    if len(one) >= 8 and one[:4] == other[:4] and one[-5:] == other[-5:]:
        return True
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return shared >= 4 and shared >= 0.6 * len(one) and len(other) - shared <= 7


def bare(word: str) -> str:
    """A folded word without the prefix of a Dutch participle: 'geevacueerd' is 'evacueerd'."""
    return word[2:] if word.startswith("ge") and len(word) > 7 else word


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


def lacking(said: Sequence[Word], held: Sequence[bool]) -> tuple[tuple[str, ...], int]:
    """The carrying words of `said` that are not held, and how many of them stand in a row at most."""
    missing: list[str] = []
    longest = row = 0
    for word, stands in zip(said, held, strict=True):
        if not word.carries:
            continue
        row = 0 if stands else row + 1
        longest = max(longest, row)
        if not stands:
            missing.append(word.text)
    return tuple(missing), longest


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
    groups = _groups("synonyms.tsv", language)
    mine, theirs = (groups.get(w.folded, _NONE) | groups.get(f"={w.stem}", _NONE) for w in (left, right))
    return bool(mine & theirs)


@functools.cache
def _groups(table: str, language: Language) -> dict[str, frozenset[int]]:
    """Folded word -> numbers of the lines of a table it stands in."""
    found: dict[str, set[int]] = {}
    for number, cells in enumerate(rows(table)):
        for word in cells[0 if language == "nl" else 1].split("|"):
            found.setdefault(word, set()).add(number)
            if language == "nl" and word.startswith(_PARTICLES):
                found.setdefault("=" + "".join(content(word, language)), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@functools.cache
def _opposites(language: Language) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(one.split("|")), frozenset(other.split("|")))
        for one, other, spoken in rows("opposites.tsv")
        if spoken == language
    )


def opposite(said: Sequence[Word], source: Sequence[Word], language: Language) -> tuple[str, str] | None:
    """A word of `said` whose opposite the source has instead of it ('meer', 'minder'), or None."""
    ours, theirs = {word.folded for word in said}, {word.folded for word in source}
    for one, other in _opposites(language):
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
        if len(short) >= 6 and any(long == prefix + short for prefix in _NEGATIVE):
            return other
    return None
