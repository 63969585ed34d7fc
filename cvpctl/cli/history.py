"""`cvpctl history`: what was run against which portal, from the journals alone."""

from __future__ import annotations

import click

from cvpctl.cli import options


@click.command("history")
@options.portal
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to say it.")
def command(portal_name: str | None, form: str) -> int:
    """List the runs that were made from here; needs no portal and no token.

    The newest comes first. Journals stay on the machine that wrote them; where records are kept on a git branch, that
    branch has them too, and the runs of other machines are listed as well.

    \b
    Example:  cvpctl history --portal emulator
    """
    from cvpctl.cli.looking_back import rows  # noqa: PLC0415
    from cvpctl.cli.output import colored, emit, width  # noqa: PLC0415
    from cvpctl.render.history_text import history_json, history_text  # noqa: PLC0415

    found = rows(portal_name)
    emit(history_json(found) if form == "json" else history_text(found, color=colored(), width=width()))
    return 0
