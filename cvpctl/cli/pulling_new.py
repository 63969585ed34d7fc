"""What a portal has and no file states: found always, added to the files only on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from itertools import groupby

from cvpctl.blueprint.layout import Keyed, Listing, Piece, Trail, at
from cvpctl.blueprint.layout_edit import LayoutRefused, Revision
from cvpctl.blueprint.pull import pulled, references_of
from cvpctl.blueprint.pull_new import add, add_children, children_trail, file_of, objects_in, observe, unmanaged
from cvpctl.blueprint.pull_onto import Taken
from cvpctl.blueprint.pull_pairs import add_labels, file_of_pair
from cvpctl.blueprint.write import Content, object_of
from cvpctl.kinds.natives import is_native_group
from cvpctl.model import Address, AddressError, Desired, Resource, State, find_object_type

LISTS = ("observed", "omit")
"""Where a file speaks of an address without stating it; what it only omits is in no desired state."""


@dataclass(frozen=True, slots=True)
class Unstated:
    """Of one object: live things that no file speaks of, and live options and stages of things that one does."""

    name: str
    content: Content
    children: Mapping[Address, Mapping[str, Sequence[str]]]

    @property
    def addresses(self) -> tuple[Address, ...]:
        lists = ((address, name, keys) for address, fields in self.children.items() for name, keys in fields.items())
        parts = (address.child(name, key) for address, name, keys in lists for key in keys)
        untold = (address for address, why in self.content.observed.items() if why)
        return (*(resource.address for resource in self.content.stated), *untold, *parts)


def unstated(
    desired: Desired,
    live: State,
    revisions: Mapping[str, Revision],
    names: Sequence[str],
    pairs: Sequence[tuple[str, str]] = (),
    *,
    include_hubspot_defined: bool,
) -> list[Unstated]:
    """Return what the files do not speak of, object by object; of objects that only `pairs` name, labels alone."""
    spoken_of = _Spoken(desired, revisions)
    known = {one for address, label in live.resources.items() if spoken_of.has(address) for one in _type_ids(label)}
    found = []
    ends = [name for name in dict.fromkeys(name for pair in pairs for name in pair) if name not in names]
    for name in (*names, *ends):
        content = pulled(live, name, among=(*names, *ends), include_hubspot_defined=include_hubspot_defined)
        if name not in names:
            content = Content(tuple(label for labels in _by_pair(content) for label in labels))
        # A pair that the files state both ways is listed both ways, and a label of it is one thing all the same.
        new = tuple(one for one in content.stated if not spoken_of.has(one.address) and not known & _type_ids(one))
        needed = {target for one in new for target in references_of(one)}
        observed = {address: why for address, why in content.observed.items() if not spoken_of.has(address)}
        if not include_hubspot_defined:
            observed = {address: why for address, why in observed.items() if why or address in needed}
        fresh = Content(new, observed, content.existing)
        found.append(Unstated(name, fresh, dict(_children(desired, live, name, spoken_of))))
    return found


def _type_ids(resource: Resource) -> set[tuple[frozenset[str], str]]:
    """Return what a label is known by, whichever way round its pair is said; of another kind nothing."""
    if resource.address.kind != "label":
        return set()
    return {(frozenset(resource.address.scope), one) for one in resource.identity.split("/") if one}


def add_unstated(found: Unstated, desired: Desired, live: State, revisions: Mapping[str, Revision]) -> Iterator[str]:
    """Add to the files what they do not speak of; yields what did not fit, with the reason."""
    for address, fields in found.children.items():
        for name, keys in fields.items():
            places = desired.resources[address].places
            place = places.get((name,)) or desired.resources[address].place
            revision = revisions.get(place.path) if place else None
            try:
                trail = _trail(revision, address, name)
                if revision is None or not trail:
                    raise LayoutRefused("no file of this directory lists them")  # noqa: TRY301 - told like the others
                add_children(revision, trail, name, live.resources[address], keys)
            except LayoutRefused as refusal:
                yield f"{name} of {address}: {refusal}"
    home = file_of(revisions, found.name)
    for labels in _by_pair(found.content):
        file = file_of_pair(revisions, labels[0].address.scope) or home
        if file:
            yield from _tried(file, partial(add_labels, revisions[file], labels))
    if home and found.content:
        yield from _tried(home, partial(add, revisions[home], found.name, found.content))


def for_a_file_of_its_own(found: Unstated, revisions: Mapping[str, Revision]) -> Content | None:
    """Return what a fresh file of an object would hold: nothing where some file speaks of the object."""
    if file_of(revisions, found.name):
        return None
    content = found.content
    placed = [label for labels in _by_pair(content) for label in labels if file_of_pair(revisions, label.address.scope)]
    rest = replace(content, stated=tuple(resource for resource in content.stated if resource not in placed))
    return rest if rest.stated or rest.observed else None


def _by_pair(content: Content) -> list[list[Resource]]:
    labels = [resource for resource in content.stated if resource.address.kind == "label"]
    return [list(found) for _, found in groupby(labels, key=lambda label: label.address.scope)]


def _tried(file: str, edit: Callable[[], None]) -> Iterator[str]:
    try:
        edit()
    except LayoutRefused as refusal:
        yield f"{file}: {refusal}"


def observe_groups(taken: Taken, desired: Desired, revisions: Mapping[str, Revision]) -> Iterator[str]:
    """Let files that took over a group's name observe that group, unless it is stated somewhere."""
    spoken_of = _Spoken(desired, revisions)
    for name, written in taken.written.items():
        for difference, _ in written:
            target = Address("group", difference.address.scope, str(difference.edit.before))
            if difference.edit.path != ("groupName",) or is_native_group(target) or spoken_of.has(target):
                continue
            try:
                observe(revisions[name], {target: ""})
            except LayoutRefused as refusal:
                yield f"{target}: {refusal}"


