"""Two copies of a run's files: whichever knows more counts, what others recorded is added, nothing else is let in."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from cvpctl.project.run_files import blob_of, is_run_file, taken_in, united

AT = "2026-03-01T12:00:05+00:00"
NAME = "20260301T120005.000000Z.jsonl"
INVERSE = "20260301T120005.000000Z.undo.json"


def line(event: str, **fields: object) -> bytes:
    return json.dumps({"at": AT, "event": event, **fields}).encode() + b"\n"


BEGIN = line("begin", portalId=4711, digest="ab", calls=2)
FIRST, SECOND = line("intended", call=1), line("intended", call=2)
ANSWER, END = line("settled", call=1), line("end", done=1, of=2)
OURS, THEIRS = line("recorded"), line("recorded", by="another")
ANNOUNCED = BEGIN + FIRST + SECOND
KILLED = BEGIN + FIRST
ENDED = BEGIN + FIRST + ANSWER + SECOND + END


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        pytest.param(ENDED + OURS, ANNOUNCED, ENDED + OURS, id="the end counts"),
        pytest.param(ENDED + OURS, ANNOUNCED + THEIRS, ENDED + OURS + THEIRS, id="and who recorded it is added"),
        pytest.param(ANNOUNCED, ENDED + OURS, ENDED + OURS, id="whoever has it"),
        pytest.param(KILLED, ANNOUNCED + THEIRS, KILLED + THEIRS, id="fewer calls begun are nearer to the truth"),
        pytest.param(ANNOUNCED, KILLED + ANSWER, KILLED + ANSWER, id="an answer is nearer still"),
        pytest.param(ENDED + b'{"at', ENDED + THEIRS, ENDED + THEIRS, id="a line cut short is left out"),
        pytest.param(ENDED, b"", ENDED, id="the other has none"),
        pytest.param(ENDED, b"garbage\n", ENDED, id="the other is none"),
        pytest.param(b"", THEIRS, THEIRS, id="recorded alone"),
    ],
)
def test_both_copies_of_a_journal_are_one(ours: bytes, theirs: bytes, both: bytes) -> None:
    """Byte for byte, and united with itself or once more it stays what it is."""
    assert both == united(NAME, ours, theirs)
    assert both == united(NAME, both, theirs)
    assert both == united(NAME, both, both)


def test_an_inverse_is_written_once() -> None:
    """Ours stands, unless a kill left an empty or damaged one."""
    assert b'{"a": 1}' == united(INVERSE, b'{"a": 1}', b'{"a": 2}')
    assert b'{"a": 2}' == united(INVERSE, b"", b'{"a": 2}')


def test_a_run_under_way_is_added_to_and_never_replaced(tmp_path: Path) -> None:
    """Whoever holds the file open goes on writing into it."""
    path = tmp_path / NAME
    with path.open("ab", buffering=0) as file:
        file.write(KILLED)
        taken_in(path, ANNOUNCED + THEIRS)
        file.write(ANSWER)

    assert KILLED + THEIRS + ANSWER == path.read_bytes()


def test_what_is_fetched_is_the_owner_s_alone(tmp_path: Path) -> None:
    """0600, as on the machine that wrote it, and nothing half-written beside it."""
    path = tmp_path / "journal" / "acme" / NAME

    taken_in(path, ENDED)

    assert (ENDED, 0o600) == (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
    assert [path] == list(path.parent.iterdir())


@pytest.mark.parametrize(
    "theirs",
    [
        b"",
        b"garbage\n",
        b"[]\n",
        END,
        THEIRS,
        line("begin"),
        BEGIN.replace(AT.encode(), b"yesterday"),
        BEGIN.replace(b"+00:00", b""),
        BEGIN.rstrip(),
        b"[" * 100_000,
    ],
    ids=range(10),
)
def test_what_is_no_journal_is_not_taken_in(tmp_path: Path, theirs: bytes) -> None:
    """Whoever reads it later may trust its first line."""
    taken_in(tmp_path / NAME, theirs)

    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("folder", "file", "ours"),
    [
        ("acme", NAME, True),
        ("env-4711", INVERSE, True),
        ("acme", "notes.jsonl", False),
        ("acme", f"migrations/{NAME}", False),
        ("migrations", "0123456789abcdef.values", False),
        ("..", NAME, False),
        ("", NAME, False),
        ("acme", f"../{NAME}", False),
        ("acme", f"{NAME}\n", False),
        ("acme", f"{NAME}.part", False),
    ],
)
def test_only_our_names_are_files_of_runs(folder: str, file: str, ours: bool) -> None:  # noqa: FBT001 - a row
    """No name on the branch leads out of the folder of journals, and old values of records have none of them."""
    assert ours == is_run_file(folder, file)


def test_bytes_are_called_as_git_calls_them() -> None:
    """`git hash-object` says so of the same bytes."""
    assert "ce013625030ba8dba906f756967f9e9ca394464a" == blob_of(b"hello\n")
