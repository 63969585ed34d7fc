"""A journal that was cut short and goes on: the next line stands alone, and every copy of it is understood."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cvpctl.apply import Journal, JournalLost, read_journal
from cvpctl.apply.journal import unreadable
from cvpctl.project.run_files import united

BEGIN = b'{"at": "2026-11-01T00:00:00+00:00", "event": "begin"}\n'
HALF = b'{"at": "2026-11-01T00:00:01+00:00", "eve'
NAME = "20261101T000000.000000Z.jsonl"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def _events(path: Path) -> list[str]:
    return [event["event"] for event in read_journal(path)]


@pytest.mark.parametrize("length", range(len(HALF)))
def test_a_line_is_never_glued_to_half_a_line(path: Path, length: int) -> None:
    """Wherever a kill cut, what is added later is read; an end that is whole gets no empty line."""
    path.write_bytes(BEGIN + HALF[:length])
    with Journal(path) as journal:
        journal.recorded("later")

    assert ["begin", "recorded"] == _events(path)
    assert ([2] if length else []) == unreadable(path)


def test_a_disk_that_has_room_again_takes_a_line_of_its_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a line of the same process is ended before the next one."""
    written, room = os.write, [10]

    def write(descriptor: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        data, room[0] = data[: room[0]], max(room[0] - len(data), 0)
        return written(descriptor, data)

    with Journal(path) as journal:
        monkeypatch.setattr(os, "write", write)
        with pytest.raises(JournalLost):
            journal.recorded("cut")
        monkeypatch.setattr(os, "write", written)
        journal.end(exit=6)

    assert ["end"] == _events(path)


@pytest.mark.parametrize("between", [b"\n", b""], ids=["a line of its own", "glued by an earlier version"])
def test_two_copies_keep_what_stands_behind_half_a_line(between: bytes) -> None:
    """What one machine says after a cut counts on every other."""
    recorded = BEGIN.replace(b"begin", b"recorded")

    assert BEGIN + recorded == united(NAME, BEGIN + HALF + between + recorded, BEGIN)
    assert BEGIN + recorded == united(NAME, BEGIN, BEGIN + HALF + between + recorded)