class _Spoken:
    """What the blueprints speak of: stated, tombstoned, and what the files list as observed or omitted."""

    def __init__(self, desired: Desired, revisions: Mapping[str, Revision]) -> None:
        self.known = {*desired.resources, *desired.removed, *desired.observed}
        self.patterns = [
            pattern for revision in revisions.values() for name in LISTS for pattern in _listed(revision, name)
        ]

    def has(self, address: Address) -> bool:
        return address in self.known or any(fnmatchcase(str(address), pattern) for pattern in self.patterns)


def _listed(revision: Revision, name: str) -> Iterator[str]:
    listed = at(revision.top, (name,))
    for item in listed.items if isinstance(listed, Listing) else ():
        said: Piece | None = item.get("address") if isinstance(item, Keyed) else item
        try:
            address = Address.parse(said.text.strip() if said else "")
        except AddressError:
            continue
        known = (find_object_type(one) for one in address.scope)
        scope = tuple(one.name if one else said for one, said in zip(known, address.scope, strict=True))
        yield str(replace(address, scope=scope)).replace("%2A", "*")


def _children(
    desired: Desired, live: State, name: str, spoken_of: _Spoken
) -> Iterator[tuple[Address, dict[str, list[str]]]]:
    for address, resource in desired.resources.items():
        if object_of(address) != name or address not in live.resources:
            continue
        left_out = unmanaged(resource, live.resources[address])
        fields = {
            field: [key for key in keys if not spoken_of.has(address.child(field, key))]
            for field, keys in left_out.items()
        }
        if any(fields.values()):
            yield address, {field: keys for field, keys in fields.items() if keys}


def _trail(revision: Revision | None, address: Address, name: str) -> Trail:
    """Return where a file has the options or stages of a resource."""
    within = children_trail(address, name)
    trails = (
        (*trail, *within) for trail, said in (objects_in(revision) if revision else ()) if said == address.scope[0]
    )
    return next((trail for trail in trails if revision and at(revision.top, trail)), ())
