"""Names that are free in a blueprint and taken in the portal, where HubSpot has one name for several lists.

Pipeline ids are one namespace for deals and tickets, stage ids one per object (observed by a third party).
"""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Action, Change, Finding, Path, Severity, State

TAKEN = "NAME_TAKEN"
_SHARED = ({"deals", "tickets"},)


def names_taken(change: Change, live: State) -> Iterator[Finding]:
    """Yield what of a new pipeline, or of a pipeline with new stages, goes by a name that is live elsewhere."""
    if change.address.kind != "pipeline" or change.action is Action.REMOVE:
        return
    here = change.address
    for address, resource in live.resources.items():
        if address.kind != "pipeline" or address == here:
            continue
        if change.action is Action.CREATE and address.key == here.key and _share(address.scope[0], here.scope[0]):
            yield _finding(change, f"{address} has this id already, and deals and tickets share them", ())
        if address.scope == here.scope:
            stages = {str(one.get("id")) for one in resource.body.get("stages", ()) if isinstance(one, dict)}
            for key in sorted(stages & _new_stages(change)):
                yield _finding(change, f"{address} has a stage with the id {key}", ("stages", key))


def _new_stages(change: Change) -> set[str]:
    stated = (change.stated or {}).get("stages", {})
    if change.action is not Action.UPDATE:
        return {str(key) for key in stated}
    added = (edit.path for edit in change.fields if not edit.before)
    return {key for name, key, *below in (path for path in added if path[1:]) if name == "stages" and not below}


def _share(one: str, other: str) -> bool:
    return any({one, other} <= names for names in _SHARED) and one != other


def _finding(change: Change, message: str, part: Path) -> Finding:
    help_ = "choose another key, such as one with a prefix, or bind it if it is the same thing"
    address = change.address.child(*part) if part else change.address
    return Finding(TAKEN, Severity.ERROR, message, help_, address, change.place)
