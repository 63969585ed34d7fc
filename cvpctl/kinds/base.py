"""The shape every kind of resource fills in. A kind states only how it departs from the ordinary field:
a scalar, compared as is, patched in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cvpctl.kinds.permissions import Permission, definition_permissions
from cvpctl.model import ABSENT, Address, Body, Change, Operation, Path, Step


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one field departs from the ordinary.

    `default` is what an omission by the portal means (below the mask of stated fields);
    `keyed_by` makes a list of bodies a mapping by that name before anything is compared, order being its own field;
    `rewritten` says that HubSpot stores another spelling of the same meaning, so that a value it left alone since the
    last apply counts as equal; `create_only` fields are said once and never compared;
    `fields` are the rules one level below.
    """

    default: Any = ABSENT
    keyed_by: str = ""
    unordered: bool = False
    immutable: bool = False
    rewritten: bool = False
    create_only: bool = False
    fields: Mapping[str, FieldRule] = field(default_factory=dict)


ORDINARY = FieldRule()
ORDER = "Order"
"""Suffix of the field that stands for the order of a keyed collection: `optionsOrder`, `stagesOrder`."""


class RemovalVerb(StrEnum):
    """HubSpot's own words, since they differ in what can come back."""

    ARCHIVE = "archive"  # a property stays restorable for up to 90 days
    DELETE = "delete for good"
    IMPOSSIBLE = "not removable by API"


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a hazard strikes in one change, in words a consultant can act on.

    `counted`: it costs something only where records hold what the address names, so the portal is asked how many do;
    `refused`: while they do, HubSpot refuses, so that no word lets it pass.
    """

    address: Address
    message: str
    help: str = ""
    counted: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Hazard:
    """A rule about losing data. `allowable` hazards pass with `--allow CODE:ADDR`; the others never do."""

    code: str
    title: str
    finds: Callable[[Change, Body | None], Iterable[Hit]]
    allowable: bool = True
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong inside one body; `path` points at the value (or its key, with `at_key`)."""

    path: Path
    code: str
    message: str
    help: str = ""
    at_key: bool = False
    warning: bool = False


def as_is(_address: Address, body: Body) -> Body:
    return body


def no_problems(_address: Address, _body: Body) -> Iterable[Problem]:
    return ()


def no_references(_address: Address, _body: Mapping[str, Any]) -> Iterable[Address]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of resource.

    `collection` is its word in a blueprint, `key` the body field that holds its identity (`key_parameter` in paths);
    `normalise` gives one canonical form for both sides, is idempotent, and adds no top-level field;
    `complete` adds what a create must say although a blueprint may leave it out;
    `serial` keeps calls of one scope out of each other's way, where HubSpot numbers things as they arrive;
    `references` names what must exist first, `late_references` what its `late` steps wait for;
    `also_creates` names what comes into being with it and is updated instead of created;
    `operations` say area and name, never paths; `permissions` says which scopes writing takes.
    """

    name: str
    noun: str
    collection: str
    key: str
    key_parameter: str
    schema: Mapping[str, Any]
    operations: Mapping[str, Operation]
    removal: RemovalVerb
    source: str
    required: tuple[str, ...] = ()
    fields: Mapping[str, FieldRule] = field(default_factory=dict)
    normalise: Callable[[Address, Body], Body] = as_is
    complete: Callable[[Address, Body], Body] = as_is
    problems: Callable[[Address, Body], Iterable[Problem]] = no_problems
    references: Callable[[Address, Mapping[str, Any]], Iterable[Address]] = no_references
    steps: Callable[[Kind, Change, Body | None, Body | None], tuple[Step, ...]] | None = None
    hazards: tuple[Hazard, ...] = ()
    also_creates: Callable[[Address, Mapping[str, Any]], Iterable[Address]] = no_references
    late_references: Callable[[Address, Mapping[str, Any]], Iterable[Address]] = no_references
    serial: bool = False
    settle_seconds: float = 5.0
    permissions: Callable[[Address, Mapping[str, Any]], Iterable[Permission]] = definition_permissions

    def rule(self, name: str) -> FieldRule:
        return self.fields.get(name, ORDINARY)

    def lane(self, address: Address) -> str:
        return ".".join((self.name, *address.scope)) if self.serial else ""

    def parameters(self, address: Address, *, with_key: bool = True) -> dict[str, str]:
        """Symbolic path parameters; the portal turns object names into type ids."""
        scope = {"objectType": address.scope[0]} if address.scope else {}
        return scope | ({self.key_parameter: address.key} if with_key else {})


def is_order(kind: Kind, name: str) -> bool:
    """Tell whether `name` stands for the order of a keyed collection of this kind."""
    return name.endswith(ORDER) and bool(kind.rule(name.removesuffix(ORDER)).keyed_by)
