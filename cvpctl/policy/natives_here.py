"""HubSpot's own properties, to find repetitions of: a portal's own list where there is one, else the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cvpctl.kinds.native_catalogue import Asked, Evidence, NativeProperty, Natives, natives_of
from cvpctl.model import Purpose, Resource
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import words

_HERE = "this portal"


def natives_here(subject: Subject, name: str) -> Natives:
    """Return those of an object; what a live portal lacks or hides nobody can use instead."""
    live = list(_live(subject, name)) if subject.live else []
    return Natives(name, live) if live else Natives.catalogued(name)


def is_weighed(subject: Subject, one: Resource, native: NativeProperty) -> bool:
    """Tell whether somebody looked at this native property and says so: by its name or label, and a word on why."""
    said = subject.purposes.get(one.address, Purpose()).native_considered
    text, names = said.casefold(), (native.name.casefold(), native.label.casefold())
    return any(name in text and len(words(text)) > len(words(name)) for name in names)


def asked(resource: Resource) -> Asked:
    label, type_, field_type = (str(resource.body.get(name) or "") for name in ("label", "type", "fieldType"))
    return Asked(resource.address.key, label, type_, field_type)


def _live(subject: Subject, name: str) -> Iterator[NativeProperty]:
    """Yield what is live, with the catalogue's label beside one that a portal translated, and its synonyms."""
    known = {one.name: one for one in natives_of(name)}
    for resource in subject.of("property", name):
        if not resource.body.get("hubspotDefined") or resource.body.get("hidden"):
            continue
        seen, entry = asked(resource), known.get(resource.address.key)
        if entry:
            synonyms = (*entry.synonyms, *([entry.label] if entry.label != seen.label else ()))
            yield replace(entry, label=seen.label, type=seen.type, field_type=seen.field_type, synonyms=synonyms)
        else:
            yield NativeProperty(name, seen.name, seen.label, seen.type, seen.field_type, "", (), _HERE, Evidence.LIVE)
