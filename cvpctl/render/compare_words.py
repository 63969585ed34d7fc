"""What the renderings of a comparison have in common: who A and B are, how one difference reads, the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cvpctl.model import ABSENT, Action, Address, Cause, Change, FieldChange
from cvpctl.model.comparison import Comparison, Difference, Side, Standing, Unread
from cvpctl.render.grouping import KindSection, by_object, scope_text
from cvpctl.render.rows import Row, rows
from cvpctl.render.values import telling
from cvpctl.render.wording import counted, visible

EQUAL = "They are the same"
ONLY = {Standing.ONLY_A: "only in A", Standing.ONLY_B: "only in B"}
MARKS = {Standing.ONLY_A: "A", Standing.ONLY_B: "B", Standing.DIFFERS: "~"}


@dataclass(frozen=True, slots=True)
class Section:
    """Differences of one object, or of one pair of objects, kind by kind."""

    heading: str
    kinds: tuple[tuple[str, tuple[Difference, ...]], ...]


def sections(comparison: Comparison) -> Iterator[Section]:
    """Yield the differences in the order a person reads them."""
    found = {one.address: one for one in comparison.differences}
    for section in by_object(_as_change(one) for one in comparison.differences):
        yield Section(section.heading, tuple(_kind(kind, found) for kind in section.kinds))


def _kind(kind: KindSection, found: dict[Address, Difference]) -> tuple[str, tuple[Difference, ...]]:
    return kind.heading, tuple(found[change.address] for change in kind.changes)


def _as_change(one: Difference) -> Change:
    """Return a difference as a change from A to B, which is how it is read."""
    edits = tuple(FieldChange(edit.path, edit.after, edit.before) for edit in one.fields)
    return Change(one.address, Action.UPDATE, Cause.CHANGE, edits)


def rows_of(one: Difference) -> Iterator[Row]:
    """Yield its fields; `before` is A's side, and a part that A alone has is marked `-`, one of B's `+`."""
    yield from rows(_as_change(one))


def owner_of(row: Row) -> str:
    """Say where a part is that only one side has."""
    return ONLY[Standing.ONLY_A] if row.symbol == "-" else ONLY[Standing.ONLY_B]


def label_of(one: Difference) -> str:
    labels = one.body.get("labels") or {}
    return visible(str(one.body.get("label") or labels.get("singular") or one.address.key))


def told_of(one: Difference) -> str:
    """Return what is telling about something that is on one side only."""
    return ", ".join([ONLY[one.standing], *telling(one.body)])


def hints(one: Difference) -> Iterator[str]:
    if one.lacking:
        yield f"the other side cannot have it: {visible(one.lacking)}"
    if one.alike is not None and one.standing is Standing.ONLY_A:
        yield f"{one.alike} of B bears the same label: the same thing? bind it with cvpctl adopt"


def side_text(side: Side) -> str:
    """`portal:acme (portal 12345678, embedded portal, not HubSpot)`."""
    parts = [f"portal {side.portal_id}"] if side.portal_id is not None else []
    parts += [side.note] if side.note else []
    return visible(side.name) + (f" ({visible(', '.join(parts))})" if parts else "")


def unread_text(one: Unread) -> str:
    detail = f" ({visible(one.unknown.detail)})" if one.unknown.detail else ""
    why = f"could not be read in {one.side}: {one.unknown.why.value}{detail}; not compared"
    return f"{scope_text(one.scope)} {why}"


def verdict(comparison: Comparison) -> str:
    counts = {standing: len(comparison.only(standing)) for standing in Standing}
    parts = [f"{counts[standing]:,} {words}" for standing, words in ONLY.items() if counts[standing]]
    parts += [counted(counts[Standing.DIFFERS], "differs", "differ")] if counts[Standing.DIFFERS] else []
    known = " in what could be read" if comparison.unread else ""
    told = f"{', '.join(parts)}; {comparison.equal:,} equal" if parts else f"{EQUAL}{known}: {comparison.equal:,} equal"
    dark = f"; {counted(len(comparison.unread), 'list')} not compared" if comparison.unread else ""
    return f"{told}{dark}."


def sides_of(edit: FieldChange) -> dict[str, object]:
    """Return the sides of a field that are there, for a program."""
    found = (("a", edit.after), ("b", edit.before))
    return {name: value for name, value in found if value is not ABSENT}
