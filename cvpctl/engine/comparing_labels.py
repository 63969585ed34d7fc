"""Labels of one pair of objects, said the other way round: each portal may list a pair from either end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from cvpctl.kinds.labels import LIMITS, TEXTS, live_name
from cvpctl.model import Address, Body, Resource

Pair = tuple[str, ...]
_BOTH_WAYS = (TEXTS, LIMITS)
_TURNED = {one: other for both in _BOTH_WAYS for one, other in (both, both[::-1])}


def pairs_of(addresses: Iterable[Address]) -> set[Pair]:
    """Return the pairs of objects that labels join, each as it is said."""
    return {address.scope for address in addresses if address.kind == "label"}


def facing(resources: Mapping[Address, Resource], pairs: Collection[Pair]) -> dict[Address, Resource]:
    """Return resources with those labels turned round whose pair the other side says from the other end only."""
    turned: dict[Address, Resource] = {}
    for address, resource in resources.items():
        there = address.scope[::-1]
        other = address.kind == "label" and address.scope not in pairs and there in pairs
        one = turned_round(resource) if other else resource
        turned[one.address] = one
    return turned


def turned_round(label: Resource) -> Resource:
    """Return a label as it is said from its other end; a key that came from our name gives way to the whole of it."""
    body: Body = {_TURNED.get(name, name): value for name, value in label.body.items()}
    if TEXTS[0] not in body:
        body[TEXTS[0]] = body[TEXTS[1]]
    scope = label.address.scope[::-1]
    # What a blueprint says has the name it would be sent; of a live one HubSpot may hide it, and its key is made up.
    name = str(label.body.get("name", live_name(label.address)))
    key = name.removeprefix("_".join((*scope, ""))) if name else label.address.key
    return replace(label, address=replace(label.address, scope=scope, key=key), body=body)
