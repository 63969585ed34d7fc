"""Two configurations, address by address. Pure; ids are no part of it, since each portal gives its own.

What HubSpot brought is left out unless a blueprint states it, and so is the mark by which cvpctl knows its portals. A
list that one side could not read is not compared at all: what may be in it is not absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cvpctl.engine.comparing_fields import both_whole, stated_by_a, stated_by_b
from cvpctl.engine.comparing_labels import facing, pairs_of
from cvpctl.engine.comparing_order import FIELD, ordered_alike
from cvpctl.engine.comparing_unread import lacking, unread_at, unread_lists
from cvpctl.engine.lookalikes import fold
from cvpctl.kinds import KINDS
from cvpctl.kinds.natives import STAMP
from cvpctl.model import Address, Body, FieldChange, Resource
from cvpctl.model.comparison import Comparison, Difference, Side, Standing

_AB = (Standing.ONLY_A, Standing.ONLY_B)


def compared(a: Side, b: Side, *, include_hubspot_defined: bool = False) -> Comparison:
    """Return what separates A and B; with `include_hubspot_defined` also in what HubSpot brought."""
    a, b = _facing(a, b)
    return _Comparing(a, b, include_hubspot_defined=include_hubspot_defined).comparison()


def _facing(a: Side, b: Side) -> tuple[Side, Side]:
    """Say the labels of both sides from one end; what a blueprint calls them comes first."""
    if b.whole or not a.whole:
        return a, replace(b, resources=facing(b.resources, pairs_of(a.resources)))
    return replace(a, resources=facing(a.resources, pairs_of(b.resources))), b


class _Comparing:
    def __init__(self, a: Side, b: Side, *, include_hubspot_defined: bool) -> None:
        self.a, self.b = a, b
        self.including = include_hubspot_defined

    def comparison(self) -> Comparison:
        every = sorted({*self.a.resources, *self.b.resources} - {STAMP})
        read = [one for one in every if not self.is_unread(one)]
        meant = [one for one in read if self.is_meant(one)]
        found = sorted(self.differences(meant), key=lambda one: one.address)
        differences = tuple(self.with_alike(found))
        unread = tuple(unread_lists(self.a, self.b))
        equal, others = len(meant) - len(differences), len(read) - len(meant)
        return Comparison(self.a, self.b, differences, unread, equal, others)

    def is_unread(self, address: Address) -> bool:
        sides = ((self.a, self.b), (self.b, self.a))
        return any(unread_at(side, address, other.resources.get(address)) for side, other in sides)

    def is_meant(self, address: Address) -> bool:
        """Tell whether anybody here would miss it: HubSpot's own, and what the blueprints pass over, is left out."""
        there = [side for side in (self.a, self.b) if address in side.resources]
        if not self.including and all(address in side.hubspots for side in there):
            return False
        if len(there) > 1:
            return True
        other = self.b if there[0] is self.a else self.a
        spoken_of = self.same_sort or other.whole or set(address.scope or (address.key,)) <= other.objects
        return spoken_of and address not in other.silent

    def differences(self, meant: list[Address]) -> Iterator[Difference]:
        both = {one: self.pair(one) for one in meant if one in self.a.resources and one in self.b.resources}
        # A blueprint's numbers are what a plan would send, whoever else stands there.
        alike = ordered_alike({one: self.bodies(*pair) for one, pair in both.items()}) if self.same_sort else ()
        for address, pair in both.items():
            edits = [edit for edit in self.edits(*pair) if edit.path != (FIELD,) or address not in alike]
            if edits:
                yield Difference(address, Standing.DIFFERS, *self.bodies(*pair), tuple(edits))
        for side, standing in zip((self.a, self.b), _AB, strict=True):
            other = self.b if side is self.a else self.a
            for address in meant:
                if address in side.resources and address not in other.resources:
                    body = self.body(side.resources[address])
                    a, b = (body, None) if side is self.a else (None, body)
                    yield Difference(address, standing, a, b, lacking=lacking(other, address))

    @property
    def same_sort(self) -> bool:
        return self.a.whole == self.b.whole

    def pair(self, address: Address) -> tuple[Resource, Resource]:
        return self.a.resources[address], self.b.resources[address]

    def edits(self, a: Resource, b: Resource) -> tuple[FieldChange, ...]:
        if self.same_sort:
            return both_whole(a, b)
        compare, stating, live = (stated_by_b, self.b, self.a) if self.a.whole else (stated_by_a, self.a, self.b)
        return compare(a, b, live.entries.get(a.address), stating.left.get(a.address, frozenset()))

    def bodies(self, a: Resource, b: Resource) -> tuple[Body, Body]:
        return self.body(a), self.body(b)

    def body(self, resource: Resource) -> Body:
        return KINDS[resource.address.kind].normalise(resource.address, resource.body)

    def with_alike(self, found: list[Difference]) -> Iterator[Difference]:
        """Add to what is on one side only what the other one has under that label, where it is the only one."""
        labelled: dict[tuple[object, ...], list[Difference]] = {}
        for one in found:
            if one.standing in _AB and (text := _label(one)):
                labelled.setdefault((one.address.kind, one.address.scope, text), []).append(one)
        twins = {
            one.address: other.address
            for same in labelled.values()
            if {two.standing for two in same} == {*_AB} and len(same) == len(_AB)
            for one, other in (same, same[::-1])
        }
        yield from (replace(one, alike=twins.get(one.address)) for one in found)


def _label(one: Difference) -> str:
    labels = one.body.get("labels") or {}
    return fold(str(one.body.get("label") or labels.get("singular") or ""))
