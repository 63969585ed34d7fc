"""`cvpctl validate`: everything that is wrong with the blueprints, without a portal."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options
from cvpctl.cli.formats import FINDINGS as FORMATS
from cvpctl.errors import DONE, INVALID, BlueprintInvalid
from cvpctl.model import Finding, Severity


@click.command("validate")
@options.paths
@options.portal
@options.variables
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to say it.")
def command(paths: tuple[Path, ...], portal_name: str | None, variables: tuple[tuple[str, str], ...], form: str) -> int:
    """Check blueprints offline and say everything that is wrong at once.

    PATH is a file or a directory; without one, the blueprints of cvpctl.yaml are read. Where portals give variables
    different values, each is checked, or with --portal that one.

    \b
    Example:  cvpctl validate blueprints
    """
    from cvpctl.cli.findings_told import told  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415
    from cvpctl.cli.saved_plans import refuse_saved  # noqa: PLC0415

    refuse_saved(paths, "validate")
    try:
        findings = _found(paths, portal_name, variables)
    except BlueprintInvalid as error:
        from cvpctl.cli.validating_alone import findings_alone  # noqa: PLC0415

        # A project file that cannot be read: what is wrong with the blueprints is told all the same.
        findings = (*error.findings, *findings_alone(paths))
        if form == "text":
            raise BlueprintInvalid(findings) from error
    emit(told(findings, form))
    return INVALID if any(one.severity is Severity.ERROR for one in findings) else DONE


def _found(
    paths: tuple[Path, ...], portal_name: str | None, variables: tuple[tuple[str, str], ...]
) -> tuple[Finding, ...]:
    from cvpctl.blueprint import check  # noqa: PLC0415
    from cvpctl.cli.session import where  # noqa: PLC0415
    from cvpctl.cli.values import offline_values  # noqa: PLC0415
    from cvpctl.project import Shelf, find_project  # noqa: PLC0415

    read, root = where(paths)
    shelf = Shelf.of(find_project(Path.cwd()))
    runs = [check(read, root=root, shelf=shelf, given=given) for given in offline_values(portal_name, variables)]
    return tuple(dict.fromkeys(finding for checked in runs for finding in checked.findings))
