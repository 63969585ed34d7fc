"""Which objects a pull is about: those named on the command line, or all a portal has, its custom ones included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cvpctl.apply import Provider
from cvpctl.blueprint.spelling import nearest
from cvpctl.cli.output import tell
from cvpctl.errors import UsageProblem
from cvpctl.model import OBJECT_TYPES, Resource, Scope, State, find_object_type

SCHEMAS: Scope = ("schema", ())
_NAMES = re.compile(r"(?!p[0-9]+_)[A-Za-z][A-Za-z0-9_]*", re.IGNORECASE)
"""What may name a custom object in a blueprint; a qualified name is an id of one portal."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Canonical names of objects, and what is known of the custom ones among them."""

    names: tuple[str, ...]
    schemas: State = field(default_factory=State)


def words_of(said: str) -> tuple[str, ...]:
    """Return the names of a comma-separated list."""
    return tuple(dict.fromkeys(name.strip() for name in said.split(",") if name.strip()))


def chosen(provider: Provider, said: Sequence[str]) -> Chosen:
    """Return what was named, or everything; raises UsageProblem for what this portal does not have."""
    if said and all(map(find_object_type, said)):
        return Chosen(tuple(_native(said)))
    schemas = provider.fetch([SCHEMAS])
    live = [resource for resource in schemas.resources.values() if _NAMES.fullmatch(resource.address.key)]
    usable = sorted(resource.address.key for resource in live if find_object_type(resource.address.key) is None)
    if not said:
        for address in sorted(schemas.resources):
            if address.key not in usable:
                tell(f"Left out, since a blueprint cannot name it: the custom object {address.key}")
        return Chosen((*(native.name for native in OBJECT_TYPES), *usable), schemas)
    names = [_named(word, live, unread=bool(schemas.unknown)) for word in said]
    return Chosen(tuple(dict.fromkeys(names)), schemas)


def known(provider: Provider, names: Sequence[str]) -> Chosen:
    """Return objects that blueprints speak of: one that is not live has nothing yet, and that is no mistake."""
    custom = any(find_object_type(name) is None for name in names)
    return Chosen(tuple(names), provider.fetch([SCHEMAS]) if custom else State())


def _native(said: Sequence[str]) -> Iterator[str]:
    yield from dict.fromkeys(native.name for native in map(find_object_type, said) if native)


def _named(word: str, live: Sequence[Resource], *, unread: bool) -> str:
    """Return what a word means. Where the custom objects could not be read it is taken as it is, and told later."""
    native = find_object_type(word)
    if native:
        return native.name
    for resource in live:
        others = (resource.body.get(name) for name in ("fullyQualifiedName", "objectTypeId"))
        if word in (resource.address.key, resource.identity, *others):
            return resource.address.key
    if unread and _NAMES.fullmatch(word):
        return word
    own = [resource.address.key for resource in live]
    near = nearest(word, [*own, *(name for one in OBJECT_TYPES for name in (one.name, one.singular))])
    meant = find_object_type(near)
    everything = ", ".join([*(one.name for one in OBJECT_TYPES), *own])
    help_ = f"did you mean {meant.name if meant else near}?" if near else f"it has {everything}"
    raise UsageProblem(f"this portal has no object {word!r}", help=help_)
