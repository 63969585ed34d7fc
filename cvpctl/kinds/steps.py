"""The ordinary way from a change to its steps: one create, one patch of the touched fields, one removal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cvpctl.kinds.base import ORDER, FieldRule, Kind, is_order
from cvpctl.model import Action, Body, Change, Step, patched


def ordinary_steps(kind: Kind, change: Change, desired: Body | None, live: Body | None) -> tuple[Step, ...]:
    """Return the single step of a change; `desired` is normalised, `live` is as the portal answered."""
    address, part, operation = change.address, change.action.value, kind.operations[change.action.value]
    if change.action is Action.REMOVE:
        return (Step(address, part, operation, kind.parameters(address)),)
    if change.action is Action.UPDATE:
        body = patch_body(kind, change, desired or {}, kind.normalise(address, live or {}))
        return (Step(address, part, operation, kind.parameters(address), body),)
    body = as_sent(kind, kind.complete(address, {kind.key: address.key, **(desired or {})}))
    return (Step(address, part, operation, kind.parameters(address, with_key=False), body),)


def born_steps(kind: Kind, change: Change) -> tuple[Step, ...]:
    """Return the step of something that came into being with something else: a patch of all that can be patched."""
    stated = {name: value for name, value in (change.stated or {}).items() if not kind.rule(name).immutable}
    body = as_sent(kind, stated)
    return (Step(change.address, "update", kind.operations["update"], kind.parameters(change.address), body),)


def patch_body(kind: Kind, change: Change, desired: Body, live: Body) -> Body:
    """Return the touched top-level fields as HubSpot wants them: a list it replaces whole is sent whole."""
    edits = [(edit.path, edit.after) for edit in change.fields if not is_order(kind, edit.path[0])]
    target = patched(live, edits)
    for name in touched(kind, change):
        if kind.rule(name).keyed_by:
            reorder = any(edit.path == (name + ORDER,) for edit in change.fields)
            alive, wanted = list(live.get(name, {})), list(desired.get(name, {}))
            target[name] = in_order(target.get(name) or {}, alive, wanted, reorder=reorder)
    return as_sent(kind, {name: target[name] for name in touched(kind, change)})


def touched(kind: Kind, change: Change) -> list[str]:
    """Return the top-level fields a change writes, each once, in the order they were found."""
    names = (edit.path[0] for edit in change.fields)
    return list(dict.fromkeys(name.removesuffix(ORDER) if is_order(kind, name) else name for name in names))


def in_order(
    children: Mapping[str, Any], live_order: Sequence[str], wanted: Sequence[str], *, reorder: bool
) -> dict[str, Any]:
    """Place new children after the one they follow in the blueprint, unmanaged ones after the one they followed live.

    Without `reorder` what is live stays where it is.
    """
    alive = [key for key in live_order if key in children]
    stated = [key for key in wanted if key in children]
    base, extra, guide = (stated, alive, alive) if reorder else (alive, stated, stated)
    order = list(base)
    for key in (key for key in extra if key not in base):
        before = [name for name in guide[: guide.index(key)] if name in order]
        order.insert(order.index(before[-1]) + 1 if before else 0, key)
    return {key: children[key] for key in order}


def as_sent(kind: Kind, body: Body) -> Body:
    """Turn mappings of keyed collections back into HubSpot's lists, numbered in order."""
    return {name: _as_list(kind.rule(name), value) for name, value in body.items()}


def _as_list(rule: FieldRule, value: Any) -> Any:
    if not rule.keyed_by or not isinstance(value, Mapping):
        return value
    # HubSpot's reference requires flags such as `hidden` of an option since 2026-03; live portals do without.
    flags = {name: one.default for name, one in rule.fields.items() if isinstance(one.default, bool)}
    return [{rule.keyed_by: key, **flags, **child, "displayOrder": n} for n, (key, child) in enumerate(value.items())]
