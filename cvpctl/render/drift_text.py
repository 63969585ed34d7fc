"""The drift view for a person at a terminal; for a pull request it stands in `drift_markdown`, for a program beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from cvpctl.model import Change, Plan
from cvpctl.model.drift import Drift, Known
from cvpctl.render.change_text import headline
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
    portal_side,
    verdict,
)
from cvpctl.render.drift_json import drift_json
from cvpctl.render.drift_markdown import drift_markdown
from cvpctl.render.phrases import Again, calls_text, ways_back
from cvpctl.render.plan_text import head, objects
from cvpctl.render.section_text import found, heading, moved, unknown
from cvpctl.render.terminal import BLANK, FAINT, HEADING, PASTE, line, printed, wrapped
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_NOTE, NAMESPACE_TITLE, NEW_NOTE, NEW_TITLE, coded

__all__ = ["drift_json", "drift_markdown", "drift_text"]


def drift_text(plan: Plan, *, color: bool, width: int, again: Again | None = None, drift: Drift | None = None) -> str:
    return printed(_lines(plan, drift or drift_of(plan), width, again or Again.after(plan)), color=color)


def _lines(plan: Plan, drift: Drift, width: int, again: Again) -> Iterator[Text]:
    yield from head("Drift of", plan)
    note = "edits made in the portal, and differences that no record explains"
    yield from _moved("Drift", note, drift.moved, width, again)
    yield from _moved(UNDATED, UNDATED_NOTE, drift.undated, width, again)
    yield from found(REMARKS, REMARKS_NOTE, drift.remarks, width)
    yield from _known(drift.known, width)
    if drift.pending:
        yield from heading("Pending", len(drift.pending), "stated by the blueprint and not applied yet; no drift")
        yield from objects(drift.pending, width)
    yield from unknown(plan, width)
    yield from found(NEW_TITLE, NEW_NOTE, drift.new, width)
    yield from found(f"{NEW_TITLE}, {UNDATED.lower()}", NEW_NOTE, drift.undated_new, width)
    yield from found(NAMESPACE_TITLE, NAMESPACE_NOTE, coded(plan.notices, IN_NAMESPACE), width)
    yield from found(NOT_NAMED, "kept as they are; no drift", drift.unnamed, width)
    yield BLANK
    yield line((verdict(plan, drift), HEADING))
    for said in filter(None, (beside(drift), calls_text(plan, looking_only=True))):
        yield from wrapped(said, indent=0, width=width)


def _moved(title: str, note: str, changes: tuple[Change, ...], width: int, again: Again) -> Iterator[Text]:
    if changes:
        yield from heading(title, len(changes), note)
        yield from moved(changes, width, lambda change: _way_back(change, again))


def _known(known: Iterable[Known], width: int) -> Iterator[Text]:
    known = tuple(known)
    if known:
        yield from heading(KNOWN, len(known), KNOWN_NOTE)
    for one in known:
        place = (f"  {one.place}", FAINT)
        if one.change:
            yield headline(one.change, str(one.address), 0, 0, indent=2) + line(place)
            yield from wrapped(portal_side(one.change), indent=6, width=width, style=FAINT)
        else:
            yield line("· ", (str(one.address), FAINT), place, indent=2)
        yield from wrapped(known_text(one), indent=6, width=width)


def _way_back(change: Change, again: Again) -> Iterator[Text]:
    (command, effect), keep = ways_back(change, again)
    if command:
        yield line((command, PASTE), (f"  {effect}", FAINT), indent=6)
    yield line((keep, FAINT), indent=6)
