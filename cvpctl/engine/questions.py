"""What a plan has to know of records before anybody can judge it, and what the answers make of its findings.

The engine asks nobody: it says which counts matter, the portal answers, and the plan is made once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cvpctl.model import Action, Address, Change, Count, Counts, Finding, Plan, Severity

WATCHED = ("property", "pipeline")
"""Kinds that lists, forms and workflows speak of."""
_VERBS = {"pipeline": ("stands in", "stand in"), "schema": ("belongs to", "belong to")}


def questions(plan: Plan) -> tuple[Address, ...]:
    """Return what records must be counted for, each once: the addresses of findings that hang on records."""
    counted = {_held(address) for change in _judged(plan) for address in _counted(change)}
    return tuple(sorted(counted.union(one.source for one in plan.migrations)))


def watched(plan: Plan) -> tuple[Address, ...]:
    """Return what somebody else in the portal may speak of, among what goes or changes its type."""
    found = {part for change in _judged(plan) for address in _counted(change) for part in spoken_of(change, address)}
    return tuple(sorted(found.union(*({one.source, one.source.owner} for one in plan.migrations))))


def spoken_of(change: Change, address: Address) -> Iterator[Address]:
    """Yield what others call what goes; of a whole pipeline mostly its stages."""
    if address.kind not in WATCHED:
        return
    yield _held(address)
    if change.action is Action.REMOVE and address.kind == "pipeline":
        stages = next((edit.before for edit in change.fields if edit.path == ("stages",)), None)
        yield from (address.child("stages", key) for key in stages or () if isinstance(stages, Mapping))


def _judged(plan: Plan) -> tuple[Change, ...]:
    return (*plan.changes, *plan.blocked)


def _counted(change: Change) -> Iterator[Address]:
    yield from (one.address for one in change.findings if one.counted and one.address)


def weighed(findings: Iterable[Finding], counts: Counts) -> tuple[Finding, ...]:
    """Return the findings with their numbers; what no record holds costs nothing, and stops nothing."""
    return tuple(_weighed(one, counts) if one.counted and one.address else one for one in findings)


def _weighed(finding: Finding, counts: Counts) -> Finding:
    assert finding.address is not None
    count = counts.get(_held(finding.address))
    if count is None:
        return finding
    message = f"{finding.message}; {told(count, finding.address)}"
    if count.none:
        # Nothing stands in the way, so there is nothing to do first.
        return replace(finding, severity=Severity.WARNING, message=message, help="", records=0)
    return replace(finding, message=message, records=count.records)


def told(count: Count, address: Address) -> str:
    """Say how many records it is about, in the words that fit a value, a place to stand in, or a sort of records."""
    one, many = _VERBS.get(address.kind, ("holds", "hold"))
    if count.none:
        return f"no record {one} it"
    if count.records is not None:
        return f"{count.records:,} record {one} it" if count.records == 1 else f"{count.records:,} records {many} it"
    if count.at_most is not None:
        return f"at most {count.at_most:,} records can {many} it, so it counts as in use"
    return f"how many records {many} it is unknown ({count.why}), so it counts as in use"


def held(address: Address, counts: Counts) -> bool:
    """Tell whether records are known to hold it."""
    count = counts.get(_held(address))
    return bool(count and count.records)


def _held(address: Address) -> Address:
    """A field of a property is held by whoever holds the property."""
    return replace(address, field="")
