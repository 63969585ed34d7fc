"""A rollback sees portal and record by the names that its run went by, and says both by today's names in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cvpctl.apply import Undo
from cvpctl.cli.session import Session
from cvpctl.engine.former_names import names_between, renamed_between
from cvpctl.engine.moves import followed, forgotten, memory, own_address, remembered
from cvpctl.model import Address, Record
from cvpctl.project import identities

Known = Mapping[Address, str]


@dataclass(frozen=True, slots=True)
class FormerNames:
    """`then` is what the portal called things when the run was made, `now` what the record remembers of renames.

    `left` are the names that the run gave, with those it found; undone, they go back as far as they still stand.
    """

    then: Known
    now: Known
    bound: Known
    left: Mapping[Address, Address]

    def of_the_run(self, record: Record) -> Record:
        """Return the record as if every later rename had not been."""
        names = names_between({**self.bound, **self.now}, self.then)
        return remembered(followed(forgotten(record, self.now), names), _renamed_in(self.then, self.bound))

    def of_today(self, record: Record) -> Record:
        """Return the record of the run's names under those that stand once the run is undone."""
        after = self.after
        names = names_between(self.then, {**self.bound, **after})
        return remembered(_plain(followed(forgotten(record, self.then), names)), after)

    @property
    def after(self) -> Known:
        """What the record remembers of renames once the run is undone."""
        after = dict(self.now)
        for left, before in self.left.items():
            identity = after.pop(left, left.subpath[-1] if left.subpath else left.key)
            if own_address(before, identity) != before:
                after[before] = identity
        return after

    @property
    def undone(self) -> dict[Address, Address]:
        """What the record calls things once the run is undone, with what it calls them now."""
        return {new: old for old, new in renamed_between(self.now, self.after)}


def former_names(session: Session, undo: Undo, record: Record) -> FormerNames:
    """Return them, and let the portal go by the names of the run."""
    bound, now = identities(session.settings.bindings), memory(record)
    ours = {change.address for change in undo.plan.changes}
    # An inverse without these was left by an older version; what it names itself it called so.
    then = {a: i for a, i in {**bound, **now}.items() if a.owner in ours} | dict(undo.plan.identities)
    session.portal.follow(then, {**bound, **now})
    return FormerNames(then, now, bound, {left: before for left, before in undo.renamed.items() if _stands(left, now)})


def renamed_by(session: Session, record: Record) -> dict[Address, Address]:
    """Return the names that a record about to be saved gives, with those that the saved one has."""
    name = session.project.name if session.project else ""
    saved = session.records.load(session.settings.name, session.identity.portal_id, project=name)
    return {new: old for old, new in renamed_between(memory(saved), memory(record))}


def _plain(record: Record) -> Record:
    """Return the record without live names that an address says by itself."""
    entries = {
        address: replace(entry, identity="") if entry.identity == address.key and not entry.bound else entry
        for address, entry in record.entries.items()
    }
    return replace(record, entries=entries)


def _stands(left: Address, now: Known) -> bool:
    """Tell whether what a run left under a name is still called so."""
    return left in now or not any(own_address(address, identity) == left for address, identity in now.items())


def _renamed_in(then: Known, bound: Known) -> dict[Address, str]:
    return {address: identity for address, identity in then.items() if address not in bound}
