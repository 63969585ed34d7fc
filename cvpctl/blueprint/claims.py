"""All files together: every address stated once, every tombstone and observed thing, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cvpctl.blueprint.addresses import Addresses
from cvpctl.blueprint.doubles import Doubles
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.language import CUSTOM_OBJECTS
from cvpctl.blueprint.language_items import READERS
from cvpctl.blueprint.layering import Layering
from cvpctl.blueprint.layers import Layers
from cvpctl.blueprint.moves import moves_of
from cvpctl.blueprint.namespaces import selectors_of
from cvpctl.blueprint.omit import Omissions
from cvpctl.blueprint.readers import Readers, readers_of
from cvpctl.blueprint.runbook import runbook_of
from cvpctl.blueprint.statement import Draft, Statement
from cvpctl.blueprint.statements import Mention, Said
from cvpctl.model import Address, ManualStep, Moved, Place, Selector, Severity


@dataclass(frozen=True, slots=True)
class Claims:
    """What the blueprints of one run claim.

    `doubled` are statements of addresses that another file claimed before; `owned` are fields left to the portal;
    `omitted` tells which line took something out that a file inherits, `existing` where live custom objects are listed.
    """

    stated: dict[Address, Statement] = field(default_factory=dict)
    observed: dict[Address, Mention] = field(default_factory=dict)
    removed: dict[Address, Mention] = field(default_factory=dict)
    owned: dict[Address, frozenset[str]] = field(default_factory=dict)
    doubled: tuple[Statement, ...] = ()
    moved: tuple[Moved, ...] = ()
    manages: tuple[Selector, ...] = ()
    omitted: Mapping[Address, Mention] = field(default_factory=dict)
    runbook: tuple[ManualStep, ...] = ()
    readers: Readers = field(default_factory=Readers)
    blocks: Mapping[str, tuple[str, Place]] = field(default_factory=dict)
    existing: Mapping[str, Place] = field(default_factory=dict)


def claims_of(said: Sequence[Said], layers: Layers, found: Findings) -> Claims:
    existing = frozenset[str]().union(*(one.existing for one in said))
    return _Claiming(layers, Addresses(existing, found), found).claims(said)


@dataclass(frozen=True, slots=True)
class _Claiming:
    layers: Layers
    addresses: Addresses
    found: Findings

    def claims(self, said: Sequence[Said]) -> Claims:
        omissions = Omissions.of(said, self.layers, self.addresses)
        stated, doubled = self.stated([draft for one in said for draft in omissions.kept(one.drafts)])
        observed = dict(self.mentioned((mention for one in said for mention in one.observed), omissions))
        removed = self.removed((mention for one in said for mention in one.removed), omissions)
        owned = self.owned((mention for one in said for mention in one.owned), stated, omissions)
        omissions.tell(self.found)
        for end in (end for one in said for end in one.ends):
            self.addresses.check_end(end)
        moved = moves_of((pair for one in said for pair in one.moved), stated, self.addresses, self.found)
        lines = (line for one in said for line in one.manages)
        manages = selectors_of(lines, self.layers, self.addresses, self.found)
        known = frozenset((*self.addresses.existing, *CUSTOM_OBJECTS))
        steps = [step for one in said for step in one.runbook if not omissions.silences(*step.about)]
        runbook = runbook_of(steps, self.layers, known, self.found)
        tables = {
            name: [line for one in said for line in one.readers.get(name, ()) if not omissions.silences(*line.about)]
            for name in READERS
        }
        readers = readers_of(tables, self.layers, known, self.found)
        taken, blocks = omissions.taken, self.layers.blocks
        existing = {name: one.source.place(entry) for one in said[::-1] for name, entry in one.existing.items()}
        claims = Claims(
            stated, observed, removed, owned, doubled, moved, manages, taken, runbook, readers, blocks, existing
        )
        for code, address, mention, message, help_ in _contradictions(claims):
            self.found.note(code, message, help_, at=mention.at, address=address)
        return claims

    def stated(self, drafts: Iterable[Draft]) -> tuple[dict[Address, Statement], tuple[Statement, ...]]:
        by_address: dict[Address, list[Draft]] = {}
        for draft in drafts:
            by_address.setdefault(draft.address, []).append(draft)
        layering, doubled, stated = Layering(self.found), list[Draft](), {}
        doubles = Doubles(self.layers.roots)
        for address, said in by_address.items():
            stated[address] = layering.statement(self.together(said, doubled, doubles))
        doubles.tell(self.found)
        return stated, tuple(layering.statement([draft]) for draft in doubled)

    def together(self, drafts: Sequence[Draft], doubled: list[Draft], doubles: Doubles) -> list[Draft]:
        """Return the drafts that may be layered; the others are noted with both places."""
        kept = [drafts[0]]
        for draft in drafts[1:]:
            other = next((k for k in kept if not self.related(k, draft)), None)
            if other is None:
                kept.append(draft)
                continue
            doubles.add(other, draft)
            if not any(self.related(k, draft) for k in kept):
                doubled.append(draft)
        return kept

    def related(self, one: Draft | Mention, other: Draft | Mention) -> bool:
        return self.layers.related(one.source.name, other.source.name)

    def mentioned(self, mentions: Iterable[Mention], omissions: Omissions) -> Iterator[tuple[Address, Mention]]:
        for mention in mentions:
            address = self.addresses.whole(mention)
            if address and not omissions.takes(address, mention.source.name):
                yield address, mention

    def removed(self, mentions: Iterable[Mention], omissions: Omissions) -> dict[Address, Mention]:
        removed: dict[Address, Mention] = {}
        for address, mention in self.mentioned(mentions, omissions):
            first = removed.setdefault(address, mention)
            if first is not mention and not self.related(first, mention):
                place = first.source.place(first.spot)
                message = f"{address} is removed twice; first at {place}"
                self.found.note("DUPLICATE_ADDRESS", message, "keep one", at=mention.at)
        return removed

    def owned(
        self, mentions: Iterable[Mention], stated: dict[Address, Statement], omissions: Omissions
    ) -> dict[Address, frozenset[str]]:
        owned: dict[Address, frozenset[str]] = {}
        for mention in mentions:
            address = self.addresses.field(mention)
            if address is None or omissions.takes(address.owner, mention.source.name):
                continue
            statement = stated.get(address.owner)
            if statement is None or (statement.sound and address.field not in statement.body):
                message = f"no blueprint states {address}, so there is nothing to leave to the portal"
                at, help_ = mention.at, "state what it should be when it is created, or take the line out"
                self.found.note("PORTAL_OWNS_NOTHING", message, help_, at=at, severity=Severity.WARNING)
            else:
                owned[address.owner] = owned.get(address.owner, frozenset()) | {address.field}
        return owned


def _contradictions(claims: Claims) -> Iterator[tuple[str, Address, Mention, str, str]]:
    for address, mention in claims.removed.items():
        statement = claims.stated.get(address.owner)
        if statement and (not address.subpath or address.subpath[1] in statement.keys(address.subpath[0])):
            where = _place(statement, address)
            message = f"{address} is removed here and stated at {where}"
            yield "REMOVED_AND_STATED", address, mention, message, "keep one of the two"
        elif {address, address.owner} & claims.observed.keys():
            message = f"{address} is removed here and observed, which is never written"
            yield "OBSERVED_AND_REMOVED", address, mention, message, "keep one of the two"
    for address, mention in claims.observed.items():
        statement = claims.stated.get(address)
        if statement:
            message = f"{address} is observed here, so never written, and stated at {_place(statement, address)}"
            yield "OBSERVED_AND_STATED", address, mention, message, "keep one of the two; omit: drops an inherited one"


def _place(statement: Statement, address: Address) -> str:
    source, spot = statement.at(address.subpath, key=True)
    return str(source.place(spot))
