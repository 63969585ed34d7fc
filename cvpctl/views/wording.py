"""How views are written down: `need("next steps", "property.meetings.next_steps", …)` reads as one line of a table.

A way is addresses joined by ` + `; `pipeline.orders.*` is any pipeline of orders, `schema.orders` the object itself.
"""

from __future__ import annotations

from cvpctl.kinds.native_catalogue import natives_of
from cvpctl.model import BY_NAME, Address
from cvpctl.model.views import ANY, Need, Part, Question

BRINGS_A_PIPELINE = frozenset(
    {"deals", "tickets", "services", "projects", "courses", "listings", "appointments", "leads"}
)
"""Deals and tickets by HubSpot's pages, the others observed in live portals, projects by analogy; orders have none."""

_OF_FORMS = frozenset({"recent_conversion_event_name", "recent_conversion_date"})
"""HubSpot's own on contacts, missing in the catalogue since nobody makes a twin of them."""


def need(what: str, *ways: str) -> Need:
    return Need(what, tuple(tuple(part(text) for text in way.split(" + ")) for way in ways))


def ask(key: str, text: str, source: str, *needs: Need) -> Question:
    return Question(key, text, source, needs)


def part(text: str) -> Part:
    address = Address.parse(text)
    return Part(address, native=is_native(address))


def is_native(address: Address) -> bool:
    """Tell whether HubSpot brings it by itself, as far as anybody wrote that down."""
    if address.kind == "schema":
        return address.key in BY_NAME
    if address.kind == "pipeline":
        return address.key == ANY and address.scope[0] in BRINGS_A_PIPELINE
    known = {one.name for one in natives_of(address.scope[0])} | (
        _OF_FORMS if address.scope == ("contacts",) else set()
    )
    return address.kind == "property" and (address.key.startswith("hs_") or address.key in known)
