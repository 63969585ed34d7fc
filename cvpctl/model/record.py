"""The record: what the last apply sent and read back, per address. The third state that attributes a difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cvpctl.model.address import Address
from cvpctl.model.body import Body
from cvpctl.model.resource import Scope


@dataclass(frozen=True, slots=True)
class Entry:
    """`stated` as sent, `live` as read back; both normalised by the kind.

    `identity` is what the portal called it, where HubSpot hides that for a while (a label's two type ids), and `bound`
    says that a binding told it: taken away, that binding is not to live on in the record.
    """

    stated: Body
    live: Body
    identity: str = field(default="", kw_only=True)
    bound: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Record:
    """Never holds a secret. Losing it costs attribution, not safety.

    `completed` is the digest of the blueprint that was last applied here with nothing left over.
    `unmanaged` are the names of what was live and not ours then, by list: what comes later is told as new.
    """

    portal_id: int
    project: str = ""
    entries: Mapping[Address, Entry] = field(default_factory=dict)
    completed: str = ""
    unmanaged: Mapping[Scope, frozenset[str]] = field(default_factory=dict)
