"""`manages:`: namespaces that a blueprint owns whole, and what is live in them without any blueprint saying so.

What a blueprint speaks of in any way is not touched for the namespace's sake, and neither is what is not ours to take.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from cvpctl.engine.references import references
from cvpctl.kinds import KINDS
from cvpctl.kinds.natives import never_ours
from cvpctl.model import Address, Desired, Finding, Resource, Scope, Selector, Severity, State, find_object_type


def claimed(desired: Desired) -> set[Address]:
    """Return the things that a blueprint speaks of, by whatever word; who speaks of a part speaks of its owner."""
    moved = (address for move in desired.moved for address in (move.source, move.target))
    named = {*desired.resources, *desired.removed, *desired.observed, *desired.omitted, *moved}
    return {address.owner for address in named}


def managed_scopes(desired: Desired) -> set[Scope]:
    """Return the lists to read: those of the namespaces, and what tells whether something in them is anybody's.

    Only properties tell whose a group is, and only its schema what a custom object cannot do without.
    """
    lists = {scope for selector in desired.manages for scope in _scopes(selector, desired)}
    members = {("property", names) for kind, names in lists if kind == "group"}
    custom = any(find_object_type(name) is None for _, names in lists for name in names)
    return lists | members | ({("schema", ())} if custom else set())


def unstated(desired: Desired, live: State) -> dict[Address, Selector]:
    """Return what is live in a namespace and stated by no blueprint, with the line that claims the namespace."""
    found: dict[Address, Selector] = {}
    if desired.manages:
        spared = _spared(desired, live)
        for selector in desired.manages:
            scopes = set(_scopes(selector, desired))
            for address, resource in live.resources.items():
                if (address.kind, address.scope) in scopes and address not in spared and _inside(selector, resource):
                    found.setdefault(address, selector)
    return found


def told(found: Mapping[Address, Selector], live: State, besides: Collection[Address]) -> Iterator[Finding]:
    """Yield a finding for each of which nothing else is said, such as that it goes, or that it was ours once."""
    for address, selector in sorted(found.items()):
        if address not in besides:
            label = live.resources[address].body.get("label")
            named = f" ({label})" if label else ""
            message = f"{KINDS[address.kind].noun}{named} that no blueprint states, in a namespace the blueprint owns"
            help_ = "state it, list it under observed:, or take it out with --prune"
            yield Finding("UNSTATED_IN_NAMESPACE", Severity.WARNING, message, help_, address, selector.place)


def _scopes(selector: Selector, desired: Desired) -> Iterator[Scope]:
    if selector.kind == "label":
        yield from ((selector.kind, _as_stated(pair, desired)) for pair in selector.pairs)
    else:
        yield from ((selector.kind, (name,)) for name in selector.objects)


def _as_stated(pair: tuple[str, str], desired: Desired) -> tuple[str, str]:
    """A label goes by its pair the way round it is stated; read the other way it would look like another one."""
    turned = (pair[1], pair[0])
    ways = {address.scope for address in claimed(desired) if address.kind == "label"}
    return turned if turned in ways and pair not in ways else pair


def _inside(selector: Selector, resource: Resource) -> bool:
    grouped = not selector.groups or resource.body.get("groupName") in selector.groups
    return grouped and resource.address.key.startswith(selector.prefix)


def _spared(desired: Desired, live: State) -> set[Address]:
    ours = claimed(desired)
    shown = {target for resource in live.resources.values() for target in _displayed(resource)}
    named = {target for one in desired.resources.values() for target in references(one.address, one.body)}
    return ours | shown | named | never_ours(live.resources.values()) | set(_same_labels(ours, live))


def _displayed(resource: Resource) -> Iterable[Address]:
    """A custom object cannot do without the properties that it shows or requires."""
    if resource.address.kind != "schema":
        return ()
    return KINDS["schema"].late_references(resource.address, resource.body)


def _same_labels(ours: Collection[Address], live: State) -> Iterator[Address]:
    """A label that was read both ways round is one label, and claimed by either of its addresses."""
    labels = [one for one in live.resources.values() if one.address.kind == "label" and one.identity]
    pairs = {_ends(one) for one in labels if one.address in ours}
    yield from (one.address for one in labels if _ends(one) in pairs)


def _ends(label: Resource) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(label.address.scope), frozenset(label.identity.split("/"))
