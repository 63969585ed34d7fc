"""Which live things are nobody's to state or take out: HubSpot's own, and the mark by which cvpctl knows its portals.

Properties carry a flag; groups and pipelines carry none, so what is known of them has to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvpctl.model import BY_NAME, Address, Resource

STAMP = Address("group", ("contacts",), "cvpctl_managed_by")
"""A group without properties shows on no record, form, list or report, and takes no property out of anybody's limit."""

_EPOCH = "1970-01-01T00:00:00"
_DATES = ("createdAt", "updatedAt")
_MAY_STAND_EMPTY = frozenset(
    {"socialmediainformation", "hubspotmetrics", "contactscripted", "contactlcs", "dealscripted", "dealstages"}
    | {"ticketstages", "deal_information", "order_information", "conversioninformation", "smsinformation"}
)
"""Groups of HubSpot's that a portal may have with nothing in them (names from recordings of live portals)."""
_FIRST_PIPELINES = frozenset({"default", "0"})
"""What HubSpot calls the pipelines of deals and tickets that a portal begins with (observed)."""
_RESERVED = re.compile(r"hs_|a\d+_")
_LIFECYCLE = frozenset({"contacts", "companies"})


def is_native_group(address: Address) -> bool:
    """Tell whether a group is one that each portal has, or that comes with its object, so that nobody lists it."""
    if address.kind != "group":
        return False
    object_type = BY_NAME.get(address.scope[0])
    return address.key in (object_type.groups if object_type else (f"{address.scope[0]}_information",))


def hubspots_own(live: Iterable[Resource]) -> set[Address]:
    """Return what a blueprint never needs to state; a portal's first pipeline is its own once somebody edited it."""
    resources = tuple(live)
    own = {resource.address for resource in resources if _is_born_with_the_portal(resource)}
    return own | set(_own_groups(resources))


def never_ours(live: Iterable[Resource]) -> set[Address]:
    """Return what nobody may take out for not being stated: more than HubSpot's own, where a mistake would be dear.

    Pipelines that HubSpot brought stay its own however often somebody edited them, and so does what bears a name that
    only HubSpot or an app can give. A label whose internal name HubSpot still hides could be anybody's.
    """
    resources = tuple(live)
    return {STAMP} | hubspots_own(resources) | {one.address for one in resources if _is_somebody_elses(one)}


def _is_somebody_elses(resource: Resource) -> bool:
    address, names = resource.address, {resource.address.key, resource.identity}
    if address.kind == "pipeline":
        brought = str(resource.body.get("createdAt", "")).startswith(_EPOCH)
        return brought or bool(names & _FIRST_PIPELINES) or address.scope[0] in _LIFECYCLE
    if address.kind == "label":
        return not resource.body.get("name")
    return any(_RESERVED.match(name) for name in names)


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
    members: dict[Address, list[Resource]] = {}
    groups: list[Resource] = []
    for resource in resources:
        if resource.address.kind == "group":
            groups.append(resource)
        elif resource.address.kind == "property":
            home = Address("group", resource.address.scope, str(resource.body.get("groupName")))
            members.setdefault(home, []).append(resource)
    for group in groups:
        inside = members.get(group.address, [])
        theirs = [one for one in inside if one.body.get("hubspotDefined")]
        fixed = any((one.body.get("modificationMetadata") or {}).get("readOnlyDefinition") for one in theirs)
        hollow = not inside and group.address.key in _MAY_STAND_EMPTY
        if is_native_group(group.address) or fixed or hollow or (inside and len(theirs) == len(inside)):
            yield group.address
