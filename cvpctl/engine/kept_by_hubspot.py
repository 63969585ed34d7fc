"""Properties whose values HubSpot sets itself: a migration onto one would be refused record by record.

Beside `migrations`: a plan says so before anything is written, for the first refusal would come after the first write.
"""

from __future__ import annotations

from cvpctl.model import Address, Change, Finding, Place, Severity, State


def keeps_its_values(target: Address, coming: Change | None, live: State) -> bool:
    """Tell whether no value can be written: the live property says so, and one that comes with a formula will."""
    resource = live.resources.get(target.owner)
    if resource is None:
        return bool(coming and (coming.stated or {}).get("calculationFormula"))
    return bool((resource.body.get("modificationMetadata") or {}).get("readOnlyValue"))


def refusal(source: Address, target: Address, place: Place | None) -> Finding:
    """Return what stops the plan: nobody can allow what HubSpot refuses. Where no record holds a value it passes."""
    message = f"what records hold of it cannot go to {target.owner}: HubSpot keeps the values of that one itself"
    help_ = "take the line out of moved:; removed: alone takes the property out, and its values with it"
    return Finding("VALUES_KEPT_BY_HUBSPOT", Severity.ERROR, message, help_, source, place, counted=True)
