"""Findings in each format they can be had in; for a forge they are placed as the repository has its files."""

from __future__ import annotations

from collections.abc import Iterable

from cvpctl import __version__
from cvpctl.cli.output import colored
from cvpctl.cli.repository_paths import from_the_top, placed_from_the_top, this_project
from cvpctl.model import Finding
from cvpctl.model.resource import Scope, Unknown


def told(findings: Iterable[Finding], form: str, *, category: str = "validate") -> str:
    """Return findings in one of the formats; `category` keeps two logs of one repository apart."""
    findings = tuple(findings)
    if form == "sarif":
        return sarif(findings, category)
    if form == "junit":
        from cvpctl.render.findings_junit import findings_junit  # noqa: PLC0415

        return findings_junit(findings)
    from cvpctl.render import findings as render  # noqa: PLC0415

    if form == "json":
        return render.findings_json(findings)
    if form == "github":
        return render.findings_github(placed_from_the_top(findings))
    return render.findings_text(findings, color=colored())


def sarif(findings: Iterable[Finding], category: str, unknown: Iterable[tuple[Scope, Unknown]] = ()) -> str:
    from cvpctl.cli.explaining_codes import meanings  # noqa: PLC0415
    from cvpctl.project import PROJECT_FILE  # noqa: PLC0415
    from cvpctl.project.source import shown_path  # noqa: PLC0415
    from cvpctl.render.findings_sarif import Origin, findings_sarif  # noqa: PLC0415

    project = this_project()
    file = from_the_top([shown_path(project.root / PROJECT_FILE)]) if project else {}
    origin = Origin(__version__, category, next(iter(file.values()), ""))
    return findings_sarif(placed_from_the_top(findings), origin, meanings(), unknown)
