"""From sound claims to the desired state: short forms written out, places kept, and a digest over content alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cvpctl.blueprint.claims import Claims
from cvpctl.blueprint.custom_objects import body_of
from cvpctl.blueprint.exclusive import exclusive_lists
from cvpctl.blueprint.purposes import purposes_of
from cvpctl.blueprint.statement import Statement
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Desired, Path, Place, Removal, Resource


def compiled(claims: Claims) -> Desired:
    """Return what the blueprints say as plain resources, in the order they are written."""
    resources = {address: _resource(statement, claims) for address, statement in claims.stated.items()}
    removed = {
        address: Removal(address, mention.source.place(mention.spot)) for address, mention in claims.removed.items()
    }
    digest = _digest(resources, removed, claims)
    return Desired(
        resources,
        removed,
        digest,
        claims.owned,
        frozenset(claims.observed),
        claims.moved,
        claims.manages,
        frozenset(exclusive_lists(claims.stated)),
        runbook=claims.runbook,
        omitted=frozenset(claims.omitted.keys() - resources.keys()),
        purposes=purposes_of(claims.stated),
        sources_of_truth=claims.readers.sources_of_truth,
        roles=claims.readers.roles,
        lifecycle=claims.readers.lifecycle,
        blocks=claims.blocks,
        existing=claims.existing,
    )


def _resource(statement: Statement, claims: Claims) -> Resource:
    body = body_of(statement, claims.stated)
    place = statement.source.place(statement.entry)
    return Resource(statement.address, body, place, Places(statement))


@dataclass(frozen=True, slots=True, eq=False)
class Places(Mapping[Path, Place]):
    """Where each field stands, looked up when asked: a plan shows a few of the hundred thousand that a portal has.

    Paths are those of normalised bodies: `("options", value, "label")`, whether or not the file has a list.
    """

    statement: Statement

    def __getitem__(self, path: Path) -> Place:
        statement = self.statement
        is_part = len(path) > 1 and statement.kind.rule(path[0]).keyed_by
        # A child that a later layer replaced still stands in the lower one, and is said no more.
        place = None if is_part and path[1] not in statement.keys(path[0]) else statement.place_of(path)
        if place is None:
            raise KeyError(path)
        return place

    def __iter__(self) -> Iterator[Path]:
        for name in self.statement.body:
            yield (name,)
            if self.statement.kind.rule(name).keyed_by:
                yield from ((name, key) for key in self.statement.keys(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _digest(resources: Mapping[Address, Resource], removed: Mapping[Address, Removal], claims: Claims) -> str:
    stated = sorted((str(address), _canonical(resource)) for address, resource in resources.items())
    content: dict[str, Any] = {"resources": stated, "removed": sorted(map(str, removed))}
    if claims.owned:
        content["portalOwns"] = sorted((str(address), sorted(fields)) for address, fields in claims.owned.items())
    if claims.moved:
        content["moved"] = sorted((str(one.source), str(one.target)) for one in claims.moved)
    if claims.manages:
        content["manages"] = [[s.kind, s.objects, s.groups, s.prefix, s.pairs] for s in claims.manages]
    if lists := exclusive_lists(claims.stated):
        content["exclusive"] = sorted(map(str, lists))
    text = json.dumps(content, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(resource: Resource) -> Body:
    """Stages become pairs, since their order says something and the order of keys in JSON does not."""
    kind = KINDS[resource.address.kind]
    return {
        name: list(value.items()) if kind.rule(name).keyed_by and isinstance(value, dict) else value
        for name, value in resource.body.items()
    }
