"""Where output goes: results to standard output, everything else to standard error; colour only where it is seen."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import IO

import click

NARROWEST = 60


def colored(stream: IO[str] | None = None) -> bool:
    """Tell whether colour is welcome there (`NO_COLOR` is a word from no-color.org)."""
    return not os.environ.get("NO_COLOR") and (stream or sys.stdout).isatty()


def width() -> int:
    """Return how wide a line may be: the terminal's width, 100 where nobody watches."""
    return max(NARROWEST, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else 100


def emit(text: str) -> None:
    click.echo(text.rstrip("\n"), color=True)


def tell(text: str) -> None:
    click.echo(text, err=True)


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
