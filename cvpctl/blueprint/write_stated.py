"""From a compiled resource back to what a blueprint says, with what it says for readers: the way that `pull` goes from
a live one. So that something of a library can be stated in a client's own words and file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cvpctl.blueprint.language import JUSTIFICATION, written_schema
from cvpctl.blueprint.language_items import ABOUT_KINDS
from cvpctl.kinds import KINDS
from cvpctl.kinds.schemas import BORN
from cvpctl.model import Purpose, Resource


def as_stated(compiled: Resource, purpose: Purpose) -> Resource:
    """Return it as `Content` wants it, fields in the language's order."""
    kind = compiled.address.kind
    said = {**compiled.body, **dict(_about(kind, purpose))}
    order = [*written_schema(KINDS[kind])["properties"], JUSTIFICATION]
    return Resource(compiled.address, {name: said[name] for name in order if name != BORN and name in said})


def _about(kind: str, purpose: Purpose) -> Iterator[tuple[str, Any]]:
    words = {
        "nativeConsidered": purpose.native_considered,
        "filledBy": list(purpose.filled_by) if len(purpose.filled_by) > 1 else "".join(purpose.filled_by),
        "source": purpose.source,
    }
    yield from ((name, words[name]) for name in ABOUT_KINDS.get(kind, ()) if words[name])
    natives, _, why = purpose.native_considered.partition(": ")
    if kind == "schema" and why:
        without = {"without": purpose.without} if purpose.without else {}
        yield JUSTIFICATION, {"nativesConsidered": natives.split(", "), "why": why, **without}
