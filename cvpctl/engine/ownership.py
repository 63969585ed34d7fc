"""`portalOwns`: fields that a blueprint sets when it creates something, and leaves to the portal from then on."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Desired, Resource


def left_to_portal(desired: Desired, address: Address, body: Body) -> Body:
    """Return what a blueprint still has to say about something that is live."""
    owned = desired.portal_owns.get(address, frozenset())
    return {name: value for name, value in body.items() if name not in owned} if owned else body


def still_stated(desired: Desired, resource: Resource) -> Resource:
    """Return the resource as it is compared with a live one."""
    body = left_to_portal(desired, resource.address, resource.body)
    return resource if body is resource.body else replace(resource, body=body)


def stated_bodies(desired: Desired) -> dict[Address, Body]:
    """Return what the blueprints say of each thing, normalised and without what is left to the portal: for a record."""
    return {
        address: left_to_portal(desired, address, KINDS[address.kind].normalise(address, resource.body))
        for address, resource in desired.resources.items()
    }
