"""`cvpctl fmt`: blueprint files in their one form."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("fmt")
@options.paths
@click.option("--check", "only_look", is_flag=True, help="Write nothing; exit 2 and name the files that would change.")
def command(paths: tuple[Path, ...], *, only_look: bool) -> int:
    """Put the keys of blueprint files into the language's order, and lead editors to a fresh schema.

    Comments, quotes, layout and the order of your own names stay, and so does what a file means.

    \b
    Example:  cvpctl fmt blueprints
    """
    from cvpctl.cli.formatting import format_files  # noqa: PLC0415

    return format_files(paths, only_look=only_look)
