"""What a pair's first label brings along and a rollback leaves: the association without a label.

HubSpot makes it where two objects had none (third-party observation), and every labelled association of two records
lies on it. So taking it away, which HubSpot would let us do after the last label, would part records for good.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cvpctl.model import Address, Finding, Severity, State

PLAIN = "plainTypeId"


def left_connected(going: Collection[Address], live: State) -> Iterator[Finding]:
    """Yield a finding for each pair of objects that loses its last label and keeps an association without one."""
    labels = [address for address in live.resources if address.kind == "label"]
    for scope in sorted({address.scope for address in going if address.kind == "label"}):
        of_pair = sorted(address for address in labels if address.scope == scope)
        plain = next((found for one in of_pair if (found := live.resources[one].body.get(PLAIN))), None)
        if plain is not None and not set(of_pair) - set(going):
            first, second = scope
            why = f"{first} and {second} stay associated without a label (type id {plain}), which HubSpot makes along"
            why += " with a pair's first label: records may be connected by it"
            help_ = "take it away in HubSpot's settings once no records need it"
            yield Finding("NOT_UNDONE", Severity.WARNING, why, help_, of_pair[0])
