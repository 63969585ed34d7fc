"""Who else in a portal speaks of a property, an option or a stage: lists, forms and workflows, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cvpctl.model.address import Address


@dataclass(frozen=True, slots=True)
class Unread:
    """What was not looked through, or not to its end, and why: `workflows`, `the token lacks automation`."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class References:
    """`users` names who speaks of an address (`workflow 'Nurture'`); who is not in it was not found to."""

    users: Mapping[Address, tuple[str, ...]] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
