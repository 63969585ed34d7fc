"""`cvpctl emulator`: the embedded portal on its own, for any HubSpot client on this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from cvpctl.emulator.server import Emulator

Tier = Literal["free", "starter", "professional", "enterprise"]


@click.group("emulator")
def command() -> None:
    """Run the embedded portal on its own. It is not HubSpot; it behaves like it as far as its facts go.

    \b
    Example:  cvpctl emulator serve --port 8642
    """


def _db(db: Path | None) -> Path:
    from cvpctl.cli.output import usable  # noqa: PLC0415
    from cvpctl.project import Places, find_project  # noqa: PLC0415

    path = db or Places.of(find_project(Path.cwd())).emulator_db
    with usable(path, "opened"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    return path


database = click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), help="SQLite file; the project's own otherwise."
)


@command.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0 takes a free one.")
@database
@click.option("--token", help="The token it accepts; a published constant otherwise.")
@click.option(
    "--tier",
    type=click.Choice(["free", "starter", "professional", "enterprise"]),
    default="enterprise",
    help="The subscription whose caps a new portal has; enterprise otherwise.",
)
def serve(port: int, db: Path | None, token: str | None, tier: Tier) -> int:
    """Serve until interrupted; prints base URL, portal id, and lines to paste into another terminal.

    \b
    Example:  cvpctl emulator serve --port 8642 --tier professional
    """
    from cvpctl.cli.embedded import in_use_said  # noqa: PLC0415
    from cvpctl.emulator.identity import DEFAULT_TOKEN  # noqa: PLC0415
    from cvpctl.emulator.server import serve as serve_portal  # noqa: PLC0415

    path = _db(db)
    with in_use_said(path):
        serve_portal(path, port=port, token=token or DEFAULT_TOKEN, tier=tier, announce=_announce)
    return 0


def _announce(portal: Emulator) -> None:
    """Say where the portal is; base URL and portal id stand alone in the first lines, where programs read them."""
    from cvpctl.emulator.identity import DEFAULT_TOKEN  # noqa: PLC0415

    settings = {"HUBSPOT_BASE_URL": portal.base_url, "HUBSPOT_PORTAL_ID": portal.portal_id}
    # A token of one's own is a secret like any other; the published one opens nothing but this.
    settings |= {"HUBSPOT_ACCESS_TOKEN": DEFAULT_TOKEN} if portal.token == DEFAULT_TOKEN else {}
    click.echo(portal.base_url)
    click.echo(f"portal {portal.portal_id} (emulated, not HubSpot)")
    click.echo("\nIn another terminal:")
    click.echo("\n".join(f"  export {name}={value}" for name, value in settings.items()))
    sys.stdout.flush()


def _record_of_embedded() -> Path | None:
    """The record tells what the portal held before; of a fresh one it would only tell untruths."""
    from cvpctl.emulator.identity import DEFAULT_PORTAL_ID  # noqa: PLC0415
    from cvpctl.project import EMULATOR, Places, find_project  # noqa: PLC0415

    path = Places.of(find_project(Path.cwd())).record(EMULATOR, DEFAULT_PORTAL_ID)
    return path if path.is_file() else None


@command.command("reset")
@database
def reset(db: Path | None) -> int:
    """Make the embedded portal a fresh one.

    \b
    Example:  cvpctl emulator reset
    """
    from cvpctl.cli.embedded import reset as reset_portal  # noqa: PLC0415

    path = _db(db)
    reset_portal(path)
    click.echo(f"fresh portal in {path}")
    if db is None and (record := _record_of_embedded()):
        record.unlink()
        click.echo(f"forgot the record of the old one, {record.name}")
    return 0
