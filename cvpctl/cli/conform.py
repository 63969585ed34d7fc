"""`cvpctl emulator conform`: the claims of the embedded portal, asked of a test account of HubSpot."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvpctl import __version__
from cvpctl.cli import options

if TYPE_CHECKING:
    from cvpctl.emulator.conformance.cases import Case
    from cvpctl.emulator.conformance.judgements import Finding
    from cvpctl.emulator.conformance.suite import Report
    from cvpctl.project import PortalSettings


@click.command("conform")
@options.portal
@click.option("--only", metavar="PATTERN", help="Only cases whose name fits, such as `pipelines/*`.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text otherwise.")
def conform(portal_name: str | None, only: str | None, form: str) -> int:
    """Ask a test account whether HubSpot does what the embedded portal claims. Exits 2 where it does not.

    Makes things under names of its own, on accounts of type DEVELOPER_TEST only, and takes them away again. The
    JSON holds no token and nothing of the account but its type: a file to send to the makers of the emulator.

    \b
    Example:  cvpctl emulator conform --portal emulator --only 'pipelines/*'
    """
    from cvpctl.cli.output import colored, emit, width  # noqa: PLC0415
    from cvpctl.emulator.conformance.suite import FORMAT, chosen  # noqa: PLC0415
    from cvpctl.errors import UsageProblem  # noqa: PLC0415
    from cvpctl.render.conformance_text import conformance_json, conformance_text  # noqa: PLC0415

    cases = chosen(only)
    if not cases:
        raise UsageProblem(f"no case is called like {only!r}", help="`pipelines/*` fits all of one area")
    settings = _settings(portal_name)
    with _address(settings) as (base_url, token):
        report = _run(settings, base_url, token, cases)
    told = {"format": FORMAT, "version": __version__, **report.body()}
    emit(conformance_json(told) if form == "json" else conformance_text(told, color=colored(), width=width()))
    return _ends_with(report)


def _settings(portal_name: str | None) -> PortalSettings:
    from cvpctl.project import choose_portal, find_project  # noqa: PLC0415

    return choose_portal(
        find_project(Path.cwd()), portal_name, environ=os.environ, interactive=sys.stdin.isatty()
    )  # fmt: skip


@contextmanager
def _address(settings: PortalSettings) -> Iterator[tuple[str, str]]:
    """Yield base URL and token. Unless a served one answers, the embedded portal is one for this run only."""
    from cvpctl.cli.embedded import TOKEN_VARIABLE  # noqa: PLC0415
    from cvpctl.cli.output import tell  # noqa: PLC0415
    from cvpctl.emulator import DEFAULT_TOKEN, Emulator, Limits, running  # noqa: PLC0415
    from cvpctl.project import Places, find_project, read_token  # noqa: PLC0415

    if not settings.embedded:
        yield settings.base_url, read_token(settings.write_token, os.environ)
        return
    tell("The embedded portal answers; it is not HubSpot.")
    if served := running(Places.of(find_project(Path.cwd())).emulator_db):
        yield served.base_url, os.environ.get(TOKEN_VARIABLE, DEFAULT_TOKEN)
        return
    with Emulator(limits=Limits.off()) as portal:
        yield portal.base_url, portal.token


def _run(settings: PortalSettings, base_url: str, token: str, cases: tuple[Case, ...]) -> Report:
    """Recognise the portal, refuse all but test accounts, and run; raises WrongPortal, Blocked, PortalUnreachable."""
    from cvpctl.emulator.conformance.suite import run_cases  # noqa: PLC0415
    from cvpctl.emulator.conformance.wire import Wire  # noqa: PLC0415
    from cvpctl.portal import Portal  # noqa: PLC0415
    from cvpctl.project import check_identity  # noqa: PLC0415

    with Portal.open(base_url, token, read_only=True) as portal:
        identity = portal.identity()
    check_identity(settings, identity.portal_id, identity.account_type, writing=True)
    if not settings.embedded:
        _refuse_all_but_test_accounts(identity.portal_id, identity.account_type)
    wire = Wire(base_url, token)
    try:
        return run_cases(
            wire, cases, portal_id=identity.portal_id, account_type=identity.account_type, watch=_tell_progress
        )
    finally:
        wire.close()


def _refuse_all_but_test_accounts(portal_id: int, account_type: str) -> None:
    from cvpctl.errors import Blocked  # noqa: PLC0415
    from cvpctl.project.identity import TEST_ACCOUNT  # noqa: PLC0415

    if account_type != TEST_ACCOUNT:
        raise Blocked(
            f"portal {portal_id} is a {account_type} account; conformance is tried on {TEST_ACCOUNT} accounts only",
            help="make a developer test account in HubSpot, or use --portal emulator",
        )


def _tell_progress(number: int, total: int, finding: Finding) -> None:
    """One line that is written over where a person watches, one line a case elsewhere."""
    line = f"{number:>{len(str(total))}}/{total}  {finding.outcome:<11}  {finding.name}"
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{line}", err=True, nl=number == total)
    else:
        click.echo(line, err=True)


def _ends_with(report: Report) -> int:
    """Return 1 where something could not be taken away, 8 where the portal stopped answering, 2 for differences."""
    from cvpctl.errors import COULD_NOT_LOOK, ERROR, PENDING, worst  # noqa: PLC0415

    return worst(
        [ERROR] * bool(report.left_behind) + [COULD_NOT_LOOK] * bool(report.broken_off) + [PENDING] * report.differs
    )
