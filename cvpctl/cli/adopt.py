"""`cvpctl adopt`: bring a portal that is older than its blueprints under them, without writing to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cvpctl.cli import options
from cvpctl.model import Address, AddressError, canonical


class AcceptType(click.ParamType[tuple[Address, str]]):
    """`ADDRESS=IDENTITY`: what this portal calls the thing at an address."""

    name = "ADDR=IDENTITY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Address, str]:
        if isinstance(value, tuple):
            return value
        text, equals, identity = str(value).partition("=")
        if not (equals and identity):
            self.fail(f"{value!r}: write ADDRESS=IDENTITY", param, ctx)
        try:
            return Address.parse(canonical(text)), identity
        except AddressError as error:
            self.fail(str(error), param, ctx)


@click.command("adopt")
@options.paths
@options.portal
@options.variables
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    type=AcceptType(),
    help="Bind this address to that live name or id, whatever its label.",
)
@click.option("--yes", is_flag=True, help="Write what is sure without asking; near labels only with --accept.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to say it; json writes only with --yes.",
)
def command(
    paths: tuple[Path, ...],
    portal_name: str | None,
    accepted: tuple[tuple[Address, str], ...],
    form: str,
    *,
    yes: bool,
    variables: tuple[tuple[str, str], ...],
) -> int:
    """Find what a portal has already under other names, and bind it in cvpctl.yaml.

    Names and ids count first, then labels. The portal is only read. What is equal afterwards is recorded as applied,
    so that a later change of a blueprint is known to be one; what differs is held by `plan` until you decide.

    \b
    Example:  cvpctl adopt --portal emulator --yes
    """
    from cvpctl.cli.adopting import Wanted, adopt, require_a_place  # noqa: PLC0415
    from cvpctl.cli.session import open_session  # noqa: PLC0415

    require_a_place(portal_name)
    wanted = Wanted(paths, accepted, variables, form, yes=yes)
    with open_session(portal_name, writing=False) as session:
        return adopt(session, wanted)
