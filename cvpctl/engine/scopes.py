"""What must be read to plan a blueprint, and nothing more: the cost is lists, not resources."""

from __future__ import annotations

from cvpctl.engine.managed import managed_scopes
from cvpctl.engine.references import references
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Desired, Resource, Scope, State


def references_of(resource: Resource) -> set[Address]:
    """Return the addresses a desired resource refers to."""
    return references(resource.address, resource.body)


def wanted_scopes(desired: Desired) -> tuple[Scope, ...]:
    """Return the lists to read: those of the resources themselves, of what they refer to, and of namespaces."""
    referred = {
        (address.kind, address.scope) for found in desired.resources.values() for address in references_of(found)
    }
    # HubSpot deletes no group that has properties in it.
    emptied = {("property", address.scope) for address in desired.removed if address.kind == "group"}
    return tuple(sorted({*desired.scopes, *referred, *emptied, *managed_scopes(desired)}))


def archived_scopes(desired: Desired, live: State) -> tuple[Scope, ...]:
    """Return the archived lists worth reading: where a name about to be created may come back instead."""
    missing = {address for address in desired.resources if address not in live.resources}
    scopes = {(address.kind, address.scope) for address in missing if "list_archived" in KINDS[address.kind].operations}
    return tuple(sorted(scopes - set(live.unknown)))


def sensitive_scopes(desired: Desired) -> dict[Scope, frozenset[str]]:
    """Return the sensitivities to ask for, per scope: HubSpot lists such properties only when they are named."""
    found: dict[Scope, set[str]] = {}
    for address, resource in desired.resources.items():
        level = resource.body.get("dataSensitivity", "non_sensitive")
        if address.kind == "property" and level != "non_sensitive":
            found.setdefault((address.kind, address.scope), set()).add(str(level))
    return {scope: frozenset(levels) for scope, levels in sorted(found.items())}
