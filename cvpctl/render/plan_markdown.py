"""A plan for a pull request: the verdict, what people will notice, what it could cost, then each object folded up.

Always short enough for a comment on GitHub. What finds no room is said; creations go before updates, notices first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum

from cvpctl.model import Action, Cause, Change, Finding, Plan
from cvpctl.render.change_markdown import blocking, differences, finding_line, item, table_row
from cvpctl.render.graph import plan_graph
from cvpctl.render.graph_mermaid import graph_mermaid
from cvpctl.render.grouping import actions_text, by_object, counts_text
from cvpctl.render.hazard_markdown import hazards, hazards_of
from cvpctl.render.markdown import MORE, Block, Entry, Tone, alert, code, document, plain
from cvpctl.render.migration_text import migrations_markdown
from cvpctl.render.noticed import Noticed, noticed
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
from cvpctl.render.rows import gravest
from cvpctl.render.source_links import NOWHERE, Sources
from cvpctl.render.touches import told_of
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_TITLE, coded, others, unmanaged_markdown

SHORT = 20
"""Up to this many changes the objects are shown unfolded."""

DRAWN = 40
"""More objects than this are no picture any more."""

TABLE = "| | Kind | Label | Internal name | What changes |\n|---|---|---|---|---|"
NOTICED = "What people in the portal will notice"
SINCE = "Changed in the portal since the last apply"
NOBODY_KNOWS = "Other than stated, and no record says who made it so"
STAYS = "<em>Held: nothing of this is written until somebody decides.</em>"


class Weight(IntEnum):
    """What stays when there is no room for all."""

    NOTICE = 0
    PICTURE = 1
    CREATE = 2
    UPDATE = 3
    MANUAL = 4
    NOTICED = 5
    UNKNOWN = 6
    HELD = 7
    HAZARD = 8
    BLOCKED = 9


def plan_markdown(plan: Plan, sources: Sources = NOWHERE) -> str:
    return document(opening("Plan for", plan, " ".join(verdict(plan))), _blocks(plan, sources), _closing(plan))


def opening(title: str, plan: Plan, verdict_: str) -> str:
    lines = [f"**{verdict_}**", *([f"{counts_text(plan)}."] if counts_text(plan) else [])]
    lines += [] if plan.complete else [INCOMPLETE]
    return f"## {title} {plain(portal_name(plan))}{note(plan)}\n\n{alert(_tone(plan), lines)}"


def _tone(plan: Plan) -> Tone:
    if plan.blocked or plan.unknown or plan.stopped:
        return Tone.CAUTION
    if plan.held or plan.alarms or any(one.finding.records != 0 for one in hazards_of(plan)):
        return Tone.WARNING
    return Tone.NOTE if plan.changes or plan.migrations else Tone.TIP


def note(plan: Plan) -> str:
    """Return a line that says what answered, where that was not HubSpot."""
    told = not_hubspot(plan)
    return f"\n\n> **{told}**" if told else ""


def _blocks(plan: Plan, sources: Sources) -> Iterator[Block]:
    yield listing("Look here first", Weight.BLOCKED, [_alarm(finding, sources) for finding in plan.alarms])
    yield listing(NOTICED, Weight.NOTICED, list(map(_noticed, noticed(plan.changes, plan.migrations))), count=False)
    yield hazards(plan, Weight.HAZARD, sources)
    yield listing("Blocked", Weight.BLOCKED, [_blocked(plan, change, sources) for change in plan.blocked])
    yield from _by_origin(plan, sources)
    yield from held(plan.held, sources)
    yield unknown(plan)
    yield listing("Migrations", Weight.UPDATE, migrations_markdown(plan.migrations, plain))
    yield from _picture(plan)
    yield found("Not available here", Weight.MANUAL, plan.unavailable, sources)
    yield found("Manual steps", Weight.MANUAL, plan.manual, sources)
    yield found(NAMESPACE_TITLE, Weight.MANUAL, coded(plan.notices, IN_NAMESPACE), sources)
    yield found("Notices", Weight.NOTICE, others(plan.notices), sources)
    yield from unmanaged_markdown(plan)


def _noticed(one: Noticed) -> str:
    said = [plain(sentence) for sentence in one.said]
    below = f": {said[0]}" if len(said) == 1 else "".join(f"\n  - {sentence}" for sentence in said)
    return f"- <strong>{plain(one.where)}</strong>{below}"


def _by_origin(plan: Plan, sources: Sources) -> Iterator[Block]:
    groups = origins(plan)
    if told := incomparable(plan):
        yield Block(f"> {plain(told)}", [Entry(Weight.BLOCKED, "")])
    for group in groups:
        title = f"### {group.title} ({len(group.changes)})\n"
        yield Block(title, [Entry(Weight.BLOCKED, f"<em>{plain(group.explanation)}</em>")])
        yield from objects(group.changes, sources)
    if not groups:
        yield from objects(plan.changes, sources)


def _blocked(plan: Plan, change: Change, sources: Sources) -> str:
    inside = differences(change) if change.action is Action.UPDATE else ()
    return item(change, *filter(None, (origin_of(plan, change),)), *inside, *blocking(change), sources=sources)


def _alarm(finding: Finding, sources: Sources) -> str:
    words = allow(None, finding)
    place = f" ({sources.place(finding.place)})" if finding.place else ""
    return f"- {finding_line(finding)}{place}" + (f"\n  - to let it pass: {code(words)}" if words else "")


def held(changes: Sequence[Change], sources: Sources) -> Iterator[Block]:
    """Yield what waits for a decision: edits somebody made since, apart from what nobody can tell."""
    unattributed = [one for one in changes if gravest(one) is Cause.UNATTRIBUTED]
    since = [one for one in changes if one not in unattributed]
    for title, part in ((SINCE, since), (NOBODY_KNOWS, unattributed)):
        yield moved(title, part, _decide, sources, told=STAYS)


def moved(
    title: str,
    changes: Sequence[Change],
    way_out: Callable[[Change], str],
    sources: Sources = NOWHERE,
    *,
    told: str = "",
) -> Block:
    """Return differences between two sides, each with its way out."""
    items = [_moved(change, way_out(change), sources) for change in changes]
    return listing(title, Weight.HELD, items, told=told)


def _moved(change: Change, way_out: str, sources: Sources) -> str:
    inside = differences(change, sides=True) if change.action is Action.UPDATE else ()
    told = filter(None, (cause_text(change), plain(told_of(change))))
    return item(change, *told, *inside, *blocking(change), way_out, sources=sources)


def _decide(change: Change) -> str:
    return "decide with " + " or ".join(f"{code(words)} ({effect})" for words, effect in takes(change))


def unknown(plan: Plan) -> Block:
    return listing("Unknown", Weight.UNKNOWN, [f"- {plain(unknown_text(*one))}" for one in plan.unknown])


def objects(changes: Iterable[Change], sources: Sources = NOWHERE) -> Iterator[Block]:
    """Yield a folded table per object; updates and removals stand above creations."""
    sections = by_object(changes)
    opened = " open" if sum(len(section.changes) for section in sections) <= SHORT else ""
    for section in sections:
        title = f"{plain(section.heading)}: {actions_text(section.changes)}"
        head = f"<details{opened}><summary><strong>{title}</strong></summary>\n\n{TABLE}"
        entries = [Entry(_weight(change), table_row(change, sources)) for change in section.changes]
        entries.sort(key=lambda entry: -entry.weight)
        short = f"<strong>{title}</strong>, left out for want of room."
        yield Block(head, entries, f"{MORE}\n\n</details>", "change", short)


def _weight(change: Change) -> Weight:
    return Weight.CREATE if change.action is Action.CREATE and not change.findings else Weight.UPDATE


def _picture(plan: Plan) -> Iterator[Block]:
    """Yield the touched objects as a diagram, where there are several and not too many to see anything."""
    graph = plan_graph(plan.changes)
    if 1 < len(graph.nodes) <= DRAWN and len(graph.edges) <= 2 * DRAWN:
        head = "<details><summary>The objects this plan touches, drawn</summary>\n\n```mermaid"
        yield Block(head, [Entry(Weight.PICTURE, graph_mermaid(graph))], "\n```\n\n</details>", "diagram")


def found(title: str, weight: Weight, findings: Iterable[Finding], sources: Sources = NOWHERE) -> Block:
    return listing(title, weight, [f"- {finding_line(finding)}{_about(finding, sources)}" for finding in findings])


def _about(finding: Finding, sources: Sources) -> str:
    address = f" {code(str(finding.address))}" if finding.address else ""
    return address + (f", {sources.place(finding.place)}" if finding.place else "")


def listing(title: str, weight: Weight, items: Sequence[str], *, told: str = "", count: bool = True) -> Block:
    number = f" ({len(items)})" if count else ""
    head = f"### {title}{number}\n" + (f"\n{told}\n" if told else "")
    return Block(head, [Entry(weight, one) for one in items], MORE, "item")


def _closing(plan: Plan) -> str:
    digest = f"Digest {code(plan.digest[:DIGITS])}." if plan.digest and (plan.changes or plan.migrations) else ""
    return " ".join(filter(None, (calls_text(plan), digest)))
