"""`cvpctl drift`: what was changed in the portal since the last apply. Its transport refuses to write."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cvpctl.cli import options
from cvpctl.cli.drift_since import When, WhenType
from cvpctl.cli.formats import PLAN as FORMATS
from cvpctl.model import Address, AddressError, canonical


class AddressType(click.ParamType[Address]):
    """An address, of a field or a part as well."""

    name = "ADDRESS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Address:
        try:
            return value if isinstance(value, Address) else Address.parse(canonical(str(value)))
        except AddressError as error:
            self.fail(str(error), param, ctx)


@click.command("drift")
@options.paths
@options.portal
@options.variables
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to say it.")
@options.output
@click.option("--strict", is_flag=True, help="Exit 2 for new things that no blueprint claims as well.")
@click.option(
    "--since",
    type=WhenType(),
    help="Only what HubSpot says was edited since: 24h, 7d, a date or time, or last-run.",
)
@click.option("--notify", is_flag=True, help="Tell the targets of cvpctl.yaml (notify:) what is news to them.")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    type=AddressType(),
    help="Write a difference into drift-baseline.yaml: no drift until its day is over.",
)
@click.option("--reason", default="", metavar="TEXT", help="With --accept: why the portal may differ.")
@click.option("--owner", default="", metavar="NAME", help="With --accept: who answers for it.")
@click.option(
    "--expires", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="With --accept: the last day it holds."
)
def command(
    paths: tuple[Path, ...],
    *,
    portal_name: str | None,
    variables: tuple[tuple[str, str], ...],
    form: str,
    output: Path | None,
    since: When | None,
    accepted: tuple[Address, ...],
    reason: str,
    owner: str,
    expires: datetime | None,
    strict: bool,
    notify: bool,
) -> int:
    """Tell what was changed in the portal since the last apply; never writes there. Exits 2 where something was.

    What drift-baseline.yaml knows is listed apart and no drift; exits 10 where a line of it is over.

    \b
    Example:  cvpctl drift --portal emulator
    """
    from cvpctl.cli.drift_accepting import accept, word_of  # noqa: PLC0415
    from cvpctl.cli.drift_found import Asked, find, known_here  # noqa: PLC0415
    from cvpctl.cli.drift_notifying import watching  # noqa: PLC0415
    from cvpctl.cli.drift_told import told  # noqa: PLC0415
    from cvpctl.cli.pages import deliver  # noqa: PLC0415
    from cvpctl.cli.saved_plans import refuse_saved  # noqa: PLC0415
    from cvpctl.cli.session import open_session  # noqa: PLC0415

    refuse_saved(paths, "drift")
    word = word_of(accepted, reason, owner, expires.date() if expires else None)
    asked, known = Asked(paths, variables, since, strict), known_here()
    with watching(portal_name, wanted=notify) as watch, open_session(portal_name, writing=False) as session:
        if word:
            return accept(session, asked, word)
        found = find(session, asked, known)
    deliver(lambda asked_for: told(found, asked_for), form, output)
    if watch:
        watch.tell(found)
    return found.exit_code
