"""`cvpctl plan`: what would change in a portal, field by field, and what that would take."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options
from cvpctl.cli.formats import PLAN
from cvpctl.engine.choices import Take
from cvpctl.model import Plan


@click.command("plan")
@options.paths
@options.portal
@options.variables
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Save the plan for `apply`, or as a page where the name ends in .html. May be said twice.",
)
@click.option("--format", "form", type=click.Choice(PLAN), default="text", help="How to say it.")
@options.links
@click.option("--base", metavar="REF", help="Sort the plan by what changed since this git ref, for a reviewer.")
@click.option("--exit-code", "by_code", is_flag=True, help="Exit 2 when changes or drift are pending.")
@options.prune
@click.option("--unmanaged", is_flag=True, help="Also list what no blueprint claims, with the lines that adopt it.")
@options.choices
def command(
    paths: tuple[Path, ...],
    portal_name: str | None,
    outputs: tuple[Path, ...],
    *,
    form: str,
    links: str,
    base: str | None,
    by_code: bool,
    prune: bool,
    unmanaged: bool,
    target: tuple[str, ...],
    exclude: tuple[str, ...],
    takes: tuple[Take, ...],
    allow: tuple[str, ...],
    variables: tuple[tuple[str, str], ...],
) -> int:
    """Show what would change in a portal, and why. Writes nothing.

    \b
    Example:  cvpctl plan blueprints/value-first --portal emulator
    """
    from cvpctl.cli.base import against_base  # noqa: PLC0415
    from cvpctl.cli.output import emit, tell  # noqa: PLC0415
    from cvpctl.cli.pages import save_plan  # noqa: PLC0415
    from cvpctl.cli.planning import ends_with, make_plan  # noqa: PLC0415
    from cvpctl.cli.saved_plans import refuse_saved  # noqa: PLC0415
    from cvpctl.cli.session import open_session  # noqa: PLC0415
    from cvpctl.cli.unmanaged import with_unmanaged  # noqa: PLC0415
    from cvpctl.cli.wishes import Wishes  # noqa: PLC0415

    refuse_saved(paths, "plan")
    with open_session(portal_name, writing=False) as session:
        wishes = Wishes(target, exclude, takes, allow, variables, prune)
        planned = make_plan(session, paths, wishes)
        if base is not None:
            planned = against_base(session, planned, paths, wishes, base)
        if unmanaged:
            planned = with_unmanaged(session, planned, paths)
    plan = planned.plan
    for remark in planned.remarks:
        tell(remark)
    emit(rendered(plan, save_plan(plan, outputs, form, links=links), links=links))
    return ends_with(plan, pending_counts=by_code)


def rendered(plan: Plan, form: str, *, links: str = "") -> str:
    """Return the plan in one of the formats of `--format`."""
    from cvpctl.cli.plan_told import told  # noqa: PLC0415

    return told(plan, form, links=links)
