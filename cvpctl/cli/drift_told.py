"""Drift in each format it can be had in: for a terminal, an issue, a build server, code scanning, another program."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.cli.drift_found import Found
from cvpctl.model import Place


def told(found: Found, form: str) -> str:
    if form == "json":
        from cvpctl.render.drift_json import drift_json  # noqa: PLC0415

        return drift_json(found.plan, found.drift)
    if form == "markdown":
        from cvpctl.render.drift_markdown import drift_markdown  # noqa: PLC0415

        return drift_markdown(found.plan, again=found.again, drift=found.drift)
    if form == "html":
        from cvpctl.render.html.drift_page import drift_html  # noqa: PLC0415

        return drift_html(found.plan, again=found.again, drift=found.drift)
    if form == "junit":
        from cvpctl.render.drift_junit import drift_junit  # noqa: PLC0415

        return drift_junit(found.plan, found.drift, strict=found.strict)
    if form in ("github", "sarif"):
        return _findings(found, form)
    from cvpctl.cli.output import colored, width  # noqa: PLC0415
    from cvpctl.render.drift_text import drift_text  # noqa: PLC0415

    return drift_text(found.plan, color=colored(), width=width(), again=found.again, drift=found.drift)


def _findings(found: Found, form: str) -> str:
    from cvpctl.cli.findings_told import told as findings_told  # noqa: PLC0415
    from cvpctl.render.drift_findings import drift_findings  # noqa: PLC0415

    if form == "github":
        return findings_told(drift_findings(found.drift, found.again), form)
    return _sarif(found)


def _sarif(found: Found) -> str:
    from cvpctl import __version__  # noqa: PLC0415
    from cvpctl.cli.explaining_codes import meanings  # noqa: PLC0415
    from cvpctl.cli.repository_paths import from_the_top, this_project  # noqa: PLC0415
    from cvpctl.project import PROJECT_FILE  # noqa: PLC0415
    from cvpctl.project.source import shown_path  # noqa: PLC0415
    from cvpctl.render.drift_findings import drift_findings  # noqa: PLC0415
    from cvpctl.render.drift_sarif import drift_sarif  # noqa: PLC0415
    from cvpctl.render.findings_sarif import Origin  # noqa: PLC0415

    plan, drift, project = found.plan, found.drift, this_project()
    file = shown_path(project.root / PROJECT_FILE) if project else ""
    places = [one.place for one in drift_findings(drift, found.again)]
    places += [place for one in drift.known for place in (one.place, one.change.place if one.change else None)]
    paths = from_the_top([*(place.path for place in places if place), *([file] if file else [])])

    def placed(place: Place) -> Place:
        return replace(place, path=paths.get(place.path, place.path))

    origin = Origin(__version__, f"drift/{plan.portal_id}", paths.get(file, ""))
    return drift_sarif(plan, drift, found.again, origin=origin, meanings=meanings(), placed=placed)
