"""All files together: every address stated once, every tombstone and observed thing, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cvpctl.blueprint.addresses import address_in
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.statements import Mention, Said, Statement
from cvpctl.model import Address


@dataclass(frozen=True, slots=True)
class Claims:
    """What the blueprints of one run claim."""

    stated: dict[Address, Statement] = field(default_factory=dict)
    observed: frozenset[Address] = frozenset()
    removed: dict[Address, Mention] = field(default_factory=dict)


def claims_of(said: Iterable[Said], found: Findings) -> Claims:
    said = tuple(said)
    stated: dict[Address, Statement] = {}
    removed: dict[Address, Mention] = {}
    for statement in (statement for one in said for statement in one.statements):
        _claim(statement, stated, found)
    for mention in (mention for one in said for mention in one.removed):
        address = address_in(mention, found)
        if address in removed:
            first = removed[address].source.place(removed[address].spot)
            found.note("DUPLICATE_ADDRESS", f"{address} is removed twice; first at {first}", "keep one", at=mention.at)
        elif address:
            removed[address] = mention
    observed = (address_in(mention, found) for one in said for mention in one.observed)
    claims = Claims(stated, frozenset(address for address in observed if address), removed)
    for address, mention in removed.items():
        for message, help_ in _contradictions(address, claims):
            found.note("REMOVED_AND_STATED", message, help_, at=mention.at, address=address)
    return claims


def _claim(statement: Statement, stated: dict[Address, Statement], found: Findings) -> None:
    first = stated.setdefault(statement.address, statement)
    if first is not statement:
        place = first.source.place(first.entry)
        message = f"{statement.address} is stated twice; first at {place}"
        found.note("DUPLICATE_ADDRESS", message, "state it in one file", at=statement.at(), address=statement.address)


def _contradictions(address: Address, claims: Claims) -> Iterator[tuple[str, str]]:
    statement = claims.stated.get(address.owner)
    if statement and (not address.subpath or address.subpath[1] in _children(statement, address.subpath[0])):
        where = statement.source.place(statement.at((*address.subpath,), key=True)[1])
        yield f"{address} is removed here and stated at {where}", "keep one of the two"


def _children(statement: Statement, field_name: str) -> set[str]:
    """Return the keys of a keyed collection, whichever of its forms the blueprint uses."""
    children = statement.body.get(field_name, ())
    if isinstance(children, dict):
        return set(children)
    keyed_by = statement.kind.rule(field_name).keyed_by
    return {child[keyed_by] if isinstance(child, dict) else str(child) for child in children}
