"""Every format is read back by a reader that is not ours; text comes back as text, whatever it holds."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pylatexenc.latex2text import (  # type: ignore[import-untyped]
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from rag import export_cli
from rag.contract import answer_from_json, answer_json, verdict_json
from rag.errors import InputError
from rag.exports import FORMATS, Item, load
from rag.exports.anchor import ANCHOR, address, fragment, read_anchor, sha256
from rag.exports.escape import cell, from_cell, from_latex, from_markdown, latex, line, markdown
from rag.exports.read import citations_in
from rag.types import Answer, Citation, Rejected, Statement, Verdict

NASTY = [
    "=HYPERLINK(\"http://x.test?\"&A1;\"klik\")",
    "+31 (0)70; =1+1",
    "@SUM(A1) \t-2",
    "'=1",
    "<script>alert(1)</script> <!-- weg -->",
    "[klik](javascript:alert(1)) ![x](http://x.test/p.png) `code`",
    "https://x.test www.x.test a@x.test",
    "# kop * lijst _nadruk_ ~~weg~~ | tabel | \\ &amp; $x$",
    "- streep",
    "1. een",
    "99) negen",
    "{een} }twee{ 100 % & $5 #6 a_b ^ ~ \\alpha \\",
    "@misc{nep, title = {weg}}",
    "ER  - ",
    "TY  - BOOK",
    "«binnen» de “aanhaling” 'hier' \"daar\"",
    "café – 20.000 €, Nairobi’s Ḥalab حلب",
    "met\nregel\r\neinde\u2028en\u0085meer",
    "<span class=\"nocase\">niet</span>",
]  # fmt: skip
EXAMPLES = settings(max_examples=30, deadline=None)
TEXT = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))


def citation(quote: str = "Er zijn 25.000 mensen geëvacueerd.", **other: Any) -> Citation:
    given: dict[str, Any] = {
        "number": 1, "passage": "kst-32623-169#4", "letter": "kst-32623-169", "title": "Actuele situatie",
        "date": "2016-12-21", "senders": ("A.G. Koenders, Minister van Buitenlandse Zaken",),
        "section": "Recente ontwikkelingen",
        "quote": quote, "translation": "25,000 people have been evacuated.", "start": 1291, "end": 1360,
        "reference": "Kamerstukken II 2016/17, 32 623, nr. 169",
        "url": "https://zoek.officielebekendmakingen.nl/kst-32623-169.html",
    }  # fmt: skip
    return Citation(**{**given, **other})


def answer(
    *citations: Citation, text: str = "Er zijn 25.000 mensen geëvacueerd.", question: str = "Hoeveel?"
) -> Answer:
    numbers = tuple(item.number for item in citations)
    return Answer(
        question=question, language="nl", status="answered", text=text, statements=(Statement(text, numbers),),
        citations=citations, hits=(), composer="quotes", model=None, notices=("Let op.",),
        receipt={"corpus": "1", "hits": ["kst-32623-169#4"], "confidence": 0.5}, seconds=0.1,
    )  # fmt: skip


def verdict() -> Verdict:
    other = citation("Er waren er 20.000.", passage="kst-32623-169#5", start=1400, end=1419)
    return Verdict(
        "Er zijn 25.000.", "nl", "supported", "Zo staat het er.", (citation(),), (other,), {"corpus": "1"}, 0.1
    )


def nasty(words: str) -> Item:
    """An answer that says `words` wherever it can."""
    cited = citation(
        line(words) or "x",
        title=words,
        section=words,
        senders=(f"{words}, Minister",),
        reference=words,
        translation=words,
    )
    return Item(dataclasses.replace(answer(cited, text=words, question=words), notices=(words,)))


def written(items: list[Item], form: str) -> str:
    return FORMATS[form](items)


def note(item: Item) -> str:
    cited = item.cited[0]
    return f"«{line(cited.citation.quote)}» {cited.anchor}"


# The official reference, address, passage, offsets and hash, in each format


@pytest.mark.parametrize("form", FORMATS)
def test_each_citation_has_its_reference_address_place_and_hash(form: str) -> None:
    item = Item(answer(citation()))
    text = written([item], form).replace("\\", "")
    cited = item.cited[0]
    assert cited.citation.reference in text
    assert cited.address in text
    assert sha256(cited.citation.quote) in text
    assert all(part in text for part in ("kst-32623-169#4", "1291", "1360", cited.citation.quote))


@pytest.mark.parametrize("form", FORMATS)
@EXAMPLES
@given(words=st.lists(TEXT, min_size=1, max_size=3))
def test_every_format_gives_its_citations_back(form: str, words: list[str]) -> None:
    items = [nasty(text) for text in words]
    found = {(item.anchor, item.quote, item.bent) for item in citations_in(written(items, form), "x")}
    assert found == {(cited.anchor, cited.citation.quote, None) for item in items for cited in item.cited}


# Round trips by readers that are not ours


@EXAMPLES
@given(TEXT)
def test_bibtex_is_read_by_bibtexparser(words: str) -> None:
    item = nasty(words)
    library = parse_string(
        written([item, Item(answer(citation()))], "bibtex"),
        append_middleware=[LatexDecodingMiddleware(decoder=decoder())],
    )
    assert not library.failed_blocks
    assert len(library.entries) == 2
    fields = {field.key: field.value for field in library.entries[0].fields}
    cited = item.cited[0]
    assert library.entries[0].key == cited.key
    assert squeezed(fields["note"]) == squeezed(note(item))
    if line(words):
        assert squeezed(fields["title"]) == squeezed(line(words))
        assert squeezed(fields["howpublished"]) == squeezed(line(words))
    assert (fields["year"], fields["month"], fields["day"]) == ("2016", "12", "21")
    raw = parse_string(written([item], "bibtex")).entries[0]
    assert raw["url"] == cited.address


def squeezed(text: str) -> str:
    """Blanks aside, which LaTeX joins."""
    return re.sub(r"\s", "", text)


def decoder() -> LatexNodes2Text:
    """pylatexenc with three standard symbols of LaTeX that it lacks, or takes for accents."""
    symbols = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, char) for name, char in symbols.items()]
    context.add_context_category("symbols", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=context)


@EXAMPLES
@given(TEXT)
def test_ris_is_read_by_rispy(words: str) -> None:
    item = nasty(words)
    entries = rispy.loads(written([item, Item(answer(citation()))], "ris"))
    assert len(entries) == 2
    cited = item.cited[0]
    assert entries[0]["type_of_reference"] == "GOVDOC"
    assert entries[0]["id"] == cited.key
    assert entries[0]["notes"] == [note(item)]
    assert entries[0]["urls"] == [cited.address]
    assert entries[0].get("title", "") == line(words)
    assert entries[0].get("secondary_title", "") == line(words)
    assert entries[0]["date"] == "2016/12/21"


@EXAMPLES
@given(TEXT)
def test_csv_is_read_by_the_csv_module_and_no_cell_begins_a_formula(words: str) -> None:
    item = nasty(words)
    rows = list(csv.DictReader(io.StringIO(written([item], "csv").removeprefix("\ufeff"), newline="")))
    assert len(rows) == 1
    assert from_cell(rows[0]["asked"]) == line(words)
    assert from_cell(rows[0]["quote"]) == item.cited[0].citation.quote
    assert (rows[0]["start"], rows[0]["end"], rows[0]["sha256"]) == ("1291", "1360", item.cited[0].anchor.sha256)
    for part in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(written([item], "csv")), delimiter=part):
            assert not any(value.strip().startswith(("=", "+", "-", "@")) for value in row)


# The names and types of CSL 1.0.2, as citeproc-py carries them, and the shapes of its input schema.
CSL = resources.files("citeproc") / "data" / "schema" / "schemas" / "styles"
SHAPE: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "properties": {
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": {"type": "string", "minLength": 1}},
                    "required": ["literal"],
                    "additionalProperties": False,
                },
            },
            "issued": {
                "type": "object",
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "maxItems": 2,
                        "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
                    }
                },
                "additionalProperties": False,
            },
        },
        "additionalProperties": {"type": "string"},
    },
}


def csl_names(file: str) -> set[str]:
    return set(re.findall(r'"([\w-]+)"', (CSL / file).read_text("utf-8")))


@EXAMPLES
@given(TEXT)
def test_csl_json_follows_csl_and_is_read_by_citeproc(words: str) -> None:
    item = nasty(words)
    data = json.loads(written([item], "csl-json"))
    jsonschema.validate(data, SHAPE)
    assert {name for entry in data for name in entry} <= csl_names("csl-variables.rnc") | {"id", "type", "language"}
    assert {entry["type"] for entry in data} <= csl_names("csl-types.rnc")
    assert data[0]["note"] == note(item)
    read = CiteProcJSON(data)[item.cited[0].key]
    issued = read["issued"]
    assert (issued["year"], issued["month"], issued["day"]) == (2016, 12, 21)
    assert str(read["URL"]) == item.cited[0].address


@EXAMPLES
@given(TEXT)
def test_markdown_holds_text_and_our_own_links_only(words: str) -> None:
    item = nasty(words)
    # GitHub's own reader makes links of bare addresses as well.
    tokens = flat(MarkdownIt("gfm-like", {"html": True}).parse(written([item], "markdown")))
    assert not [
        token for token in tokens if token.type in ("html_block", "html_inline", "image", "fence", "code_block")
    ]
    links = [unquote(str(token.attrs["href"])) for token in tokens if token.type == "link_open"]
    mails = [link for link in links if link.startswith("mailto:")]
    assert [link for link in links if link not in mails] == [unquote(item.cited[0].address)]
    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) == 2
    shown = "".join(
        token.content for token in tokens if token.type in ("text", "text_special", "code_inline", "softbreak")
    )
    if line(words):
        assert shown.startswith(line(words))
        assert f"«{item.cited[0].citation.quote}»" in shown
    assert str(item.cited[0].anchor) in shown


def flat(tokens: list[Token]) -> list[Token]:
    return [part for token in tokens for part in ([token, *flat(token.children)] if token.children else [token])]


def test_the_full_json_gives_the_same_item_back() -> None:
    made = dataclasses.replace(answer(citation()), rewritten="Hoeveel mensen?", rejected=(Rejected("x", "y"),))
    for items in ([Item(made, ("Wie?",))], [Item(verdict()), Item(made)]):
        assert load(written(items, "json"), "x") == tuple(items)


def test_a_batch_and_a_list_of_verdicts_are_read() -> None:
    lines = "\n".join(json.dumps(answer_json(answer(citation(), question=name))) for name in "ab")
    assert [item.asked for item in load(lines, "x")] == ["a", "b"]
    assert [item.outcome for item in load(json.dumps({"verdicts": [verdict_json(verdict())]}), "x")] == ["supported"]


# What each format says


def test_a_note_has_the_legal_form() -> None:
    text = written([Item(answer(citation()))], "text")
    assert (
        "[1] Kamerstukken II 2016/17, 32 623, nr. 169 (Actuele situatie, 21 december 2016, ‘Recente ontwikkelingen’)."
        in text
    )


def test_a_verdict_says_which_side_a_quote_is_on_and_numbers_each_once() -> None:
    item = Item(verdict())
    assert [(cited.number, cited.stance) for cited in item.cited] == [(1, "for"), (2, "against")]
    rows = list(csv.DictReader(io.StringIO(written([item], "csv").removeprefix("\ufeff"))))
    assert [(row["number"], row["stance"], row["outcome"]) for row in rows] == [
        ("1", "for", "supported"),
        ("2", "against", "supported"),
    ]
    assert r"\[2\] (tegen)" in written([item], "markdown")


def test_what_cites_nothing_is_a_row_and_not_found_is_not_false() -> None:
    item = Item(dataclasses.replace(verdict(), label="not_found", for_=(), against=()))
    assert len(list(csv.DictReader(io.StringIO(written([item], "csv"))))) == 1
    assert "niet gevonden in deze brieven" in written([item], "text")
    assert written([item], "bibtex") == written([item], "ris") == ""
    assert written([item], "csl-json") == "[]\n"


def test_a_quote_that_two_answers_cite_is_one_reference() -> None:
    items = [Item(answer(citation(), question=name)) for name in "ab"]
    assert written(items, "bibtex").count("@misc") == written(items, "ris").count("TY  - ") == 1


# The pieces


@EXAMPLES
@given(TEXT)
def test_escapes_have_an_inverse(words: str) -> None:
    assert from_latex(latex(words)) == line(words)
    assert from_markdown(markdown(words)) == line(words)
    assert from_cell(cell(words)) == words


@EXAMPLES
@given(st.integers(0, 10**8), st.integers(1, 10**8), TEXT)
def test_an_anchor_is_read_back(start: int, length: int, words: str) -> None:
    anchor = Item(answer(citation(words, start=start, end=start + length))).cited[0].anchor
    match = ANCHOR.search(f"x {anchor}.")
    assert match is not None
    assert read_anchor(match) == anchor


def test_a_fragment_has_the_ends_of_a_long_quote_and_all_of_a_short_one() -> None:
    assert fragment("EU-standpunt, kort & goed") == "#:~:text=EU%2Dstandpunt%2C%20kort%20%26%20goed"
    long = " ".join(f"w{'abcdefghijklmnopqrstuvwxyz'[at]}" for at in range(20))
    assert fragment(long) == "#:~:text=wa%20wb%20wc%20wd%20we%20wf,wo%20wp%20wq%20wr%20ws%20wt"


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Dit is het EU-standpunt1", "Dit is het"),
        ("Dit is het standpunt.2", "Dit is het"),
        ("Dit is het standpunt1 van nu", "Dit is het,van nu"),
        ("In 2016 waren er 25.000", "In 2016 waren er 25.000"),
    ],
)
def test_a_fragment_does_not_run_over_a_note_mark(quote: str, expected: str) -> None:
    assert unquote(fragment(quote)) == f"#:~:text={expected}"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.test/ y", "https://x.test/}", "http://[", "", "https://x.test/#a"]
)
def test_what_is_no_plain_web_address_is_not_linked(url: str) -> None:
    assert address(citation(url=url)) == ""
    item = Item(answer(citation(url=url)))
    assert "](" not in written([item], "markdown")
    assert all(not url or url not in written([item], form) for form in FORMATS if form not in ("json", "markdown"))


def bent(**changes: Any) -> str:
    data = json.loads(written([Item(answer(citation()))], "json"))
    data["citations"][0].update(changes)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no answer or verdict"),
        ("geen json", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"question": "\\ud800"}', "not JSON in UTF-8"),
        ("[1]", "neither an answer nor a verdict"),
        ('{"question": "x"}', "language"),
        ('{"claim": "x", "for": 3}', "item 1"),
        (bent(quote="Er zijn 26.000 mensen geëvacueerd."), "not the one that was cited"),
        (bent(passage="../etc#1"), "no passage"),
        (bent(passage="kst-32623-376#4"), "no passage"),
        (bent(date="gisteren"), "no date"),
        (bent(start=9, end=3), "no range"),
        (bent(start="x"), "citations.0.start"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as error:
        load(text, "bestand.json")
    assert str(error.value).startswith("bestand.json")
    assert "\n" not in str(error.value)


# The command line


def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, "-m", "rag", *words], input=stdin.encode(), capture_output=True, cwd=root, check=False
    )


def test_the_command_line_names_every_format() -> None:
    assert set(export_cli.FORMATS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_export_writes_each_format_byte_for_byte(form: str, tmp_path: Path) -> None:
    file, out = tmp_path / "a.json", tmp_path / "out"
    file.write_text(json.dumps(answer_json(answer(citation()))))
    expected = written([Item(answer_from_json(answer_json(answer(citation()))))], form).encode()
    assert run("export", str(file), "--format", form, "--output", str(out)).returncode == 0
    assert out.read_bytes() == expected


def test_export_reads_standard_input_and_says_what_is_wrong() -> None:
    done = run("export", "-", "--format", "ris", stdin=json.dumps(answer_json(answer(citation()))))
    assert (done.returncode, done.stdout.count(b"\r\n"), done.stderr) == (0, 13, b"")
    wrong = run("export", "-", stdin="{}")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert wrong.stderr.startswith(b"rag: -, item 1: neither")
    assert run("export", "/er/is/niets").returncode == 2
