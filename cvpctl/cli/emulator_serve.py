"""`cvpctl emulator serve`: a portal that stays, told to people and to programs."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cvpctl.cli.emulator_reached import database, made, own_db
from cvpctl.cli.emulator_seeds import seed_of
from cvpctl.cli.emulator_tokens import TOKENS, Key, TokenType, keys_of
from cvpctl.errors import CvpError

if TYPE_CHECKING:
    from cvpctl.emulator.server import Emulator

Tier = Literal["free", "starter", "professional", "enterprise"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `serve` was asked for, sound as far as it can be told before a portal runs."""

    keys: tuple[Key, ...]
    tier: Tier
    state: dict[str, object] | None
    latency: float
    ready_file: Path | None
    paced: bool = True

    def prepare(self, portal: Emulator) -> None:
        """Give the portal its content, the tokens beyond the first, and its pace."""
        from cvpctl.emulator.limits import Limits  # noqa: PLC0415

        if self.state is not None and portal.fresh:
            portal.load(self.state)
        elif self.state is not None:
            click.echo(f"portal {portal.portal_id} is there already: the seed was left out", err=True)
        for key in self.keys[1:]:
            if key.portal_id in (None, portal.portal_id):
                portal.add_token(key.token)
            else:
                portal.add_portal(key.portal_id, key.token, tier=self.tier)
        portal.faults.latency = self.latency
        if not self.paced:
            portal.set_limits(Limits.off())

    def announce(self, portal: Emulator) -> None:
        """Say where the portal is; base URL and portal id stand alone in the first lines, where programs read them."""
        told = {"HUBSPOT_BASE_URL": portal.base_url, "HUBSPOT_PORTAL_ID": portal.portal_id}
        click.echo(portal.base_url)
        click.echo(f"portal {portal.portal_id} (emulated, not HubSpot)")
        click.echo("\nIn another terminal:")
        click.echo("\n".join(f"  export {name}={value}" for name, value in (told | self.keys[0].shown).items()))
        sys.stdout.flush()
        if self.ready_file is not None:
            note = {"baseUrl": portal.base_url, "portalId": portal.portal_id, "pid": os.getpid()}
            _write(self.ready_file, json.dumps(note) + "\n")


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0 takes a free one.")
@database
@click.option(
    "--token",
    "tokens",
    type=TokenType(),
    multiple=True,
    help=f"A token it accepts, instead of the published one. Process listings show it; see --token-env. {TOKENS}",
)
@click.option(
    "--token-env",
    "variables",
    type=TokenType(variable=True),
    multiple=True,
    help="The same, from this environment variable.",
)
@click.option(
    "--tier",
    type=click.Choice(["free", "starter", "professional", "enterprise"]),
    default="enterprise",
    help="The subscription whose caps a new portal has; enterprise otherwise.",
)
@click.option(
    "--seed",
    type=click.Path(path_type=Path),
    help="What a new portal holds: a snapshot, or a directory of recorded answers of HubSpot.",
)
@click.option("--latency", type=click.FloatRange(0), default=0, metavar="MS", help="How long each answer takes.")
@click.option("--no-rate-limit", is_flag=True, help="Take calls as fast as they come, as HubSpot would not.")
@click.option(
    "--ready-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write base URL, portal id and process id here, as JSON, once it answers; gone when it ends.",
)
def serve(
    *,
    port: int,
    db: Path | None,
    tokens: tuple[Key, ...],
    variables: tuple[Key, ...],
    tier: Tier,
    seed: Path | None,
    latency: float,
    no_rate_limit: bool,
    ready_file: Path | None,
) -> int:
    """Serve until interrupted; prints base URL, portal id, and lines to paste into another terminal.

    \b
    Example:  cvpctl emulator serve --port 8642 --tier professional
    """
    from cvpctl.cli.embedded import in_use_said  # noqa: PLC0415
    from cvpctl.emulator.serving import serve as serve_portal  # noqa: PLC0415

    keys = keys_of(tokens, variables)
    wanted = Wanted(keys, tier, seed_of(seed, tier) if seed else None, latency / 1000, ready_file, not no_rate_limit)
    path = made(db or own_db())
    first = keys[0]
    with _withdrawn(ready_file), in_use_said(path), _taken_said(port):
        serve_portal(
            path,
            port=port,
            token=first.token,
            portal_id=first.portal_id,
            tier=tier,
            prepare=wanted.prepare,
            announce=wanted.announce,
        )
    return 0


@contextmanager
def _taken_said(port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise CvpError(f"port {port} is taken", help="name another --port; 0 takes a free one") from error


@contextmanager
def _withdrawn(ready_file: Path | None) -> Iterator[None]:
    """A file left by a run that was killed says nothing of this one."""
    try:
        _forget(ready_file)
        yield
    finally:
        _forget(ready_file)


def _forget(ready_file: Path | None) -> None:
    from cvpctl.cli.output import usable  # noqa: PLC0415

    if ready_file is not None:
        with usable(ready_file, "written"):
            ready_file.unlink(missing_ok=True)


def _write(ready_file: Path, text: str) -> None:
    from cvpctl.cli.output import write_file  # noqa: PLC0415

    write_file(ready_file, text)
