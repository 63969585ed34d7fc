"""Live → blueprint: which things of a portal a file states, and which it only observes.

A custom thing is stated where the language can say it. HubSpot's own things come only where asked for; those that
something stated refers to are observed, so that the reference holds. A schema is stated of three custom objects alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cvpctl.blueprint.language import CUSTOM_OBJECTS
from cvpctl.blueprint.pull_fields import Refusal, stated
from cvpctl.blueprint.write import EXISTING, Content, object_of, table_of
from cvpctl.kinds import KINDS
from cvpctl.kinds.natives import STAMP, hubspots_own, is_native_group
from cvpctl.kinds.schemas import BORN
from cvpctl.model import BY_NAME, Address, Resource, Scope, State

KINDS_PULLED = ("schema", "group", "property", "pipeline", "validation", "label")
SENSITIVE = frozenset({"sensitive", "highly_sensitive"})


def scopes_of(name: str, *, include_hubspot_defined: bool) -> tuple[Scope, ...]:
    """Return the lists to read for one object; the lifecycle pipelines of contacts are HubSpot's and never written."""
    lifecycle = include_hubspot_defined and name in ("contacts", "companies")
    pipelines = lifecycle or name not in BY_NAME or BY_NAME[name].stage_cap
    kinds = ("group", "property", *(("pipeline",) if pipelines else ()), "validation")
    return tuple((kind, (name,)) for kind in kinds)


def pulled(
    state: State,
    name: str,
    *,
    among: Collection[str] = (),
    include_hubspot_defined: bool = False,
    refused: Mapping[Address, str] | None = None,
) -> Content:
    """Return what the blueprint of one object holds.

    Labels are those to objects `among` which a file is written as well; `refused` are things known not to read back,
    with the reason.
    """
    live = {a: r for a, r in state.resources.items() if object_of(a) == name and _may_be_stated(a, among)}
    own = set() if include_hubspot_defined else hubspots_own(live.values())
    said: dict[Address, Resource] = {}
    observed = {address: why for address, why in (refused or {}).items() if address in live}
    # Schemas last, since one is stated only together with its primary property.
    for address, resource in sorted(live.items(), key=lambda one: one[0].kind == "schema"):
        if address in own or address in observed:
            continue
        try:
            said[address] = stated(resource, dict(_beside(resource, said)))
        except Refusal as refusal:
            observed[address] = str(refusal)
    observed |= dict.fromkeys(_referred_to(said, live) - observed.keys(), "")
    listed = any(len(address.scope) < 2 for address in said)  # noqa: PLR2004 - labels name two objects
    return Content(
        tuple(sorted(said.values(), key=lambda resource: _rank(resource, live[resource.address]))),
        dict(sorted(observed.items(), key=lambda one: (KINDS_PULLED.index(one[0].kind), one[0]))),
        existing=name if table_of(name) == EXISTING and not listed else "",
    )


def references_of(resource: Resource) -> Iterator[Address]:
    """Yield what a resource speaks of, sooner or later."""
    kind, address = KINDS[resource.address.kind], resource.address
    yield from kind.references(address, resource.body)
    yield from kind.late_references(address, resource.body)


def _may_be_stated(address: Address, among: Collection[str]) -> bool:
    if address.kind == "schema":
        return address.key in CUSTOM_OBJECTS
    return address != STAMP and address.kind in KINDS_PULLED and all(name in among for name in address.scope[1:])


def _beside(resource: Resource, said: Mapping[Address, Resource]) -> Iterator[tuple[str, object]]:
    key = resource.address.key
    primary = said.get(Address("property", (key,), str(resource.body.get("primaryDisplayProperty"))))
    if resource.address.kind == "schema" and primary:
        yield BORN, primary.body


def _referred_to(said: Mapping[Address, Resource], live: Mapping[Address, Resource]) -> set[Address]:
    named = {target for resource in said.values() for target in references_of(resource)}
    return {target for target in named if target in live and target not in said and not is_native_group(target)}


def _rank(resource: Resource, live: Resource) -> tuple[object, ...]:
    """Groups and pipelines as people see them, properties by group and name: stable, however HubSpot lists them."""
    address, body = resource.address, live.body
    order: object = body.get("displayOrder") or 0
    if address.kind in ("property", "validation", "label"):
        order = str(body.get("groupName", "")) if address.kind == "property" else ""
    return (KINDS_PULLED.index(address.kind), order, address.scope, address.key)
