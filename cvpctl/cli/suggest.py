"""`cvpctl suggest`: which properties HubSpot has already, and which are there twice. Advice: it stops nothing."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("suggest")
@options.paths
@options.portal
@options.variables
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to say it.")
def command(paths: tuple[Path, ...], portal_name: str | None, variables: tuple[tuple[str, str], ...], form: str) -> int:
    """Show which properties HubSpot has already, and which read alike.

    Of blueprints, or with --portal of what people made in a portal. Also names that mean different types on different
    objects. Advice only: exits 0 whatever it finds, 9 where lists could not be read.

    \b
    Example:  cvpctl suggest blueprints
    """
    from cvpctl.cli.suggesting import of_blueprints, of_portal  # noqa: PLC0415

    if portal_name is None:
        return of_blueprints(paths, variables, form)
    if paths:
        raise click.UsageError("name blueprints or a portal, not both")
    return of_portal(portal_name, variables, form)
