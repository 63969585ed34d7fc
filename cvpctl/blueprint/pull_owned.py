"""Which live things are HubSpot's own. Groups and pipelines carry no flag, so what is known of them has to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvpctl.model import BY_NAME, Address, Resource

_EPOCH = "1970-01-01T00:00:00"
_DATES = ("createdAt", "updatedAt")
_MAY_STAND_EMPTY = frozenset(
    {"socialmediainformation", "hubspotmetrics", "contactscripted", "contactlcs", "dealscripted", "dealstages"}
    | {"ticketstages", "deal_information", "order_information", "conversioninformation", "smsinformation"}
)
"""Groups of HubSpot's that a portal may have with nothing in them (names from recordings of live portals)."""


def is_native_group(address: Address) -> bool:
    """Tell whether a group is one that each portal has, or that comes with its object, so that nobody lists it."""
    if address.kind != "group":
        return False
    object_type = BY_NAME.get(address.scope[0])
    return address.key in (object_type.groups if object_type else (f"{address.scope[0]}_information",))


def hubspots_own(live: Iterable[Resource]) -> set[Address]:
    resources = tuple(live)
    own = {resource.address for resource in resources if _is_born_with_the_portal(resource)}
    return own | set(_own_groups(resources))


def _is_born_with_the_portal(resource: Resource) -> bool:
    """Pipelines carry no flag: HubSpot dates those it brings to the epoch (observed), and a change moves the date."""
    body = resource.body
    if resource.address.kind == "pipeline":
        dates = [str(part.get(name, "")) for part in (body, *body.get("stages", ())) for name in _DATES]
        return all(date.startswith(_EPOCH) for date in dates)
    return bool(body.get("hubspotDefined"))


def _own_groups(resources: Iterable[Resource]) -> Iterator[Address]:
    """Groups carry no flag either, so what they hold tells.

    HubSpot's is a group that holds a property nobody could have moved there, or nothing but HubSpot's properties.
    """
    members: dict[str, list[Resource]] = {}
    groups: list[Resource] = []
    for resource in resources:
        if resource.address.kind == "group":
            groups.append(resource)
        elif resource.address.kind == "property":
            members.setdefault(str(resource.body.get("groupName")), []).append(resource)
    for group in groups:
        inside = members.get(group.address.key, [])
        theirs = [one for one in inside if one.body.get("hubspotDefined")]
        fixed = any((one.body.get("modificationMetadata") or {}).get("readOnlyDefinition") for one in theirs)
        hollow = not inside and group.address.key in _MAY_STAND_EMPTY
        if is_native_group(group.address) or fixed or hollow or (inside and len(theirs) == len(inside)):
            yield group.address
