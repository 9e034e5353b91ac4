"""The parts of the page as functions: links, marks, texts, feedback, what starts and what does not."""

from __future__ import annotations

import datetime
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app import main
from rag.contract import answer_json
from rag.errors import SettingsError
from rag.page.adding import file_of
from rag.page.events import ask, asked_of, history_of, text_of
from rag.page.feedback import Feedback
from rag.page.lean import Lean
from rag.page.links import official, to_letter, to_place, to_question
from rag.page.listen import listen
from rag.page.marks import Asked, decisive
from rag.page.texts import STATUS, TEXTS, VERDICT, both, day
from rag.types import Answer, Language


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://zoek.officielebekendmakingen.nl/kst-1-1.html",
        "https://zoek.officielebekendmakingen.nl.evil.example/kst-1-1.html",
        "https://evil.example@zoek.officielebekendmakingen.nl/x",
        "https://zoek.officielebekendmakingen.nl:444/x",
        'https://zoek.officielebekendmakingen.nl/x"onclick="x',
        "//zoek.officielebekendmakingen.nl/x",
        "",
    ],
)
def test_only_official_addresses_become_links(address: str) -> None:
    assert official(address) == ""


def test_links() -> None:
    assert official("https://zoek.officielebekendmakingen.nl/kst-32623-169.html").endswith("169.html")
    assert to_place("kst-32623-169", 5, 9) == "#letter=kst-32623-169&start=5&end=9"
    assert to_letter("ah-tk-20232024-1314") == "#letter=ah-tk-20232024-1314"
    assert to_place('x"><img>', 1, 2) == to_letter("../etc") == ""
    assert to_question("Wat & hoe?") == "#q=Wat%20%26%20hoe%3F"


@pytest.mark.parametrize(
    ("question", "asked", "text", "language", "words"),
    [
        (
            "Hoeveel geld ging naar Jordanië?",
            "nl",
            "Jordanië kreeg 12 miljoen euro.",
            "nl",
            ["Jordanië", "12 miljoen euro"],
        ),
        ("How much went to Jordan?", "en", "Jordanië kreeg 12 miljoen euro.", "nl", ["Jordanië", "12 miljoen euro"]),
        ("Wat is de noodhulp?", "nl", "De noodhulp ging door.", "nl", ["noodhulp"]),
        ("What about sanctions?", "en", "De sancties blijven.", "nl", []),
    ],
)
def test_deciding_words(question: str, asked: Language, text: str, language: Language, words: list[str]) -> None:
    assert [text[start:end] for start, end in decisive(text, language, Asked(question, asked))] == words


def test_every_text_is_there_in_both_languages() -> None:
    for dutch, english in (*TEXTS.values(), *STATUS.values(), *VERDICT.values()):
        assert dutch.strip()
        assert english.strip()
    assert 'lang="nl"' in both("ask")
    assert (day("2016-12-01", "nl"), day("2016-12-01", "en"), day("<b>", "nl")) == (
        "1 december 2016",
        "1 December 2016",
        "<b>",
    )


def test_what_the_browser_sends_is_bounded() -> None:
    assert text_of(None, 10) == text_of(["x"], 10) == ""
    assert len(text_of("x" * 100, 10)) == 11
    assert text_of("a\ud800b", 10) == "ab", "nothing could write half a character again"
    assert history_of("abc", 5) == ()
    assert len(history_of(["q"] * 100, 5)) == 10


def test_blanks_push_no_words_out_of_a_question() -> None:
    assert asked_of(None, 10) == ""
    assert asked_of(f"  aap{' ' * 5000}noot\n\t mies ", 20) == "aap noot mies"
    assert len(asked_of("woord " * 50 + " " * 5000, 20)) == 21, "the pipeline sees that it was too long"
    assert history_of([f"aap{' ' * 5000}noot"], 20) == ("aap noot",)


def test_a_failure_tells_the_reader_nothing_of_the_inside_and_logs_no_question(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken:
        class settings:
            question_limit = 100

        def stream(self, *_: object) -> None:
            raise ValueError("secret question and /path")

    told = "".join(ask(Broken(), lambda _: (), {"question": "secret question", "turn": "a"}))  # type: ignore[arg-type]
    assert "/path" not in told
    assert 'role="alert"' in told
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def _answer() -> Answer:
    return Answer("Vraag?", "nl", "not_in_letters", "Nee", (), (), (), "quotes", None, (), {"corpus": "c"}, 0.1)


def test_feedback_keeps_what_is_sound_only(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "new", lambda: datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC))
    answer = json.dumps(answer_json(_answer()))
    assert list(feedback.read()) == []
    assert feedback.add("useful", None, ("eerst",), answer)
    assert not feedback.add("splendid", None, (), answer)
    assert not feedback.add("useful", None, (), "{}")
    assert not feedback.add("useful", None, (), "x" * 300_000)
    assert feedback.add("wrong_source", 7, (), answer)
    first, second = feedback.read()
    assert (first.judgement, first.history, first.question) == ("useful", ("eerst",), "Vraag?")
    assert first.time.startswith("2026-01-02T00:00:00")
    assert second.source is None, "there is no seventh citation"


def test_a_file_name_from_the_browser_names_no_other_place() -> None:
    assert file_of("../../etc/<b>.txt", "aGk=") == ("_b_.txt", b"hi")
    assert file_of("..", "aGk=")[0] == "letter.txt"


def test_parts_are_packed_smaller_the_second_time() -> None:
    import brotli  # type: ignore[import-untyped]

    lean = Lean(None)  # type: ignore[arg-type]
    body = Path(__file__).read_bytes() * 3
    first = lean.pack("/assets/a.js", body)
    lean._worker.shutdown(wait=True)
    second = lean.pack("/assets/a.js", body)
    assert len(second) < len(first) < len(body)
    assert brotli.decompress(first) == brotli.decompress(second) == body


def test_an_address_in_use_is_told_with_a_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match="BRIEFWIJZER_PORT"):
            listen("127.0.0.1", port)
        monkeypatch.setenv("BRIEFWIJZER_PORT", str(port))
        assert main() == 2
    told = capsys.readouterr().err
    assert told.startswith("briefwijzer: Cannot serve on")
    assert told.count("\n") == 1


def test_without_an_index_the_page_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("BRIEFWIJZER_PORT", str(port))
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(tmp_path))
    assert main() == 2
    told = capsys.readouterr().err
    assert "python -m ingest" in told
    assert told.count("\n") == 1


def test_importing_the_app_is_cheap() -> None:
    code = (
        "import app, sys; print([m for m in ('gradio', 'torch', 'chromadb', 'langchain', 'numpy') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
