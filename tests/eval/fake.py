"""A letter, a gold set and a pipeline small enough to work out by eye."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

from eval.gold import GoldItem, load_gold
from eval.sources import Source, source_of
from eval.text import normalise
from rag.types import (
    Answer,
    Citation,
    Evidence,
    Hit,
    Label,
    Language,
    LetterInfo,
    Passage,
    Piece,
    Sender,
    Sentence,
    Statement,
    Verdict,
)

LETTER = "kst-1-2"
# Dutch as printed, English, one passage each; the first is broken over two lines of print.
SENTENCES = (
    ("De brug kost 25 miljoen euro volgens de gemeen-\nteraad.", "The bridge costs 25 million euros says the council."),
    ("De brug gaat niet open in mei.", "The bridge does not open in May."),
    ("Er komen 12 bomen langs de weg.", "There will be 12 trees along the road."),
    ("De minister betaalt het fietspad.", "The minister pays for the cycle path."),
)
TEXT = "\n\n".join(dutch for dutch, _ in SENTENCES) + "\n"
SOURCES: dict[str, Source] = {LETTER: source_of(TEXT)}

_QUESTIONS: tuple[tuple[str, str, str, str, list[list[str]], list[int]], ...] = (
    ("kosten", "fact", "Wat kost de brug?", "What does the bridge cost?", [["25 miljoen", "25 million"]], [0]),
    ("mei", "fact", "Gaat de brug in mei open?", "Does the bridge open in May?", [["niet open", "not open"]], [1]),
    ("bomen", "list", "Hoeveel bomen komen er?", "How many trees will there be?", [["12"]], [2]),
    ("fiets", "why", "Wie betaalt het fietspad?", "Who pays for the cycle path?", [["minister"]], [3]),
    ("kapper", "offtopic", "Waar vind ik een kapper?", "Where do I find a barber?", [], []),
    ("trein", "unanswerable", "Rijdt de trein op zondag?", "Is the train running on Sunday?", [], []),
)
_CLAIMS: tuple[tuple[str, str, str, Label, int], ...] = (
    ("c-kosten", "De brug kost 25 miljoen.", "The bridge costs 25 million.", "supported", 0),
    ("c-mei", "De brug gaat open in mei.", "The bridge opens in May.", "contradicted", 1),
)


def clean(place: int) -> str:
    """A Dutch sentence with the print undone."""
    return SENTENCES[place][0].replace("-\n", "")


def gold_rows() -> list[dict[str, object]]:
    """The gold as plain rows."""
    rows: list[dict[str, object]] = []
    for slug, kind, dutch, english, facts, places in _QUESTIONS:
        evidence = [{"letter": LETTER, "quote": clean(place)} for place in places]
        for lang, text in (("nl", dutch), ("en", english)):
            row: dict[str, object] = {"id": f"{slug}-{lang}", "lang": lang, "kind": kind, "question": text}
            rows.append(row | {"history": [], "facts": facts, "evidence": evidence})
    for slug, dutch, english, label, place in _CLAIMS:
        evidence = [{"letter": LETTER, "quote": clean(place)}]
        for lang, text in (("nl", dutch), ("en", english)):
            row = {"id": f"{slug}-{lang}", "lang": lang, "kind": "claim", "claim": text, "label": label}
            rows.append(row | {"evidence": evidence})
    return rows


def write_gold(path: Path, rows: Sequence[dict[str, object]] | None = None) -> Path:
    """A gold file."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (gold_rows() if rows is None else rows))
    path.write_text(text, encoding="utf-8")
    return path


def gold(folder: Path) -> tuple[GoldItem, ...]:
    """The gold as items."""
    return load_gold([write_gold(folder / "gold.jsonl")])


