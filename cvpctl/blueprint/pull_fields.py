"""What a blueprint says about one live thing: the fields that are not defaults, in the language's own order.

What the language cannot say is told as a `Refusal`, and the thing is then observed instead of stated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from cvpctl.blueprint.write_scalars import as_number, is_writable
from cvpctl.kinds import KINDS, FieldRule, Kind
from cvpctl.kinds.labels import TEXTS
from cvpctl.kinds.pipeline_rules import metadata_key
from cvpctl.model import Address, Body, Resource

OPEN = ("label", "groupName", "description", "displayOrder", "hidden", "formField", "options")
"""What may be changed about a property that HubSpot defines; the rest of its definition is not ours to state."""


class Refusal(ValueError):
    """A blueprint cannot state this; the message says why."""


def stated(resource: Resource, beside: Mapping[str, Any] | None = None) -> Resource:
    """Return a live resource as a blueprint states it; raises `Refusal`.

    `beside` is what its kind takes from elsewhere: a custom object the definition of its primary property.
    """
    address, kind = resource.address, KINDS[resource.address.kind]
    names = _statable(kind, resource.body)
    live = kind.normalise(address, resource.body)
    body = {name: written_field(kind, name, live[name], address) for name in kind.schema["properties"] if name in live}
    body = {name: value for name, value in body.items() if name in names and not _is_default(kind, name, live, address)}
    body = dict(_sayable(kind, body))
    _refuse_wrong(kind, address, body, beside or {})
    return Resource(address, body)


def _statable(kind: Kind, body: Body) -> frozenset[str]:
    """Return the fields that are ours to state; raises `Refusal` where none is."""
    names = frozenset(kind.schema["properties"])
    permissions = body.get("modificationMetadata") or {}
    if body.get("hubspotDefined"):
        names &= frozenset(OPEN)
    if permissions.get("readOnlyDefinition"):
        names &= {"options"} if permissions.get("readOnlyOptions") is False else frozenset()
    # Their options come from elsewhere, and HubSpot refuses a list beside them.
    names -= {"options"} if body.get("externalOptions") else frozenset()
    if not names:
        raise Refusal("HubSpot keeps its definition to itself")
    return names


def _is_default(kind: Kind, name: str, live: Body, address: Address) -> bool:
    """Tell whether leaving a field out says the same, also since a create adds it (Yes and No of a bool)."""
    if live[name] == kind.rule(name).default or (name == TEXTS[1] and live[name] == live.get(TEXTS[0])):
        return True
    rest = {field: value for field, value in live.items() if field != name}
    completed = kind.complete(address, rest)
    sides = [written_field(kind, name, body[name], address) for body in (completed, live) if name in body]
    return len(sides) > 1 and sides[0] == sides[1]


def written_field(kind: Kind, name: str, value: Any, address: Address) -> Any:
    """Return a normalised value in the form people write: children without defaults, a list where order is a list's."""
    rule = kind.rule(name)
    if not rule.keyed_by or not isinstance(value, Mapping):
        return value
    ordered = sorted(value) if rule.unordered else value
    children = {key: _child(rule, value[key], address) for key in ordered}
    if kind.schema["properties"][name]["type"] == "object":
        return children
    return [{rule.keyed_by: key, **child} for key, child in children.items()]


def _child(rule: FieldRule, child: Body, address: Address) -> Body:
    said = {name: value for name, value in child.items() if value != rule.fields.get(name, FieldRule()).default}
    if "metadata" in said:
        # HubSpot adds metadata of its own (isClosed, and a state for most objects) and ignores it when it is sent.
        known = metadata_key(address.scope[0])
        said["metadata"] = {name: as_number(text) for name, text in said["metadata"].items() if name == known}
    return {name: value for name, value in said.items() if value != {}}


def _sayable(kind: Kind, body: Body) -> Iterator[tuple[str, Any]]:
    """Yield the fields whose value the language knows; where it does not know one that defines, raise `Refusal`."""
    for name, value in body.items():
        if _validator(kind.name, name).is_valid(value):
            yield name, value
        elif name in kind.required or kind.rule(name).keyed_by:
            raise Refusal(f"a blueprint cannot state its {name}" + (f" {value!r}" if isinstance(value, str) else ""))


@lru_cache
def _validator(kind: str, name: str) -> Draft202012Validator:
    return Draft202012Validator(KINDS[kind].schema["properties"][name])


def _refuse_wrong(kind: Kind, address: Address, body: Body, beside: Mapping[str, Any]) -> None:
    if "${" in address.key or not is_writable(address.key + json.dumps(body, ensure_ascii=False)):
        raise Refusal("its name or a text holds characters that a blueprint cannot")
    if not body:
        raise Refusal("nothing about it is ours to state")
    problem = next((problem for problem in kind.problems(address, {**body, **beside}) if not problem.warning), None)
    if problem:
        raise Refusal(problem.message)
