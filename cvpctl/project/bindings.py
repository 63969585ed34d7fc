"""Bindings: what one portal calls a thing that blueprints call otherwise, judged line by line.

A binding decides which live thing is written to, so whatever could mean two things is refused here, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cvpctl.model import Address, AddressError, Finding, Place, Record, Severity, find_object_type
from cvpctl.model import Path as Keys
from cvpctl.project.masking import shown
from cvpctl.project.reading import Reading, nearest
from cvpctl.project.settings import Binding
from cvpctl.project.source import Source

_OBJECTS = {"group": 1, "property": 1, "pipeline": 1, "schema": 0, "label": 2}
"""The kinds whose things a portal may call otherwise, with how many objects their addresses name."""
_EXAMPLES = {
    "group": "group.contacts.value_path",
    "property": "property.contacts.tier",
    "pipeline": "pipeline.deals.path_to_value",
    "schema": "schema.deliverable",
    "label": "label.projects.contacts.sponsor",
}
_BINDABLE = "groups, properties, pipelines, their stages, custom objects and association labels can be bound"
_STAGE = 2
_TYPE_ID = re.compile(r"[0-9]+-[0-9]+|p[0-9]+_.*")
_LABEL_IDS = re.compile(r"[1-9][0-9]*(/[1-9][0-9]*)?")

Fault = tuple[str, str, str]
"""Code, message, help."""


def bindings(texts: Mapping[str, str], path: Keys, reading: Reading, source: Source) -> dict[Address, Binding]:
    """Return the bindings that hold; the source has the findings about the others."""
    found: dict[Address, Binding] = {}
    taken: dict[tuple[object, ...], tuple[Address, Place]] = {}
    for text, identity in texts.items():
        key, value = reading.keys[*path, text], reading.places[*path, text]
        address = _address(text)
        if not isinstance(address, Address):
            source.complain(address[0], key, *address[1:])
        elif address in found:
            line = found[address].place.line
            source.complain("BOUND_TWICE", key, f"{address} is already bound in line {line}", "keep one of the two")
        elif wrong := _identity_fault(address, identity):
            source.complain("IDENTITY_INVALID", value, *wrong)
        else:
            found[address] = Binding(identity, value)
            _judge_taken(address, found[address], taken, source)
    return found


def _judge_taken(
    address: Address, binding: Binding, taken: dict[tuple[object, ...], tuple[Address, Place]], source: Source
) -> None:
    """Two addresses of one live thing would overwrite each other."""
    places = list(_live_places(address, binding.identity))
    first = next((taken[place] for place in places if place in taken), None)
    if first:
        message = f"{shown(binding.identity)} is already what {first[0]} is bound to, in line {first[1].line}"
        source.complain("BOUND_TWICE", binding.place, message, "a live thing has one address: keep one of the two")
    taken |= {place: (address, binding.place) for place in places if place not in taken}


def _live_places(address: Address, identity: str) -> Iterator[tuple[object, ...]]:
    """Yield what a live thing is found by, each unique in the portal."""
    if address.kind == "label":
        # The ids are the same whichever way round the pair is said.
        yield from (("label", *sorted(address.scope), one) for one in dict.fromkeys(identity.split("/")))
    else:
        inside = address.key if address.subpath else ""
        yield (address.kind, address.scope, inside, identity)


def _address(text: str) -> Address | Fault:
    """Return the address with its objects called by their canonical names, or what is wrong with it."""
    try:
        address = Address.parse(text)
    except AddressError:
        help_ = f"write an address of a blueprint, such as {_EXAMPLES['property']}"
        return "ADDRESS_INVALID", f"{shown(text)} is not an address", help_
    if wrong := _kind_fault(address) or _part_fault(address) or _scope_fault(address):
        return wrong
    known = (find_object_type(name) for name in address.scope)
    return replace(
        address, scope=tuple(one.name if one else name for one, name in zip(known, address.scope, strict=True))
    )


def _kind_fault(address: Address) -> Fault | None:
    if address.kind in _OBJECTS:
        return None
    if address.kind == "validation":
        return "BINDING_REFUSED", "a validation rule goes by its property", "bind the property"
    near = nearest(address.kind, list(_OBJECTS))
    help_ = f"did you mean {near}?" if near else _BINDABLE
    return "ADDRESS_INVALID", f"{shown(address.kind)} is no kind of thing that can be bound", help_


def _part_fault(address: Address) -> Fault | None:
    if address.field:
        return "BINDING_REFUSED", "a field has the same name in every portal", f"bind {address.owner}"
    if not address.subpath:
        return None
    if address.kind == "pipeline":
        is_stage = len(address.subpath) == _STAGE and address.subpath[0] == "stages"
        help_ = f"write {address.owner}/stages/STAGE"
        return None if is_stage else ("ADDRESS_INVALID", "a pipeline has no such part", help_)
    if address.kind == "property" and address.subpath[0] == "options":
        help_ = "write the value as the portal has it into the blueprint"
        return "BINDING_REFUSED", "an option goes by its value in every portal", help_
    return "ADDRESS_INVALID", f"a {address.kind} has no parts that can be bound", _BINDABLE


def _scope_fault(address: Address) -> Fault | None:
    if len(address.scope) != _OBJECTS[address.kind]:
        message = f"{shown(str(address))} names {_counted(len(address.scope))}"
        return "ADDRESS_INVALID", message, f"write it as in {_EXAMPLES[address.kind]}"
    if address.kind == "schema" and find_object_type(address.key):
        return "BINDING_REFUSED", f"{address.key} is HubSpot's own object, found by its name", "take it out"
    names = (address.key,) if address.kind == "schema" else address.scope
    return next((_type_id_fault(name) for name in names if _names_type_id(name)), None)


def _counted(objects: int) -> str:
    return {0: "no object", 1: "one object"}.get(objects, f"{objects} objects")


def _names_type_id(name: str) -> bool:
    return find_object_type(name) is None and bool(_TYPE_ID.fullmatch(name))


def _type_id_fault(name: str) -> Fault:
    message = f"{shown(name)} is what one portal calls an object; an address has the name blueprints use"
    return "ADDRESS_INVALID", message, f"write the name here, and bind it: schema.NAME: {name}"


def _identity_fault(address: Address, identity: str) -> tuple[str, str] | None:
    if address.kind == "label":
        help_ = "write both type ids as THERE/BACK, such as 12/13"
        half = "/" not in identity and address.scope[0] != address.scope[-1]
        whole = _LABEL_IDS.fullmatch(identity) and not half
        return None if whole else (f"{shown(identity)} is no pair of type ids", help_)
    if address.kind == "schema" and find_object_type(identity):
        return f"{shown(identity)} is HubSpot's own object", "write the name or the 2-… id of a custom object"
    if not identity.strip() or identity != identity.strip() or identity in (".", ".."):
        # It becomes a part of a path of the API.
        return f"{shown(identity)} cannot be the name of anything live", "write it as HubSpot's settings show it"
    return None


def identities(bound: Mapping[Address, Binding]) -> dict[Address, str]:
    """Return what an open portal wants to know."""
    return {address: binding.identity for address, binding in bound.items()}


def without_former(record: Record, bound: Mapping[Address, Binding]) -> Record:
    """Return the record without labels that only a binding told, where that binding was taken away."""
    former = {address for address, entry in record.entries.items() if entry.bound and address not in bound}
    kept = {address: entry for address, entry in record.entries.items() if address not in former}
    return replace(record, entries=kept) if former else record


def marked(record: Record, bound: Mapping[Address, Binding]) -> Record:
    """Return the record with what it knows by a binding told apart; of other kinds the binding itself is asked."""
    labels = {address for address in bound if address.kind == "label"} & record.entries.keys()
    entries = {address: replace(record.entries[address], bound=True) for address in labels}
    return replace(record, entries={**record.entries, **entries}) if labels else record


def two_owners(bound: Mapping[Address, Binding], stated: Iterable[Address]) -> Iterator[Finding]:
    """Yield a finding for each binding to a live name under which the blueprints state another thing."""
    given = {_own(address, binding.identity): address for address, binding in bound.items() if address.kind != "label"}
    for address in sorted(stated):
        owner = given.get(address, address)
        if owner != address and address not in bound:
            message = f"{owner} is bound to {shown(bound[owner].identity)}, which the blueprints state as {address}"
            help_ = f"bind {address} as well, or correct this line"
            yield Finding("BOUND_AND_STATED", Severity.ERROR, message, help_, owner, bound[owner].place)


def _own(address: Address, identity: str) -> Address:
    """Return the address that goes by this live name without a binding."""
    if address.subpath:
        return replace(address, subpath=(*address.subpath[:-1], identity))
    return replace(address, key=identity)
