"""Something live that reads like what is about to be created: nearly always the same thing under another name.

A person decides: bind it, rename it, or allow both. Labels of HubSpot's own things count as well, since people cannot
tell two equal labels apart on a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Change, Finding, Resource, Scope, Severity

_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """What is live and claimed by no blueprint, by list and folded label."""

    found: Mapping[tuple[Scope, str], Resource]

    @classmethod
    def among(cls, live: Iterable[Resource], claimed: Iterable[Address]) -> LookAlikes:
        ours = set(claimed)
        free = [one for one in live if one.address not in ours and one.body.get("label")]
        # Of several, the first by address is named, whatever order the portal answered in.
        free.sort(key=lambda one: one.address, reverse=True)
        return cls({(_scope(one.address), fold(str(one.body["label"]))): one for one in free})

    def findings(self, change: Change) -> Iterator[Finding]:
        if change.action is not Action.CREATE or not change.label:
            return
        live = self.found.get((_scope(change.address), fold(change.label)))
        if live is not None:
            noun = KINDS[change.address.kind].noun
            message = f"a {noun} labelled {live.body['label']!r} is already live as {live.address.key!r}"
            line = f"bindings: {{{change.address}: {live.address.key}}}"
            help_ = f"the same thing? bind it in cvpctl.yaml: {line}; another? rename it"
            yield Finding(
                "LOOKS_LIKE_LIVE", Severity.ERROR, message, help_, change.address, change.place, allowable=True
            )


def fold(label: str) -> str:
    """Return what a hurried reader sees: no case, no spaces or signs, no plural."""
    words = _APART.split(label.casefold())
    # A label of signs alone is told apart by its signs.
    return "".join(word.removesuffix("s") for word in words) or label.strip().casefold()


def _scope(address: Address) -> Scope:
    return (address.kind, address.scope)
