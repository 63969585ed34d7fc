"""`cvpctl compare`: what separates two configurations. Its transports refuse to write."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("compare")
@click.argument("a", metavar="A", type=click.Path())
@click.argument("b", metavar="B", type=click.Path())
@options.variables
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to say it."
)
@click.option("--include-hubspot-defined", is_flag=True, help="Compare what HubSpot brought as well.")
@click.option(
    "--patch",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the blueprint that makes B like A, and in comments what it cannot say.",
)
def command(
    a: str,
    b: str,
    *,
    variables: tuple[tuple[str, str], ...],
    form: str,
    include_hubspot_defined: bool,
    patch: Path | None,
) -> int:
    """Show what separates A and B, field by field; never writes to a portal.

    Each is a portal (portal:NAME), a snapshot (a .json file), or blueprints: a path, or several with commas between.
    Blueprints are compared in what they state, with the objects that they speak of. Exits 2 where the sides differ, and
    9 where something could not be read.

    \b
    Example:  cvpctl compare blueprints blueprints/value-first
    """
    from cvpctl.cli.compare_both import Asked, compare  # noqa: PLC0415
    from cvpctl.cli.compare_told import ends_with, told  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    comparison = compare(Asked(a, b, variables, include_hubspot_defined, patch))
    emit(told(comparison, form))
    return ends_with(comparison)
