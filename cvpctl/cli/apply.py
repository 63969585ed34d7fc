"""`cvpctl apply`: carry out a plan, read it back, remember it."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options
from cvpctl.engine.choices import Take


@click.command("apply")
@options.paths
@options.portal
@options.variables
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--approve", metavar="DIGEST", help="Apply only the plan with this digest, and do not ask.")
@options.prune
@options.choices
def command(
    paths: tuple[Path, ...],
    portal_name: str | None,
    *,
    yes: bool,
    approve: str | None,
    prune: bool,
    target: tuple[str, ...],
    exclude: tuple[str, ...],
    takes: tuple[Take, ...],
    allow: tuple[str, ...],
    variables: tuple[tuple[str, str], ...],
) -> int:
    """Carry out a plan and read it back. Asks before it writes.

    PATH is a saved plan (`plan -o plan.json`) or blueprints; of a saved plan, what moved since is left out (exit 5).

    \b
    Example:  cvpctl apply blueprints/value-first --portal emulator --yes
    """
    from cvpctl.cli.applying import apply_blueprints, apply_saved  # noqa: PLC0415
    from cvpctl.cli.saved_plans import saved_alone  # noqa: PLC0415
    from cvpctl.cli.session import open_session  # noqa: PLC0415
    from cvpctl.cli.wishes import Wishes  # noqa: PLC0415

    wishes = Wishes(target, exclude, takes, allow, variables, prune)
    saved = saved_alone(paths, wishes.words)
    with open_session(portal_name, writing=True) as session:
        if saved:
            return apply_saved(session, saved, paths[0], yes=yes, approve=approve)
        return apply_blueprints(session, paths, wishes, yes=yes, approve=approve)
