"""What two compilations of the same blueprints differ in: the part of a library's change that reaches a client."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Address, Body, Desired, Path, Resource
from cvpctl.render.wording import visible

LONGEST = 80


def difference(
    old: Desired, new: Desired, *, gone: str = "no longer stated; the portal keeps it", unsaid: str = "no longer stated"
) -> Iterator[str]:
    """Yield a line for each thing and field that the new one says otherwise.

    `gone` and `unsaid` are the words for a thing and a field that only the old one states.
    """
    for address in sorted({*old.resources, *new.resources}):
        before, after = old.resources.get(address), new.resources.get(address)
        if before is None and after is not None:
            yield f"  + {address}{_labelled(after)}"
        elif after is None:
            yield f"  - {address}  {gone}"
        elif before is not None:
            lines = [_changed(*one, unsaid) for one in _fields(_body(before), _body(after), ())]
            yield from [f"  ~ {address}", *lines] if lines else ()
    for address in sorted(set(new.removed) - set(old.removed)):
        yield f"  ! {address}  is to be removed from the portal"
    for address in sorted(set(old.removed) - set(new.removed)):
        yield f"  ~ {address}  is no longer to be removed"
    yield from _owned(old.portal_owns, new.portal_owns)


def _owned(old: Mapping[Address, frozenset[str]], new: Mapping[Address, frozenset[str]]) -> Iterator[str]:
    for address in sorted({*old, *new}):
        before, after = old.get(address, frozenset()), new.get(address, frozenset())
        yield from (f"  ~ {address.at(name)}  is left to the portal" for name in sorted(after - before))
        yield from (f"  ~ {address.at(name)}  is no longer left to the portal" for name in sorted(before - after))


def _body(resource: Resource) -> Body:
    return KINDS[resource.address.kind].normalise(resource.address, resource.body)


def _labelled(resource: Resource) -> str:
    label = resource.body.get("label")
    return f"  {_shown(label)}" if label else ""


def _fields(old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any, Any]]:
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name, ABSENT), new.get(name, ABSENT)
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            yield from _fields(was, now, (*path, name))
        elif was != now:
            yield (*path, name), was, now
    shared = [[name for name in side if name in old and name in new] for side in (old, new)]
    # The order of fields says nothing; that of options and stages, which are bodies themselves, does.
    if path and shared[0] != shared[1] and all(isinstance(value, Mapping) for value in new.values()):
        yield (*path, "order"), ", ".join(shared[0]), ", ".join(shared[1])


def _changed(path: Path, was: Any, now: Any, unsaid: str) -> str:
    name = visible("/".join(path))
    if now is ABSENT:
        return f"      {name}: {unsaid}"
    return f"      {name}: {_shown(now)}" if was is ABSENT else f"      {name}: {_shown(was)} → {_shown(now)}"


def _shown(value: Any) -> str:
    text = json.dumps(value.get("label", value) if isinstance(value, Mapping) else value, ensure_ascii=False)
    return visible(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
