"""The drift view for GitHub: an issue or a job summary."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Plan
from cvpctl.render.drift import Drift, drift_of, verdict
from cvpctl.render.grouping import actions_text
from cvpctl.render.markdown import Block, document, plain
from cvpctl.render.phrases import NOT_HUBSPOT, calls_text, is_embedded, portal_name
from cvpctl.render.plan_markdown import held, objects, unknown


def drift_markdown(plan: Plan) -> str:
    drift = drift_of(plan)
    note = f"\n\n> **{NOT_HUBSPOT}**" if is_embedded(plan) else ""
    opening = f"## Drift of {plain(portal_name(plan))}{note}\n\n**{verdict(plan, drift)}**"
    if drift.pending:
        opening += f" Pending, which is no drift: {actions_text(drift.pending)}."
    return document(opening, _blocks(plan, drift), calls_text(plan, looking_only=True))


def _blocks(plan: Plan, drift: Drift) -> Iterator[Block]:
    yield held(drift.moved, "Drift")
    yield unknown(plan)
    yield from objects(drift.pending)
