"""What a portal has and no file states: found always, added to the files only on request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from cvpctl.blueprint.layout import Keyed, Listing, Piece, Trail, at
from cvpctl.blueprint.layout_edit import LayoutRefused, Revision
from cvpctl.blueprint.pull import is_native_group, pulled
from cvpctl.blueprint.pull_new import add, add_children, file_of, objects_in, observe, unmanaged
from cvpctl.blueprint.pull_onto import Taken
from cvpctl.blueprint.write import Content
from cvpctl.kinds import KINDS
from cvpctl.model import Address, AddressError, Desired, State, find_object_type

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
    *,
    include_hubspot_defined: bool,
) -> list[Unstated]:
    """Return what the files do not speak of, object by object."""
    spoken_of = _Spoken(desired, revisions)
    found = []
    for name in names:
        content = pulled(live, name, include_hubspot_defined=include_hubspot_defined)
        new = tuple(resource for resource in content.stated if not spoken_of.has(resource.address))
        needed = {target for one in new for target in KINDS[one.address.kind].references(one.address, one.body)}
        observed = {address: why for address, why in content.observed.items() if not spoken_of.has(address)}
        if not include_hubspot_defined:
            observed = {address: why for address, why in observed.items() if why or address in needed}
        found.append(Unstated(name, Content(new, observed), dict(_children(desired, live, name, spoken_of))))
    return found


def add_unstated(found: Unstated, desired: Desired, live: State, revisions: Mapping[str, Revision]) -> Iterator[str]:
    """Add to the files what they do not speak of; yields what did not fit, with the reason."""
    for address, fields in found.children.items():
        for name, keys in fields.items():
            place = desired.resources[address].places.get((name,))
            revision = revisions.get(place.path) if place else None
            try:
                trail = _trail(revision, address, name)
                if revision is None or not trail:
                    raise LayoutRefused("no file of this directory lists them")  # noqa: TRY301 - told like the others
                add_children(revision, trail, KINDS[address.kind], live.resources[address], keys)
            except LayoutRefused as refusal:
                yield f"{name} of {address}: {refusal}"
    home = file_of(revisions, found.name)
    if home and (found.content.stated or found.content.observed):
        try:
            add(revisions[home], found.name, found.content)
        except LayoutRefused as refusal:
            yield f"{home}: {refusal}"


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
        if address.scope != (name,) or address not in live.resources:
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
    within = (KINDS[address.kind].collection, address.key, name)
    trails = (
        (*trail, *within) for trail, said in (objects_in(revision) if revision else ()) if said == address.scope[0]
    )
    return next((trail for trail in trails if revision and at(revision.top, trail)), ())
