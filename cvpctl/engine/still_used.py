"""What is about to go while something live needs it: a group with properties in it, a property inside a formula.

HubSpot refuses such removals (documented for groups, observed for calculated properties), so nobody can allow them;
said in the plan they cost no half-done apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cvpctl.engine.references import references
from cvpctl.model import Action, Address, Change, Finding, Resource, Severity

SHOWN = 3


@dataclass(frozen=True, slots=True)
class StillUsed:
    """Who needs what is about to go, after everything else of the plan was written."""

    users: Mapping[Address, Sequence[Address]]

    @classmethod
    def among(cls, writes: Sequence[Change], live: Mapping[Address, Resource]) -> StillUsed:
        going = {change.address for change in writes if change.action is Action.REMOVE}
        users: dict[Address, list[Address]] = {}
        if going:
            after = {change.address: {edit.path[0]: edit.after for edit in change.fields} for change in writes}
            for address in sorted(live.keys() - going):
                body = {**live[address].body, **after.get(address, {})}
                for target in references(address, body) & going:
                    if not _goes_along(address, target):
                        users.setdefault(target, []).append(address)
        return cls(users)

    def findings(self, change: Change) -> Iterator[Finding]:
        users = self.users.get(change.address, ())
        if change.action is not Action.REMOVE or not users:
            return
        named = ", ".join(map(str, users[:SHOWN])) + (f" and {len(users) - SHOWN:,} more" if len(users) > SHOWN else "")
        message = f"{named} still need{'s' if len(users) == 1 else ''} it; HubSpot refuses to take it out"
        help_ = "change or remove what needs it in the same plan, or keep it"
        yield Finding("STILL_USED", Severity.ERROR, message, help_, change.address, change.place)


def _goes_along(address: Address, target: Address) -> bool:
    """What belongs to a custom object goes with it, and the rules of a property with that: no API removes them."""
    return address.kind == "validation" or (target.kind == "schema" and target.key in address.scope)
