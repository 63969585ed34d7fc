"""Progress on a terminal and in a log."""

from __future__ import annotations

import io
import re
import threading

from cvpctl.model import Call, Operation
from cvpctl.render.progress import Progress


def _call(number: int, wave: int) -> Call:
    return Call(number, wave, Operation("properties", "batch_create", 100), {}, (), ())


def test_a_line_per_wave() -> None:
    """A log gets one line when a wave is over, and none for every call."""
    stream = io.StringIO()
    progress = Progress(enabled=False, stream=stream)
    progress.start(4)
    for number, wave in enumerate((0, 0, 0, 1)):
        progress.advance(_call(number, wave))
    progress.done()

    assert stream.getvalue().splitlines() == ["wave 0: 3 of 4 calls ended", "wave 1: 4 of 4 calls ended"]


def test_nothing_to_watch() -> None:
    """A run without calls says nothing."""
    stream = io.StringIO()
    progress = Progress(enabled=False, stream=stream)
    progress.start(0)
    progress.done()

    assert stream.getvalue() == ""


def test_threads_lose_no_call() -> None:
    """Calls that end side by side are all counted."""
    stream = io.StringIO()
    progress = Progress(enabled=False, stream=stream)
    progress.start(80)

    def ten_calls() -> None:
        for number in range(10):
            progress.advance(_call(number, 1))

    threads = [threading.Thread(target=ten_calls) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    progress.done()

    assert stream.getvalue() == "wave 1: 80 of 80 calls ended\n"


def test_a_bar() -> None:
    """A terminal gets a bar with the operation under way and how many calls are left."""
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    progress = Progress(enabled=True, stream=stream)
    progress.start(2)
    progress.advance(_call(1, 0))
    progress.advance(_call(2, 0))
    progress.done()

    assert "properties.batch_create" in stream.getvalue()
    assert "2/2 calls" in re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
