"""The catalogue's entries and where they are read from. `every.json` holds what each object has, custom ones too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from cvpctl.model import find_object_type

EVERY = "every"
CALCULATED = "calculation_"
"""How the field types of what HubSpot calculates begin: whoever knows such a type knows that it takes no value."""
_OF_PIPELINE = frozenset({"pipeline", "dealstage", "hs_pipeline", "hs_pipeline_stage"})


class Evidence(StrEnum):
    """How well a fact about one of HubSpot's own properties is known."""

    DOCUMENTED = "documented"
    """A page of HubSpot's names it, by label or by internal name."""
    OBSERVED = "observed"
    """A third party met it in a live portal and said so in public."""
    LIVE = "live"
    """The portal that is looked at says so itself."""
    ASSUMED = "assumed"
    """No page and no published list was found that says so; it follows from what the property holds."""


@dataclass(frozen=True, slots=True)
class NativeProperty:
    """One HubSpot-defined property; `object` is the canonical plural, `type` and `field_type` are the API's words.

    `meaning` and `synonyms` are ours: what it holds, and what people call the property they add beside it.
    `source` says where it was read, an address where HubSpot has a page. `read_only` says how well it is known that
    HubSpot keeps the values itself and takes none; of one that it does take values for, nothing.
    """

    object: str
    name: str
    label: str
    type: str
    field_type: str
    meaning: str
    synonyms: tuple[str, ...]
    source: str
    evidence: Evidence
    read_only: Evidence | None = None

    @property
    def of_pipeline(self) -> bool:
        """Tell whether its values are ids of pipelines or stages, which no text of somebody's own is."""
        return self.name in _OF_PIPELINE


def natives_of(object_name: str) -> tuple[NativeProperty, ...]:
    """Return what is catalogued of an object, in any spelling of its name.

    Of one that HubSpot does not define, what every object has: owner, dates, record id.
    """
    known = find_object_type(object_name)
    return _natives_of(known.name if known else object_name)


@cache
def _natives_of(name: str) -> tuple[NativeProperty, ...]:
    page = _page(name)
    own = _entries(name, page)
    taken = {entry.name for entry in own}.union(page.get("without", ()))
    rest = (replace(entry, object=name) for entry in _entries(EVERY, _page(EVERY)) if entry.name not in taken)
    return (*own, *rest)


@cache
def _page(name: str) -> Mapping[str, Any]:
    """Return one file's content; a custom object has none, and its name may be anything."""
    if name != EVERY and find_object_type(name) is None:
        return {}
    page = files("cvpctl.kinds.native_catalogue").joinpath(f"{name}.json")
    found: Mapping[str, Any] = json.loads(page.read_text(encoding="utf-8")) if page.is_file() else {}
    return found


def _entries(name: str, page: Mapping[str, Any]) -> tuple[NativeProperty, ...]:
    return tuple(_entry(name, page["sources"], entry) for entry in page.get("properties", ()))


def _entry(name: str, sources: Mapping[str, str], entry: Mapping[str, Any]) -> NativeProperty:
    return NativeProperty(
        object=name,
        name=entry["name"],
        label=entry["label"],
        type=entry["type"],
        field_type=entry["fieldType"],
        meaning=entry["meaning"],
        synonyms=tuple(entry["synonyms"]),
        source=sources[entry["source"]],
        evidence=Evidence(entry["evidence"]),
        read_only=_read_only(entry),
    )


def _read_only(entry: Mapping[str, Any]) -> Evidence | None:
    calculated = entry["evidence"] if entry["fieldType"].startswith(CALCULATED) else None
    said = entry.get("readOnly", calculated)
    return Evidence(said) if said else None
