"""`cvpctl docs`: what is in a portal, for those who do not read blueprints. Its transport refuses to write."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("docs")
@options.paths
@click.option(
    "-o", "--output", "directory", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to."
)
@options.portal
@options.variables
@click.option("--include-hubspot-defined", is_flag=True, help="What HubSpot brought too.")
def command(
    paths: tuple[Path, ...],
    directory: Path,
    portal_name: str | None,
    variables: tuple[tuple[str, str], ...],
    *,
    include_hubspot_defined: bool,
) -> int:
    """Write data dictionary, object graph, Value Path and pipelines of blueprints or a portal.

    Markdown with diagrams, a page, and a spreadsheet for clients; index.md leads to all. Without --portal it is about
    blueprints, offline, or about a snapshot. With it about the portal, and blueprints say what its things are for. In a
    folder that docs wrote before, only its own files are written anew; any other folder must be empty.

    \b
    Example:  cvpctl docs blueprints -o documentation
    """
    from cvpctl.cli.docs_making import Asked, make  # noqa: PLC0415
    from cvpctl.cli.saved_plans import refuse_saved  # noqa: PLC0415

    asked = Asked(paths, portal_name, variables, include_hubspot_defined)
    if not asked.snapshot:
        refuse_saved(paths, "docs")
    return make(asked, directory)
