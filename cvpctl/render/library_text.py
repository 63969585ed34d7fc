"""What a blueprint of a library states, told to a person who chooses: each thing with what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from cvpctl.model import Address, Desired, Purpose
from cvpctl.render.wording import visible

WIDTH = 110


def stated_text(desired: Desired, own: Iterable[Address]) -> Iterator[str]:
    """Yield the lines of what it states itself, then of what it takes from those it builds on, by address."""
    mine = set(own)
    for address in sorted(mine & desired.resources.keys()):
        yield from _told(address, desired)
    inherited = sorted(desired.resources.keys() - mine)
    if inherited:
        yield f"  and from the blueprints it builds on, {len(inherited)}:"
        yield from (f"    {address}" for address in inherited)


def _told(address: Address, desired: Desired) -> Iterator[str]:
    body = desired.resources[address].body
    label = body.get("label", "")
    yield f"  {address}" + (f"  {visible(str(label))}" if label else "")
    yield from _indented(str(body.get("description", "")))
    purpose = desired.purposes.get(address, Purpose())
    if purpose.filled_by:
        yield f"      filled by: {' or '.join(purpose.filled_by)}"
    if purpose.native_considered:
        yield from _indented(f"instead of HubSpot's own: {purpose.native_considered}")
    if purpose.source:
        yield from _indented(f"source: {purpose.source}")


def _indented(text: str) -> Iterator[str]:
    yield from wrap(visible(text), WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 8)
