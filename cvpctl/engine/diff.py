"""Two bodies of one kind in, field changes out. The only home of DeepDiff.

Both bodies are normalised, so lists with identity are mappings here; on lists DeepDiff would hide a deletion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from cvpctl.kinds import ORDER, FieldRule, Kind
from cvpctl.model import ABSENT, Body, Entry, FieldChange, Path, at


def compare(
    kind: Kind, stated: Body, live: Body, *, removed: Collection[Path] = (), entry: Entry | None = None
) -> tuple[FieldChange, ...]:
    """Return what separates the stated fields from the live ones, in the order the blueprint states them.

    `removed` are paths of children that tombstones name; `entry` lets a field that the portal rewrites count as equal
    while nobody touched either side.
    """
    mask = {
        name: value for name, value in stated.items() if not _left_alone(kind.rule(name), name, stated, live, entry)
    }
    before = _masked_fields(FieldRule(fields=kind.fields), mask, live)
    edits = [] if before == mask else sorted(_differences(kind, before, mask), key=_place_in(mask))
    edits += [FieldChange(path, found, ABSENT) for path in removed if (found := at(live, path)) is not ABSENT]
    return (*edits, *_order_changes(kind, mask, live))


def rule_at(kind: Kind, path: Path) -> FieldRule:
    """Return the rule of the field at `path`, keys of a keyed collection included."""
    rule = kind.rule(path[0])
    for name in path[1:]:
        rule = FieldRule(fields=rule.fields) if rule.keyed_by else rule.fields.get(name, FieldRule())
    return rule


def masked(rule: FieldRule, stated: Any, live: Any) -> Any:
    """Return the part of `live` that `stated` talks about; an omission by the portal means the rule's default."""
    if live is ABSENT:
        live = rule.default
    if not isinstance(stated, Mapping) or not isinstance(live, Mapping):
        return live
    if rule.keyed_by:
        child = FieldRule(fields=rule.fields)
        return {key: _masked_fields(child, stated[key], live[key]) for key in stated if key in live}
    return _masked_fields(rule, stated, live)


def _masked_fields(rule: FieldRule, stated: Mapping[str, Any], live: Mapping[str, Any]) -> Body:
    seen = {name: masked(rule.fields.get(name, FieldRule()), stated[name], live.get(name, ABSENT)) for name in stated}
    return {name: value for name, value in seen.items() if value is not ABSENT}


def order_of(stated: Mapping[str, Any], live: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the relative order of the keys both sides have: as it is live, as it is stated."""
    return [key for key in live if key in stated], [key for key in stated if key in live]


def _left_alone(rule: FieldRule, name: str, stated: Body, live: Body, entry: Entry | None) -> bool:
    if rule.create_only or not rule.rewritten or entry is None:
        return rule.create_only
    return name in live and stated[name] == entry.stated.get(name) and live[name] == entry.live.get(name)


def _order_changes(kind: Kind, stated: Body, live: Body) -> Iterator[FieldChange]:
    for name, value in stated.items():
        rule = kind.rule(name)
        if rule.keyed_by and not rule.unordered and isinstance(live.get(name), Mapping):
            before, after = order_of(value, live[name])
            if before != after:
                yield FieldChange((name + ORDER,), before, list(value))


def _differences(kind: Kind, before: Body, after: Body) -> Iterator[FieldChange]:
    from deepdiff import DeepDiff  # noqa: PLC0415 - 0.2 s of imports that an unchanged portal never needs

    # Keys that begin with two underscores are private to Python and values of options to HubSpot.
    found = DeepDiff(
        before, after, view="tree", threshold_to_diff_deeper=0, verbose_level=2, ignore_private_variables=False
    )
    paths = {_whole_lists(level.path(output_format="list")) for levels in found.values() for level in levels}
    for path in _outermost(paths):
        old, new = at(before, path), at(after, path)
        if not (_one_number(old, new) or (kind.rule(path[0]).unordered and _as_set(old) == _as_set(new))):
            yield FieldChange(path, old, new)


def _one_number(old: Any, new: Any) -> bool:
    """Tell whether both are one JSON number; true is not the number 1."""
    return {type(old), type(new)} <= {int, float} and bool(old == new)


def _whole_lists(path: Iterable[Any]) -> Path:
    names: list[str] = []
    for name in path:
        if not isinstance(name, str):
            break
        names.append(name)
    return tuple(names)


def _outermost(paths: set[Path]) -> list[Path]:
    return [path for path in paths if not any(path[:n] in paths for n in range(1, len(path)))]


def _as_set(value: Any) -> Any:
    return frozenset(value) if isinstance(value, list) else value


def _place_in(stated: Body) -> Any:
    def place(edit: FieldChange) -> tuple[tuple[int, str], ...]:
        body: Any = stated
        places = []
        for name in edit.path:
            keys = list(body) if isinstance(body, Mapping) else []
            places.append((keys.index(name) if name in keys else len(keys), name))
            body = body.get(name) if isinstance(body, Mapping) else None
        return tuple(places)

    return place
