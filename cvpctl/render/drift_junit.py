"""Drift as JUnit: a case per difference, so that a build server lists what moved and keeps count from night to night.

What moved failed, what somebody answers for was skipped with their reason, what could not be read is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvpctl.model import Change, Finding, Plan
from cvpctl.model.drift import EXPIRED, Drift, Known
from cvpctl.render.drift import beside, known_text, portal_side, verdict
from cvpctl.render.drift_findings import side_lines
from cvpctl.render.grouping import by_object, kind_noun, scope_text
from cvpctl.render.junit import Case, Ended, Suite, case_of, junit
from cvpctl.render.phrases import cause_text, portal_name, unknown_text
from cvpctl.render.rows import name_of
from cvpctl.render.touches import told_of

_SUITE = "drift"


def drift_junit(plan: Plan, drift: Drift, *, strict: bool = False) -> str:
    """Return the document; with `strict` new things that no blueprint claims fail as well."""
    new = tuple(_new((*drift.new, *drift.undated_new), fails=strict))
    first = Suite(f"Drift of {portal_name(plan)}", (*_whole(plan, drift), *new))
    known = (Suite("Known", tuple(map(_known, drift.known))),) if drift.known else ()
    return junit(f"cvpctl drift {portal_name(plan)}", (first, *_objects(drift.open), *known))


def _whole(plan: Plan, drift: Drift) -> Iterator[Case]:
    fails = bool(drift.open) or drift.expired
    told = " ".join(filter(None, (verdict(plan, drift), beside(drift))))
    yield Case("verdict", _SUITE, Ended.FAILED if fails else Ended.PASSED, told, (told,))
    for remark in drift.remarks:
        case = case_of(remark, group="drift-baseline.yaml")
        over = remark.code == EXPIRED
        yield Case(case.name, case.group, Ended.FAILED if over else case.ended, case.message, case.told)
    for scope, why in plan.unknown:
        yield Case(f"reading {scope_text(scope)}", _SUITE, Ended.ERROR, unknown_text(scope, why))


def _new(found: Iterable[Finding], *, fails: bool) -> Iterator[Case]:
    for one in found:
        case = case_of(one, group=_SUITE)
        yield Case(case.name, case.group, Ended.FAILED if fails else case.ended, case.message, case.told)


def _objects(changes: Iterable[Change]) -> Iterator[Suite]:
    for section in by_object(changes):
        yield Suite(section.heading, tuple(_moved(change, section.heading) for change in section.changes))


def _moved(change: Change, group: str) -> Case:
    told = (name_of(change), *([str(change.place)] if change.place else []), *side_lines(change), told_of(change))
    name = f"{kind_noun(change.address.kind)} {change.address}"
    return Case(name, group, Ended.FAILED, cause_text(change), tuple(filter(None, told)))


def _known(one: Known) -> Case:
    told = (f"in the portal: {portal_side(one.change)}" if one.change else "", str(one.place))
    return Case(str(one.address), "drift-baseline.yaml", Ended.SKIPPED, known_text(one), tuple(filter(None, told)))
