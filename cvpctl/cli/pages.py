"""Where a report goes: to a file with -o, and what the terminal says of it then.

A file that ends in .html gets the page, whatever --format says; a person who opens it means nothing else. What went
into a file is not printed as well: the terminal gets the text, which is what a log is read for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from cvpctl.cli.output import emit, write_file
from cvpctl.model import Plan

HTML, TEXT = "html", "text"


def is_page(path: Path) -> bool:
    return path.suffix.lower() in (".html", ".htm")


def deliver(told: Callable[[str], str], form: str, path: Path | None) -> None:
    """Print what `told` says in this format, or write it to the file and print the text."""
    if path is None:
        emit(told(form))
        return
    write_file(path, told(HTML if is_page(path) else form) + "\n")
    emit(told(TEXT))


def save_plan(plan: Plan, paths: Sequence[Path], form: str, *, links: str = "") -> str:
    """Save a plan as what each name asks for; return the format that is left to print."""
    from cvpctl.cli.plan_told import told  # noqa: PLC0415

    pages = [path for path in paths if is_page(path)]
    for path in paths:
        write_file(path, told(plan, HTML, links=links) + "\n" if path in pages else told(plan, "json"))
    return TEXT if pages and form == HTML else form
