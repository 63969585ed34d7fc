"""`cvpctl attest`: a person's word that a step no API can check has been done."""

from __future__ import annotations

import click

from cvpctl.cli import options


@click.command("attest")
@click.argument("step", required=False)
@options.portal
@click.option("--note", default="", help="What a reader should know: a ticket, what was decided.")
@click.option("--by", default="", metavar="NAME", help="Who did it; may stay empty.")
@click.option("--withdraw", is_flag=True, help="Take it back: the step is open again.")
@click.option("--list", "listing", is_flag=True, help="List the steps of the runbook, and who vouched for which.")
def command(step: str | None, portal_name: str | None, note: str, by: str, *, withdraw: bool, listing: bool) -> int:
    """Say that a step of the runbook is done in a portal; needs no token.

    STEP is the key that a plan shows. It is kept in applied/PORTAL.attested.json, to be committed.

    \b
    Example:  cvpctl attest --list --portal emulator
    """
    from cvpctl.cli.attesting import attest, listed  # noqa: PLC0415
    from cvpctl.cli.output import colored, emit, width  # noqa: PLC0415
    from cvpctl.errors import UsageProblem  # noqa: PLC0415
    from cvpctl.render.attest_text import attest_text  # noqa: PLC0415

    if listing == (step is not None):
        raise UsageProblem("which step?", help="name one, or use --list to see them all")
    if step is None:
        emit(attest_text(listed(portal_name), color=colored(), width=width()))
    else:
        emit(attest(step, portal_name, note=note, by=by, withdraw=withdraw))
    return 0
