"""What a portal has and no file states, added to files that are there already, behind what stands there.

Only on request: a file says what its author wanted to manage, and silence is an answer too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cvpctl.blueprint.language import BARE, PARTS
from cvpctl.blueprint.layout import Keyed, Listing, Piece, Trail, at
from cvpctl.blueprint.layout_edit import Revision
from cvpctl.blueprint.pull_fields import written_field
from cvpctl.blueprint.write import TABLES, Content, observed_line, resource_lines
from cvpctl.blueprint.write_lines import STEP, child_lines, item_lines
from cvpctl.kinds import KINDS, Kind
from cvpctl.model import Address, Resource, find_object_type


def children_trail(address: Address, field: str) -> Trail:
    """Return where below its object a resource has a keyed field; some are written as that field alone."""
    kind = KINDS[address.kind]
    whole = (kind.collection, address.key)
    return whole if BARE.get(kind.name) == field else (*whole, field)


def file_of(revisions: Mapping[str, Revision], name: str) -> str:
    """Return the first file that speaks of an object, or nothing."""
    return next((file for file, revision in revisions.items() if _object(revision, name)), "")


def add(revision: Revision, name: str, content: Content) -> None:
    """Add resources and observed things of one object to a file that speaks of it; raises `LayoutRefused`.

    Labels go where their pair is, see `pull_pairs`.
    """
    trail = _object(revision, name)
    for resource in content.stated:
        if not resource.address.scope:
            _add_schema(revision, trail, resource)
    for kind in PARTS:
        new = [resource for resource in content.stated if resource.address.kind == kind.name]
        if new:
            _add_entries(revision, trail, kind, new)
    observe(revision, content.observed)


def observe(revision: Revision, observed: Mapping[Address, str]) -> None:
    """Add addresses to what a file only observes; raises `LayoutRefused`."""
    if not observed:
        return
    listed = at(revision.top, ("observed",))
    if listed is None:
        revision.append((), ["\nobserved:\n" + _together(observed_line(*one) for one in observed.items())])
    elif isinstance(listed, Listing) and listed.flow:
        revision.append(("observed",), [f'"{address}"' for address in observed])
    else:
        dash = " " * (listed.column - 1)
        revision.append(("observed",), [dash + observed_line(*one).lstrip() + "\n" for one in observed.items()])


def unmanaged(resource: Resource, live: Resource) -> dict[str, list[str]]:
    """Return the live options or stages that a resource leaves out, by field, in the portal's order."""
    kind = KINDS[resource.address.kind]
    said, alive = kind.normalise(resource.address, resource.body), kind.normalise(live.address, live.body)
    keyed = [name for name in said if kind.rule(name).keyed_by]
    found = {name: [key for key in alive.get(name, {}) if key not in said[name]] for name in keyed}
    return {name: keys for name, keys in found.items() if keys}


def add_children(revision: Revision, trail: Trail, field: str, live: Resource, keys: Iterable[str]) -> None:
    """Add live children of `field` at a trail, each behind the one it follows in the portal; raises `LayoutRefused`."""
    kind = KINDS[live.address.kind]
    named, alive = kind.rule(field).keyed_by, kind.normalise(live.address, live.body)[field]
    written = written_field(kind, field, alive, live.address)
    inside = at(revision.top, trail)
    order: list[int | str] = list(range(len(_identities(inside, named))))
    held: list[str | None] = list(_identities(inside, named))
    for key in keys:
        before = [one for one in list(alive)[: list(alive).index(key)] if one in held]
        place = held.index(before[-1]) + 1 if before else 0
        order.insert(place, _child_text(inside, key, named, written))
        held.insert(place, key)
    revision.arrange({trail: order})


def _object(revision: Revision, name: str) -> Trail:
    return next((trail for trail, said in objects_in(revision) if said == name), ())


def objects_in(revision: Revision) -> Iterator[tuple[Trail, str]]:
    """Yield where a file speaks of which object."""
    for table in TABLES:
        objects = at(revision.top, (table,))
        for key, _ in objects.pairs if isinstance(objects, Keyed) else ():
            found = find_object_type(key.text)
            yield (table, key.text), found.name if found else key.text


def _add_entries(revision: Revision, trail: Trail, kind: Kind, new: Iterable[Resource]) -> None:
    inside = at(revision.top, (*trail, kind.collection))
    if isinstance(inside, Keyed) and inside.pairs:
        indent = inside.pairs[0][0].column - 1
        revision.append((*trail, kind.collection), [_together(resource_lines(one, indent)) for one in new])
        return
    around = at(revision.top, trail)
    indent = around.pairs[0][0].column - 1 if isinstance(around, Keyed) and around.pairs else 2 * STEP
    lines = (line for one in new for line in resource_lines(one, indent + STEP))
    revision.append(trail, [f"{' ' * indent}{kind.collection}:\n" + _together(lines)])


def _add_schema(revision: Revision, trail: Trail, resource: Resource) -> None:
    """Let a file that has only parts of a custom object say what the object itself is, above them."""
    inside = at(revision.top, trail)
    pairs = inside.pairs if isinstance(inside, Keyed) else []
    indent = pairs[0][0].column - 1 if pairs else 2 * STEP
    new = [_together(child_lines(field, value, indent)) for field, value in resource.body.items()]
    revision.arrange({trail: [*new, *range(len(pairs))]})


def _identities(inside: Piece | None, named: str) -> list[str]:
    if isinstance(inside, Keyed):
        return [key.text for key, _ in inside.pairs]
    items = inside.items if isinstance(inside, Listing) else []
    return [((item.get(named) if isinstance(item, Keyed) else None) or item).text for item in items]


def _child_text(inside: Piece | None, key: str, named: str, written: Any) -> str:
    flow = isinstance(inside, Listing | Keyed) and inside.flow
    indent = 0 if flow or inside is None else inside.column - 1
    if isinstance(inside, Keyed):
        lines: Iterator[str] = child_lines(key, written[key], indent)
    else:
        lines = item_lines(next(child for child in written if child[named] == key), indent)
    return _together(lines).strip().removeprefix("- ") if flow else _together(lines)


def _together(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
