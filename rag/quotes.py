"""The quoting composer: it answers by choosing sentences, so nothing it says can be invented.

One function for each kind of question, all from the ranked sentences to a draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag import cues
from rag.library import Library
from rag.pointing import signers
from rag.question import Kind, Question
from rag.rank import Candidate, Ranked, load_weights
from rag.signs import RANK_SIGNS
from rag.types import Draft, DraftStatement, Evidence, LetterInfo, SentenceRef
from rag.words import tokens

# Sentences that lean on the one before them ("Doel hiervan is ...").
_LEANING = re.compile(
    r"^(?:Deze|Dit|Dat|Die|Doel hiervan|Hierbij|Hiermee|Daarmee|Daardoor|Om die reden|Dergelijke|Beide|Ze|Zij|"
    r"These|This|That|Those|The aim of this|Such|Both|They|It|For that reason|For this reason)\b"
)
# A short sentence that points back with "deze drie doelen" or "these three goals".
_POINTING = re.compile(r"\b(?:[Dd]eze|[Dd]ergelijke|[Zz]ulke|[Tt]hese|[Tt]hose|[Ss]uch)\b")
_SHORT = 110
_ORDINAL = re.compile(
    r"^(?:Ten (?:eerste|tweede|derde|vierde|vijfde|zesde|slotte)"
    r"|First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|Fifth(?:ly)?|Finally)\b"
)


def compose(question: Question, ranked: Ranked, library: Library) -> Draft:
    """Choose the sentences that answer, or refuse."""
    if question.meta:
        return _meta(question, library)
    if question.order:
        return Draft("out_of_scope")
    if not ranked.candidates:
        return Draft("not_in_letters")
    thresholds = load_weights()["thresholds"]
    if ranked.refused:
        off_topic = ranked.topical < thresholds["topical"] and not library.concerns(question.described)
        return Draft("out_of_scope" if off_topic else "not_in_letters")
    by_kind: dict[Kind, Callable[[Question, Ranked, Library], list[Candidate]]] = {
        "compare": _compare,
        "list": _list,
        "why": _why,
    }
    best = ranked.candidates[0]
    if question.kind == "fact" and (refs := _announced(best)):
        return _draft(_opened([best.ref, *refs], best, question, ranked, library))
    chosen = by_kind.get(question.kind, _fact)(question, ranked, library)
    return _draft(_with_items(chosen, question, ranked, library))


def _draft(chosen: Sequence[Candidate]) -> Draft:
    return Draft("answered", tuple(DraftStatement(candidate.text, (candidate.ref,)) for candidate in chosen))


def _fact(question: Question, ranked: Ranked, library: Library) -> list[Candidate]:
    """The best sentence, and a second one where it is nearly as good or the two lean on each other."""
    best = ranked.candidates[0]
    margin = load_weights()["thresholds"]["second"]
    second = max(ranked.candidates[1:], key=lambda c: c.score + (_LEAN if _lean(best, c) else 0.0), default=None)
    if second is None:
        return [best]
    gain = _LEAN if _lean(best, second) else 0.0
    if second.score + gain < best.score - margin:
        return [best]
    return _in_order([best, second])


# What a neighbour gains that the best sentence leans on, or that leans on it.
_LEAN = 2.0


def _lean(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences are neighbours and the later leans on the earlier."""
    if one.ref.passage != other.ref.passage or abs(one.ref.index - other.ref.index) != 1:
        return False
    later = max(one, other, key=lambda c: c.ref.index)
    return bool(_LEANING.match(later.text) or (len(later.text) < _SHORT and _POINTING.search(later.text)))


def _why(question: Question, ranked: Ranked, library: Library) -> list[Candidate]:
    """The best sentence with the neighbour that gives the reason, where one does."""
    best = ranked.candidates[0]
    near = [
        candidate
        for candidate in ranked.candidates[1:]
        if candidate.ref.passage == best.ref.passage and abs(candidate.ref.index - best.ref.index) == 1
    ]
    reasons = [c for c in near if _lean(best, c) or cues.REASON.search(c.text)]
    after = [c for c in near if c.ref.index > best.ref.index]
    if cues.REASON.search(best.text) and not any(_lean(best, c) for c in near):
        return _fact(question, ranked, library)
    chosen = reasons or after
    return _in_order([best, max(chosen, key=lambda c: c.score)]) if chosen else _fact(question, ranked, library)


_WANTED = tuple(RANK_SIGNS).index("wanted")
# What is wanted once, however it is asked for.
_SINGLE = ("date", "duration", "often", "share", "portion", "paper", "label", "named")


