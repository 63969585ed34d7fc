"""`cvpctl drift`: what was changed in the portal since the last apply. Its transport refuses to write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvpctl.cli import options
from cvpctl.model import Plan

if TYPE_CHECKING:
    from cvpctl.render.phrases import Again


@click.command("drift")
@options.paths
@options.portal
@options.variables
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to say it."
)
@click.option("--strict", is_flag=True, help="Exit 2 for new things that no blueprint claims as well.")
def command(
    paths: tuple[Path, ...],
    portal_name: str | None,
    variables: tuple[tuple[str, str], ...],
    form: str,
    *,
    strict: bool,
) -> int:
    """Tell what was changed in the portal since the last apply; never writes. Exits 2 where something was.

    \b
    Example:  cvpctl drift --portal emulator
    """
    from cvpctl.cli.output import emit  # noqa: PLC0415
    from cvpctl.cli.planning import make_plan  # noqa: PLC0415
    from cvpctl.cli.saved_plans import refuse_saved  # noqa: PLC0415
    from cvpctl.cli.session import open_session  # noqa: PLC0415
    from cvpctl.cli.wishes import Wishes  # noqa: PLC0415
    from cvpctl.engine.unmanaged import new_since  # noqa: PLC0415
    from cvpctl.errors import DONE, PENDING  # noqa: PLC0415

    refuse_saved(paths, "drift")
    with open_session(portal_name, writing=False) as session:
        planned = make_plan(session, paths, Wishes(variables=variables), writing=False)
    new = new_since(planned.desired, planned.live, planned.record)
    plan = replace(planned.plan, notices=(*planned.plan.notices, *new))
    words = (*map(str, paths), *(word for name, value in variables for word in ("--var", f"{name}={value}")))
    emit(_rendered(plan, form, _again(plan, words)))
    return ends_with(plan) or (PENDING if strict and new else DONE)


def ends_with(plan: Plan) -> int:
    """Return 2 where the portal moved since the record, 9 where it was not read whole; a pending change is no drift."""
    from cvpctl.errors import LOOKED_IN_PART, PENDING, worst  # noqa: PLC0415
    from cvpctl.model import Cause  # noqa: PLC0415

    moved = {Cause.DRIFT, Cause.CONFLICT, Cause.UNATTRIBUTED}
    found = any(edit.cause in moved for change in (*plan.held, *plan.changes, *plan.blocked) for edit in change.fields)
    return worst([PENDING] * found + [LOOKED_IN_PART] * bool(plan.unknown))


def _again(plan: Plan, words: tuple[str, ...]) -> Again:
    """Return how an apply of the same blueprints to the same portal is typed."""
    from cvpctl.cli.group import COMMANDS  # noqa: PLC0415
    from cvpctl.render.phrases import Again  # noqa: PLC0415

    return Again.after(plan, words, pull="pull" in COMMANDS)


def _rendered(plan: Plan, form: str, again: Again) -> str:
    from cvpctl.cli.output import colored, width  # noqa: PLC0415
    from cvpctl.render import drift_text as render  # noqa: PLC0415

    if form == "json":
        return render.drift_json(plan)
    if form == "markdown":
        return render.drift_markdown(plan, again=again)
    return render.drift_text(plan, color=colored(), width=width(), again=again)
