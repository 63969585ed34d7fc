"""What to do in a portal that cannot have a custom object, and which steps for people are then nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvpctl.model import Address, Change, Desired, Finding, ManualStep, Plan, Purpose, Severity, find_object_type

DO_INSTEAD = "DO_INSTEAD"


def fallbacks(plan: Plan, kept: Sequence[Change], desired: Desired) -> Iterator[Finding]:
    """Yield what the blueprint says of each custom object that was to be made and cannot be."""
    possible = {change.address for change in kept}
    for change in (*plan.changes, *plan.blocked):
        said = desired.purposes.get(change.address, Purpose()).without
        if said and change.address.kind == "schema" and change.address not in possible:
            message = f"without {change.address.key}: {said}"
            yield Finding(DO_INSTEAD, Severity.INFO, message, address=change.address, place=change.place)


def still_to_do(steps: Sequence[ManualStep], plan: Plan, live: frozenset[Address]) -> tuple[ManualStep, ...]:
    """Return the steps whose object this portal has or is about to get; one on a missing custom object waits for it."""
    coming = {change.address for change in (*plan.changes, *plan.blocked, *plan.held)}

    def stands(step: ManualStep) -> bool:
        schema = Address("schema", (), step.object)
        return not step.object or find_object_type(step.object) is not None or schema in live or schema in coming

    return tuple(step for step in steps if stands(step))
