"""The drift view for a person at a terminal and for a program; for a pull request it stands in `drift_markdown`."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from cvpctl.model import Change, Plan
from cvpctl.model.plan_json import change_to_json, finding_to_json, unknown_to_json
from cvpctl.render.drift import NOT_NAMED, drift_of, verdict
from cvpctl.render.drift_markdown import drift_markdown
from cvpctl.render.phrases import Again, calls_text, ways_back
from cvpctl.render.plan_json import dumped
from cvpctl.render.plan_text import head, objects
from cvpctl.render.section_text import found, heading, moved, unknown
from cvpctl.render.terminal import BLANK, FAINT, HEADING, PASTE, line, printed
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_NOTE, NAMESPACE_TITLE, NEW, NEW_NOTE, NEW_TITLE, coded

__all__ = ["drift_json", "drift_markdown", "drift_text"]


def drift_text(plan: Plan, *, color: bool, width: int, again: Again | None = None) -> str:
    return printed(_lines(plan, width, again or Again.after(plan)), color=color)


def _lines(plan: Plan, width: int, again: Again) -> Iterator[Text]:
    drift = drift_of(plan)
    yield from head("Drift of", plan)
    if drift.moved:
        yield from heading(
            "Drift", len(drift.moved), "edits made in the portal, and differences that no record explains"
        )
        yield from moved(drift.moved, width, lambda change: _way_back(change, again))
    if drift.pending:
        yield from heading("Pending", len(drift.pending), "stated by the blueprint and not applied yet; no drift")
        yield from objects(drift.pending, width)
    yield from unknown(plan, width)
    yield from found(NEW_TITLE, NEW_NOTE, coded(plan.notices, NEW), width)
    yield from found(NAMESPACE_TITLE, NAMESPACE_NOTE, coded(plan.notices, IN_NAMESPACE), width)
    yield from found(NOT_NAMED, "kept as they are; no drift", drift.unnamed, width)
    yield BLANK
    yield line((verdict(plan, drift), HEADING))
    if said := calls_text(plan, looking_only=True):
        yield line(said)


def _way_back(change: Change, again: Again) -> Iterator[Text]:
    (command, effect), keep = ways_back(change, again)
    if command:
        yield line((command, PASTE), (f"  {effect}", FAINT), indent=6)
    yield line((keep, FAINT), indent=6)


def drift_json(plan: Plan) -> str:
    drift = drift_of(plan)
    return dumped(
        {
            "format": "cvpctl.drift/1",
            "portalId": plan.portal_id,
            "drift": [change_to_json(change) for change in drift.moved],
            "pending": [change_to_json(change) for change in drift.pending],
            "unnamed": [finding_to_json(finding) for finding in drift.unnamed],
            "new": [finding_to_json(finding) for finding in coded(plan.notices, NEW)],
            "inNamespace": [finding_to_json(finding) for finding in coded(plan.notices, IN_NAMESPACE)],
            "unknown": [unknown_to_json(scope, why) for scope, why in plan.unknown],
            "complete": plan.complete,
            "run": plan.run,
        }
    )
