"""The command line: what it takes, what it refuses in one line, and what reaches the terminal."""

from __future__ import annotations

import dataclasses
import io
import json
import sys
from pathlib import Path

import pytest

from rag import given
from rag.batch import read_batch
from rag.cli import main
from rag.contract import answer_json
from rag.errors import InputError
from rag.exports import load
from rag.exports.read import citations_in
from rag.given import read_text
from rag.jsonlines import json_lines
from rag.settings import Settings
from rag.show import answer_text
from rag.types import Rejected
from tests.rag.test_exports import answer, citation

ESCAPES = "\x1b[2J\x1b]0;weg\x07\u202eom\u202c\x9b31m"


@pytest.mark.parametrize(
    "line",
    [
        '{"question": "x", "history": "abc"}',
        '{"question": "x", "history": {"a": 1}}',
        '{"question": "x", "history": [1]}',
        '{"question": "\\ud800"}',
        '{"question": "x", "history": ["\\udfff"]}',
        "[" * 100_000,
        '{"question": 1}',
        "[]",
        '"x"',
        "{",
    ],
)
def test_a_line_of_a_batch_that_is_no_question_is_refused(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vragen.jsonl"
    file.write_text('{"question": "goed"}\n\n' + line, encoding="utf-8")
    assert main(["ask", "--batch", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"rag: {file}:3: not a line such as")
    assert told.err.count("\n") == 1


def test_a_batch_is_read_with_a_byte_order_mark_and_other_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "vragen.jsonl"
    file.write_bytes('\ufeff{"question": "a\u2028b", "history": ["c"]}\r\n\r\n{"question": "d"}'.encode())
    assert read_batch(file) == [("a\u2028b", ["c"]), ("d", [])]


def test_a_history_beside_a_batch_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "vragen.jsonl"
    file.write_text('{"question": "x"}')
    assert main(["ask", "--batch", str(file), "--history", "y"]) == 2
    assert "--history" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["-", "groot"])
def test_files_and_standard_input_have_one_bound(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "MOST", 3)
    monkeypatch.chdir(tmp_path)
    for content, taken in ((b"abc", True), (b"abcd", False)):
        (tmp_path / "groot").write_bytes(content)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        if taken:
            assert read_text(Path(name)) == "abc"
        else:
            with pytest.raises(InputError, match="larger than"):
                read_text(Path(name))


@pytest.mark.parametrize("words", [["ask", "\udcff"], ["ask", "x", "--history", "\udcff"], ["search", "\udcff"]])
def test_an_argument_that_is_no_text_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "UTF-8" in capsys.readouterr().err


def test_signs_that_splitlines_breaks_at_may_stand_in_a_line() -> None:
    lines = [json.dumps(answer_json(answer(citation(), question=f"a{sign}b")), ensure_ascii=False)
             for sign in "\u2028\u2029\u0085"]  # fmt: skip
    text = "\r\n".join(lines) + "\n"
    assert json_lines("\ufeffa\r\n\n \nb\u2028c") == [(1, "a"), (4, "b\u2028c")]
    assert [item.asked for item in load(text, "x")] == ["a\u2028b", "a\u2029b", "a\x85b"]
    assert len(citations_in(text, "x")) == 1


def test_nothing_reaches_the_terminal_that_it_would_obey() -> None:
    cited = citation(f"een{ESCAPES}", translation=f"two{ESCAPES}", section=f"drie{ESCAPES}", title=f"x{ESCAPES}",
                     senders=(f"vier{ESCAPES}",), url=f"vijf{ESCAPES}", reference=f"zes{ESCAPES}")  # fmt: skip
    made = dataclasses.replace(
        answer(cited, text=f"zeven{ESCAPES}"), rewritten=f"acht{ESCAPES}", notices=(f"negen{ESCAPES}",),
        rejected=(Rejected(f"tien{ESCAPES}", f"elf{ESCAPES}"),), language="en",
    )  # fmt: skip
    text = answer_text(made)
    assert text.replace("\n", "").isprintable()
    for word in ("een", "two", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf"):
        assert word in text


def test_what_check_saves_is_what_resolve_reads(
    index: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(index.data))
    for form in ("--csv", "--markdown", "--json"):
        assert main(["check", "Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.", form]) == 0
        (tmp_path / "file").write_bytes(capsysbinary.readouterr().out)
        assert main(["resolve", str(tmp_path / "file"), "--json"]) == 0
        assert {item["outcome"] for item in json.loads(capsysbinary.readouterr().out)} == {"same"}
