"""A create of something that a binding says is live already: the binding has a slip, or the thing went.

Created, it would get the bound name, so that a mistyped line made a second thing nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cvpctl.model import ABSENT, Action, Address, Change, Finding, Severity


@dataclass(frozen=True, slots=True)
class BoundToNothing:
    """`bound` is what the portal's settings say that it calls things."""

    bound: Mapping[Address, str]

    def findings(self, change: Change) -> Iterator[Finding]:
        for address in self._created(change):
            message = f"is bound to {self.bound[address]!r}, which this portal does not have"
            help_ = "correct the line under bindings: in cvpctl.yaml; take it out only if a new thing is wanted"
            yield Finding("BOUND_TO_NOTHING", Severity.ERROR, message, help_, address, change.place)

    def _created(self, change: Change) -> Iterator[Address]:
        if change.action is Action.CREATE and change.address in self.bound:
            yield change.address
        for edit in change.fields:
            stages = [edit.path[1]] if len(edit.path) == 2 and edit.before is ABSENT else ()  # noqa: PLR2004
            if edit.path == ("stages",) and edit.before is ABSENT:
                stages = list(edit.after or ())
            yield from (part for key in stages if (part := change.address.child("stages", key)) in self.bound)
