"""Articles that are made to hang, to hide their text or to end the process."""

from __future__ import annotations

import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from rag import pdf_text
from rag.articles import MOST_CHARACTERS, read_article
from rag.errors import InputError

SECONDS = 2  # under one on an idle machine
SENTENCE = "De minister gaf 20,4 miljoen euro."


def _read(path: Path, content: str) -> str:
    """The text, or the message where the file is refused; in time in both cases."""
    path.write_text(content)
    started = time.process_time()
    try:
        text = read_article(path)
    except InputError as error:
        text = str(error)
    assert time.process_time() - started < SECONDS
    return text


@pytest.mark.parametrize(
    "unit",
    [
        "x <!-- ",
        "~~~a\n",
        "~~~\n```\n",
        "\n",
        " \n",
        "-\n",
        "- ",
        "![",
        "[",
        "[a](",
        "[a](x\n",
        "*a",
        "# ",
        "> ",
        "&#1",
    ],
)
def test_markdown_is_read_in_time(unit: str, tmp_path: Path) -> None:
    _read(tmp_path / "a.md", f"---\n{unit * (200_000 // len(unit))}x")


def test_what_is_too_long_is_refused_before_it_is_read(tmp_path: Path) -> None:
    assert "Give a shorter article" in _read(tmp_path / "a.md", "~~~a\n" * (MOST_CHARACTERS // 4))


def test_code_parts_what_stands_around_it(tmp_path: Path) -> None:
    assert _read(tmp_path / "a.md", "Een\n```\ncode\n```\nof\n~~~\n~~~\ntwee") == "Een\n\nof\n\ntwee"


def test_thousands_of_digits_are_no_character(tmp_path: Path) -> None:
    assert _read(tmp_path / "a.md", f"{SENTENCE} &#{'1' * 5000}; &euro;") == f"{SENTENCE} \ufffd €"


def test_marks_of_markdown(tmp_path: Path) -> None:
    text = (
        "# Kop ##\n```\ncode\n```\nEen.<!-- weg\nweg -->\n* * *\n> Twee > 1\n1. Drie [wiki](http://x/Idlib_(stad)) en\n"
        "![foto](x.png)\n~~~ open\nVier **vet** en `code`.\n```\nnooit gesloten"
    )
    lines = [line for line in _read(tmp_path / "a.md", text).split("\n") if line]
    assert lines == [
        "Kop",
        "Een.",
        "Twee > 1",
        "Drie wiki en",
        "~~~ open",
        "Vier vet en code.",
        "```",
        "nooit gesloten",
    ]


@pytest.mark.parametrize(
    "unit", ["<nav>a</nav></p>", "<nav>x</p>", "<div>x</p>", "<p>", "<", "x <!-- ", "<a b='", "</"]
)
def test_html_is_read_in_time(unit: str, tmp_path: Path) -> None:
    _read(tmp_path / "a.html", unit * (200_000 // len(unit)))


@pytest.mark.parametrize(
    "page",
    [
        "<head><title>t</title><body><p>{}",
        "<html><head><title>t</title></head><body><form action='x.aspx'><p>{}</p></form></body>",
        "<form><p>{}</p>",
        "<nav>menu</nav><form>zoek</form><p>{}</p>",
        "<iframe src='x'><p>{}</p>",
        "<template><p>{}</p>",
        "<iframe src=x/><p>{}</p><svg class='leeg'/><svg><text>pijl</text></svg>",
        "<p>{}</p><aside>zie ook</aside><footer><p>x</p></footer><button>deel</button><svg><title>s</title></svg>",
        "<!DOCTYPE html><meta charset=iso-8859-1><p>{}</p><noscript>zet aan</noscript><script>'<p>x</p>'</script>",
        "<b>" * 300 + "<p>{}",
    ],
)
def test_the_words_of_a_page_are_read_whatever_it_leaves_open(page: str, tmp_path: Path) -> None:
    parts = [part.strip() for part in _read(tmp_path / "a.html", page.format(SENTENCE)).split("\n\n") if part.strip()]
    assert [part for part in parts if part != "zoek"] == [SENTENCE]


def test_an_unclosed_menu_hides_nothing(tmp_path: Path) -> None:
    assert SENTENCE in _read(tmp_path / "a.html", f"<nav><ul><li>menu</ul><p>{SENTENCE}</p>")


@pytest.mark.parametrize(
    "before", ["<!-- <nav> -->", '<script>var a = "<nav>";</script>', "<style>nav { } /* <nav> */</style>"]
)
def test_a_mark_in_a_comment_or_a_script_opens_nothing(before: str, tmp_path: Path) -> None:
    text = _read(tmp_path / "a.html", f"{before}<p>{SENTENCE}</p><nav>menu</nav><p>Twee.</p>")
    assert "menu" not in text
    assert SENTENCE in text
    assert "Twee." in text


@pytest.mark.parametrize(
    ("article", "kept", "dropped"),
    [
        ("```foo``` is code.\n\nText A.\n\n```\ncode\n```\n\nText B.", "Text A.", "\ncode\n"),
        ("Text A.\n\n````\n```\ncode\n````\n\nText B.", "Text A.", "code"),
    ],
)
def test_a_fence_is_closed_by_as_many_marks(article: str, kept: str, dropped: str, tmp_path: Path) -> None:
    text = _read(tmp_path / "a.md", article)
    assert kept in text
    assert "Text B." in text
    assert dropped not in text


def test_what_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert "Save the article as text" in _read(tmp_path / "a.html", "<div>" * 1000 + SENTENCE)


def _docx(path: Path, body: str) -> None:
    """A Word document with `body` in the place of its own."""
    docx.Document().save(str(path))
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    head = parts["word/document.xml"].split(b"<w:body>")[0]
    parts["word/document.xml"] = head + f"<w:body>{body}</w:body></w:document>".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_cell_that_spans_a_million_columns_is_read_once(tmp_path: Path) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>{_paragraph("Een.")}{_paragraph("Twee.")}</w:tc>'
    _docx(tmp_path / "a.docx", f"{_paragraph(SENTENCE)}<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    started = time.process_time()
    assert read_article(tmp_path / "a.docx") == f"{SENTENCE}\n\nEen.\nTwee."
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(("count", "cause"), [(600_000, "longer than"), (4_000_000, "unpacks to")])
def test_word_files_that_unpack_to_more_are_refused(count: int, cause: str, tmp_path: Path) -> None:
    _docx(tmp_path / "a.docx", "<w:p/>" * count)
    started = time.process_time()
    with pytest.raises(InputError, match=rf"a\.docx: {cause} .* Give a"):
        read_article(tmp_path / "a.docx")
    assert time.process_time() - started < 3 * SECONDS


def _pdf(path: Path, pages: int) -> None:
    canvas = Canvas(str(path))
    for number in range(pages):
        canvas.drawString(72, 720, f"Blad {number}. {SENTENCE}")
        canvas.showPage()
    canvas.save()


def test_four_threads_read_pdfs_at_once(tmp_path: Path) -> None:
    """PDFium may not be called from two threads; in our own process this ended it with a segmentation fault."""
    _pdf(tmp_path / "a.pdf", 60)
    with ThreadPoolExecutor(4) as threads:
        texts = set(threads.map(read_article, [tmp_path / "a.pdf"] * 8))
    assert [text.count(SENTENCE) for text in texts] == [60]


def test_pdfium_stays_out_of_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pdf(tmp_path / "a.pdf", 1)
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    assert SENTENCE in read_article(tmp_path / "a.pdf")


def test_a_page_that_does_not_load_is_named(tmp_path: Path) -> None:
    _pdf(tmp_path / "a.pdf", 3)
    content = (tmp_path / "a.pdf").read_bytes()
    broken = content.replace(b"/Kids [ 3 0 R 4 0 R", b"/Kids [ 3 0 R null ")
    assert broken != content
    (tmp_path / "a.pdf").write_bytes(broken)
    with pytest.raises(InputError, match=r"a\.pdf: is not a readable PDF. Give another file\."):
        read_article(tmp_path / "a.pdf")


def test_long_pdfs_and_slow_ones_are_refused(tmp_path: Path) -> None:
    _pdf(tmp_path / "a.pdf", 301)
    with pytest.raises(InputError, match=r"more than 300 pages\. Give a shorter article"):
        read_article(tmp_path / "a.pdf")
    with pytest.raises(InputError, match=r"b\.pdf: took more than 0.01 s to read\. Save"):
        pdf_text.article_text(b"%PDF", "b.pdf", MOST_CHARACTERS, seconds=0.01)


def test_a_pdf_is_cut_where_it_is_too_long_to_be_read(tmp_path: Path) -> None:
    _pdf(tmp_path / "a.pdf", 3)
    assert len(pdf_text.read((tmp_path / "a.pdf").read_bytes(), 50)["text"]) == 51


def test_lines_of_a_pdf_become_paragraphs() -> None:
    lines = "Een zin.\n\n\nTwee gaat\nVerder.\nkleine\nletter»\n" + "\n" * 100_000
    assert pdf_text._parted(lines).rstrip("\n") == "Een zin.\n\n\n\nTwee gaat\nVerder.\nkleine\nletter»"
    assert pdf_text._parted("Zo is het.”\nDaarna.") == "Zo is het.”\n\nDaarna."
