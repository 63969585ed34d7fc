"""A namespace that a blueprint owns whole: what is live in it and stated nowhere is reported, and pruned on request."""

from __future__ import annotations

from dataclasses import dataclass

from cvpctl.model.place import Place


@dataclass(frozen=True, slots=True)
class Selector:
    """One line of `manages:`. What is left empty narrows nothing; HubSpot-defined things are never in it.

    `objects` are canonical names, `groups` property groups (of properties: those in them), `prefix` the beginning of
    the internal name, `pairs` the two ends of association labels.
    """

    kind: str
    objects: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    prefix: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    place: Place | None = None
