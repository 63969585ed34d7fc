"""`cvpctl plan`: what would change in a portal, field by field, and what that would take."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options
from cvpctl.engine.choices import Take
from cvpctl.model import Plan


@click.command("plan")
@options.paths
@options.portal
@options.variables
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Save the plan for `apply`.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to say it."
)
@click.option("--base", metavar="REF", help="Sort the plan by what changed since this git ref, for a reviewer.")
@click.option("--exit-code", "by_code", is_flag=True, help="Exit 2 when changes or drift are pending.")
@options.prune
@click.option("--unmanaged", is_flag=True, help="Also list what no blueprint claims, with the lines that adopt it.")
@options.choices
def command(
    paths: tuple[Path, ...],
    portal_name: str | None,
    output: Path | None,
    form: str,
    base: str | None,
    *,
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
    from cvpctl.cli.output import emit, tell, write_file  # noqa: PLC0415
    from cvpctl.cli.planning import ends_with, make_plan  # noqa: PLC0415
    from cvpctl.cli.saved_plans import refuse_saved  # noqa: PLC0415
    from cvpctl.cli.session import open_session  # noqa: PLC0415
    from cvpctl.cli.unmanaged import with_unmanaged  # noqa: PLC0415
    from cvpctl.cli.wishes import Wishes  # noqa: PLC0415
    from cvpctl.render.plan_json import plan_json  # noqa: PLC0415

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
    if output:
        write_file(output, plan_json(plan))
    emit(rendered(plan, form))
    return ends_with(plan, pending_counts=by_code)


def rendered(plan: Plan, form: str) -> str:
    """Return the plan in one of the formats of `--format`."""
    from cvpctl.cli.output import colored, width  # noqa: PLC0415

    if form == "json":
        from cvpctl.render.plan_json import plan_json  # noqa: PLC0415

        return plan_json(plan)
    if form == "markdown":
        from cvpctl.render.plan_markdown import plan_markdown  # noqa: PLC0415

        return plan_markdown(plan)
    from cvpctl.render.plan_text import plan_text  # noqa: PLC0415

    return plan_text(plan, color=colored(), width=width())
