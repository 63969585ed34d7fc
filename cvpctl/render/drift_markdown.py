"""The drift view for GitHub: an issue or a job summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvpctl.model import Change, Plan
from cvpctl.model.drift import Drift, Known
from cvpctl.render.drift import (
    KNOWN,
    NOT_NAMED,
    REMARKS,
    UNDATED,
    UNDATED_NOTE,
    beside,
    drift_of,
    known_text,
    portal_side,
    verdict,
)
from cvpctl.render.grouping import actions_text
from cvpctl.render.markdown import Block, code, document, plain
from cvpctl.render.phrases import Again, calls_text, portal_name, ways_back
from cvpctl.render.plan_markdown import Weight, found, listing, moved, note, objects, unknown
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_TITLE, NEW_TITLE, coded


def drift_markdown(plan: Plan, *, again: Again | None = None, drift: Drift | None = None) -> str:
    drift = drift or drift_of(plan)
    opening = f"## Drift of {plain(portal_name(plan))}{note(plan)}\n\n**{verdict(plan, drift)}**"
    opening += f" {beside(drift)}" if beside(drift) else ""
    if drift.pending:
        opening += f" Pending, which is no drift: {actions_text(drift.pending)}."
    return document(opening, _blocks(plan, drift, again or Again.after(plan)), calls_text(plan, looking_only=True))


def _blocks(plan: Plan, drift: Drift, again: Again) -> Iterator[Block]:
    yield moved("Drift", drift.moved, lambda change: _way_back(change, again))
    yield moved(UNDATED, drift.undated, lambda change: f"{_way_back(change, again)}; {UNDATED_NOTE}")
    yield found(REMARKS, Weight.HELD, drift.remarks)
    yield _known(drift.known)
    yield unknown(plan)
    yield from objects(drift.pending)
    yield found(NEW_TITLE, Weight.MANUAL, drift.new)
    yield found(f"{NEW_TITLE}, {UNDATED.lower()}", Weight.MANUAL, drift.undated_new)
    yield found(NAMESPACE_TITLE, Weight.MANUAL, coded(plan.notices, IN_NAMESPACE))
    yield found(NOT_NAMED, Weight.NOTICE, drift.unnamed)


def _known(known: Iterable[Known]) -> Block:
    items = []
    for one in known:
        side = f": {plain(portal_side(one.change))}" if one.change else ""
        items.append(f"- {code(str(one.address))}{side}, {plain(str(one.place))}\n  - {plain(known_text(one))}")
    return listing(KNOWN, Weight.NOTICE, items)


def _way_back(change: Change, again: Again) -> str:
    (command, effect), keep = ways_back(change, again)
    return f"{code(command)} ({effect}); {plain(keep)}" if command else plain(keep)
