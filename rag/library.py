"""The letters of the index as the pipeline reads them: opened when needed, described once."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.describe import Described
from rag.errors import IndexMismatch
from rag.lexical import Bm25
from rag.printed import Hyphenation
from rag.serial import Descriptions, Editions, digest
from rag.types import Evidence, Hit, Language, Letter, LetterInfo, Passage
from rag.vocabulary import Vocabulary
from rag.words import stem, tokens

if TYPE_CHECKING:
    from rag.store import Store

LANGUAGES: tuple[Language, ...] = ("nl", "en")
# A name in more than this share of the passages is what the letters are about, not an answer.
_COMMON = 0.3
_OWN = "NL"  # whose ministers write: it stands all over letters on anything
_MUCH_MORE = 4  # times the share of its passages
_OPEN = 512  # letters kept open; one of 30 passages takes some 100 kB


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter with its editions and its passages by number."""

    info: LetterInfo
    letter: Letter
    editions: Editions
    described: Descriptions
    passages: dict[int, Passage]
    hyphenation: Hyphenation

    def texts(self, passage: Passage, language: Language) -> tuple[str, ...]:
        """The sentences of a passage in `language`, or in Dutch where there is no such edition."""
        translated = self.editions.get(language, {}).get(passage.id) if language != "nl" else None
        return translated or tuple(sentence.plain for sentence in passage.sentences)


class Library:
    """One state of the index. Raises IndexMismatch where the index is of another model."""

    def __init__(self, store: Store, model: str) -> None:
        self.store = store
        self.manifest = store.manifest()
        if self.manifest.model != model:
            raise IndexMismatch(
                f"The index was made with the embedding model {self.manifest.model}, the settings name {model}. "
                "Run: python -m ingest --rebuild"
            )
        self.letters: tuple[LetterInfo, ...] = tuple(self.manifest.letters.values())
        self._versions = self.manifest.versions
        self.open = functools.lru_cache(maxsize=_OPEN)(self._open)
        self.lexical = functools.cache(self._lexical)
        self.vocabulary = functools.cache(self._vocabulary)

    def _open(self, letter: str) -> Opened:
        info = self.manifest.letters[letter]
        record = self.store.record(info.version)
        passages = {passage.number: passage for passage in record.letter.passages}
        hyphenation = Hyphenation.of(record.letter.source)
        return Opened(info, record.letter, record.editions, record.described, passages, hyphenation)

    @functools.cached_property
    def corpus_hash(self) -> str:
        """Of the source texts of all letters."""
        return digest([(info.id, self.open(info.id).letter.sha256) for info in self.letters])

    @property
    def index_hash(self) -> str:
        """Of everything indexed: sources, parsing, editions, model."""
        return digest([self.manifest.model, *sorted(self._versions)])

    def spoken(self, text: str) -> Language | None:
        """The language whose edition knows more of the words; None where they tie."""
        words = tokens(text)
        known: dict[Language, int] = {
            language: sum(stem(word, language) in self.lexical(language).postings for word in words)
            for language in LANGUAGES
        }
        if known["nl"] == known["en"]:
            return None
        return "nl" if known["nl"] > known["en"] else "en"

    def live(self, version: str) -> str | None:
        """The letter whose live version this is."""
        return self._versions.get(version)

    def passage(self, name: str) -> Passage:
        """The passage with an id such as `kst-32623-169#12`. Raises KeyError."""
        letter, _, number = name.partition("#")
        return self.open(letter).passages[int(number)]

    def evidence(self, hit: Hit) -> Evidence:
        opened = self.open(hit.passage.partition("#")[0])
        passage = self.passage(hit.passage)
        return Evidence(hit, passage, opened.info, opened.editions.get("en", {}).get(passage.id))

    def described(self, passage: str, language: Language) -> tuple[Described, ...]:
        """Terms and marks of each sentence of a passage, in `language` or else in Dutch."""
        opened = self.open(passage.partition("#")[0])
        edition = opened.described.get(language, {})
        return edition.get(passage) or opened.described["nl"][passage]

    def _lexical(self, language: Language) -> Bm25:
        """BM25 over all passages that can be cited, in `language` where they have that edition."""
        return Bm25.of(self._documents(language))

    def _vocabulary(self, language: Language) -> Vocabulary:
        return Vocabulary.of(self.lexical(language).postings, language)

    def about(self, terms: Sequence[str], language: Language) -> str | None:
        """The one letter that has the words by which it is called much more often than any other letter."""
        lexical = self.lexical(language)
        size = Counter(name.partition("#")[0] for name in lexical.ids)
        share: Counter[str] = Counter()
        for term in terms:
            if posting := lexical.postings.get(term):
                for row in posting.rows.tolist():
                    letter = lexical.ids[row].partition("#")[0]
                    share[letter] += posting.idf / size[letter]  # type: ignore[assignment]
        (best, most), (_, next_most), *_ = [*share.most_common(2), ("", 0), ("", 0)]
        return best if most and most >= _MUCH_MORE * next_most else None

    def unknown(self, terms: Sequence[str], text: str, language: Language) -> bool:
        """Whether no letter has any of the words by which `text` calls one, in any form; False without terms."""
        return bool(terms) and not any(self.vocabulary(language).expand_all(terms, text).values())

    def concerns(self, described: Described) -> bool:
        """Whether a question names a country, a place or a body that the letters are about."""
        names = {name for kind in ("country", "place", "body") for name in described.of(kind)} - {_OWN}
        return any(self.common(name) for name in names)

    def named(self, name: str) -> bool:
        """Whether a canonical name stands in any letter."""
        return name in self._names[0]

    def common(self, name: str) -> bool:
        """Whether a canonical name stands in so many passages that it tells none of them apart."""
        counts, passages = self._names
        return counts[name] > _COMMON * passages

    @functools.cached_property
    def _names(self) -> tuple[Counter[str], int]:
        """In how many passages each name stands, and how many passages there are."""
        counts: Counter[str] = Counter()
        passages = 0
        for info in self.letters:
            for sentences in self.open(info.id).described["nl"].values():
                passages += 1
                counts.update({mark.partition(":")[2] for sentence in sentences for mark in sentence.marks})
        return counts, passages

    def _documents(self, language: Language) -> Iterator[tuple[str, list[str]]]:
        for info in self.letters:
            for passage in self.open(info.id).letter.passages:
                if passage.kind != "heading":
                    yield passage.id, [t for sentence in self.described(passage.id, language) for t in sentence.terms]
