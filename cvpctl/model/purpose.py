"""Why something is in a portal: what readers, rules and data dictionaries want to know and HubSpot never sees."""

from __future__ import annotations

from dataclasses import dataclass

FILLERS = ("person", "workflow", "integration", "agent")
"""Who may fill a property. What nobody would fill is not there."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a blueprint says about one resource, for people.

    `native_considered` tells what HubSpot has for it and why that does not serve, `filled_by` who writes its values,
    `source` where the wish for it was read: the address of a page, or `ours` with the reason. `without` tells what to
    do in a portal that cannot have it.
    """

    native_considered: str = ""
    filled_by: tuple[str, ...] = ()
    source: str = ""
    without: str = ""
