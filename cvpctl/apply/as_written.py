"""What of a change reads otherwise than it was written, field by field."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cvpctl.apply.sameness import reads_as
from cvpctl.engine.diff import compare
from cvpctl.kinds import KINDS, Kind, is_order
from cvpctl.model import ABSENT, Action, Body, Change, FieldChange, Path, Resource, at


def differences(change: Change, live: Resource | None) -> Iterator[FieldChange]:
    """Yield what still separates the portal from what a change wrote; nobody asks here about what it did not write."""
    kind = KINDS[change.address.kind]
    if change.action is Action.REMOVE:
        if live is not None:
            yield FieldChange((kind.key,), change.address.key, ABSENT)
        return
    if live is None:
        yield FieldChange((kind.key,), ABSENT, change.address.key)
        return
    body = kind.normalise(change.address, live.body)
    removed = [edit.path for edit in change.fields if edit.after is ABSENT]
    for edit in compare(kind, change.stated or {}, body, removed=removed):
        if _wrote(change, edit.path) and not _rewritten(kind, change, edit, body):
            yield edit
    yield from _beside(kind, change, body, removed)


def _beside(kind: Kind, change: Change, live: Body, removed: Collection[Path]) -> Iterator[FieldChange]:
    """Yield what was written although nobody states it: an option that a migration leaves behind is hidden."""
    for edit in change.fields:
        # One that a migration takes out got another label before it went.
        gone = any(edit.path[: len(path)] == path for path in removed)
        beside = not is_order(kind, edit.path[0]) and at(change.stated or {}, edit.path) is ABSENT
        if beside and not gone and not reads_as(kind, edit.path, edit.after, live):
            yield FieldChange(edit.path, at(live, edit.path), edit.after)


def _wrote(change: Change, path: Path) -> bool:
    """Tell whether a change wrote the field at `path`; one that made the whole thing wrote each, orders included."""
    if change.action is not Action.UPDATE:
        return True
    return any(path[: len(edit.path)] == edit.path or edit.path[: len(path)] == path for edit in change.fields)


def _rewritten(kind: Kind, change: Change, edit: FieldChange, live: Body) -> bool:
    """A field that HubSpot spells its own way has settled once it is there and no longer what it was."""
    if not kind.rule(edit.path[0]).rewritten:
        return False
    before = next((one.before for one in change.fields if one.path == edit.path), ABSENT)
    return bool(at(live, edit.path)) and at(live, edit.path) != before