def _list(question: Question, ranked: Ranked, library: Library) -> list[Candidate]:
    """The whole of the enumeration that the best sentence belongs to, else up to three sentences."""
    if question.wants.kind in _SINGLE:  # "Which day ...?", or a row that one sentence holds
        return _fact(question, ranked, library)
    best = ranked.candidates[0]
    close = best.score - load_weights()["thresholds"]["second"]
    if _alone(best, ranked):
        return _fact(question, ranked, library)
    for near in [candidate for candidate in ranked.candidates[:2] if candidate.score >= close]:
        if refs := _ordinals(near) or _items(near, library):
            return _opened(refs, near, question, ranked, library)
    if question.wants.kind and question.wants.kind != "focus":
        return _fact(question, ranked, library)
    chosen = [candidate for candidate in ranked.candidates[:3] if candidate.score >= close]
    # "These three goals" names them by the sentence before it.
    leant = [c for c in ranked.candidates if c.ref.index < best.ref.index and c not in chosen and _lean(best, c)]
    return _in_order([*chosen, *leant])


def _alone(best: Candidate, ranked: Ranked) -> bool:
    """Whether the best sentence holds what is wanted, and no other of its enumeration does.

    "From which countries did the fighters come?" is told by "Second, ... fighters from A and B" alone.
    """
    met = {candidate.ref: _met(candidate) for candidate in ranked.candidates}
    others = [ref for ref in _ordinals(best) if ref != best.ref]
    return bool(others) and _met(best) >= 1.0 and all(met.get(ref, 0.0) < 1.0 for ref in others)


def _met(candidate: Candidate) -> float:
    return candidate.features[_WANTED]


def _with_items(chosen: Sequence[Candidate], question: Question, ranked: Ranked, library: Library) -> list[Candidate]:
    """A sentence that ends in a colon is nothing without the items after it, nor an item without that sentence."""
    best = ranked.candidates[0]
    one_fact = question.kind in ("fact", "why")
    if one_fact and best.evidence.passage.kind == "item" and (refs := _items(best, library)):
        return _opened([refs[0], best.ref], best, question, ranked, library)
    lead = next((candidate for candidate in chosen if candidate.text.endswith(":")), None)
    refs = _items(lead, library) if lead else []
    if not lead or not refs:
        return list(chosen)
    if one_fact and lead is not best:
        return [candidate for candidate in chosen if candidate is not lead]
    return _opened(refs, lead, question, ranked, library)


def _opened(
    refs: Sequence[SentenceRef], near: Candidate, question: Question, ranked: Ranked, library: Library
) -> list[Candidate]:
    by_ref = {candidate.ref: candidate for candidate in ranked.candidates}
    return [by_ref.get(ref) or _as_candidate(ref, near, question, library) for ref in refs]


def _items(best: Candidate, library: Library) -> list[SentenceRef]:
    """The lead-in that ends in a colon and its items, where the best sentence is one of them."""
    passages = library.open(best.evidence.letter.id).passages
    start = best.evidence.passage.number
    while start in passages and passages[start].kind in ("item", "footnote"):
        start -= 1
    lead = passages.get(start)
    if lead is None or not lead.sentences[-1].plain.endswith(":"):
        return []
    if start == best.evidence.passage.number and best.ref.index != len(lead.sentences) - 1:
        return []
    refs = [SentenceRef(lead.id, len(lead.sentences) - 1)]
    number = start + 1
    while number in passages and passages[number].kind in ("item", "footnote"):
        if passages[number].kind == "item":
            refs += [SentenceRef(passages[number].id, i) for i in range(len(passages[number].sentences))]
        number += 1
    return refs if len(refs) > 1 else []


def _ordinals(best: Candidate) -> list[SentenceRef]:
    """All of 'Ten eerste ... Ten tweede ...' in a passage, with the sentence that announces them."""
    texts = [sentence.plain for sentence in best.evidence.passage.sentences]
    places = [place for place, text in enumerate(texts) if _ORDINAL.match(text)]
    if len(places) < 2:
        return []
    announced = places[0] - 1
    if best.ref.index not in (announced, *places):
        return []
    return [SentenceRef(best.ref.passage, place) for place in places]


def _announced(best: Candidate) -> list[SentenceRef]:
    """'Ten eerste ... Ten tweede ...' where the best sentence is the one that announces them."""
    refs = _ordinals(best)
    return refs if refs and best.ref.index == refs[0].index - 1 else []


def _as_candidate(ref: SentenceRef, near: Candidate, question: Question, library: Library) -> Candidate:
    passage = library.passage(ref.passage)
    opened = library.open(near.evidence.letter.id)
    text = opened.texts(passage, question.language)[ref.index]
    evidence = Evidence(near.evidence.hit, passage, near.evidence.letter, opened.editions.get("en", {}).get(passage.id))
    return Candidate(ref, evidence, text, near.features, near.score)


