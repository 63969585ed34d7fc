"""From a blueprint and a portal that is older than it to proposals: what there is the same thing under another name.

Pure. What goes by its own name is found by it (ids first); labels decide about the rest, and a person about labels.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cvpctl.engine.alike import Alive, Stated, alive, paired, stated
from cvpctl.engine.diff import compare
from cvpctl.engine.ownership import still_stated
from cvpctl.engine.scopes import wanted_scopes
from cvpctl.engine.stages_alike import label_at, stage_pools, stages_gone
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Desired, Resource, Scope, State, find_object_type
from cvpctl.model.adoption import Adoption, Candidate, Found, Fresh, Obstacle, Proposal, Reason, Undecided

BINDABLE = ("schema", "group", "property", "label", "pipeline")
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_SCHEMAS: Scope = ("schema", ())
Told = Proposal | Undecided | Fresh


def propose(desired: Desired, live: State, *, bound: Mapping[Address, str], only_one: Collection[str]) -> Adoption:
    """Compare what a blueprint states with what a portal has, which was read through the bindings it has already.

    `only_one` names the objects that may have no more than one pipeline here. Of a property on a custom object that is
    only proposed nothing is known yet: bind it, read again and ask again.
    """
    sight = _Sight(desired, live, bound)
    told = [one for scope in desired.scopes for one in _of_list(sight, scope, only_one)]
    told += _objects_not_live(sight)
    told += _bound_to_nothing(sight)
    sure = {one.address: one.identity for one in told if isinstance(one, Proposal) and one.sure}
    for missing, free in stage_pools(desired, live, {a: Address(a.kind, a.scope, i) for a, i in sure.items()}, bound):
        told += _judged(missing, free)
    found = [_found(sight, address, bound) for address in desired.resources if address in live.resources]
    unknown = tuple((scope, live.unknown[scope]) for scope in wanted_scopes(desired) if scope in live.unknown)
    return Adoption(
        tuple(sorted((one for one in told if isinstance(one, Proposal)), key=_place)),
        tuple(sorted(found, key=_place)),
        tuple(sorted((one for one in told if isinstance(one, Fresh)), key=_place)),
        tuple(sorted((one for one in told if isinstance(one, Undecided)), key=_place)),
        unknown,
    )


def settled(last: Adoption, chosen: Mapping[Address, Proposal], live: State) -> Adoption:
    """Return what is to be told when the portal was read again through what was proposed before.

    Then all that was proposed is found, and how it differs is known.
    """
    seen = {one.address: one.differences for one in last.found}
    proposals = [
        replace(one, differences=_of(one.address, seen), live_label=one.live_label or label_at(one.address, live))
        for one in chosen.values()
    ]
    return replace(
        last,
        proposals=tuple(sorted((*proposals, *last.proposals), key=_place)),
        found=tuple(one for one in last.found if one.address not in chosen),
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    desired: Desired
    live: State
    bound: Mapping[Address, str]

    def read(self, scope: Scope) -> bool:
        return scope not in self.live.unknown

    def free(self, scope: Scope) -> list[Alive]:
        """Return what lives there and is claimed by no address of the blueprint."""
        ours = {*self.desired.resources, *self.desired.removed, *self.desired.observed, *self.bound}
        here = [one for one in self.live.resources.values() if (one.address.kind, one.address.scope) == scope]
        free = (one for one in here if one.address not in ours)
        return [way for one in free for way in alive(one, hubspots=self._is_hubspots(one))]

    def missing(self, scope: Scope) -> list[Resource]:
        stated_here = (one for a, one in self.desired.resources.items() if (a.kind, a.scope) == scope)
        return [one for one in stated_here if one.address not in self.live.resources and one.address not in self.bound]

    def _is_hubspots(self, resource: Resource) -> bool:
        """A group carries no mark: it is HubSpot's by its name, or since it holds nothing but HubSpot's properties."""
        if resource.address.kind != "group":
            return bool(resource.body.get("hubspotDefined"))
        native = find_object_type(resource.address.scope[0])
        scope, key = ("property", resource.address.scope), resource.address.key
        siblings = (one for one in self.live.resources.values() if (one.address.kind, one.address.scope) == scope)
        inside = [bool(one.body.get("hubspotDefined")) for one in siblings if one.body.get("groupName") == key]
        return bool(native and key in native.groups) or (bool(inside) and all(inside))


def _of_list(sight: _Sight, scope: Scope, only_one: Collection[str]) -> Iterator[Told]:
    if not sight.read(scope):
        return
    missing, free = [stated(one) for one in sight.missing(scope)], sight.free(scope) if scope[0] in BINDABLE else []
    comes_back = sight.live.archived if Action.RESTORE in KINDS[scope[0]].operations else ()
    told = list(_judged(missing, free, comes_back))
    if scope[0] == "pipeline" and scope[1][0] in only_one:
        told = list(_with_room_for_one(sight, scope, told, free))
    yield from told


def _judged(missing: Sequence[Stated], free: Sequence[Alive], archived: Collection[Address] = ()) -> Iterator[Told]:
    told = {one.address: one for one in paired(missing, free)}
    for one in missing:
        yield told.get(one.address) or Fresh(one.address, one.texts[0], archived=one.address in archived)


def _with_room_for_one(sight: _Sight, scope: Scope, told: list[Told], free: list[Alive]) -> Iterator[Told]:
    """Where the portal holds one pipeline of an object, one that is live is the one that is stated."""
    lives = sum(1 for a in sight.live.resources if (a.kind, a.scope) == scope)
    states = sum(1 for a in sight.desired.resources if (a.kind, a.scope) == scope)
    for one in told:
        if not lives or (isinstance(one, Proposal) and one.sure):
            yield one
        elif (lives, states, len(free)) == (1, 1, 1):
            place = sight.desired.resources[one.address].place
            yield Proposal(one.address, free[0].identity, Reason.ONLY_ONE, free[0].texts[0], (), place)
        else:
            place = sight.desired.resources[one.address].place
            yield Undecided(one.address, Obstacle.ONLY_ONE, tuple(other.candidate for other in free), place)


def _objects_not_live(sight: _Sight) -> Iterator[Undecided]:
    """Custom objects that a blueprint builds on without stating them, so that no label tells which one is meant."""
    names = {name for address in sight.desired.resources for name in address.scope if find_object_type(name) is None}
    for name in sorted(names) if sight.read(_SCHEMAS) else ():
        address = Address("schema", (), name)
        if address not in sight.desired.resources and address not in sight.live.resources:
            candidates = tuple(one.candidate for one in sight.free(_SCHEMAS))
            if address not in sight.bound:
                yield Undecided(address, Obstacle.NOT_LIVE, candidates)


def _bound_to_nothing(sight: _Sight) -> Iterator[Undecided]:
    for address, identity in sight.bound.items():
        whole = not address.subpath and address not in sight.live.resources
        meant = address.owner in sight.desired.resources and sight.read((address.kind, address.scope))
        if meant and (whole or stages_gone(address, sight.live)):
            place = sight.desired.resources[address.owner].place
            yield Undecided(address, Obstacle.BOUND_TO_NOTHING, (Candidate(identity, ""),), place)


def _found(sight: _Sight, address: Address, bound: Mapping[Address, str]) -> Found:
    kind, live = KINDS[address.kind], sight.live.resources[address]
    said = still_stated(sight.desired, sight.desired.resources[address])
    gone = [other.subpath for other in sight.desired.removed if other.subpath and other.owner == address]
    edits = compare(kind, kind.normalise(address, said.body), kind.normalise(address, live.body), removed=gone)
    return Found(address, bound.get(address, ""), tuple("/".join(edit.path) for edit in edits))


def _of(address: Address, seen: Mapping[Address, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the differences of a thing; those of a stage stand among its pipeline's."""
    if not address.subpath:
        return seen.get(address, ())
    inside = "/".join(address.subpath) + "/"
    return tuple(path.removeprefix(inside) for path in seen.get(address.owner, ()) if path.startswith(inside))


def _place(one: Told | Found) -> tuple[int, Address]:
    """A pipeline goes before its stages, and those keep the order in which they are stated."""
    return _RANK[one.address.kind], one.address.owner
