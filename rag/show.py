"""Answers, passages and letters for a terminal.

What a person, a letter or a chat model wrote goes through `plain`: it may hold signs that a
terminal obeys.
"""

from __future__ import annotations

import textwrap

from rag.exports.escape import shown as plain
from rag.types import Answer, Citation, Evidence, LetterInfo

WIDTH = 100


def answer_text(answer: Answer) -> str:
    """Text, notices, sources."""
    blocks = []
    if answer.rewritten:
        blocks.append(textwrap.fill(f"({plain(answer.rewritten)})", WIDTH))
    blocks.append("\n".join(textwrap.fill(paragraph, WIDTH) for paragraph in _paragraphs(answer)))
    blocks += [textwrap.fill(f"* {plain(told)}", WIDTH, subsequent_indent="  ") for told in answer.notices]
    blocks += [_source(citation, answer.language) for citation in answer.citations]
    if not answer.citations and answer.hits:
        blocks.append("  ".join(hit.passage for hit in answer.hits[:3]))
    blocks += [textwrap.fill(plain(f"- {item.text} ({item.reason})"), WIDTH) for item in answer.rejected]
    return "\n\n".join(blocks)


def evidence_text(item: Evidence) -> str:
    """A passage with its score."""
    place = plain(item.passage.section or item.passage.kind)
    text = textwrap.fill(plain(item.passage.text), WIDTH)
    head = f"{item.hit.score:.3f}  {item.passage.id}  {item.letter.date}  {place}"
    return f"{head}\n{textwrap.indent(text, '       ')}"


def letter_text(info: LetterInfo) -> str:
    """A letter of the index."""
    senders = "; ".join(map(str, info.senders))
    lines = [
        f"{info.id}  {info.date}  {plain(info.reference)}",
        f"    {plain(info.title)}. {plain(info.heading)}",
        f"    {plain(senders)}; {info.passages} passages; {', '.join(info.languages)}; {plain(info.url)}",
    ]
    return "\n".join(lines)


def _paragraphs(answer: Answer) -> list[str]:
    if not answer.statements:
        return [plain(answer.text)]
    return [f"{plain(s.text)} {''.join(f'[{number}]' for number in s.citations)}" for s in answer.statements]


def _source(citation: Citation, language: str) -> str:
    place = f", {citation.section}" if citation.section else ""
    where = f"({citation.passage}, {citation.start}-{citation.end})"
    lines = [
        plain(f"[{citation.number}] {citation.reference}, {citation.date}{place} {where}"),
        _indented(quoted(citation)),
    ]
    if citation.translation and language == "en":
        lines.append(_indented(f"{plain(citation.translation)} (unofficial translation)"))
    lines.append(f"    {plain('; '.join(citation.senders))}. {plain(citation.url)}")
    return "\n".join(lines)


def quoted(citation: Citation) -> str:
    """The words of the letter between marks."""
    return f"«{plain(citation.quote)}»"


def _indented(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="    ")
