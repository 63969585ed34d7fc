"""Changes and findings as entries of a page: the same words as in a pull request, and nothing left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from cvpctl.model import ABSENT, Action, Address, Change, Finding, Severity
from cvpctl.render.graph import objects_of
from cvpctl.render.grouping import by_object, kind_noun
from cvpctl.render.html.parts import Group, Item, Note, Way
from cvpctl.render.phrases import PUTS_BACK, SHORT_CAUSES, allow, cause_text, overwrites, was_allowed
from cvpctl.render.rows import MOVED, Row, body_of, causes, name_of, parts, rows, summary
from cvpctl.render.touches import told_of
from cvpctl.render.values import child_text, is_collection, value_text
from cvpctl.render.wording import counted, listed, visible

MOST = 500
"""Differences or fields of one entry that are shown; how many more there are is said."""

PORTAL_AND_BLUEPRINT = ("In the portal", "In the blueprint")
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def grouped(changes: Sequence[Change], section: str) -> tuple[Group, ...]:
    """Return a group per object, numbered through, so that every entry can be led to."""
    groups: list[Group] = []
    number = 0
    for one in by_object(changes):
        items = tuple(
            written(change, f"{section}-{place}", section) for place, change in enumerate(one.changes, number)
        )
        groups.append(Group(items, one.heading))
        number += len(items)
    return tuple(groups)


def written(change: Change, id_: str, section: str) -> Item:
    """Return the entry of a change that apply would carry out."""
    if change.action is Action.UPDATE:
        told = told_of(change)
        return _item(change, id_, section, _fields_told(change), (told,) if told else (), updates=True)
    back = (PUTS_BACK,) if any(cause in MOVED for cause in causes(change)) else ()
    return _item(change, id_, section, visible(summary(change)), back)


def waiting(change: Change, id_: str, section: str, *, ways: tuple[Way, ...] = (), origin: str = "") -> Item:
    """Return the entry of a change that waits for somebody, with the ways out of it."""
    updates = change.action is Action.UPDATE
    cause = cause_text(change) if section != "blocked" else ""
    remarks = tuple(filter(None, (origin, cause, told_of(change))))
    told = _fields_told(change) if updates else visible(summary(change))
    sides = PORTAL_AND_BLUEPRINT if updates and section != "blocked" else ("Before", "After")
    return _item(change, id_, section, told, remarks, updates=updates, sides=sides, ways=ways)


def noted(finding: Finding, id_: str, section: str, *, coded: bool = True, helped: bool = True) -> Item:
    """Return the entry of a finding that belongs to no change; under a heading that has code and help, without them."""
    note = note_of(finding, None, helped=helped)
    return Item(
        id_,
        note.level,
        note.code if coded else "",
        str(finding.address or ""),
        note.message,
        place=finding.place,
        notes=(replace(note, code="", message=""),) if note.help or note.paste or note.way else (),
        tags=_tags(finding.address) | {"section": (section,), "level": (note.level,)},
    )


def note_of(finding: Finding, change: Change | None, *, helped: bool = True) -> Note:
    level = "allowed" if was_allowed(finding) else _LEVELS[finding.severity]
    return Note(
        level,
        finding.code,
        finding.message,
        finding.help if helped else "",
        finding.paste,
        allow(change, finding),
    )


def _item(
    change: Change,
    id_: str,
    section: str,
    told: str,
    remarks: tuple[str, ...],
    *,
    updates: bool = False,
    sides: tuple[str, str] = ("Before", "After"),
    ways: tuple[Way, ...] = (),
) -> Item:
    action = change.action.value
    return Item(
        id=id_,
        look=action,
        name=name_of(change),
        key=change.address.key,
        told=told,
        kind=kind_noun(change.address.kind),
        address=str(change.address),
        place=change.place,
        remarks=remarks,
        facts=() if updates else tuple(_facts(change)),
        rows=tuple(_differences(change, sides)) if updates else (),
        sides=sides,
        notes=tuple(note_of(one, change) for one in change.findings),
        ways=ways,
        tags=_tags(change.address) | {"section": (section,), "action": (action,)},
    )


def _tags(address: Address | None) -> dict[str, tuple[str, ...]]:
    return {"object": objects_of(address)} if address else {}


def _fields_told(change: Change) -> str:
    """Say which fields differ, for a reader who has not unfolded it."""
    names = list(dict.fromkeys(row.name for row in rows(change, MOST)))
    return listed(names)


def _differences(change: Change, sides: tuple[str, str]) -> Iterator[tuple[Row, str]]:
    """Yield each difference with a remark on whose it is or what it replaces."""
    several = len(causes(change)) > 1
    for row in rows(change, MOST):
        held = sides == PORTAL_AND_BLUEPRINT
        yield (
            row,
            (SHORT_CAUSES.get(row.cause, "") if several else "") if held else overwrites(row.cause, adds=row.adds),
        )
    if more := max(sum(1 for _ in parts(change)) - MOST, 0):
        yield Row(f"… and {counted(more, 'more difference')}", "", "", change.cause), ""


def _facts(change: Change) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the fields of what comes or goes, each with its lines: one for a value, one per option or stage."""
    for name, value in islice(body_of(change).items(), MOST):
        if value is ABSENT:
            continue
        if is_collection(value):
            lines = [f"{visible(str(key))}: {child_text(child)}" for key, child in islice(value.items(), MOST)]
            left = len(value) - len(lines)
            yield visible(name), (*lines, f"… and {left:,} more") if left else tuple(lines)
        else:
            yield visible(name), (value_text(value),)
