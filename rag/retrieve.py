"""Hybrid retrieval: dense and BM25, fused so that it is nowhere worse than its better half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from rag.embedding import Vectors
from rag.library import Library
from rag.matching import Matcher
from rag.question import Question
from rag.store import WHOLE, Row
from rag.types import Evidence, Hit, Language, Sentence
from rag.vocabulary import Expansion

Scores = npt.NDArray[np.float32]
Place = tuple[str, int]  # passage, and the number of a sentence in it or WHOLE

# Rows asked of Chroma: sentences and passages in two languages, so some 15 to 40 passages.
_ROWS = 120
_LEXICAL = 20
# A signature says who somebody is; in other questions it would only crowd the hits.
_CONTENT = frozenset(("paragraph", "item", "footnote"))
# The weight of the best BM25 score beside a cosine, where question and text are of one language.
# Chosen on NTREX, the Kamervragen and the tuning half of the gold, see docs/log.md.
LEXICAL_WEIGHT = 0.033
# What a letter of the year or name in the question gains; hits of other letters stay possible.
PREFERRED = 0.03


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Evidence best first, and the cosine of the question with each of its sentences.

    `own` are the cosines of what a follow-up asks itself, without the question before; else empty. `matches` is
    what `rag.matching` says of the sentences that it knows. `vector`, shape (dimension,), embeds the question.
    """

    evidence: tuple[Evidence, ...]
    cosines: dict[Place, float]
    own: dict[Place, float] = field(default_factory=dict)
    matches: dict[Place, float] = field(default_factory=dict)
    rows: Rows | None = None
    vector: Vectors | None = None

    def asked(self, vector: Vectors, matcher: Matcher | None) -> Retrieved:
        """The same evidence as another question, whose embedding is `vector`, sees it."""
        if self.rows is None:
            return self
        matches = self.rows.matches(vector, matcher) if matcher is not None else {}
        return replace(self, cosines=self.rows.cosines(vector), own={}, matches=matches, vector=vector)


def asks(sentence: Sentence) -> bool:
    """Whether a sentence of a letter is itself a question, such as those of members that a minister answers."""
    return sentence.plain.endswith("?")


def fuse(dense: Scores, lexical: Scores, *, same_language: bool) -> Scores:
    """Scores of the same documents from two retrievers as one; shapes (n,).

    BM25 counts words, so between two languages it only knows names and numbers: there the
    dense score stands alone. Within one language it breaks ties between close cosines.
    """
    best = float(lexical.max()) if lexical.size else 0.0
    if not same_language or best <= 0:
        return dense
    return (dense + LEXICAL_WEIGHT * lexical / best).astype(np.float32)


def retrieve(
    question: Question,
    vector: Vectors,
    library: Library,
    count: int,
    own: Vectors | None = None,
    matcher: Matcher | None = None,
    *,
    answering: bool = True,
) -> Retrieved:
    """The `count` best passages for a question whose embedding is `vector`, shape (dimension,).

    `own` is that of what a follow-up asks itself. Where answers are looked for, passages that only ask are left out.
    """
    candidates = _candidates(question, vector, library)
    if answering:
        candidates = [name for name in candidates if not all(map(asks, library.passage(name).sentences))]
    if not candidates:
        return Retrieved((), {})
    rows = rows_of(candidates, question.language, library)
    cosines = rows.cosines(vector)
    lexical = library.lexical(question.language)
    all_lexical = dict(zip(lexical.ids, lexical.scores(_expanded(question, library)).tolist(), strict=True))
    dense = np.asarray([_dense(name, cosines, library) for name in candidates], dtype=np.float32)
    words = np.asarray([all_lexical.get(name, 0.0) for name in candidates], dtype=np.float32)
    scores = fuse(dense, words, same_language=True)
    scores += np.asarray([_bonus(name, question) for name in candidates], dtype=np.float32)
    order = _chosen(candidates, scores, count, question)
    hits = [Hit(candidates[i], float(scores[i]), float(dense[i]), float(words[i])) for i in order]
    return Retrieved(
        tuple(library.evidence(hit) for hit in hits),
        cosines,
        rows.cosines(own) if own is not None else {},
        rows.matches(vector, matcher) if matcher is not None else {},
        rows,
        vector,
    )


def _candidates(question: Question, vector: Vectors, library: Library) -> list[str]:
    """Passages with a row near the question, or among the best by words; title blocks are no content."""
    versions = [library.manifest.letters[name].version for name in question.named]
    found: dict[str, None] = {}
    for near in library.store.near(library.manifest.model, vector, _ROWS, versions, live=library.manifest.versions):
        letter = library.live(near.row.version)
        if letter is not None:
            found[f"{letter}#{near.row.number}"] = None
    lexical = library.lexical(question.language)
    scores = lexical.scores(_expanded(question, library))
    for row in np.argsort(-scores, kind="stable")[:_LEXICAL]:
        if scores[row] > 0 and (not question.named or lexical.ids[row].partition("#")[0] in question.named):
            found[lexical.ids[row]] = None
    kinds = _CONTENT | ({"signature"} if question.described.holds("person") else set())
    return [name for name in found if library.passage(name).kind in kinds]


