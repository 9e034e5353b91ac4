"""`python -m ingest`: what it prints, what its exit code tells, what is in the index afterwards."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.scripted import ScriptedServer
from ingest.cli import main
from rag.settings import Settings, load_settings
from tests.ingest import pdfs
from tests.ingest.synthetic import BODY, LengthEmbedder, put, put_edition, state
from tests.ingest.test_translate import ENGLISH, _letterhead, translator

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def embedder(monkeypatch: pytest.MonkeyPatch) -> LengthEmbedder:
    made = LengthEmbedder()
    monkeypatch.setattr("rag.embedding.open_embedder", lambda model: made)
    return made


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(tmp_path / "data"))
    return load_settings()


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "letters"
    put(folder, 1)
    put(folder, 2)
    return folder


Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code, standard output, lines of standard error."""

    def ingest(*arguments: object) -> tuple[int, str, list[str]]:
        code = main(["--quiet", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out.strip(), err.splitlines()

    return ingest


def test_the_same_folder_twice(run: Run, folder: Path, settings: Settings, embedder: LengthEmbedder) -> None:
    code, out, err = run(folder)
    assert (code, err) == (0, [])
    assert out == "letters: 2 added (kst-35000-V-1, kst-35000-V-2), 0 changed, 0 unchanged, 0 removed, 0 refused"
    before, embedded = state(settings), len(embedder.texts)
    assert run(folder) == (0, "letters: 0 added, 0 changed, 2 unchanged, 0 removed, 0 refused", [])
    assert state(settings) == before
    assert len(embedder.texts) == embedded


def test_a_file_that_goes_takes_its_letter_along(run: Run, folder: Path, settings: Settings) -> None:
    run(folder)
    (folder / "brief-1.txt").unlink()
    assert run(folder)[1].endswith("1 unchanged, 1 removed (kst-35000-V-1), 0 refused")
    assert list(state(settings)[0]) == ["kst-35000-V-2"]


def test_a_file_that_becomes_another_letter_takes_its_letter_along(run: Run, folder: Path, settings: Settings) -> None:
    run(folder)
    put(folder, 3, name="brief-1.txt")
    assert run(folder)[0] == 0
    assert set(state(settings)[0]) == {"kst-35000-V-2", "kst-35000-V-3"}


def test_a_letter_that_moves_within_the_folder_stays(run: Run, folder: Path, settings: Settings) -> None:
    run(folder)
    (folder / "old").mkdir()
    (folder / "brief-1.txt").rename(folder / "old" / "brief-1.txt")
    assert run(folder)[1].endswith("2 unchanged, 0 removed, 0 refused")


def test_a_letter_whose_file_is_spoilt_stays_as_it_was(run: Run, folder: Path, settings: Settings) -> None:
    run(folder)
    before = state(settings)
    (folder / "brief-1.txt").write_bytes(b"")
    code, _, err = run(folder)
    assert code == 1
    assert len(err) == 1
    assert state(settings) == before


def test_letters_of_other_folders_stay(run: Run, folder: Path, tmp_path: Path, settings: Settings) -> None:
    run(folder)
    other = put(tmp_path / "other", 9)
    run(other)
    (folder / "brief-1.txt").unlink()
    run(other.parent)
    assert len(state(settings)[0]) == 3


def test_remove(run: Run, folder: Path, settings: Settings) -> None:
    run(folder)
    code, out, err = run("--remove", "kst-35000-V-1")
    assert (code, err) == (0, [])
    assert "1 removed (kst-35000-V-1)" in out
    assert list(state(settings)[0]) == ["kst-35000-V-2"]
    code, out, err = run("--remove", "kst-35000-V-1")
    assert code == 2
    assert err == [
        "refused: --remove 'kst-35000-V-1': not in the index. See: python -m rag letters",
        "ingest: nothing to put in; the index is as it was.",
    ]


def test_rebuild(run: Run, folder: Path, settings: Settings, embedder: LengthEmbedder) -> None:
    run(folder)
    before, embedded = state(settings), len(embedder.texts)
    code, out, _ = run("--rebuild", folder / "brief-1.txt")
    assert code == 0
    assert out.endswith("0 refused; the whole index was made anew")
    assert len(embedder.texts) == 2 * embedded
    assert state(settings) == before


def bad(folder: Path) -> dict[str, str]:
    """Files that cannot go in, with words of the line that says so."""
    wrong: dict[str, tuple[bytes, str]] = {
        "empty.txt": (b"", "the file is empty. Save the letter's text in it."),
        "binary.txt": (b"brief\0\1\2", "binary content"),
        "latin.txt": ("Syriërs en België".encode("cp1252"), "not UTF-8"),
        "undated.txt": (b"Geachte voorzitter,\n\nDe brug gaat open.\n", "."),
        "scan.pdf": (pdfs.picture(), "a picture without text"),
        "locked.pdf": (pdfs.answer("geheim"), "password"),
        "damaged.pdf": (b"%PDF-1.7\nniets", "PDF"),
    }
    for name, (data, _) in wrong.items():
        (folder / name).write_bytes(data)
    put(folder, 1, name="copy.txt")
    return {name: words for name, (_, words) in wrong.items()} | {"copy.txt": "claims to be kst-35000-V-1"}


def test_each_bad_file_gets_one_line_and_the_others_go_in(run: Run, folder: Path, settings: Settings) -> None:
    words = bad(folder)
    code, out, err = run(folder, folder / "gone.txt")
    assert code == 1
    assert out.endswith(
        f"2 added (kst-35000-V-1, kst-35000-V-2), 0 changed, 0 unchanged, 0 removed, {len(err)} refused"
    )
    # "brief-1.txt" comes before "copy.txt", so it is the one that stays.
    assert len(err) == len(words) + 1
    for name, part in [*words.items(), ("gone.txt", "no such file or folder. Check the path.")]:
        (line,) = (line for line in err if line.startswith(f"refused: {folder / name}: "))
        assert part in line
        assert line.endswith((".", "out.txt", "out.pdf"))


def test_nothing_but_bad_files(run: Run, tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    code, out, err = run(tmp_path / "leeg.txt")
    assert (code, out, len(err)) == (2, "", 2)
    assert state(settings) == ({}, {})


def test_copies_are_told_from_other_texts(run: Run, folder: Path) -> None:
    put(folder, 1, name="same.txt")
    put(folder, 1, ["Een heel andere tekst."], name="unlike.txt")
    _, _, err = run(folder)
    assert "same.txt: claims to be kst-35000-V-1 with the same text, as brief-1.txt does already" in err[0]
    assert "unlike.txt: claims to be kst-35000-V-1 with another text, as brief-1.txt does already" in err[1]


def english(bend: str = "") -> dict[str, str]:
    table = _letterhead()
    return table | {BODY[1]: bend or ENGLISH[BODY[1]]}


def languages(settings: Settings) -> set[str]:
    return {row.language for row in state(settings)[1]}


def test_an_edition_goes_in(run: Run, folder: Path, settings: Settings) -> None:
    put_edition(folder / "brief-1.txt", english())
    assert run(folder)[::2] == (0, [])
    assert languages(settings) == {"nl", "en"}


def test_a_doubtful_edition_is_left_out_unless_accepted(run: Run, folder: Path, settings: Settings) -> None:
    path = put_edition(folder / "brief-1.txt", english("The government will pay 13 million euros for the road."))
    code, out, err = run(folder)
    assert code == 1
    assert "2 added" in out
    assert all(line.startswith(f"note: {path.name}: kst-35000-V-1#3.1: ") for line in err[:-1])
    assert "13 million" in err[0]
    assert err[-1].startswith(f"refused: {path}: left out, its check found")
    assert "--accept-editions" in err[-1]
    assert languages(settings) == {"nl"}
    code, out, err = run("--accept-editions", folder)
    assert code == 0
    assert "13 million" in err[0]
    assert languages(settings) == {"nl", "en"}


def test_many_problems_are_three_and_a_count(run: Run, folder: Path) -> None:
    put_edition(folder / "brief-1.txt", dict.fromkeys(_letterhead(), "Only 77 words."))
    _, _, err = run(folder)
    assert len(err) == 5
    assert err[3].startswith("note: brief-1.en.po: and ")


def test_an_edition_that_does_not_fit_is_left_out(run: Run, folder: Path, settings: Settings) -> None:
    path = put_edition(folder / "brief-1.txt", english())
    path.write_text(path.read_text("utf-8").replace("herfst", "winter"), encoding="utf-8")
    code, _, err = run("--accept-editions", folder)
    assert (code, len(err)) == (1, 1)
    assert "translates other Dutch words" in err[0]
    assert languages(settings) == {"nl"}


def test_a_draft_is_told(run: Run, folder: Path, settings: Settings) -> None:
    put_edition(folder / "brief-1.txt", english(), draft=True)
    code, _, err = run(folder)
    assert (code, err) == (0, ["note: brief-1.en.po: the draft of a machine, not read by a person yet"])
    assert languages(settings) == {"nl", "en"}


def test_translate(run: Run, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(translator()) as server:
        monkeypatch.setenv("BRIEFWIJZER_CHAT_MODEL", "openai:scripted")
        monkeypatch.setenv("BRIEFWIJZER_CHAT_BASE_URL", server.url)
        code, _, err = run("--translate", folder / "brief-1.txt")
        assert (code, len(err)) == (0, 1)
        assert languages(settings) == {"nl", "en"}
        asked = len(server.requests)
        assert run("--translate", folder / "brief-1.txt")[0] == 0
        assert len(server.requests) == asked


def test_translate_without_a_chat_model_is_one_line(run: Run, folder: Path, settings: Settings) -> None:
    code, out, err = run("--translate", folder)
    assert (code, len(err)) == (1, 1)
    assert err[0].startswith("refused: --translate: No chat model is set. Set BRIEFWIJZER_CHAT_MODEL")
    assert "2 added" in out


def test_a_disk_that_is_full(run: Run, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    before = state(settings)
    put(folder, 3)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rag.generations._sync", full)
    code, out, err = run(folder)
    assert (code, out, len(err)) == (2, "", 1)
    assert "No space left on device. See that the disk has room" in err[0]
    assert state(settings) == before


def test_a_wrong_setting_is_one_line(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFWIJZER_PORT", "none")
    code, _, err = run(folder)
    assert (code, len(err)) == (2, 1)
    assert "BRIEFWIJZER_PORT" in err[0]


def test_stopped_by_hand(run: Run, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(LengthEmbedder, "passages", stop)
    assert run(folder)[::2] == (130, ["ingest: stopped; no letter is half in the index."])
    assert state(settings) == ({}, {})


def test_help_tells_the_exit_codes_and_imports_nothing_heavy() -> None:
    code = "import sys; from ingest.cli import main\ntry: main(['--help'])\nfinally: print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Exit code: 0 everything went in" in done.stdout
    for heavy in ("torch", "chromadb", "numpy", "langchain", "tqdm", "pypdfium2"):
        assert f"'{heavy}'" not in done.stdout
