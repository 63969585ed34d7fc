"""A removal beside a creation that reads the same: most often a rename nobody said, whose values stay behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cvpctl.engine.lookalikes import fold
from cvpctl.model import ABSENT, Action, Address, Change, FieldChange, Finding, Severity

Twins = Mapping[Address, Address]
"""What goes, and what comes in its place under another name."""


@dataclass(frozen=True, slots=True)
class Renames:
    """Pairs of things that go and come under one label."""

    twins: Twins

    @classmethod
    def among(cls, writes: Sequence[Change]) -> Renames:
        coming = {_called(change): change.address for change in writes if change.action is Action.CREATE}
        going = [change for change in writes if change.action is Action.REMOVE and _holds_values(change)]
        twins = {change.address: coming[_called(change)] for change in going if _called(change) in coming}
        for change in writes:
            if change.action is Action.UPDATE:
                twins |= dict(_parts(change))
        return cls(twins)

    def findings(self, change: Change) -> Iterator[Finding]:
        for source, target in self.twins.items():
            if source.owner != change.address:
                continue
            message = f"it goes while {target} comes under the same label: records keep their values under the old name"
            about = ("LOOKS_LIKE_RENAME", Severity.ERROR, message, "a rename? say so instead:", source, change.place)
            line = f"moved: [{{from: {source}, to: {target}}}]"
            yield Finding(*about, allowable=True, counted=True, paste=line)


def _holds_values(change: Change) -> bool:
    """A group holds none, so that one may come in the place of another."""
    return bool(change.label) and change.address.kind in {"property", "pipeline", "schema"}


def _called(change: Change) -> tuple[str, tuple[str, ...], str]:
    return change.address.kind, change.address.scope, fold(change.label)


def _parts(change: Change) -> Iterator[tuple[Address, Address]]:
    """Yield options and stages of one owner that go and come under one label."""
    inside = [edit for edit in change.fields if len(edit.path) == 2]  # noqa: PLR2004 - collection and key
    coming = {(edit.path[0], fold(_label(edit.after))): edit for edit in inside if edit.before is ABSENT}
    for edit in inside:
        twin = coming.get((edit.path[0], fold(_label(edit.before))))
        if edit.after is ABSENT and twin is not None:
            yield _part(change, edit), _part(change, twin)


def _part(change: Change, edit: FieldChange) -> Address:
    return change.address.child(*edit.path)


def _label(body: object) -> str:
    return str(body.get("label") or "") if isinstance(body, Mapping) else ""
