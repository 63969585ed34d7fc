"""Live → blueprint: which things of a portal a file states, and which it only observes.

A custom thing is stated where the language can say it. HubSpot's own things come only where asked for; those that
something stated refers to are observed, so that the reference holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cvpctl.blueprint.layout import laid_out, walk
from cvpctl.blueprint.pull_fields import Refusal, stated
from cvpctl.blueprint.write import TABLES, Content
from cvpctl.kinds import BY_COLLECTION, KINDS
from cvpctl.model import BY_NAME, Address, Resource, Scope, State

KINDS_PULLED = ("group", "property", "pipeline")
SENSITIVE = frozenset({"sensitive", "highly_sensitive"})
_EPOCH = "1970-01-01T00:00:00"
_TO_RESOURCE = len(("objects", "contacts", "properties", "name"))
_DATES = ("createdAt", "updatedAt")
_MAY_STAND_EMPTY = frozenset(
    {"socialmediainformation", "hubspotmetrics", "contactscripted", "contactlcs", "dealscripted", "dealstages"}
    | {"ticketstages", "deal_information", "order_information", "conversioninformation", "smsinformation"}
)
"""Groups of HubSpot's that a portal may have with nothing in them (names from recordings of live portals)."""


def scopes_of(name: str, *, include_hubspot_defined: bool) -> tuple[Scope, ...]:
    """Return the lists to read for one object; the lifecycle pipelines of contacts are HubSpot's and never written."""
    lifecycle = include_hubspot_defined and name in ("contacts", "companies")
    pipelines = lifecycle or name not in BY_NAME or BY_NAME[name].stage_cap
    kinds = KINDS_PULLED if pipelines else KINDS_PULLED[:2]
    return tuple((kind, (name,)) for kind in kinds)


def pulled(
    state: State,
    name: str,
    *,
    include_hubspot_defined: bool = False,
    refused: Mapping[Address, str] | None = None,
) -> Content:
    """Return what the blueprint of one object holds. `refused` are things known not to read back, with the reason."""
    live = {a: r for a, r in state.resources.items() if a.scope == (name,) and a.kind in KINDS_PULLED}
    own = set() if include_hubspot_defined else _hubspots_own(live.values())
    said: dict[Address, Resource] = {}
    observed = {address: why for address, why in (refused or {}).items() if address in live}
    for address, resource in live.items():
        if address in own or address in observed:
            continue
        try:
            said[address] = stated(resource)
        except Refusal as refusal:
            observed[address] = str(refusal)
    observed |= dict.fromkeys(_referred_to(said, live) - observed.keys(), "")
    return Content(
        tuple(sorted(said.values(), key=lambda resource: _rank(resource, live[resource.address]))),
        dict(sorted(observed.items(), key=lambda one: (KINDS_PULLED.index(one[0].kind), one[0]))),
    )


def is_native_group(address: Address) -> bool:
    """Tell whether a group is one that each portal has, so that nobody needs to list it."""
    object_type = BY_NAME.get(address.scope[0])
    return address.kind == "group" and object_type is not None and address.key in object_type.groups


def _referred_to(said: Mapping[Address, Resource], live: Mapping[Address, Resource]) -> set[Address]:
    named = {
        target
        for address, resource in said.items()
        for target in KINDS[address.kind].references(address, resource.body)
    }
    return {target for target in named if target in live and target not in said and not is_native_group(target)}


def _hubspots_own(live: Iterable[Resource]) -> set[Address]:
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


def _rank(resource: Resource, live: Resource) -> tuple[object, ...]:
    """Groups and pipelines as people see them, properties by group and name: stable, however HubSpot lists them."""
    address, body = resource.address, live.body
    order = body.get("displayOrder") or 0 if address.kind != "property" else str(body.get("groupName"))
    return (KINDS_PULLED.index(address.kind), order, address.key)


def address_at(text: str, line: int) -> Address | None:
    """Return the resource that a line of a written file belongs to."""
    found = None
    for trail, key, _ in walk(laid_out(text)):
        if key.line > line:
            break
        if len(trail) == _TO_RESOURCE and trail[0] in TABLES:
            found = Address(BY_COLLECTION[str(trail[2])].name, (str(trail[1]),), str(trail[3]))
    return found
