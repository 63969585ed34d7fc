"""Two bodies of one kind, neither of which is the other's master: what each has that the other has not.

The diff of the line only looks at what one side states. Here an omission on either side counts as the field's default,
and what is left over on the other side is a difference as well, unless one side is a blueprint, which has no say there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.engine.diff import compare
from cvpctl.kinds import KINDS, FieldRule, Kind, is_order
from cvpctl.kinds.labels import TEXTS
from cvpctl.model import ABSENT, Body, Entry, FieldChange, Path, Resource


def both_whole(a: Resource, b: Resource) -> tuple[FieldChange, ...]:
    """Return what makes B like A where both sides say all there is, or both are blueprints."""
    kind = KINDS[a.address.kind]
    rule = FieldRule(fields=kind.fields)
    mine, theirs = _completed(kind, a), _completed(kind, b)
    mine, theirs = filled(rule, mine, theirs), filled(rule, theirs, mine)
    extra = [path for path in _beyond(rule, mine, theirs) if not kind.rule(path[0]).create_only]
    return compare(kind, mine, theirs, removed=extra)


def stated_by_a(a: Resource, b: Resource, entry: Entry | None, left: frozenset[str]) -> tuple[FieldChange, ...]:
    """Return what makes B like A where A states some fields; parts of a list that it does not name are B's own."""
    kind = KINDS[a.address.kind]
    mine = {name: value for name, value in _normalised(kind, a).items() if name not in left}
    theirs = _normalised(kind, b)
    return compare(kind, mine, theirs, removed=list(_unnamed(kind, mine, theirs)), entry=entry)


def stated_by_b(a: Resource, b: Resource, entry: Entry | None, left: frozenset[str]) -> tuple[FieldChange, ...]:
    """Return the same where B states some fields."""
    kind = KINDS[a.address.kind]
    return tuple(_turned(kind, edit) for edit in stated_by_a(b, a, entry, left))


def filled(rule: FieldRule, mine: Any, theirs: Any) -> Any:
    """Return `mine` with the defaults of what `theirs` says and `mine` leaves out."""
    if not isinstance(mine, Mapping) or not isinstance(theirs, Mapping):
        return mine
    if rule.keyed_by:
        child = FieldRule(fields=rule.fields)
        return {key: filled(child, value, theirs.get(key)) for key, value in mine.items()}
    rules = {name: rule.fields.get(name, FieldRule()) for name in (*mine, *theirs)}
    told = {name: filled(rules[name], value, theirs.get(name)) for name, value in mine.items()}
    missing = {name: rules[name].default for name in theirs if name not in mine}
    return told | {name: value for name, value in missing.items() if value is not ABSENT}


def _beyond(rule: FieldRule, mine: Mapping[str, Any], theirs: Mapping[str, Any], path: Path = ()) -> Iterator[Path]:
    """Yield the outermost paths that only `theirs` has."""
    for name, value in theirs.items():
        if name not in mine:
            yield (*path, name)
        elif isinstance(value, Mapping) and isinstance(mine[name], Mapping):
            inner = FieldRule(fields=rule.fields) if rule.keyed_by else rule.fields.get(name, FieldRule())
            yield from _beyond(inner, mine[name], value, (*path, name))


def _unnamed(kind: Kind, mine: Body, theirs: Body) -> Iterator[Path]:
    for name, value in mine.items():
        if kind.rule(name).keyed_by and isinstance(theirs.get(name), Mapping):
            yield from ((name, key) for key in theirs[name] if key not in value)


def _turned(kind: Kind, edit: FieldChange) -> FieldChange:
    before, after = edit.after, edit.before
    if is_order(kind, edit.path[0]):
        # One side of an order is the keys that both have, and it stays so.
        before, after = [key for key in before if key in after], list(after)
    return FieldChange(edit.path, before, after)


def _normalised(kind: Kind, resource: Resource) -> Body:
    return kind.normalise(resource.address, resource.body)


def _completed(kind: Kind, resource: Resource) -> Body:
    """Return a body with what leaving it out means at its creation: Yes and No, or one text for both ways.

    Of a live label the other way may only be unknown; it has a name, which none of a blueprint has.
    """
    body = kind.complete(resource.address, _normalised(kind, resource))
    if resource.address.kind == "label" and TEXTS[0] in body and "name" not in resource.body:
        return {TEXTS[1]: body[TEXTS[0]], **body}
    return body
