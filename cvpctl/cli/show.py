"""`cvpctl show`: one address on both sides, a saved plan, or the blueprints compiled to plain resources."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options
from cvpctl.cli.formats import PLAN


@click.command("show")
@click.argument("what", required=False, metavar="[ADDR|plan.json]")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.portal
@options.variables
@click.option(
    "--format", "form", type=click.Choice(PLAN), default="text", help="How to say a saved plan; the rest is text."
)
@options.links
@click.option("--compiled", is_flag=True, help="Show the blueprints as plain resources, with where each was said.")
def command(
    what: str | None,
    paths: tuple[Path, ...],
    *,
    portal_name: str | None,
    variables: tuple[tuple[str, str], ...],
    form: str,
    links: str,
    compiled: bool,
) -> int:
    """Show one address, a saved plan, or the compiled blueprints.

    \b
    Example:  cvpctl show property.contacts.value_path_stage blueprints/value-first --portal emulator
    """
    from cvpctl.cli.output import emit  # noqa: PLC0415
    from cvpctl.cli.plan import rendered  # noqa: PLC0415
    from cvpctl.cli.saved_plans import saved_alone  # noqa: PLC0415
    from cvpctl.cli.showing import address_text, compiled_text  # noqa: PLC0415

    if compiled:
        emit(compiled_text((*([Path(what)] if what else []), *paths), portal_name, variables))
    elif what is None:
        raise click.UsageError("name an address or a saved plan, or say --compiled")
    elif saved := saved_alone((Path(what), *paths), ()):
        emit(rendered(saved, form, links=links))
    elif form != "text":
        raise click.UsageError(f"only a saved plan can be said as {form}")
    else:
        emit(address_text(what, paths, portal_name, variables))
    return 0
