"""The drift view for GitHub: an issue or a job summary."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Change, Plan
from cvpctl.render.drift import NOT_NAMED, Drift, drift_of, verdict
from cvpctl.render.grouping import actions_text
from cvpctl.render.markdown import Block, code, document, plain
from cvpctl.render.phrases import Again, calls_text, portal_name, ways_back
from cvpctl.render.plan_markdown import Weight, found, moved, note, objects, unknown
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_TITLE, NEW, NEW_TITLE, coded


def drift_markdown(plan: Plan, *, again: Again | None = None) -> str:
    drift = drift_of(plan)
    opening = f"## Drift of {plain(portal_name(plan))}{note(plan)}\n\n**{verdict(plan, drift)}**"
    if drift.pending:
        opening += f" Pending, which is no drift: {actions_text(drift.pending)}."
    return document(opening, _blocks(plan, drift, again or Again.after(plan)), calls_text(plan, looking_only=True))


def _blocks(plan: Plan, drift: Drift, again: Again) -> Iterator[Block]:
    yield moved("Drift", drift.moved, lambda change: _way_back(change, again))
    yield unknown(plan)
    yield from objects(drift.pending)
    yield found(NEW_TITLE, Weight.MANUAL, coded(plan.notices, NEW))
    yield found(NAMESPACE_TITLE, Weight.MANUAL, coded(plan.notices, IN_NAMESPACE))
    yield found(NOT_NAMED, Weight.NOTICE, drift.unnamed)


def _way_back(change: Change, again: Again) -> str:
    (command, effect), keep = ways_back(change, again)
    return f"{code(command)} ({effect}); {plain(keep)}" if command else plain(keep)
