"""`cvpctl validate`: everything that is wrong with the blueprints, without a portal."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options
from cvpctl.errors import DONE, INVALID
from cvpctl.model import Finding, Severity


@click.command("validate")
@options.paths
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to say it.")
def command(paths: tuple[Path, ...], form: str) -> int:
    """Check blueprints offline and say everything that is wrong at once.

    PATH is a file or a directory; without one, the blueprints of cvpctl.yaml are read.

    \b
    Example:  cvpctl validate blueprints
    """
    from cvpctl.blueprint import check  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415
    from cvpctl.cli.session import where  # noqa: PLC0415

    read, root = where(paths)
    checked = check(read, root=root)
    emit(_rendered(checked.findings, form))
    return INVALID if any(one.severity is Severity.ERROR for one in checked.findings) else DONE


def _rendered(findings: tuple[Finding, ...], form: str) -> str:
    from cvpctl.cli.output import colored  # noqa: PLC0415
    from cvpctl.render import findings as render  # noqa: PLC0415

    if form == "json":
        return render.findings_json(findings)
    if form == "github":
        return render.findings_github(findings)
    return render.findings_text(findings, color=colored())
