"""A plan as a page: the verdict, hazards with their records, what waits, then what would be written, by origin.

The order and the words are those of the comment in a pull request, so that nobody has to learn two; what a comment
has no room for is here.
"""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Cause, Change, Plan
from cvpctl.render.graph import plan_graph
from cvpctl.render.grouping import counts_text
from cvpctl.render.html.entries import grouped, waiting
from cvpctl.render.html.hazards import hazards, seen_by_people
from cvpctl.render.html.page import page
from cvpctl.render.html.parts import Item, Section, Verdict, Way, filters
from cvpctl.render.html.sections import drawn, found, listing, unknown, unmanaged
from cvpctl.render.migration_text import head, sentences
from cvpctl.render.origins import incomparable, origin_of, origins
from cvpctl.render.phrases import INCOMPLETE, calls_text, not_hubspot, portal_name, takes, verdict
from cvpctl.render.plan_markdown import NOBODY_KNOWS, SINCE
from cvpctl.render.rows import gravest
from cvpctl.render.source_links import NOWHERE, Sources
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_NOTE, NAMESPACE_TITLE, coded, others

STAYS = "Held: nothing of this is written until somebody decides."
TITLES = {"section": "Section", "action": "Action", "object": "Object"}


def plan_html(plan: Plan, sources: Sources = NOWHERE) -> str:
    sections = tuple(one for one in _sections(plan) if one.says)
    items = [item for one in sections for item in one.items]
    words = {one.id: one.title for one in sections}
    return page(
        "report.html",
        title=f"Plan for {portal_name(plan)}",
        banner=not_hubspot(plan),
        verdict=_verdict(plan),
        facts=tuple(_told(plan)),
        sections=sections,
        filters=filters((one.tags for one in items), TITLES, words),
        entries=len(items),
        address=sources.address,
    )


def _verdict(plan: Plan) -> Verdict:
    waits = "wait" if plan.held or plan.unknown else "ready" if plan.changes or plan.migrations else "done"
    look = "stop" if plan.stopped or plan.blocked else waits
    warnings = tuple(filter(None, ("" if plan.complete else INCOMPLETE, incomparable(plan))))
    counts = f"{counts_text(plan)}." if counts_text(plan) else ""
    return Verdict(" ".join(verdict(plan)), look, counts, warnings)


def _told(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "Portal", portal_name(plan)
    if calls := calls_text(plan):
        yield "Calls", calls
    if plan.digest and (plan.changes or plan.migrations):
        yield "Digest", plan.digest


def _sections(plan: Plan) -> Iterator[Section]:
    blocked = [_blocked(plan, change, number) for number, change in enumerate(plan.blocked)]
    held = tuple(_held(plan))
    written = tuple(_written(plan))
    yield found("alarms", "Look here first", "about the plan as a whole", plan.alarms)
    yield seen_by_people(plan)
    yield hazards(plan, (*blocked, *(item for one in (*held, *written) for item in one.items)))
    yield listing("blocked", "Blocked", "a person is needed", blocked)
    yield from written
    yield from held
    yield unknown(plan)
    yield _migrations(plan)
    yield found("unavailable", "Not available here", "", plan.unavailable)
    yield found("manual", "Manual steps", "HubSpot has no API for them", plan.manual)
    yield found("namespace", NAMESPACE_TITLE, NAMESPACE_NOTE, coded(plan.notices, IN_NAMESPACE))
    yield found("notices", "Notices", "", others(plan.notices))
    yield from unmanaged(plan)
    yield drawn(plan_graph((*plan.blocked, *plan.held, *plan.changes)), "Touched objects")


def _written(plan: Plan) -> Iterator[Section]:
    groups = origins(plan)
    for number, origin in enumerate(groups):
        id_ = f"changes-{number + 1}"
        yield Section(id_, origin.title, origin.explanation, grouped(origin.changes, id_), count=len(origin.changes))
    if not groups:
        yield Section("changes", "Changes", "", grouped(plan.changes, "changes"), count=len(plan.changes))


def _blocked(plan: Plan, change: Change, number: int) -> Item:
    return waiting(change, f"blocked-{number}", "blocked", origin=origin_of(plan, change))


def _held(plan: Plan) -> Iterator[Section]:
    """Yield what waits for a decision: edits somebody made since, apart from what nobody can tell."""
    unattributed = [one for one in plan.held if gravest(one) is Cause.UNATTRIBUTED]
    since = [one for one in plan.held if one not in unattributed]
    for id_, title, changes in (("held", SINCE, since), ("unattributed", NOBODY_KNOWS, unattributed)):
        yield listing(id_, title, STAYS, (_waits(change, f"{id_}-{n}", id_) for n, change in enumerate(changes)))


def _waits(change: Change, id_: str, section: str) -> Item:
    return waiting(change, id_, section, ways=tuple(Way(words, effect) for words, effect in takes(change)))


def _migrations(plan: Plan) -> Section:
    items = tuple(
        Item(
            f"migrations-{number}",
            "migrate",
            head(one),
            "",
            "",
            place=one.place,
            remarks=tuple(sentences(one)),
            tags={"section": ("migrations",), "action": ("migrate",)},
        )
        for number, one in enumerate(plan.migrations)
    )
    return listing("migrations", "Migrations", "record values that go elsewhere", items)
