"""Looking until nothing new is found: what hangs on a custom object is seen only through the object's own binding.

Each look goes through the bindings there are and those proposed so far, so the last one tells how all of it differs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cvpctl.apply import look
from cvpctl.cli.output import tell
from cvpctl.cli.session import Session
from cvpctl.engine.adoption import propose, settled
from cvpctl.engine.moves import memory
from cvpctl.model import Address, Desired, Record, Unknown
from cvpctl.model.adoption import Adoption, Proposal, Reason
from cvpctl.portal import Portal
from cvpctl.project import identities


@dataclass(frozen=True, slots=True)
class Search:
    """What does not change between looks."""

    session: Session
    desired: Desired
    record: Record
    only_one: Collection[str]

    @property
    def bound(self) -> dict[Address, str]:
        return identities(self.session.settings.bindings)

    def remembered(self) -> dict[Address, Proposal]:
        """Return the bindings of what was renamed before; of an option only the record can tell."""
        stated = self.desired.resources
        return {
            address: Proposal(address, identity, Reason.REMEMBERED, "", (), stated[address.owner].place)
            for address, identity in memory(self.record).items()
            if address.owner in stated and address not in self.bound and not _is_option(address)
        }

    def settle(self, chosen: Mapping[Address, Proposal]) -> tuple[Adoption, dict[Address, Proposal]]:
        """Return what is to be told, and all that is to be bound."""
        known = dict(chosen)
        while True:
            bound = self.bound | {address: one.identity for address, one in known.items()}
            live = look(through(self.session, self.record, bound), self.desired)
            adoption = propose(self.desired, live, bound=bound, only_one=self.only_one)
            if not adoption.sure:
                return settled(adoption, known, live), known
            known |= {one.address: one for one in adoption.sure}


def through(session: Session, record: Record, bound: Mapping[Address, str]) -> Portal:
    """Return the portal as it is seen with these bindings; what only the record knows it knows too."""
    portal = session.portal.bound_to(bound)
    portal.know({address: entry.identity for address, entry in record.entries.items() if entry.identity})
    portal.follow(memory(record))
    return portal


def _is_option(address: Address) -> bool:
    return address.kind == "property" and bool(address.subpath)


def room_for_one(session: Session, desired: Desired) -> frozenset[str]:
    """Return the objects that may have one pipeline in this portal; where nobody tells, none is taken for such."""
    if not any(address.kind == "pipeline" for address in desired.resources):
        return frozenset()
    most = session.portal.most_pipelines()
    if isinstance(most, Unknown):
        tell(f"How many pipelines this portal may have could not be read ({most.why}): {most.detail}")
        return frozenset()
    return frozenset(name for name, limit in most.items() if limit <= 1)
