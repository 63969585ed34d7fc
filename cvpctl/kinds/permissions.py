"""Which scopes HubSpot asks of a token before it lets a definition be written.

Sources: HubSpot's published specifications name, per operation, scopes of which any one will do, without saying which
belongs to which object; that `crm.schemas.<object>` alone writes properties and pipelines was seen on live portals by
a third party (contacts, companies, deals, tickets, custom objects). Where neither says it outright it is assumed, and
an assumption warns and never blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cvpctl.model import Address, find_object_type

# fmt: off
_WITH_SCHEMA_SCOPE = frozenset({
    "contacts", "companies", "deals", "tickets", "quotes", "invoices", "orders", "carts", "appointments", "courses",
    "listings", "services", "subscriptions", "commercepayments", "projects",
})
# fmt: on
_STEMS = {"payments": "commercepayments"}
_ENGAGEMENTS = frozenset({"communications", "tasks", "notes", "meetings", "calls", "emails"})
"""Activities: HubSpot's guides name the scopes of contacts for their records; for their definitions it is assumed."""
_ALSO = {
    "tickets": ("tickets",),
    "orders": ("crm.pipelines.orders.write",),
    "products": ("e-commerce",),
    "line_items": ("e-commerce",),
}
_DOCUMENTED = frozenset({"products", "line_items", "users"})
"""Objects without a schema scope of whose records' scope the specification speaks."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing a token must be allowed to do; any one of `scopes` will do."""

    scopes: tuple[str, ...]
    assumed: bool = False

    def given_by(self, held: frozenset[str]) -> bool:
        """Tell whether a token has it; introspection shows some scopes with the ending `.v2` (observed)."""
        return any(scope in held or f"{scope}.v2" in held for scope in self.scopes)


def definition_permissions(address: Address, body: Mapping[str, Any]) -> Iterable[Permission]:
    """Yield what writing a property, group, pipeline or rule of one object takes."""
    name = address.scope[0]
    stem = _stem(name)
    if name in _ENGAGEMENTS:
        yield Permission(("crm.schemas.contacts.write", "crm.objects.contacts.write"), assumed=True)
    elif find_object_type(name) is None or stem in _WITH_SCHEMA_SCOPE:
        yield Permission((f"crm.schemas.{stem}.write", *_ALSO.get(name, ())))
    else:
        scopes = (f"crm.objects.{stem}.write", *_ALSO.get(name, ()))
        yield Permission(scopes, assumed=name not in _DOCUMENTED)
    level = str(body.get("dataSensitivity") or "non_sensitive")
    if level != "non_sensitive":
        yield Permission((f"crm.objects.{stem}.{level}.write",), assumed=True)


def reading_scopes(name: str) -> tuple[str, ...]:
    """Return the scopes of which any one reads the definitions of an object: those that write them, to read."""
    (first, *_) = definition_permissions(Address("property", (name,), ""), {})
    return tuple(re.sub(r"\.write$", ".read", scope) for scope in first.scopes)


def schema_permissions(_address: Address, _body: Mapping[str, Any]) -> Iterable[Permission]:
    """Yield what writing a custom object itself takes."""
    return (Permission(("crm.schemas.custom.write",)),)


def association_permissions(address: Address, _body: Mapping[str, Any]) -> Iterable[Permission]:
    """Yield what a label takes: the specification lists `crm.objects` only, and not for which end; both are assumed."""
    stems = dict.fromkeys(_stem(name) for name in address.scope)
    return (Permission((f"crm.objects.{stem}.write",), assumed=True) for stem in stems)


def _stem(name: str) -> str:
    if name in _ENGAGEMENTS:
        return "contacts"
    return _STEMS.get(name, name) if find_object_type(name) else "custom"
