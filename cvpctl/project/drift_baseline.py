"""Known drift: `drift-baseline.yaml` beside `cvpctl.yaml`, read with its places.

People write it, or `drift --accept` does for them, and it is reviewed as blueprints are. It is no record: losing it
loses nobody's work, and a record says what cvpctl did, not what somebody puts up with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cvpctl.model import ABSENT, Address, AddressError, Place, canonical
from cvpctl.model import Path as Keys
from cvpctl.project.drift_baseline_schema import baseline_schema
from cvpctl.project.loading import opened
from cvpctl.project.masking import shown
from cvpctl.project.reading import Reading, nearest, read
from cvpctl.project.settings import EMULATOR
from cvpctl.project.source import Source
from cvpctl.project.tree import parse

BASELINE_FILE = "drift-baseline.yaml"
KINDS = ("group", "property", "pipeline", "schema", "label", "validation")
"""What can drift; a test holds it to the kinds there are, which live beside this room."""

_EXAMPLE = "write one such as property.contacts.tier#label"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One line of the baseline. `live` is what the portal held then; without `portal` it is about each of them."""

    address: Address
    reason: str
    owner: str
    expires: date
    live: str
    place: Place
    portal: str = ""

    @property
    def path(self) -> Keys:
        """The path below its resource that it covers."""
        return (*self.address.subpath, *([self.address.field] if self.address.field else ()))


def read_baseline(root: Path, portals: Collection[str]) -> tuple[Accepted, ...]:
    """Return what the file beside the project says, nothing where there is none; raises `BlueprintInvalid`."""
    path = root / BASELINE_FILE
    return baseline_in(opened(path), portals) if path.is_file() else ()


def baseline_in(source: Source, portals: Collection[str]) -> tuple[Accepted, ...]:
    """Return what a text says; raises `BlueprintInvalid` with everything that is wrong in it."""
    node = parse(source)
    if node is None:
        if not source.findings:
            source.complain("EMPTY_FILE", source.place(0, 0), "the file says nothing", "begin with known: []")
        raise source.invalid()
    found = tuple(_entries(read(source, node, baseline_schema()), {*portals, EMULATOR}, source))
    if source.findings:
        raise source.invalid()
    return found


def _entries(reading: Reading, portals: Collection[str], source: Source) -> Iterator[Accepted]:
    listed = reading.values.get("known", ()) if isinstance(reading.values, dict) else ()
    taken: dict[tuple[Address, str], int] = {}
    for number, said in enumerate(listed):
        here: Keys = ("known", str(number))
        entry = _entry(said, here, reading, source) if said is not ABSENT else None
        if entry is None:
            continue
        _judge_portal(entry, here, portals, reading, source)
        if (key := (entry.address, entry.portal)) in taken:
            message = f"{entry.address} is accepted already, in line {taken[key]}"
            source.complain("ACCEPTED_TWICE", entry.place, message, "keep one of the two")
        taken.setdefault(key, entry.place.line)
        yield entry


def _entry(said: Mapping[str, Any], here: Keys, reading: Reading, source: Source) -> Accepted | None:
    if {"address", "reason", "owner", "expires", "live"} - said.keys():
        return None  # the reader has said what is wrong
    address, day = _address(said["address"]), _day(said["expires"])
    if not isinstance(address, Address):
        source.complain("ADDRESS_INVALID", reading.places[*here, "address"], *address)
    if day is None:
        message = f"{shown(said['expires'])} is no day of the calendar"
        source.complain("BAD_VALUE", reading.places[*here, "expires"], message, "write YEAR-MONTH-DAY")
    if not isinstance(address, Address) or day is None:
        return None
    return Accepted(
        address, said["reason"], said["owner"], day, said["live"], reading.places[here], said.get("portal", "")
    )


def _address(text: str) -> Address | tuple[str, str]:
    """Return an address, or what is wrong with it and what to do."""
    try:
        address = Address.parse(canonical(text))
    except AddressError:
        return f"{shown(text)} is not an address", _EXAMPLE
    if address.kind in KINDS:
        return address
    near = nearest(address.kind, list(KINDS))
    return f"{shown(address.kind)} is no kind of thing that drifts", f"did you mean {near}?" if near else _EXAMPLE


def _judge_portal(entry: Accepted, here: Keys, portals: Collection[str], reading: Reading, source: Source) -> None:
    if entry.portal and entry.portal not in portals:
        near = nearest(entry.portal, sorted(portals))
        message = f"cvpctl.yaml names no portal {shown(entry.portal)}"
        help_ = f"did you mean {near}?" if near else f"its portals: {', '.join(sorted(portals))}"
        source.complain("PORTAL_UNKNOWN", reading.places[*here, "portal"], message, help_)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