@dataclass(frozen=True, slots=True)
class Rows:
    """The vectors of the sentences of some passages, and of each passage as a whole.

    `own` are those of the edition in the question's language, shape (n, dimension); `twins` those of the other
    edition, of the places that `twinned` numbers.
    """

    keys: tuple[Place, ...]
    own: Vectors
    twins: Vectors
    twinned: npt.NDArray[np.int_]

    def cosines(self, asked: Vectors) -> dict[Place, float]:
        """The cosine of every place with `asked`, shape (dimension,).

        Where there are two editions it is the mean of both: they say the same in two ways, and the
        chance in either is halved. The edition of another language than the question's lies a bit
        farther off as a whole; that is made up for, so that letters with one edition compare.
        """
        cosines = self.own @ asked
        if self.twinned.size:
            second = self.twins @ asked
            first = cosines[self.twinned]
            cosines[self.twinned] = (first + second + (first - second).mean()) / 2
        return dict(zip(self.keys, cosines.tolist(), strict=True))

    def matches(self, asked: Vectors, matcher: Matcher) -> dict[Place, float]:
        """What a matcher says of every sentence of the letters that it knows."""
        direction, offset = matcher.toward(asked)
        scores = self.own @ direction
        scores[self.twinned] = (scores[self.twinned] + self.twins @ direction) / 2
        return {
            place: score + offset
            for place, score in zip(self.keys, scores.tolist(), strict=True)
            if place[1] != WHOLE and place[0].partition("#")[0] in matcher.letters
        }

    def vector(self, place: Place) -> Vectors:
        """The mean of both editions of one place, shape (dimension,)."""
        at = self.keys.index(place)
        own: Vectors = self.own[at]
        twin = np.flatnonzero(self.twinned == at)
        return (own + self.twins[twin[0]]) / 2 if twin.size else own

    def mean(self) -> Vectors:
        """The mean of both editions of each place, shape (n, dimension); what a matcher is fitted on."""
        vectors = self.own.copy()
        vectors[self.twinned] = (vectors[self.twinned] + self.twins) / 2
        return vectors


def rows_of(names: Sequence[str], language: Language, library: Library) -> Rows:
    """The vectors of passages by name, from the index."""
    keys: list[Place] = []
    own: list[Row] = []
    twins: list[Row] = []
    twinned: list[int] = []
    for name in names:
        letter, _, number = name.partition("#")
        opened = library.open(letter)
        actual = language if language in opened.info.languages else "nl"
        others = [edition for edition in opened.info.languages if edition != actual]
        for sentence in range(WHOLE, len(library.passage(name).sentences)):
            if others:
                twinned.append(len(keys))
                twins.append(Row(opened.info.version, int(number), sentence, others[0]))
            keys.append((name, sentence))
            own.append(Row(opened.info.version, int(number), sentence, actual))
    vectors = library.store.vectors(library.manifest.model, [*own, *twins])
    return Rows(tuple(keys), vectors[: len(own)], vectors[len(own) :], np.asarray(twinned, dtype=np.int_))


def _dense(name: str, cosines: dict[Place, float], library: Library) -> float:
    """A passage is as near as the mean of its whole and its best sentence.

    The whole carries the context, the sentence the answer: MRR .83 against .80 and .71 for
    either alone (English questions of the tuning half, docs/log.md).
    """
    sentences = range(len(library.passage(name).sentences))
    return (cosines[name, WHOLE] + max(cosines[name, place] for place in sentences)) / 2


def _chosen(candidates: list[str], scores: Scores, count: int, question: Question) -> list[int]:
    """The best `count` places; for a comparison as many of each letter, so that none is crowded out."""
    order = np.argsort(-scores, kind="stable").tolist()
    if question.kind != "compare":
        return [int(place) for place in order[:count]]
    of_letter: dict[str, list[int]] = {}
    for place in order:
        letter = candidates[place].partition("#")[0]
        if len(question.preferred) < 2 or letter in question.preferred:
            of_letter.setdefault(letter, []).append(int(place))
    # "Has it changed since 2016?" names one of the two: the letter of that year, and the best of the others.
    order_of = sorted(of_letter, key=lambda letter: letter not in question.preferred)
    compared = [of_letter[letter] for letter in order_of[: max(2, len(question.preferred))]]
    each = -(-count // max(len(compared), 1))
    return sorted((place for places in compared for place in places[:each]), key=order.index)


def _expanded(question: Question, library: Library) -> list[Expansion]:
    vocabulary = library.vocabulary(question.language)
    return list(vocabulary.expand_all(question.terms, question.text, question.sited).values())


def _bonus(name: str, question: Question) -> float:
    return PREFERRED if name.partition("#")[0] in question.preferred else 0.0
