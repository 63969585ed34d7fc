"""Watching an apply: a bar on a terminal, a line per wave where nobody sees a bar move."""

from __future__ import annotations

import sys
import threading
import time
from typing import IO, Protocol

from cvpctl.model import Call, Migration
from cvpctl.render.migration_text import Pace
from cvpctl.render.wording import counted

SECONDS_APART = 2.0
"""How often records going by are worth a line in a log."""


class _Display(Protocol):
    def start(self, total: int) -> None: ...

    def advance(self, call: Call) -> None: ...

    def done(self) -> None: ...

    def say(self, text: str, *, last: bool) -> None: ...


class Progress:
    """Show calls going by on a stream; `enabled` says that a moving bar makes sense there. Safe to share by threads."""

    def __init__(self, *, enabled: bool, stream: IO[str] | None = None) -> None:
        stream = stream or sys.stderr
        self._display: _Display = _Bar(stream) if enabled else _Lines(stream)
        self._pace = Pace()
        self._lock = threading.Lock()

    def start(self, total_calls: int) -> None:
        with self._lock:
            self._display.start(total_calls)

    def advance(self, call: Call) -> None:
        with self._lock:
            self._display.advance(call)

    def records(self, migration: Migration, done: int, total: int) -> None:
        with self._lock:
            self._display.say(self._pace.text(migration, done, total), last=done >= total)

    def done(self) -> None:
        with self._lock:
            self._display.done()


class _Lines:
    """One line when a wave is over, so that a log stays short."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._total = self._seen = self._said = 0
        self._wave: int | None = None
        self._last = -SECONDS_APART

    def start(self, total: int) -> None:
        self._total = total

    def advance(self, call: Call) -> None:
        if self._wave is not None and call.wave != self._wave:
            self._say()
        self._wave = call.wave
        self._seen += 1

    def done(self) -> None:
        if self._seen > self._said:
            self._say()

    def say(self, text: str, *, last: bool) -> None:
        now = time.monotonic()
        if last or now - self._last >= SECONDS_APART:
            self._stream.write(text + "\n")
            self._stream.flush()
            self._last = now

    def _say(self) -> None:
        self._stream.write(f"wave {self._wave}: {self._seen:,} of {counted(self._total, 'call')} ended\n")
        self._stream.flush()
        self._said = self._seen


class _Bar:
    def __init__(self, stream: IO[str]) -> None:
        from rich.console import Console  # noqa: PLC0415 - rich's bars cost start-up time that a pipe never needs
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
        from rich.progress import Progress as RichProgress  # noqa: PLC0415

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("calls"),
            TimeElapsedColumn(),
        )
        self._progress = RichProgress(*columns, console=Console(file=stream), transient=True)
        self._task = self._progress.add_task("Applying", total=None)

    def start(self, total: int) -> None:
        self._progress.update(self._task, total=total)
        self._progress.start()

    def advance(self, call: Call) -> None:
        self._progress.update(self._task, advance=1, description=str(call.operation))

    def say(self, text: str, *, last: bool) -> None:
        del last
        self._progress.update(self._task, description=text)

    def done(self) -> None:
        self._progress.stop()
