"""What a blueprint of a library states, told to a person who chooses: each thing with what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap
from typing import Any

from cvpctl.model import Address, Body, Desired, ManualStep, Purpose
from cvpctl.render.purpose_text import purpose_lines
from cvpctl.render.values import telling
from cvpctl.render.wording import visible

WIDTH = 110


def stated_text(desired: Desired, own: Iterable[Address], file: str) -> Iterator[str]:
    """Yield the lines of what `file` states itself, then of what it takes from those it builds on, file by file."""
    mine = set(own)
    for address in sorted(mine & desired.resources.keys()):
        yield from _told(address, desired)
    inherited = sorted(desired.resources.keys() - mine, key=lambda address: (_file(address, desired), address))
    if inherited:
        yield f"  and from the blueprints it builds on, {len(inherited)}:"
    for name, addresses in groupby(inherited, lambda address: _file(address, desired)):
        yield f"    {visible(name)}"
        yield from (f"      {address}{_short(address, desired)}" for address in addresses)
    yield from _besides(desired, file)


def _file(address: Address, desired: Desired) -> str:
    place = desired.resources[address].place
    return place.path if place else ""


def _told(address: Address, desired: Desired) -> Iterator[str]:
    body = desired.resources[address].body
    label, shape = _named(address, desired), telling(_keyed(body))
    yield f"  {address}" + (f"  {label}" if label else "")
    yield from _indented("; ".join(shape))
    yield from _indented(str(body.get("description", "")))
    for text in purpose_lines(desired.purposes.get(address, Purpose())):
        yield from _indented(text)


def _short(address: Address, desired: Desired) -> str:
    shape = telling(_keyed(desired.resources[address].body))
    words = "; ".join((*filter(None, (_named(address, desired),)), *shape))
    return f"  {words}" if words else ""


def _keyed(body: Body) -> Body:
    """Return a body whose options are a mapping, as its stages are."""
    return {name: _by_value(value) if name == "options" else value for name, value in body.items()}


def _by_value(options: Any) -> Any:
    return {str(one["value"]): one for one in options} if isinstance(options, list) else options


def _named(address: Address, desired: Desired) -> str:
    """Return what people see: of an association label both ways, of a custom object one of it."""
    body = desired.resources[address].body
    label = str(body.get("label") or (body.get("labels") or {}).get("singular") or "")
    back = str(body.get("inverseLabel") or "")
    return visible(f"{label}, the other way {back}" if back and back != label else label)


def _besides(desired: Desired, file: str) -> Iterator[str]:
    if desired.runbook:
        yield "  steps for people:"
    for step in desired.runbook:
        yield from wrap(visible(f"{step.key}: {step.step}"), WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 8)
        yield from (f"        {line}" for line in _from(step, file))
    if desired.roles:
        yield "  what each object is for:"
    for name, role in sorted(desired.roles.items()):
        yield from wrap(visible(f"{name}: {role}"), WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 8)
    if desired.lifecycle:
        yield "  HubSpot's lifecycle stages beside the Value Path:"
    for stage, beside in desired.lifecycle.items():
        yield visible(f"    {stage}: {', '.join(beside)}")
    if desired.sources_of_truth:
        yield "  right where two systems disagree:"
    for name, system in sorted(desired.sources_of_truth.items()):
        yield visible(f"    {name}: {system}")


def _from(step: ManualStep, file: str) -> Iterator[str]:
    if step.place and step.place.path != file:
        yield f"from {visible(step.place.path)}"


def _indented(text: str) -> Iterator[str]:
    yield from wrap(visible(text), WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 8)
