"""A plan in each format it can be had in: for a terminal, a pull request, a build server, another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvpctl.cli.output import colored, width
from cvpctl.model import Plan

if TYPE_CHECKING:
    from cvpctl.render.source_links import Sources


def told(plan: Plan, form: str, *, links: str = "") -> str:
    """Return the plan in one of the formats; `links` is where a forge shows the files of this commit."""
    if form == "json":
        from cvpctl.render.plan_json import plan_json  # noqa: PLC0415

        return plan_json(plan)
    if form == "markdown":
        return _markdown(plan, links)
    if form == "html":
        from cvpctl.render.html.plan_page import plan_html  # noqa: PLC0415

        return plan_html(plan, _sources(plan, links))
    if form == "junit":
        from cvpctl.render.plan_junit import plan_junit  # noqa: PLC0415

        return plan_junit(plan)
    if form in ("github", "sarif"):
        return _findings(plan, form)
    from cvpctl.render.plan_text import plan_text  # noqa: PLC0415

    return plan_text(plan, color=colored(), width=width())


def _markdown(plan: Plan, links: str) -> str:
    from cvpctl.render.plan_markdown import plan_markdown  # noqa: PLC0415

    return plan_markdown(plan, _sources(plan, links))


def _sources(plan: Plan, links: str) -> Sources:
    from cvpctl.cli.repository_paths import from_the_top  # noqa: PLC0415
    from cvpctl.render.plan_findings import plan_findings  # noqa: PLC0415
    from cvpctl.render.source_links import NOWHERE, Sources  # noqa: PLC0415

    if not links:
        return NOWHERE
    places = [one.place for one in (*plan.changes, *plan.held, *plan.blocked)]
    places += [one.place for one in plan_findings(plan)]
    return Sources(links, from_the_top(place.path for place in places if place))


def _findings(plan: Plan, form: str) -> str:
    from cvpctl.cli import findings_told  # noqa: PLC0415
    from cvpctl.render.plan_findings import plan_findings  # noqa: PLC0415

    if form == "github":
        return findings_told.told(plan_findings(plan), form)
    return findings_told.sarif(plan_findings(plan), f"plan/{plan.portal_id}", plan.unknown)
