"""A folder of documentation: docs writes its own files anew, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cvpctl.cli.docs_folder import MARKER, Folder
from cvpctl.errors import UsageProblem

FILES = {"index.md": b"one", "objects/contacts.md": b"two"}


def write(folder: Path, files: dict[str, bytes]) -> list[str]:
    return Folder.at(folder).write(files)


def held(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that docs wrote before."""
    write(tmp_path / "docs", FILES)
    return tmp_path / "docs"


def test_its_own_files_are_written_anew(folder: Path) -> None:
    """What is equal is left alone, what is no more goes, and what somebody deleted comes back."""
    before = (folder / "index.md").stat().st_mtime_ns
    (folder / "objects" / "contacts.md").unlink()

    assert [] == write(folder, {**FILES, "graph.md": b"three"})
    assert {**FILES, "graph.md": b"three"} == held(folder)
    assert before == (folder / "index.md").stat().st_mtime_ns
    assert [] == write(folder, {"index.md": b"new"})
    assert {"index.md": b"new"} == held(folder)


def test_files_of_others_stay(folder: Path) -> None:
    """Beside its own they are no matter; under a name that it wants they stop it before anything is written."""
    (folder / "notes.md").write_text("mine")
    assert [] == write(folder, FILES)
    (folder / "graph.md").write_text("mine too")

    with pytest.raises(UsageProblem, match=r"graph\.md"):
        write(folder, {"index.md": b"new", "graph.md": b"three"})

    assert {**FILES, "notes.md": b"mine", "graph.md": b"mine too"} == held(folder)


def test_what_a_person_changed_is_theirs(folder: Path) -> None:
    """It stops a run that would write over it, and is named and left where docs has no such file any more."""
    (folder / "index.md").write_bytes(b"edited")

    with pytest.raises(UsageProblem, match=r"somebody else's now is .*index\.md"):
        write(folder, {"index.md": b"new"})
    (told,) = write(folder, {"graph.md": b"three"})

    assert told.endswith("docs/index.md")
    assert {"index.md": b"edited", "graph.md": b"three"} == held(folder)


@pytest.mark.parametrize("name", ["README.md", ".git/config", "deep/er/file"])
def test_a_folder_of_others_is_refused(tmp_path: Path, name: str) -> None:
    """One that holds anything and has no list of docs' files; a file is no folder."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")

    with pytest.raises(UsageProblem, match="did not write"):
        Folder.at(tmp_path)
    with pytest.raises(UsageProblem, match="is no folder"):
        Folder.at(tmp_path / name)


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    """So will one that is not there yet."""
    (tmp_path / "empty").mkdir()

    for name in ("empty", "new/deep"):
        assert [] == write(tmp_path / name, FILES)
        assert FILES == held(tmp_path / name)


class Killed(dict[str, bytes]):
    """Files of which the second is never written: somebody ends the run before it."""

    looked = 0

    def items(self) -> Any:
        self.looked += 1
        first, *rest = super().items()
        return self.until(first) if self.looked == 3 else [first, *rest]

    def until(self, first: tuple[str, bytes]) -> Iterator[tuple[str, bytes]]:
        yield first
        raise KeyboardInterrupt


def test_an_interrupted_run_is_carried_on(folder: Path) -> None:
    """The list has both what was there and what was coming, so files half of each are all docs' own."""
    coming = {"index.md": b"new", "objects/contacts.md": b"newer"}
    with pytest.raises(KeyboardInterrupt):
        write(folder, Killed(coming))
    assert {"index.md": b"new", "objects/contacts.md": b"two"} == held(folder)

    assert [] == write(folder, {"index.md": b"last", "objects/contacts.md": b"newer"})
    assert {"index.md": b"last", "objects/contacts.md": b"newer"} == held(folder)


def test_a_file_of_others_in_the_place_of_a_folder(folder: Path) -> None:
    """It is told before anything is written."""
    (folder / "pipelines").write_text("mine")

    with pytest.raises(UsageProblem, match="pipelines/path"):
        write(folder, {"index.md": b"new", "pipelines/path.svg": b"x"})

    assert {**FILES, "pipelines": b"mine"} == held(folder)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": "cvpctl.docs/2", "files": {}}', '{"format": "cvpctl.docs/1", "files": {"a": 5}}']
)
def test_a_damaged_list_ends_it(folder: Path, text: str) -> None:
    """Nobody knows then what is whose."""
    (folder / MARKER).write_text(text)

    with pytest.raises(UsageProblem, match="is damaged"):
        Folder.at(folder)


def test_a_list_that_leads_elsewhere_deletes_nothing(folder: Path, tmp_path: Path) -> None:
    """Names that leave the folder, by themselves or through a link, are nobody's word."""
    outside = tmp_path / "mine.md"
    outside.write_bytes(b"two")
    (folder / "link.md").symlink_to(outside)
    (folder / "away").symlink_to(tmp_path)
    listed = json.loads((folder / MARKER).read_text())
    same = listed["files"]["objects/contacts.md"]
    listed["files"] |= {"../mine.md": same, str(outside): same, "link.md": same, "away/mine.md": same}
    (folder / MARKER).write_text(json.dumps(listed))

    write(folder, FILES)

    assert b"two" == outside.read_bytes()
    assert (folder / "link.md").is_symlink()
    with pytest.raises(UsageProblem, match=r"link\.md"):
        write(folder, {**FILES, "link.md": b"x"})
    with pytest.raises(UsageProblem, match=r"away/mine\.md"):
        write(folder, {**FILES, "away/mine.md": b"x"})
    with pytest.raises(UsageProblem, match=r"away/new\.md"):
        write(folder, {**FILES, "away/new.md": b"x"})
