"""What an emulated portal holds, taken as a whole: made fresh, saved to a file, put back from one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from cvpctl.cli.emulator_reached import address, database, reached
from cvpctl.errors import UsageProblem


@click.command("reset")
@database
@address
def reset(db: Path | None, url: str | None) -> int:
    """Make the embedded portal a fresh one.

    With it goes every other portal of its process or file; faults end and the log is emptied.

    \b
    Example:  cvpctl emulator reset
    """
    with reached(db, url, new=True) as portal:
        portal.ask("POST", "/reset")
        click.echo(f"fresh portal in {portal.name}")
    if db is None and url is None:
        _forget_record()
    return 0


@click.command("snapshot")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Save to this file.")
@click.option("--load", type=click.Path(path_type=Path, dir_okay=False), help="Put back what this file holds.")
@click.option("--portal-id", type=click.IntRange(1), help="Which one, where it has several.")
@database
@address
def snapshot(output: Path | None, load: Path | None, portal_id: int | None, db: Path | None, url: str | None) -> int:
    """Save a portal as one JSON file, or load one.

    It goes to standard output without -o, and holds definitions and records, but no token. Loading replaces all that
    the portal held.

    \b
    Example:  cvpctl emulator snapshot -o before.json
    """
    if load is not None and output is not None:
        raise UsageProblem("-o saves and --load puts back", help="do one after the other")
    if load is None:
        _save(output, portal_id, db, url)
    else:
        _load(load, portal_id, db, url)
    return 0


def _save(output: Path | None, portal_id: int | None, db: Path | None, url: str | None) -> None:
    from cvpctl.cli.output import write_file  # noqa: PLC0415

    with reached(db, url) as portal:
        state = portal.ask("GET", f"/state{portal.query(portal_id)}")
    text = json.dumps(state, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text)
        click.echo(f"saved portal {state['portalId']} of {portal.name} in {output}")


def _load(file: Path, portal_id: int | None, db: Path | None, url: str | None) -> None:
    state = snapshot_in(file)
    with reached(db, url, new=True) as portal:
        portal.ask("PUT", f"/state{portal.query(portal_id)}", state)
        click.echo(f"{portal.name} holds what {file} says")
    if db is None and url is None:
        _forget_record()


def snapshot_in(file: Path) -> dict[str, Any]:
    """Return the snapshot of a file; raises UsageProblem where it cannot be read or is none of this version."""
    from cvpctl.cli.output import usable  # noqa: PLC0415
    from cvpctl.emulator import snapshots  # noqa: PLC0415
    from cvpctl.emulator.errors import Refusal  # noqa: PLC0415

    try:
        with usable(file, "read"):
            return snapshots.read(file)
    except Refusal as refusal:
        raise UsageProblem(
            f"{file} is no snapshot: {refusal.message}", help="`cvpctl emulator snapshot -o FILE` makes one"
        ) from refusal


def _forget_record() -> None:
    """The record tells what the project's embedded portal held before; of another content it would tell untruths."""
    from cvpctl.emulator.identity import DEFAULT_PORTAL_ID  # noqa: PLC0415
    from cvpctl.project import EMULATOR, Places, find_project  # noqa: PLC0415

    record = Places.of(find_project(Path.cwd())).record(EMULATOR, DEFAULT_PORTAL_ID)
    if record.is_file():
        record.unlink()
        click.echo(f"forgot the record of what it held before, {record.name}")
