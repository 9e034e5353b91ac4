"""The values that pass between the steps, all frozen. The words are those of the README.

Positions (`start`, `end`) count characters (code points) of a letter's source text, which is
the file decoded as UTF-8; `end` is exclusive.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Literal

Language = Literal["nl", "en"]
PassageKind = Literal["title", "heading", "paragraph", "item", "footnote", "signature"]
Status = Literal["answered", "partly_answered", "not_in_letters", "out_of_scope"]
Label = Literal["supported", "contradicted", "partly_supported", "not_found"]


@dataclass(frozen=True, slots=True)
class Piece:
    """An unbroken run of the source: `text` is `source[start:end]` with the print undone."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that can be quoted.

    `pieces` is more than one only where the printer put a running head or a footnote in the
    middle of the sentence; each piece is verbatim. `plain` is the whole sentence without
    note marks: what is searched, shown as a statement, and translated.
    """

    plain: str
    pieces: tuple[Piece, ...]

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, list item, footnote, heading, signature or title block of a letter."""

    id: str
    letter: str
    kind: PassageKind
    section: str
    sentences: tuple[Sentence, ...]

    @property
    def number(self) -> int:
        """Running number in the letter, from 1."""
        return int(self.id.rpartition("#")[2])

    @property
    def text(self) -> str:
        return " ".join(sentence.plain for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Sender:
    name: str
    role: str

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


@dataclass(frozen=True, slots=True)
class Letter:
    """One Kamerbrief as parsed, with its source text."""

    id: str
    dossier: str
    number: str
    date: datetime.date
    title: str
    heading: str
    senders: tuple[Sender, ...]
    addressee: str
    session: str
    file: str
    sha256: str
    source: str = field(repr=False)
    passages: tuple[Passage, ...] = field(repr=False)

    @property
    def reference(self) -> str:
        """The official reference, as in the Leidraad voor juridische auteurs."""
        year = f"{self.session[:4]}/{self.session[-2:]}"
        if self.id.startswith("ah-"):
            return f"Aanhangsel Handelingen II {year}, nr. {self.number}"
        return f"Kamerstukken II {year}, {self.dossier}, nr. {self.number}"

    @property
    def url(self) -> str:
        return f"https://zoek.officielebekendmakingen.nl/{self.id}.html"


# Translations of one letter: passage id -> one translation for each sentence, in order.
Edition = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LetterInfo:
    """What is known of a letter without opening it.

    `version` names its exact indexed content, `origin` is where its file was read.
    """

    id: str
    version: str
    dossier: str
    number: str
    date: datetime.date
    title: str
    heading: str
    senders: tuple[Sender, ...]
    addressee: str
    session: str
    reference: str
    url: str
    file: str
    passages: int
    languages: tuple[Language, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found. Scores are comparable within one question only."""

    passage: str
    score: float
    dense: float = 0.0
    lexical: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit opened: the passage, its letter, and its translation sentence by sentence (or None)."""

    hit: Hit
    passage: Passage
    letter: LetterInfo
    translation: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class SentenceRef:
    """The sentence `index` (from 0) of a passage."""

    passage: str
    index: int


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A sentence that a composer proposes, with the sentences it rests on."""

    text: str
    refs: tuple[SentenceRef, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement of a chat model that did not pass verification, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a composer makes of the evidence; `notices` are for the reader, in their language."""

    status: Status
    statements: tuple[DraftStatement, ...] = ()
    notices: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with everything needed to find it again."""

    number: int
    passage: str
    letter: str
    title: str
    date: str
    senders: tuple[str, ...]
    section: str
    quote: str
    translation: str | None
    start: int
    end: int
    reference: str
    url: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer; `citations` are numbers of the answer's citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The contract of the command line, the API and the eval harness."""

    question: str
    language: Language
    status: Status
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    composer: str
    model: str | None
    notices: tuple[str, ...]
    receipt: dict[str, Any]
    seconds: float
    rewritten: str | None = None
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the letters say of a claim."""

    claim: str
    language: Language
    label: Label
    reason: str
    for_: tuple[Citation, ...]
    against: tuple[Citation, ...]
    receipt: dict[str, Any]
    seconds: float
