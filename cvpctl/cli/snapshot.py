"""`cvpctl snapshot`: a portal's configuration as one file. Its transport refuses to write."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("snapshot")
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(path_type=Path), help="The file, such as acme.json."
)
@click.option("--force", is_flag=True, help="Replace the file where it holds something else.")
@options.portal
def command(path: Path, portal_name: str | None, *, force: bool) -> int:
    """Save a portal's whole configuration as JSON, with what could not be read and why.

    It holds no token, no time and nobody's name, and the same portal gives the same bytes. `cvpctl compare` reads it.

    \b
    Example:  cvpctl snapshot --portal emulator -o portal.json
    """
    from cvpctl.cli.session import open_session  # noqa: PLC0415
    from cvpctl.cli.snapshot_taking import take  # noqa: PLC0415

    with open_session(portal_name, writing=False) as session:
        return take(session, path, force=force)
