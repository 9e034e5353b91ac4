"""Which files are letters, and one clear line for each that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest import files
from ingest.files import find_files, read_source
from rag.errors import InputError
from tests.ingest import pdfs


def put(path: Path, data: bytes | str = "tekst") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def complaint(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_source(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_folders_are_walked_in_order_without_what_is_no_letter(tmp_path: Path) -> None:
    for name in ("b.txt", "a.pdf", "sub/c.TXT", "sub/d.po", "e.md", ".hidden.txt", ".git/f.txt"):
        put(tmp_path / name)
    assert find_files([tmp_path]) == (tmp_path / "a.pdf", tmp_path / "b.txt", tmp_path / "sub" / "c.TXT")


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    assert find_files([path, tmp_path, path]) == (path,)


def test_a_file_that_is_named_is_not_dropped_for_its_kind(tmp_path: Path) -> None:
    path = put(tmp_path / "a.docx")
    assert find_files([path]) == (path,)
    assert complaint(path) == "unknown kind of file. Give a .txt in UTF-8 or a .pdf."


def test_links_out_of_the_folder_are_left(tmp_path: Path) -> None:
    outside, folder = put(tmp_path / "outside" / "x.txt"), tmp_path / "letters"
    inside = put(folder / "a.txt")
    (folder / "out.txt").symlink_to(outside)
    (folder / "outdir").symlink_to(outside.parent)
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "in.txt").symlink_to(inside)
    assert find_files([folder]) == (inside, folder / "in.txt")


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing", "no such file or folder. Check the path."), ("empty", "no .txt or .pdf in this folder.")],
)
def test_what_cannot_be_walked_is_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=words) as caught:
        find_files([tmp_path / name])
    assert str(caught.value).startswith(f"{tmp_path / name}: ")


def test_no_paths_no_files() -> None:
    assert find_files([]) == ()


def test_text_is_the_file_decoded_and_nothing_else(tmp_path: Path) -> None:
    text = "\ufeffDe Syriërs \r\nzijn er –\r\n"
    assert read_source(put(tmp_path / "a.txt", text)) == text


def test_a_pdf_gives_its_text(tmp_path: Path) -> None:
    assert "Het kabinet zet zich" in read_source(put(tmp_path / "a.pdf", pdfs.answer()))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty. Save the letter's text in it."),
        (b" \n\n ", "the file is empty. Save the letter's text in it."),
        (b"tekst\0\1", "binary content (a zero byte at byte 5), not text. Save the letter as plain text."),
        (
            "Syriërs".encode("cp1252"),
            "not UTF-8 (byte 4 is 0xeb). Convert it: iconv -f WINDOWS-1252 -t UTF-8 in.txt > out.txt",
        ),
        (
            "tekst".encode("utf-16"),
            "UTF-16, not UTF-8 (byte 0). Convert it: iconv -f UTF-16 -t UTF-8 in.txt > out.txt",
        ),
    ],
    ids=["empty", "blank", "binary", "cp1252", "utf-16"],
)
def test_text_that_cannot_be_read(tmp_path: Path, data: bytes, words: str) -> None:
    assert complaint(put(tmp_path / "a.txt", data)) == words


def test_a_path_that_cannot_be_read(tmp_path: Path) -> None:
    assert complaint(tmp_path / "a.txt") == "no such file or folder. Check the path."
    (tmp_path / "b.txt").mkdir()
    assert complaint(tmp_path / "b.txt") == "a folder. Name the files in it, or index the folder."
    assert complaint(put(tmp_path / "a.po")).startswith("an edition, not a letter.")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is the operating system's only where we are not root."""
    path = put(tmp_path / "a.txt")
    path.chmod(0)
    if os.access(path, os.R_OK):

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    assert complaint(path) == "no permission to read it. Allow it: chmod u+r (a folder: u+rx)."


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert complaint(tmp_path / "a.txt") == "not an ordinary file. Copy the letter to a file first."


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert files.MOST_BYTES == 20 * 2**20
    path = put(tmp_path / "a.txt")
    with path.open("wb") as file:
        file.truncate(files.MOST_BYTES + 1)
    assert complaint(path) == "more than 20 MB, too large for a letter. Split it into letters."


def test_a_name_that_would_break_the_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_source(tmp_path / "a\nb.txt")
    assert str(caught.value).endswith("a?b.txt: no such file or folder. Check the path.")
