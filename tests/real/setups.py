"""A set-up that a real project's script creates, as a blueprint, and what of it a blueprint cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cvpctl.blueprint.pull_fields import Refusal, stated
from cvpctl.blueprint.write import Content
from cvpctl.kinds import KINDS
from cvpctl.model import BY_NAME, Address, Body, Resource


@dataclass(slots=True)
class Converted:
    """One content per object; `left_out` and `added` say where blueprint and script part."""

    contents: dict[str, Content] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def converted(setup: Mapping[str, Any]) -> Converted:
    """Return the blueprints of a set-up, object by object."""
    result = Converted()
    for name in setup["properties"]:
        said: dict[Address, Resource] = {}
        for resource in _resources(setup, name):
            if resource.address in said:
                result.left_out.append(f"{resource.address}: said twice")
                continue
            try:
                said[resource.address] = stated(resource)
            except Refusal as refusal:
                result.left_out.append(f"{resource.address}: {refusal}")
        for address in _groups_taken_for_granted(name, said):
            # A label of its own: one that HubSpot's group has already would be taken for that group.
            said[address] = Resource(address, {"label": f"Fields of the set-up ({address.key})"})
            result.added.append(str(address))
        result.contents[name] = Content(tuple(sorted(said.values(), key=_rank)))
    result.left_out += [
        f"schema.{schema['name']}: only three custom objects may be created" for schema in setup["schemas"]
    ]
    return result


def _resources(setup: Mapping[str, Any], name: str) -> Iterator[Resource]:
    lists = {"group": setup["groups"], "property": setup["properties"], "pipeline": setup.get("pipelines") or {}}
    for kind, by_object in lists.items():
        for body in by_object.get(name, ()):
            yield Resource(Address(kind, (name,), str(body[KINDS[kind].key])), body)


def _groups_taken_for_granted(name: str, said: Mapping[Address, Resource]) -> list[Address]:
    """A script may rely on a group that it does not create and that not every portal has."""
    named = {str(one.body["groupName"]) for address, one in said.items() if address.kind == "property"}
    missing = named - set(BY_NAME[name].groups) - {address.key for address in said if address.kind == "group"}
    return [Address("group", (name,), key) for key in sorted(missing)]


def _rank(resource: Resource) -> tuple[int, str, str]:
    body: Body = resource.body
    return (list(KINDS).index(resource.address.kind), str(body.get("groupName", "")), resource.address.key)
