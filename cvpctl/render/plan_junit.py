"""A plan as JUnit: a case per thing that differs, so that a build server tells what fails, waits or goes through.

What is blocked failed, what is held was skipped, what could not be read is an error: nobody could look.
"""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Action, Change, Finding, Plan, Severity
from cvpctl.render.grouping import by_object, kind_noun, scope_text
from cvpctl.render.junit import Case, Ended, Suite, case_of, junit
from cvpctl.render.phrases import cause_text, portal_name, unknown_text, verdict
from cvpctl.render.rows import Row, name_of, rows, summary
from cvpctl.render.wording import counted, middle

MOST = 20
VALUE = 200


def plan_junit(plan: Plan) -> str:
    suites = (Suite(f"Plan for {portal_name(plan)}", tuple(_whole(plan))), *_objects(plan))
    return junit(f"cvpctl plan {portal_name(plan)}", suites)


def _whole(plan: Plan) -> Iterator[Case]:
    """Yield what is about the plan itself: its verdict, its alarms, what could not be read."""
    ended = Ended.FAILED if plan.blocked or plan.stopped else Ended.PASSED
    told = " ".join(verdict(plan))
    yield Case("verdict", "plan", ended, told, (told,))
    for alarm in plan.alarms:
        yield case_of(alarm, group="plan")
    for scope, why in plan.unknown:
        yield Case(f"reading {scope_text(scope)}", "plan", Ended.ERROR, unknown_text(scope, why))


def _objects(plan: Plan) -> Iterator[Suite]:
    ended = {id(change): Ended.FAILED for change in plan.blocked} | {id(change): Ended.SKIPPED for change in plan.held}
    for section in by_object((*plan.blocked, *plan.held, *plan.changes)):
        cases = (_case(change, section.heading, ended.get(id(change), Ended.PASSED)) for change in section.changes)
        yield Suite(section.heading, tuple(cases))


def _case(change: Change, group: str, ended: Ended) -> Case:
    name = f"{change.action.value} {kind_noun(change.address.kind)} {change.address}"
    message = {Ended.FAILED: _stopped(change), Ended.SKIPPED: f"held: {cause_text(change)}"}.get(ended, "")
    return Case(name, group, ended, message, tuple(_told(change)))


def _stopped(change: Change) -> str:
    codes = dict.fromkeys(one.code for one in change.findings if one.severity is Severity.ERROR)
    return f"blocked: {', '.join(codes)}"


def _told(change: Change) -> Iterator[str]:
    yield name_of(change) + (f"  {change.place}" if change.place else "")
    if change.action is Action.UPDATE:
        shown = list(rows(change, MOST + 1))
        yield from map(_row, shown[:MOST])
        if len(shown) > MOST:
            yield "…"
    elif told := summary(change):
        yield middle(told, VALUE)
    for finding in change.findings[:MOST]:
        yield from _finding(finding)
    if len(change.findings) > MOST:
        yield f"… and {counted(len(change.findings) - MOST, 'more finding')}"


def _row(row: Row) -> str:
    if row.symbol:
        return f"{row.symbol} {row.name}: {middle(row.part, VALUE)}"
    return f"{row.name}: {middle(row.before, VALUE)} → {middle(row.after, VALUE)}"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity.value} {finding.code}: {middle(finding.message, VALUE)}"
    if finding.help:
        yield f"help: {middle(finding.help, VALUE)}"
