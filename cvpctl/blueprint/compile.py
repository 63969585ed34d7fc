"""From sound claims to the desired state: short forms written out, places kept, and a digest over content alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cvpctl.blueprint.claims import Claims
from cvpctl.blueprint.findings import Source
from cvpctl.blueprint.nodes import Entry, Items, Node, Table
from cvpctl.blueprint.statements import Statement
from cvpctl.kinds import KINDS, FieldRule, Kind
from cvpctl.model import Address, Body, Desired, Path, Place, Removal, Resource


def compiled(claims: Claims) -> Desired:
    """Return what the blueprints say as plain resources, in the order they are written."""
    resources = {address: _resource(statement) for address, statement in claims.stated.items()}
    removed = {
        address: Removal(address, mention.source.place(mention.spot)) for address, mention in claims.removed.items()
    }
    return Desired(resources, removed, _digest(resources, removed))


def _resource(statement: Statement) -> Resource:
    body = {name: _written_out(statement.kind.rule(name), value) for name, value in statement.body.items()}
    place = statement.source.place(statement.entry)
    return Resource(statement.address, body, place, Places(statement.source, statement.entry, statement.kind))


def _written_out(rule: FieldRule, value: Any) -> Any:
    """A plain text in a keyed list stands for identity and label at once."""
    if not rule.keyed_by or not isinstance(value, list):
        return value
    return [child if isinstance(child, dict) else {rule.keyed_by: child, "label": child} for child in value]


@dataclass(frozen=True, slots=True, eq=False)
class Places(Mapping[Path, Place]):
    """Where each field stands, looked up when asked: a plan shows a few of the hundred thousand that a portal has.

    Paths are those of normalised bodies: `("options", value, "label")`, whether or not the file has a list.
    """

    source: Source
    entry: Entry
    kind: Kind

    def __getitem__(self, path: Path) -> Place:
        entry = self.entry
        for depth, name in enumerate(path):
            keyed_by = self.kind.rule(path[0]).keyed_by if depth == 1 else ""
            entry = dict(_members(entry.node, keyed_by))[name]
        return self.source.place(entry)

    def __iter__(self) -> Iterator[Path]:
        for name, entry in _members(self.entry.node, ""):
            yield (name,)
            keyed_by = self.kind.rule(name).keyed_by
            yield from ((name, child) for child, _ in _members(entry.node, keyed_by) if keyed_by)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _members(node: Node, keyed_by: str) -> Iterator[tuple[str, Entry]]:
    if isinstance(node, Table):
        yield from node.entries.items()
    elif isinstance(node, Items) and keyed_by:
        for item in node.nodes:
            named = item.entries.get(keyed_by) if isinstance(item, Table) else None
            name = named.node if named else item
            yield (getattr(name, "text", ""), Entry(item.line, item.column, item))


def _digest(resources: Mapping[Address, Resource], removed: Mapping[Address, Removal]) -> str:
    stated = sorted((str(address), _canonical(resource)) for address, resource in resources.items())
    content = {"resources": stated, "removed": sorted(map(str, removed))}
    text = json.dumps(content, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(resource: Resource) -> Body:
    """Stages become pairs, since their order says something and the order of keys in JSON does not."""
    kind = KINDS[resource.address.kind]
    return {
        name: list(value.items()) if kind.rule(name).keyed_by and isinstance(value, dict) else value
        for name, value in resource.body.items()
    }
