"""Whose properties are judged, and by which of HubSpot's: out of blueprints, or out of a portal's own lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from cvpctl.kinds.native_catalogue import Evidence, NativeProperty, Natives, natives_of
from cvpctl.model import Address, Body, Desired, Resource, State
from cvpctl.model.suggestion import Own

_RESERVED = re.compile(r"hs_|hubspot_|a\d+_")
"""How names begin that only HubSpot or an app can give."""
_HERE = "this portal"


def of_blueprints(desired: Desired) -> tuple[list[Own], list[Address]]:
    """Return what blueprints make, and what they state of HubSpot's own: that is no repetition but its use."""
    owns, hubspots = list[Own](), list[Address]()
    for address, resource in desired.resources.items():
        if address.kind != "property":
            continue
        if _RESERVED.match(address.key) or address.key in {one.name for one in natives_of(address.scope[0])}:
            hubspots.append(address)
        else:
            owns.append(_own(resource))
    return owns, hubspots


def of_portal(live: State) -> tuple[list[Own], Mapping[str, Natives]]:
    """Return custom properties that people see, and by object HubSpot's own that they see.

    What is hidden is on its way out, what an app made is the app's, and what this portal lacks nobody can use.
    """
    seen = [one for one in live.resources.values() if one.address.kind == "property" and not one.body.get("hidden")]
    owns = [_own(one) for one in seen if not one.body.get("hubspotDefined") and not _RESERVED.match(one.address.key)]
    by_object: dict[str, list[Resource]] = {}
    for one in seen:
        if one.body.get("hubspotDefined"):
            by_object.setdefault(one.address.scope[0], []).append(one)
    return owns, {name: Natives(name, _natives(name, theirs)) for name, theirs in by_object.items()}


def _own(resource: Resource) -> Own:
    label, type_, field_type = (str(resource.body.get(name) or "") for name in ("label", "type", "fieldType"))
    return Own(resource.address, label, type_, field_type, resource.place)


def _natives(name: str, live: Iterable[Resource]) -> Iterable[NativeProperty]:
    """Yield what is live with what the catalogue knows of it: a portal may translate labels, so both labels count."""
    known = {one.name: one for one in natives_of(name)}
    for resource in live:
        body, key = resource.body, resource.address.key
        label, type_, field_type = (str(body.get(field) or "") for field in ("label", "type", "fieldType"))
        entry = known.get(key)
        kept = _read_only(body, entry)
        if entry is None:
            meaning = str(body.get("description") or "")
            yield NativeProperty(name, key, label, type_, field_type, meaning, (), _HERE, Evidence.LIVE, kept)
            continue
        synonyms = (*entry.synonyms, *([entry.label] if entry.label != label else ()))
        yield replace(entry, label=label, type=type_, field_type=field_type, synonyms=synonyms, read_only=kept)


def _read_only(body: Body, entry: NativeProperty | None) -> Evidence | None:
    """Return what the portal says of values, and the catalogue only where it says nothing."""
    said = (body.get("modificationMetadata") or {}).get("readOnlyValue")
    if said is None:
        return entry.read_only if entry else None
    return Evidence.LIVE if said else None
