"""A plan for a person at a terminal: what will happen, what waits, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from cvpctl.model import Change, Plan
from cvpctl.render.change_text import changes_text
from cvpctl.render.grouping import actions_text, by_object, counts_text
from cvpctl.render.migration_text import migrations_text
from cvpctl.render.origins import incomparable, origins
from cvpctl.render.phrases import (
    DIGITS,
    INCOMPLETE,
    calls_text,
    not_hubspot,
    nothing,
    portal_name,
)
from cvpctl.render.section_text import alarms, heading, sections
from cvpctl.render.terminal import BLANK, FAINT, HEADING, line, printed, wrapped
from cvpctl.render.wording import visible


def plan_text(plan: Plan, *, color: bool, width: int) -> str:
    """Return the plan as text; the sections that wait for somebody stand last, where the eye rests."""
    return printed(_lines(plan, width), color=color)


def _lines(plan: Plan, width: int) -> Iterator[Text]:
    yield from head("Plan for", plan)
    yield from alarms(plan, width)
    yield from _by_origin(plan, width)
    yield from sections(plan, width)
    yield BLANK
    yield from _totals(plan, width)


def _by_origin(plan: Plan, width: int) -> Iterator[Text]:
    groups = origins(plan)
    if told := incomparable(plan):
        yield from wrapped(visible(told), indent=0, width=width, style="yellow")
    for group in groups:
        yield from heading(group.title, len(group.changes), visible(group.explanation))
        yield from objects(group.changes, width)
    if not groups:
        yield from objects(plan.changes, width)
    yield from migrations_text(plan, width)


def head(verb: str, plan: Plan) -> Iterator[Text]:
    """Yield which portal this is about; one on this machine is never taken for HubSpot."""
    note = not_hubspot(plan)
    yield line((f"{verb} {portal_name(plan)}", HEADING), (f"  {note}" if note else "", "bold yellow"))


def objects(changes: tuple[Change, ...], width: int) -> Iterator[Text]:
    """Yield changes under their object and kind."""
    for section in by_object(changes):
        yield BLANK
        yield line((section.heading, "bold underline"))
        for kind in section.kinds:
            yield line(kind.heading, (f"  {actions_text(kind.changes)}", FAINT), indent=2)
            yield from changes_text(kind.changes, indent=4, width=width)


def _totals(plan: Plan, width: int) -> Iterator[Text]:
    head = "Plan" if plan.changes or plan.migrations else nothing(plan)
    waits = plan.changes or plan.held or plan.blocked or plan.unknown
    yield line((f"{head}: " if waits else f"{head}. ", HEADING), counts_text(plan))
    if not plan.complete:
        yield from wrapped(INCOMPLETE, indent=0, width=width, style="yellow")
    if said := calls_text(plan):
        yield line(said)
    if plan.digest and (plan.changes or plan.migrations):
        yield line("Digest ", (plan.digest[:DIGITS], HEADING), (", what an approval binds to", FAINT))
