"""`cvpctl pull`: what a portal has, as blueprints."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("pull")
@click.option(
    "-o", "--output", "directory", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to."
)
@click.option("--objects", metavar="NAME[,NAME…]", default="", help="Only these; otherwise all, custom ones included.")
@click.option("--include-hubspot-defined", is_flag=True, help="HubSpot's own groups, properties and pipelines too.")
@click.option("--no-record", is_flag=True, help="Leave the record alone: for a branch that others look at first.")
@click.option("--new", is_flag=True, help="Into files that are there: add what no file states.")
@options.portal
def command(
    directory: Path,
    objects: str,
    portal_name: str | None,
    *,
    include_hubspot_defined: bool,
    new: bool,
    no_record: bool,
) -> int:
    """Write what a portal has as blueprints that plan empty against it.

    Groups, properties, pipelines, validation rules, custom objects and association labels.

    Where DIRECTORY holds blueprints already, only what differs from the portal is changed in them: comments, order and
    layout stay, and what the portal does not have any more is named, never taken out.

    \b
    Example:  cvpctl pull -o pulled --portal emulator
    """
    from cvpctl.cli.pulling import Wanted, made, pull  # noqa: PLC0415
    from cvpctl.cli.pulling_objects import words_of  # noqa: PLC0415
    from cvpctl.cli.session import open_session  # noqa: PLC0415

    wanted = Wanted(directory, words_of(objects), include_hubspot_defined, new, not no_record)
    with made(directory), open_session(portal_name, writing=False) as session:
        return pull(session, wanted)
