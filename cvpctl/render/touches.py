"""Who edited last, in one sentence that says what it is about: HubSpot tells it of a whole thing, not of one field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.text import Text

from cvpctl.model import Address, Change, Touch
from cvpctl.render.rows import MOVED
from cvpctl.render.terminal import wrapped
from cvpctl.render.wording import visible

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z")


def touch_text(address: Address, touch: Touch | None) -> str:
    """`the property was last edited by Erin Owner on 2026-05-04 at 10:12 UTC`, or nothing where nobody knows."""
    if touch is None or not (touch.by or touch.at):
        return ""
    by = f" by {_person(touch.by)}" if touch.by else ""
    on = f" {_moment(touch.at)}" if touch.at else ""
    return f"the whole {_noun(address)} was last edited{by}{on}; HubSpot does not tell it field by field"


def told_of(change: Change) -> str:
    """Say who edited last what moved of a change: one stage of a pipeline has a story of its own."""
    spots = {edit.path[:2] for edit in change.fields if edit.cause in MOVED}
    part = next(iter(spots)) if len(spots) == 1 else ()
    is_stage = change.address.kind == "pipeline" and len(part) > 1
    return touch_text(change.address.child(*part) if is_stage else change.address, change.touched)


def touch_lines(told: str, *, indent: int, width: int) -> Iterator[Text]:
    if told:
        yield from wrapped(told, indent=indent, width=width)


def _person(by: str) -> str:
    return f"user {by}" if by.isdecimal() else visible(by)


def _moment(at: str) -> str:
    found = _MOMENT.fullmatch(at)
    return f"on {found[1]} at {found[2]} UTC" if found else f"at {visible(at)}"


def _noun(address: Address) -> str:
    if address.subpath:
        return "stage"
    return "custom object" if address.kind == "schema" else visible(address.kind)
