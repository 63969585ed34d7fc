"""The command line in processes of their own, one after the other, that can be killed at a line of their journal.

Run as a script it loads the program once and forks for each run, which saves most of the time a run takes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import SupportsIndex

LONGEST_PAUSE = 0.02
"""Between two searches of a migration; HubSpot would have half a second."""
PRELOADED = ("cli.apply", "cli.applying", "cli.exits", "cli.saved_plans", "portal.exchange", "portal.limiter")
JOURNALS = ".cvpctl/journal/*/*.jsonl"
PAUSE = time.sleep


@dataclass(frozen=True, slots=True)
class Runs:
    """The script on its way; one run at a time."""

    script: subprocess.Popen[str]
    output: Path

    def begin(self, words: Sequence[str], line: int = 0) -> int:
        """Start a run that is killed once so many lines of its journal are on the disk, at 0 never; return its id."""
        assert self.script.stdin is not None
        self.script.stdin.write(f"{line} {' '.join(words)}\n")
        self.script.stdin.flush()
        return self._answer()

    def ended(self) -> int:
        """Wait for the end of the run, and return its exit code, or the signal as a negative number."""
        return self._answer()

    def _answer(self) -> int:
        assert self.script.stdout is not None
        return int(self.script.stdout.readline())


@contextmanager
def forked_runs(folder: Path) -> Iterator[Runs]:
    output = folder / "output.txt"
    command = [sys.executable, __file__, str(output)]
    with subprocess.Popen(command, cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as script:
        yield Runs(script, output)


def hurried(seconds: float | SupportsIndex) -> None:
    PAUSE(min(float(seconds), LONGEST_PAUSE))


def _serve(output: str) -> None:
    for name in PRELOADED:
        import_module(f"cvpctl.{name}")
    for text in sys.stdin:
        line, *words = text.split()
        child = os.fork()
        if not child:
            _run(int(line), words, output)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(line: int, words: list[str], output: str) -> None:
    from cvpctl.cli.exits import exit_code  # noqa: PLC0415 - loaded by now

    time.sleep = hurried
    _kill_at(line)
    with open(output, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor is wanted
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        code = exit_code(words)
        sys.stdout.flush()
        os._exit(code)


def _kill_at(line: int) -> None:
    """Let this process die the moment such a line is on the disk."""
    written, left = os.fsync, [line]

    def fsync(descriptor: int) -> None:
        written(descriptor)
        journals = (path.stat() for path in Path.cwd().glob(JOURNALS))
        if any(os.path.samestat(os.fstat(descriptor), one) for one in journals):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    os.fsync = fsync  # type: ignore[assignment]


if __name__ == "__main__":
    _serve(sys.argv[1])
