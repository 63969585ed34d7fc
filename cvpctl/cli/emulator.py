"""`cvpctl emulator`: the embedded portal on its own, for any HubSpot client on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

Tier = Literal["free", "starter", "professional", "enterprise"]


@click.group("emulator")
def command() -> None:
    """Run the embedded portal on its own. It is not HubSpot; it behaves like it as far as its facts go.

    \b
    Example:  cvpctl emulator serve --port 8642
    """


def _db(db: Path | None) -> Path:
    from cvpctl.project import Places, find_project  # noqa: PLC0415

    path = db or Places.of(find_project(Path.cwd())).emulator_db
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


database = click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), help="SQLite file; the project's own otherwise."
)


@command.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0 takes a free one.")
@database
@click.option("--token", help="The token it accepts; a published constant otherwise.")
@click.option("--tier", type=click.Choice(["free", "starter", "professional", "enterprise"]), default="enterprise")
def serve(port: int, db: Path | None, token: str | None, tier: Tier) -> int:
    """Serve until interrupted; prints base URL and portal id.

    \b
    Example:  cvpctl emulator serve --port 8642 --tier professional
    """
    from cvpctl.cli.embedded import in_use_said  # noqa: PLC0415
    from cvpctl.emulator.identity import DEFAULT_TOKEN  # noqa: PLC0415
    from cvpctl.emulator.server import serve as serve_portal  # noqa: PLC0415

    path = _db(db)
    with in_use_said(path):
        serve_portal(path, port=port, token=token or DEFAULT_TOKEN, tier=tier)
    return 0


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
    return 0
