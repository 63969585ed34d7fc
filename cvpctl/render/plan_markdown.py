"""A plan for a pull request: the verdict first, then what waits for somebody, then each object folded up.

Always short enough for a comment on GitHub. What finds no room is said; creations go before updates, notices first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum

from cvpctl.model import Action, Change, Finding, Plan
from cvpctl.render.change_markdown import blocking, differences, finding_line, item, table_row
from cvpctl.render.grouping import actions_text, by_object, counts_text
from cvpctl.render.markdown import MORE, Block, Entry, code, document, plain
from cvpctl.render.migration_text import migrations_markdown
from cvpctl.render.origins import incomparable, origin_of, origins
from cvpctl.render.phrases import (
    DIGITS,
    INCOMPLETE,
    allow,
    calls_text,
    cause_text,
    not_hubspot,
    portal_name,
    takes,
    unknown_text,
    verdict,
)
from cvpctl.render.touches import told_of
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_TITLE, coded, others, unmanaged_markdown

SHORT = 20
"""Up to this many changes the objects are shown unfolded."""

TABLE = "| | Kind | Label | Internal name | What changes |\n|---|---|---|---|---|"


class Weight(IntEnum):
    """What stays when there is no room for all."""

    NOTICE = 0
    CREATE = 1
    UPDATE = 2
    MANUAL = 3
    UNKNOWN = 4
    HELD = 5
    BLOCKED = 6


def plan_markdown(plan: Plan) -> str:
    return document(opening("Plan for", plan, " ".join(verdict(plan))), _blocks(plan), _closing(plan))


def opening(title: str, plan: Plan, verdict_: str) -> str:
    incomplete = "" if plan.complete else f"\n\n{INCOMPLETE}"
    counts = f" {counts_text(plan)}." if counts_text(plan) else ""
    return f"## {title} {plain(portal_name(plan))}{note(plan)}\n\n**{verdict_}**{counts}{incomplete}"


def note(plan: Plan) -> str:
    """Return a line that says what answered, where that was not HubSpot."""
    told = not_hubspot(plan)
    return f"\n\n> **{told}**" if told else ""


def _blocks(plan: Plan) -> Iterator[Block]:
    yield listing("Look here first", Weight.BLOCKED, [_alarm(finding) for finding in plan.alarms])
    yield listing("Blocked", Weight.BLOCKED, [_blocked(plan, change) for change in plan.blocked])
    yield held(plan.held)
    yield unknown(plan)
    yield from _by_origin(plan)
    yield found("Not available here", Weight.MANUAL, plan.unavailable)
    yield found("Manual steps", Weight.MANUAL, plan.manual)
    yield found(NAMESPACE_TITLE, Weight.MANUAL, coded(plan.notices, IN_NAMESPACE))
    yield found("Notices", Weight.NOTICE, others(plan.notices))
    yield from unmanaged_markdown(plan)


def _by_origin(plan: Plan) -> Iterator[Block]:
    groups = origins(plan)
    if told := incomparable(plan):
        yield Block(f"> {plain(told)}", [Entry(Weight.BLOCKED, "")])
    for group in groups:
        title = f"### {group.title} ({len(group.changes)})\n"
        yield Block(title, [Entry(Weight.BLOCKED, f"<em>{plain(group.explanation)}</em>")])
        yield from objects(group.changes)
    if not groups:
        yield from objects(plan.changes)
    yield listing("Migrations", Weight.UPDATE, migrations_markdown(plan.migrations, plain))


def _blocked(plan: Plan, change: Change) -> str:
    inside = differences(change) if change.action is Action.UPDATE else ()
    return item(change, *filter(None, (origin_of(plan, change),)), *inside, *blocking(change))


def _alarm(finding: Finding) -> str:
    words = allow(None, finding)
    return f"- {finding_line(finding)}" + (f"\n  - to let it pass: {code(words)}" if words else "")


def held(changes: Sequence[Change]) -> Block:
    return moved("Held", changes, _decide)


def moved(title: str, changes: Sequence[Change], way_out: Callable[[Change], str]) -> Block:
    """Return differences between two sides, each with its way out."""
    return listing(title, Weight.HELD, [_moved(change, way_out(change)) for change in changes])


def _moved(change: Change, way_out: str) -> str:
    inside = differences(change, sides=True) if change.action is Action.UPDATE else ()
    told = filter(None, (cause_text(change), plain(told_of(change))))
    return item(change, *told, *inside, *blocking(change), way_out)


def _decide(change: Change) -> str:
    return "decide with " + " or ".join(f"{code(words)} ({effect})" for words, effect in takes(change))


def unknown(plan: Plan) -> Block:
    return listing("Unknown", Weight.UNKNOWN, [f"- {plain(unknown_text(*one))}" for one in plan.unknown])


def objects(changes: Iterable[Change]) -> Iterator[Block]:
    """Yield a folded table per object; updates and removals stand above creations."""
    sections = by_object(changes)
    opened = " open" if sum(len(section.changes) for section in sections) <= SHORT else ""
    for section in sections:
        title = f"{plain(section.heading)}: {actions_text(section.changes)}"
        head = f"<details{opened}><summary><strong>{title}</strong></summary>\n\n{TABLE}"
        entries = [Entry(_weight(change), table_row(change)) for change in section.changes]
        entries.sort(key=lambda entry: -entry.weight)
        yield Block(head, entries, f"{MORE}\n\n</details>", "change")


def _weight(change: Change) -> Weight:
    return Weight.CREATE if change.action is Action.CREATE and not change.findings else Weight.UPDATE


def found(title: str, weight: Weight, findings: Iterable[Finding]) -> Block:
    return listing(title, weight, [f"- {finding_line(finding)}{_about(finding)}" for finding in findings])


def _about(finding: Finding) -> str:
    address = f" {code(str(finding.address))}" if finding.address else ""
    return address + (f", {plain(str(finding.place))}" if finding.place else "")


def listing(title: str, weight: Weight, items: Sequence[str]) -> Block:
    return Block(f"### {title} ({len(items)})\n", [Entry(weight, one) for one in items], MORE, "item")


def _closing(plan: Plan) -> str:
    digest = f"Digest {code(plan.digest[:DIGITS])}." if plan.digest and (plan.changes or plan.migrations) else ""
    return " ".join(filter(None, (calls_text(plan), digest)))
