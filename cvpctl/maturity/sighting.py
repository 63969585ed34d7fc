"""Whether something is there, in three values: what could not be read is neither there nor missing."""

from __future__ import annotations

from dataclasses import dataclass

from cvpctl.model import Scope
from cvpctl.model.maturity import Hit


@dataclass(frozen=True, slots=True)
class Sighting:
    """There with some `hits`, else not to be known with some `unread` lists, else missing."""

    hits: tuple[Hit, ...] = ()
    unread: tuple[Scope, ...] = ()


def either(*sightings: Sighting) -> Sighting:
    """One of them is enough, whatever could not be read besides."""
    hits = tuple(dict.fromkeys(hit for one in sightings for hit in one.hits))
    return Sighting(hits) if hits else Sighting(unread=_unread(sightings))


def each(*sightings: Sighting) -> Sighting:
    """All are needed; one that is missing for certain decides, whatever could not be read besides."""
    if any(not one.hits and not one.unread for one in sightings):
        return Sighting()
    missing = [one for one in sightings if not one.hits]
    return Sighting(unread=_unread(missing)) if missing else either(*sightings)


def _unread(sightings: tuple[Sighting, ...] | list[Sighting]) -> tuple[Scope, ...]:
    return tuple(dict.fromkeys(scope for one in sightings for scope in one.unread))