def info() -> LetterInfo:
    """The letter as the pipeline lists it."""
    fields = {
        "id": LETTER,
        "version": "kst-1-2@1",
        "dossier": "1",
        "number": "2",
        "date": datetime.date(2020, 1, 2),
        "title": "De brug",
        "heading": "BRIEF",
        "senders": (Sender("J. Jansen", "minister"),),
        "addressee": "",
        "session": "2019-2020",
        "reference": "Kamerstukken II 2019/20, 1, nr. 2",
        "url": "https://zoek.officielebekendmakingen.nl/kst-1-2.html",
        "file": "kst-1-2.txt",
        "passages": len(SENTENCES),
        "languages": ("nl", "en"),
        "origin": "",
    }
    names = LetterInfo.__dataclass_fields__
    return LetterInfo(**{name: value for name, value in fields.items() if name in names})  # type: ignore[arg-type]


def citation(place: int, number: int = 1) -> Citation:
    """A right citation of a sentence."""
    dutch, english = SENTENCES[place]
    start = TEXT.index(dutch)
    letter = info()
    return Citation(
        number=number,
        passage=f"{LETTER}#{place + 1}",
        letter=LETTER,
        title=letter.title,
        date="2020-01-02",
        senders=("J. Jansen, minister",),
        section="",
        quote=clean(place),
        translation=english,
        start=start,
        end=start + len(dutch),
        reference=letter.reference,
        url=letter.url,
    )


def answer(question: str, language: Language, places: Sequence[int], hits: Sequence[int] = ()) -> Answer:
    """A right answer that says the sentences `places`; none of them is a refusal."""
    told = tuple(clean(place) if language == "nl" else SENTENCES[place][1] for place in places)
    refusal = "Dat staat niet in deze brieven." if language == "nl" else "That is not in these letters."
    return Answer(
        question=question,
        language=language,
        status="answered" if places else "not_in_letters",
        text=" ".join(f"{text} [{n}]" for n, text in enumerate(told, 1)) or refusal,
        statements=tuple(Statement(text, (n,)) for n, text in enumerate(told, 1)),
        citations=tuple(citation(place, n) for n, place in enumerate(places, 1)),
        hits=tuple(Hit(f"{LETTER}#{place + 1}", 1.0 - rank / 10) for rank, place in enumerate(hits or places)),
        composer="quotes",
        model=None,
        notices=(),
        receipt={},
        seconds=0.001,
    )


class FakePipeline:
    """Answers each gold question rightly; a question it does not know is refused. `calls` counts."""

    def __init__(self, wrong: Sequence[str] = ()) -> None:
        self.calls = 0
        self.wrong = wrong
        self._known: dict[str, tuple[Language, tuple[int, ...]]] = {}
        for _, _, dutch, english, _, places in _QUESTIONS:
            self._known[dutch] = ("nl", tuple(places))
            self._known[english] = ("en", tuple(places))

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.calls += 1
        language, places = self._known[question]
        if question in self.wrong:
            return answer(question, language, [3] if places != (3,) else [2])
        best = places or (2,)
        return answer(question, language, places, [*best, *(n for n in range(4) if n not in best)])

    def evidence(self, names: Sequence[str]) -> tuple[Evidence, ...]:
        return tuple(self._evidence(name) for name in names)

    def letters(self) -> tuple[LetterInfo, ...]:
        return (info(),)

    def source(self, name: str) -> str:
        return {LETTER: TEXT}[name]

    def _evidence(self, name: str) -> Evidence:
        place = int(name.partition("#")[2]) - 1
        start = TEXT.index(SENTENCES[place][0])
        piece = Piece(clean(place), start, start + len(SENTENCES[place][0]))
        sentence = Sentence(clean(place), (piece,))
        return Evidence(Hit(name, 1.0), Passage(name, LETTER, "paragraph", "", (sentence,)), info(), None)


class CheckingPipeline(FakePipeline):
    """Also checks claims, rightly."""

    def check(self, claim: str) -> Verdict:
        language: Language = "nl" if normalise(claim).startswith("de") else "en"
        label: Label = "supported" if "25" in claim else "contradicted"
        cited = (citation(0 if label == "supported" else 1),)
        return Verdict(
            claim=claim,
            language=language,
            label=label,
            reason="De brief zegt dit." if language == "nl" else "The letter says this.",
            for_=cited if label == "supported" else (),
            against=() if label == "supported" else cited,
            receipt={},
            seconds=0.002,
        )
