"""`cvpctl emulator log`: what was asked of a portal that is being served, one by one or counted."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from cvpctl.cli.emulator_reached import Reached, address, database, own_db, served
from cvpctl.errors import CvpError, PortalUnreachable, UsageProblem

PAUSE_SECONDS = 0.5
_NO_ANSWER = "---"


@click.command("log")
@click.option("--counts", is_flag=True, help="How often each method and route was called.")
@click.option("--follow", is_flag=True, help="Go on as requests come, until interrupted or the portal ends.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text otherwise.")
@database
@address
def log(db: Path | None, url: str | None, form: str, *, counts: bool, follow: bool) -> int:
    """Print what a served portal was asked.

    Since it started or was reset; the latest 50,000 requests, without bodies and tokens.

    \b
    Example:  cvpctl emulator log --counts
    """
    if counts and follow:
        raise UsageProblem("--counts adds up what was, --follow waits for what comes", help="name one of them")
    portal = served(db, url)
    if portal is None:
        raise CvpError(
            f"nobody serves {db or own_db()}",
            help="`cvpctl emulator serve` does; a log lives as long as the process that serves",
        )
    if follow:
        _follow(portal, form)
    else:
        _print(portal.ask("GET", "/log"), form, counts=counts)
    return 0


def _print(told: Mapping[str, Any], form: str, *, counts: bool) -> None:
    if form == "json":
        said = {"total": told["total"], "writes": told["writes"], "counts": told["counts"]}
        click.echo(json.dumps(said if counts else {**said, "calls": told["calls"]}, indent=1))
    elif counts:
        for route, number in sorted(told["counts"].items(), key=lambda one: (-one[1], one[0])):
            click.echo(f"{number:>7}  {route}")
        click.echo(f"{told['total']:>7}  calls, {told['writes']} of them writes")
    else:
        for call in told["calls"]:
            click.echo(_line(call, form))
    if told["bugs"]:
        click.echo(f"{len(told['bugs'])} answers of 500 are bugs of the emulator; please report them", err=True)


def _follow(portal: Reached, form: str) -> None:
    try:
        for call in _coming(portal):
            click.echo(_line(call, form))
    except KeyboardInterrupt:
        return


def _coming(portal: Reached) -> Iterator[Mapping[str, Any]]:
    """Yield the calls there were and those that come. A total that fell means that the log was emptied."""
    seen = 0
    told = portal.ask("GET", "/log")
    while True:
        new = told["total"] - (seen if told["total"] >= seen else 0)
        yield from told["calls"][len(told["calls"]) - min(new, len(told["calls"])) :]
        seen = told["total"]
        time.sleep(PAUSE_SECONDS)
        try:
            told = portal.ask("GET", "/log")
        except PortalUnreachable:
            click.echo("the portal has ended", err=True)
            return


def _line(call: Mapping[str, Any], form: str) -> str:
    """A connection that was dropped on purpose had no status."""
    return json.dumps(call) if form == "json" else f"{call['status'] or _NO_ANSWER} {call['method']:<6} {call['path']}"
