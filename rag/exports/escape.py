"""Untrusted text as each format takes it, and back: what goes in as text comes out as text, never as markup."""

from __future__ import annotations

import re
import unicodedata

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "\0": "{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_FROM_LATEX = {written: char for char, written in _LATEX.items()}
# Two of these in a row are a dash or a curly mark to LaTeX.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[!?])(?=`)|(?<=,)(?=,)|(?<=[<>])(?=[<>])")
_LATEX_WRITTEN = re.compile(
    "|".join([*(re.escape(written) for written in _FROM_LATEX if written != "{}"), r"(?<=[-'`!?,<>])\{\}"])
)
# Bare addresses and e-mail addresses become links in GitHub's Markdown without any markup.
_MARKDOWN = re.compile(
    r"[\\`*_{}\[\]<>#|~&$!^=@]|(?<=www)\.|:(?=//)|^[-+](?=\s|-|\+)|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.IGNORECASE
)
_MARKDOWN_WRITTEN = re.compile(r"\\([!-/:-@\[-`{-~])")
# What a spreadsheet may take for a formula, at the start of a cell or, where it splits at another
# sign than the comma, after that sign (OWASP: CSV Injection).
_FORMULA = re.compile(r"(^|[;,|\t\r\n\"])(['\s]*)(?=[=+\-@＝＋－＠])")
_FORMULA_WRITTEN = re.compile(r"((?:^|[;,|\t\r\n\"])['\s]*)'(?=[=+\-@＝＋－＠])")


def line(text: str) -> str:
    """One line without control characters: blanks and line breaks as one blank."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char) != "Cc")
    return " ".join("".join(kept).split())


def shown(text: str) -> str:
    """One line for a terminal: nothing that moves the cursor or turns the direction of writing."""
    return "".join(char for char in line(text) if unicodedata.category(char) not in ("Cf", "Co", "Cs"))


def latex(text: str) -> str:
    """For a BibTeX field between braces; braces are written out, since BibTeX counts escaped ones too."""
    return "".join(_LATEX.get(char, char) for char in _LIGATURE.sub("\0", line(text)))


def from_latex(text: str) -> str:
    """The inverse of `latex` on one line."""
    return _LATEX_WRITTEN.sub(lambda match: _FROM_LATEX[match.group()].replace("\0", ""), text)


def markdown(text: str) -> str:
    """For running text in CommonMark or GitHub's Markdown."""
    return _MARKDOWN.sub(r"\\\g<0>", line(text))


def from_markdown(text: str) -> str:
    """The inverse of `markdown` on one line."""
    return _MARKDOWN_WRITTEN.sub(r"\1", text)


def cell(text: str) -> str:
    """For a cell of a table: an apostrophe before what a spreadsheet would calculate."""
    return _FORMULA.sub(r"\1\2'", text)


def from_cell(text: str) -> str:
    """The inverse of `cell`."""
    return _FORMULA_WRITTEN.sub(r"\1", text)