def _compare(question: Question, ranked: Ranked, library: Library) -> list[Candidate]:
    """The best of each letter side by side, in order of date."""
    margin = load_weights()["thresholds"]["second"]
    per_letter: dict[str, list[Candidate]] = {}
    for candidate in ranked.candidates:
        held = per_letter.setdefault(candidate.evidence.letter.id, [])
        if len(held) < _EACH and (not held or candidate.score >= held[0].score - margin):
            held.append(candidate)
    best = sorted(per_letter.values(), key=lambda held: -held[0].score)
    chosen = [candidate for held in best[:2] for candidate in held]
    return sorted(chosen, key=lambda c: (c.evidence.letter.date, c.evidence.passage.number, c.ref.index))


# Sentences of each letter in a comparison.
_EACH = 3


def _in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Neighbours in the order of the letter; otherwise the better first."""
    if len({c.ref.passage for c in chosen}) == 1:
        return sorted(chosen, key=lambda c: c.ref.index)
    return list(chosen)


def _meta(question: Question, library: Library) -> Draft:
    """What a letter is: who signed, when, to whom, its number, its subject."""
    if question.absent:
        return Draft("not_in_letters")
    letters = [library.manifest.letters[name] for name in question.preferred] or list(library.letters)
    if named := signers(question.text, letters):
        letters = [info for info in letters if set(named) & set(signers(question.text, (info,)))]
    refs = [ref for info in letters for name in question.meta for ref in _META[name](info, library)]
    chosen: list[DraftStatement] = []
    for ref in dict.fromkeys(refs):
        opened = library.open(ref.passage.partition("#")[0])
        passage = library.passage(ref.passage)
        text = opened.texts(passage, question.language)[ref.index]
        if passage.kind != "signature" or _is_asked_for(text, question, letters):
            chosen.append(DraftStatement(text, (ref,)))
    return Draft("answered", tuple(chosen)) if chosen else Draft("not_in_letters")


_BESIDE = re.compile(
    r"\b(?:samen met|naast|behalve|(?:along|together) with|alongside|besides|next to|other than|who else|wie nog)\b",
    re.I,
)


def _is_asked_for(signature: str, question: Question, letters: Sequence[LetterInfo]) -> bool:
    """Whether a signature has the surname or the ministry that a question names, if it names one."""
    words = tokens(signature)
    named = signers(question.text, letters)
    if named:
        is_named = any(f" {name} " in f" {' '.join(words)} " for name in named)
        return is_named != bool(_BESIDE.search(question.text))
    asked = set(tokens(question.text)) & cues.MINISTRY
    if asked == {"foreign"}:  # "the foreign minister"
        asked = {"foreign", "affairs"}
    return asked.issubset(words)


def _title_sentence(pattern: re.Pattern[str]) -> Callable[[LetterInfo, Library], list[SentenceRef]]:
    def find(info: LetterInfo, library: Library) -> list[SentenceRef]:
        title = library.open(info.id).passages[1]
        return [SentenceRef(title.id, i) for i, s in enumerate(title.sentences) if pattern.search(s.plain)]

    return find


def _signatures(info: LetterInfo, library: Library) -> list[SentenceRef]:
    passages = library.open(info.id).passages.values()
    return [SentenceRef(p.id, i) for p in passages if p.kind == "signature" for i in range(len(p.sentences))]


def _subject(info: LetterInfo, library: Library) -> list[SentenceRef]:
    """The sentence by which a letter announces itself, else its first."""
    body = [p for p in library.open(info.id).passages.values() if p.kind == "paragraph"][:3]
    announced = re.compile(r"\b(?:deze|dezer|bijgaande|onderhavige) brief\b|\bhierbij\b|\binformeer\b", re.IGNORECASE)
    for passage in body:
        for place, sentence in enumerate(passage.sentences):
            if announced.search(sentence.plain):
                return [SentenceRef(passage.id, place)]
    return [SentenceRef(body[0].id, 0)] if body else []


_META: dict[str, Callable[[LetterInfo, Library], list[SentenceRef]]] = {
    "sender": _signatures,
    "date": _title_sentence(re.compile(r"\b\d{1,2} \w+ (?:19|20)\d\d$")),
    "number": _title_sentence(re.compile(r"^(?:Nr\.|\d{2} \d{3})")),
    "addressee": _title_sentence(re.compile(r"^Aan de\b", re.IGNORECASE)),
    "dossier": _title_sentence(re.compile(r"^\d{2} \d{3}")),
    "about": _subject,
    "session": _title_sentence(re.compile(r"^Vergaderjaar")),
}
