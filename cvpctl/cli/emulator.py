"""`cvpctl emulator`: the embedded portal on its own, for any HubSpot client on this machine."""

from __future__ import annotations

import click

from cvpctl.cli.conform import conform
from cvpctl.cli.emulator_log import log
from cvpctl.cli.emulator_serve import serve
from cvpctl.cli.emulator_states import reset, snapshot


@click.group("emulator")
def command() -> None:
    """Run the embedded portal on its own. It is not HubSpot; it behaves like it as far as its facts go.

    \b
    Example:  cvpctl emulator serve --port 8642
    """


for one in (serve, reset, snapshot, log, conform):
    command.add_command(one)
