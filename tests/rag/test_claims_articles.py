"""Articles of every kind, and what must not be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from rag.articles import MOST_BYTES, read_article
from rag.check_cli import run
from rag.cli import main, parser
from rag.errors import InputError

SENTENCE = "De minister gaf 20,4 miljoen euro."


def _docx(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Kop")
    document.add_paragraph(SENTENCE)
    document.add_table(1, 1).cell(0, 0).text = "Een cel van de tabel."
    document.save(str(path))


def _pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(72, 720, SENTENCE)
    canvas.save()


def test_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfDe kop\r\n\r\n" + SENTENCE.encode())
    assert read_article(tmp_path / "a.txt") == f"De kop\n\n{SENTENCE}"
    (tmp_path / "b.txt").write_bytes("Syrië".encode("cp1252"))
    assert read_article(tmp_path / "b.txt") == "Syrië"


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\na: b\n---\n# Kop\n**{SENTENCE}** Zie [hier](http://x/).\n\n```\ncode\n```\n- punt\n")
    text = read_article(path)
    assert f"{SENTENCE} Zie hier." in text
    assert not {"code", "**", "http", "#"} & set(text.replace("\n", " ").split())


def test_html(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<head><title>t</title></head><body><script>x()</script><nav>menu</nav><h1>Kop</h1><p>{SENTENCE}</p>"
        "<p>Caf&eacute; <b>vet</b></p><style>p{}</style><select><option>NL</select>"
        "</body>"
    )
    text = read_article(path)
    assert [part.strip() for part in text.split("\n\n") if part.strip()] == ["Kop", SENTENCE, "Café vet"]


def test_docx_and_pdf(tmp_path: Path) -> None:
    _docx(tmp_path / "a.docx")
    assert read_article(tmp_path / "a.docx").split("\n\n") == ["Kop", SENTENCE, "Een cel van de tabel."]
    _pdf(tmp_path / "a.pdf")
    assert read_article(tmp_path / "a.pdf").strip() == SENTENCE


def test_what_is_refused_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK not a zip")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "x.exe").write_text("a")
    with (tmp_path / "large.txt").open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 30_000_000)
    for name in ("broken.docx", "broken.pdf", "empty.txt", "x.exe", "large.txt", "bomb.docx", "missing.txt"):
        with pytest.raises(InputError, match=rf"{name}: .*\. (?:Give|Save)"):
            read_article(tmp_path / name)


def test_the_command_wants_one_of_claim_and_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert "--file ARTICLE" in capsys.readouterr().err
    with pytest.raises(InputError):
        run(parser().parse_args(["check", "x", "--file", "y.txt"]), lambda: pytest.fail("opened"))
