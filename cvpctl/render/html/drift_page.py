"""Drift as a page: what moved in the portal with both sides and the ways back, apart from what is merely pending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cvpctl.model import Change, Plan
from cvpctl.model.drift import Drift, Known
from cvpctl.render.drift import (
    KNOWN,
    KNOWN_NOTE,
    NOT_NAMED,
    REMARKS,
    REMARKS_NOTE,
    UNDATED,
    UNDATED_NOTE,
    beside,
    drift_of,
    known_text,
    verdict,
)
from cvpctl.render.graph import plan_graph
from cvpctl.render.grouping import actions_text
from cvpctl.render.html.entries import grouped, noted, waiting
from cvpctl.render.html.page import page
from cvpctl.render.html.parts import Item, Section, Verdict, Way, filters
from cvpctl.render.html.sections import drawn, found, listing, unknown
from cvpctl.render.phrases import Again, calls_text, not_hubspot, portal_name, ways_back
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_NOTE, NAMESPACE_TITLE, NEW_NOTE, NEW_TITLE, coded

TITLES = {"section": "Section", "action": "Action", "object": "Object"}
MOVED_NOTE = "edits made in the portal, and differences that no record explains"
PENDING_NOTE = "stated by the blueprint and not applied yet; no drift"


def drift_html(plan: Plan, drift: Drift | None = None, *, again: Again | None = None) -> str:
    drift = drift or drift_of(plan)
    sections = tuple(one for one in _sections(plan, drift, again or Again.after(plan)) if one.says)
    items = [item for one in sections for item in one.items]
    calls = calls_text(plan, looking_only=True)
    return page(
        "report.html",
        title=f"Drift of {portal_name(plan)}",
        banner=not_hubspot(plan),
        verdict=_verdict(plan, drift),
        facts=(("Portal", portal_name(plan)), *((("Calls", calls),) if calls else ())),
        sections=sections,
        filters=filters((one.tags for one in items), TITLES, {one.id: one.title for one in sections}),
        entries=len(items),
    )


def _verdict(plan: Plan, drift: Drift) -> Verdict:
    look = "stop" if drift.open else "wait" if plan.unknown or drift.expired else "done"
    pending = f"Pending, which is no drift: {actions_text(drift.pending)}." if drift.pending else ""
    return Verdict(verdict(plan, drift), look, " ".join(filter(None, (beside(drift), pending))))


def _sections(plan: Plan, drift: Drift, again: Again) -> Iterator[Section]:
    yield listing("drift", "Drift", MOVED_NOTE, _moved(drift.moved, "drift", again))
    undated = [*_moved(drift.undated, "undated", again)]
    undated += [noted(one, f"undated-new-{n}", "undated") for n, one in enumerate(drift.undated_new)]
    yield listing("undated", UNDATED, UNDATED_NOTE, undated)
    yield found("baseline", REMARKS, REMARKS_NOTE, drift.remarks)
    yield unknown(plan)
    yield Section("pending", "Pending", PENDING_NOTE, grouped(drift.pending, "pending"), count=len(drift.pending))
    yield found("new", NEW_TITLE, NEW_NOTE, drift.new)
    yield listing("known", KNOWN, KNOWN_NOTE, (_known(one, number) for number, one in enumerate(drift.known)))
    yield found("namespace", NAMESPACE_TITLE, NAMESPACE_NOTE, coded(plan.notices, IN_NAMESPACE))
    yield found("unnamed", NOT_NAMED, "kept as they are; no drift", drift.unnamed)
    yield drawn(plan_graph(drift.open), "Touched objects")


def _moved(changes: Iterable[Change], section: str, again: Again) -> Iterator[Item]:
    for number, change in enumerate(changes):
        (command, effect), keep = ways_back(change, again)
        ways = (Way(command, effect), Way("", keep)) if command else (Way("", keep),)
        yield waiting(change, f"{section}-{number}", section, ways=ways)


def _known(one: Known, number: int) -> Item:
    id_, said = f"known-{number}", f"{known_text(one)} ({one.place})"
    if one.change:
        item = waiting(one.change, id_, "known")
    else:
        item = noted(one.new, id_, "known") if one.new else Item(id_, "known", "", str(one.address), "")
    return replace(item, remarks=(said, *item.remarks))
