"""`cvpctl explain`: what stands at a line of a file, behind an address, or behind the code of a finding."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("explain")
@click.argument("what", metavar="PATH:LINE[:COLUMN]|ADDR|CODE")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.portal
def command(what: str, paths: tuple[Path, ...], portal_name: str | None) -> int:
    """Explain a line of a file, an address, or the code of a finding.

    Says what stands there and what it means in HubSpot, what all layers make of it and which line each of them gave,
    what it refers to and who refers to it, and how it would go. With --portal also what is live, what the record says,
    and how a plan of it alone would class the difference; nothing is written. A file may be broken: what can be read is
    explained.

    Without PATHS the blueprints of cvpctl.yaml are read, or the folder of a file that is none of them.

    \b
    Example:  cvpctl explain property.contacts.value_path_stage#groupName blueprints/value-first
    """
    from cvpctl.cli.explaining import explanation_text  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    emit(explanation_text(what, paths, portal_name))
    return 0
