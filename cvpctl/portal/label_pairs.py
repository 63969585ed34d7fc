"""Which two rows of the label lists are one label, and what its key is. Nothing is guessed.

HubSpot lists each direction for itself, without names and in no order. A label is known by its two type ids (a binding,
the record, a create of this run), else by the internal name that a schema tells for both of its directions; what is
left over is a pair only where it is alone. A name `<from>_<to>_<key>` is one we gave; any other is a key as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cvpctl.model import Address, Body, Resource, Scope

OWN = "USER_DEFINED"


@dataclass(frozen=True, slots=True)
class Pair:
    """What the lists say of one pair of objects: label texts by type id, each way, and limits by type id.

    Between records of one object both ways are one list. `plain` is the type id of the portal's own association without
    a label, where it has one; HubSpot's own pairs have HubSpot's.
    """

    scope: Scope
    forth: Mapping[str, str]
    back: Mapping[str, str]
    limits: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    plain: str = ""

    @property
    def with_itself(self) -> bool:
        start, end = self.scope[1]
        return start == end


@dataclass(frozen=True, slots=True)
class Match:
    """A label: its type id each way (empty where not known), its address and its internal name."""

    address: Address
    forth: str
    back: str = ""
    name: str = ""

    @property
    def identity(self) -> str:
        return f"{self.forth}/{self.back}" if self.back else self.forth


def texts(rows: Iterable[Body]) -> dict[str, str]:
    """Return the portal's own labels by type id; a plain association has no text, and HubSpot's are not ours."""
    return {str(row["typeId"]): row["label"] for row in rows if row.get("category") == OWN and row.get("label")}


def plain(rows: Iterable[Body]) -> str:
    """Return the type id of the portal's own association without a label; empty where there is none."""
    return next((str(row["typeId"]) for row in rows if row.get("category") == OWN and not row.get("label")), "")


def limits(rows: Iterable[Body]) -> dict[str, int]:
    """Return the limits a person set, by type id: ids are unique among a portal's own types."""
    most = "userEnforcedMaxToObjectIds"
    return {str(row["typeId"]): row[most] for row in rows if row.get("category") == OWN and row.get(most)}


def known(pair: Pair, identities: Mapping[Address, str]) -> list[Match]:
    """Return the labels whose type ids were known before anything was read; one label has one address."""
    found: dict[str, Match] = {}
    for address, identity in sorted(identities.items()):
        forth, _, back = identity.partition("/")
        if forth in pair.forth and not _of_two(pair, forth, back):
            match = Match(address, forth, back if back in pair.back else "", pair.names.get(forth, ""))
            found.setdefault(forth, match)
    return list(found.values())


def _of_two(pair: Pair, forth: str, back: str) -> bool:
    """Ids of two labels in one line are a slip; written through, they would change a stranger's limit."""
    names = {pair.names[one] for one in (forth, back) if one in pair.names}
    return len(names) > 1


def unknown(pair: Pair, matches: Iterable[Match]) -> list[str]:
    """Return the type ids, this way round, that belong to no label yet; those whose names we gave come first."""
    taken = {type_id for match in matches for type_id in (match.forth, match.back if pair.with_itself else "")}
    rest = (type_id for type_id in pair.forth if type_id not in taken)
    return sorted(rest, key=lambda type_id: (not _is_ours(pair, type_id), int(type_id)))


def matched(pair: Pair, identities: Mapping[Address, str]) -> list[Match]:
    """Return all labels of a pair."""
    found = known(pair, identities)
    keys = {match.address.key for match in found}
    for forth in unknown(pair, found):
        if any(forth == match.back for match in found) and pair.with_itself:
            continue
        back = _twin(pair, forth, {match.back for match in found})
        address = _address(pair, forth, keys)
        keys.add(address.key)
        found.append(Match(address, forth, back, pair.names.get(forth, "")))
    return found if pair.with_itself else _eliminated(pair, found)


def resource(pair: Pair, match: Match) -> Resource:
    """Return a label as its kind wants it, both directions in one body."""
    said: Body = {"name": match.name, "typeId": int(match.forth), "label": pair.forth[match.forth]}
    if pair.plain:
        said["plainTypeId"] = int(pair.plain)
    if match.forth in pair.limits:
        said["maxToObjects"] = pair.limits[match.forth]
    if match.back:
        said |= {"inverseTypeId": int(match.back), "inverseLabel": pair.back[match.back]}
    if match.back in pair.limits:
        said["inverseMaxToObjects"] = pair.limits[match.back]
    return Resource(match.address, said, identity=match.identity)


def _twin(pair: Pair, forth: str, used: set[str]) -> str:
    """Return the other direction of the same name.

    Between records of one object the lower id is taken for the way that was asked for, since it is given first; a name
    that stands there once reads the same both ways.
    """
    name = pair.names.get(forth)
    twins = [back for back in pair.back if name and pair.names.get(back) == name and back not in used]
    if pair.with_itself:
        twins = [back for back in twins if back != forth] or twins
    return twins[0] if len(twins) == 1 else ""


def _eliminated(pair: Pair, found: list[Match]) -> list[Match]:
    """One label without its other direction and one direction without its label can only belong together."""
    used = {match.back for match in found}
    lonely, spare = [match for match in found if not match.back], [back for back in pair.back if back not in used]
    if len(lonely) != 1 or len(spare) != 1:
        return found
    return [replace(match, back=spare[0]) if match is lonely[0] else match for match in found]


def _is_ours(pair: Pair, type_id: str) -> bool:
    return pair.names.get(type_id, "").startswith("_".join((*pair.scope[1], "")))


def _address(pair: Pair, type_id: str, taken: set[str]) -> Address:
    """A key that another label has already gives way to the whole name."""
    kind, names = pair.scope
    name = pair.names.get(type_id, "")
    wanted = (name.removeprefix("_".join((*names, ""))), name, f"type-{type_id}")
    return Address(kind, names, next(key for key in wanted if key and key not in taken))
