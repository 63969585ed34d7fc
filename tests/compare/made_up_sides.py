"""Sides of a comparison without a portal: what a test writes down is what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.engine.comparing import compared
from cvpctl.model import Address, Resource, Unknown, Unseen
from cvpctl.model.comparison import Difference, Origin, Side

Bodies = Mapping[str, Mapping[str, Any]]

TEXT: dict[str, Any] = {"label": "Tier", "type": "string", "fieldType": "text", "groupName": "fit"}
CHOICE: dict[str, Any] = {
    "label": "Tier",
    "type": "enumeration",
    "fieldType": "select",
    "groupName": "fit",
    "options": [{"value": "a", "label": "Large"}, {"value": "b", "label": "Small"}],
}
TIER = "property.contacts.tier"
FIT: Bodies = {"group.contacts.fit": {"label": "Fit"}}
PATH: dict[str, Any] = {
    "label": "Path",
    "stages": [
        {"id": "one", "label": "One", "displayOrder": 0, "metadata": {"probability": "0.2", "isClosed": "false"}},
        {"id": "won", "label": "Won", "displayOrder": 1, "metadata": {"probability": "1.0", "isClosed": "true"}},
    ],
}


def resources(bodies: Bodies) -> dict[Address, Resource]:
    read = {Address.parse(name): dict(body) for name, body in bodies.items()}
    return {address: Resource(address, body) for address, body in read.items()}


def portal(bodies: Bodies, name: str = "portal:acme", hubspots: Iterable[str] = (), **more: Any) -> Side:
    """All of a portal; lists under `unknown` are named like `property.contacts`."""
    own = frozenset(map(Address.parse, hubspots))
    return Side(name, Origin.PORTAL, resources(bodies), own, portal_id=11, **more)


def blueprint(bodies: Bodies, **more: Any) -> Side:
    stated = resources(bodies)
    objects = frozenset(name for address in stated for name in address.scope or (address.key,))
    return Side("blueprints", Origin.BLUEPRINT, stated, **{"objects": objects, **more})


def unreadable(kind: str, *scope: str, why: Unseen = Unseen.FORBIDDEN) -> dict[Any, Unknown]:
    return {(kind, scope): Unknown(why, "the token may not")}


def differences(a: Side, b: Side, **how: bool) -> dict[str, Difference]:
    return {str(one.address): one for one in compared(a, b, **how).differences}


def fields(a: Side, b: Side, address: str = TIER) -> dict[str, tuple[Any, Any]]:
    """Return the fields that differ, by path, each as A and B have it."""
    edits = differences(a, b)[address].fields if address in differences(a, b) else ()
    return {"/".join(edit.path): (edit.after, edit.before) for edit in edits}
