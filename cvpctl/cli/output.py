"""Where output goes: results to standard output, everything else to standard error; colour only where it is seen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copymode
from typing import IO

import click

from cvpctl.errors import UsageProblem

NARROWEST = 60
UNWATCHED = 120


def colored(stream: IO[str] | None = None) -> bool:
    """Tell whether colour is welcome there (`NO_COLOR` is a word from no-color.org)."""
    return not os.environ.get("NO_COLOR") and (stream or sys.stdout).isatty()


def width() -> int:
    """Return how wide a line may be: the terminal's width, more where nobody watches."""
    return max(NARROWEST, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else UNWATCHED


def emit(text: str) -> None:
    click.echo(text.rstrip("\n"), color=True)


def tell(text: str) -> None:
    click.echo(text, err=True)


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; a link stays a link, and a file keeps who may read it."""
    with usable(path, "written"):
        home = path.resolve()
        part = home.with_name(home.name + ".part")
        part.write_text(text, encoding="utf-8")
        if home.exists():
            copymode(home, part)
        part.replace(home)


@contextmanager
def usable(path: Path, verb: str) -> Iterator[None]:
    """Say of a path that a person named why it cannot be used; to anybody else such an error is a bug."""
    try:
        yield
    except OSError as error:
        raise UsageProblem(f"{path} cannot be {verb}: {error.strerror or error}") from error
