"""`cvpctl doctor`: is everything in place for a plan and an apply. The first command on a first day."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("doctor")
@options.paths
@options.portal
@options.variables
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to say it.")
def command(paths: tuple[Path, ...], portal_name: str | None, variables: tuple[tuple[str, str], ...], form: str) -> int:
    """Look whether everything is in place for an apply, and say what to do where it is not. Writes nothing.

    Project, token, portal, scopes, limits, what is switched on, record, lock and earlier runs.

    \b
    Example:  cvpctl doctor --portal emulator
    """
    from cvpctl.cli.doctoring import examined, exit_code_of  # noqa: PLC0415
    from cvpctl.cli.output import colored, emit, width  # noqa: PLC0415
    from cvpctl.render.doctor_text import doctor_json, doctor_text  # noqa: PLC0415

    checks = examined(paths, portal_name, variables)
    emit(doctor_json(checks) if form == "json" else doctor_text(checks, color=colored(), width=width()))
    return exit_code_of(checks)
