"""`cvpctl rollback`: undo a run, as far as HubSpot lets it."""

from __future__ import annotations

import click

from cvpctl.cli import options


@click.command("rollback")
@click.argument("run", required=False, default="")
@options.portal
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--allow", multiple=True, metavar="CODE:ADDR", help="Let a hazard pass, by code and address.")
def command(run: str, portal_name: str | None, *, yes: bool, allow: tuple[str, ...]) -> int:
    """Undo a run, and say what cannot come back. Asks before it writes.

    RUN is an id of `cvpctl history`, or its beginning; without it, the last run. What somebody changed since is left
    alone (exit 5). A rollback is a run too, and can be rolled back.

    \b
    Example:  cvpctl rollback --portal emulator
    """
    from cvpctl.cli.rolling_back import roll_back  # noqa: PLC0415
    from cvpctl.cli.session import open_session  # noqa: PLC0415

    with open_session(portal_name, writing=True) as session:
        return roll_back(session, run, allow=allow, yes=yes)
