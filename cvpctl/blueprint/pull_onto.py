"""The portal's side taken into files that are there already: the fields that differ, where they stand, and no more.

Who asked for a difference is decided elsewhere (a plan); here each one is found in its file and written. What cannot
be written without touching something else (a variable, an anchor, another layer) is left and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from cvpctl.blueprint.layout import Keyed, Listing, Trail, at, walk
from cvpctl.blueprint.layout_edit import LayoutRefused, Revision
from cvpctl.blueprint.pull_lists import rewrite_list
from cvpctl.blueprint.write_scalars import as_number, scalar_text
from cvpctl.kinds import KINDS, ORDER, is_order
from cvpctl.model import ABSENT, Address, FieldChange, Path, Place, Resource


@dataclass(frozen=True, slots=True)
class Difference:
    """One field a blueprint states otherwise than the portal has it; `edit.before` is the portal's side."""

    resource: Resource
    edit: FieldChange

    @property
    def address(self) -> Address:
        return self.resource.address


@dataclass(slots=True)
class Taken:
    """What became of the differences: by file the fields now written, and what was left with the reason."""

    written: dict[str, list[tuple[Difference, str]]] = field(default_factory=dict)
    left: list[tuple[Difference, str]] = field(default_factory=list)

    def leave(self, difference: Difference, why: str) -> None:
        self.left.append((difference, why))


def take_portals_side(revisions: Mapping[str, Revision], differences: Iterable[Difference]) -> Taken:
    """Write each difference into the revision of the file that states it; revisions are by the name places use."""
    taken = Taken()
    by_file: dict[str, list[Difference]] = {}
    for difference in differences:
        place = _place_of(difference)
        if difference.edit.before is ABSENT:
            taken.leave(difference, "the portal does not have it any more")
        elif place is None or place.path not in revisions:
            taken.leave(difference, f"it is said in {place.path}" if place else "no file says it")
        else:
            by_file.setdefault(place.path, []).append(difference)
    for name, found in by_file.items():
        _File(name, revisions[name], taken).take(found)
    return taken


def _place_of(difference: Difference) -> Place | None:
    """Return where the field stands, or the nearest thing around it that has a place."""
    path = _stated_path(difference)
    around = (path[:length] for length in range(len(path), 0, -1))
    return next((place for one in around if (place := difference.resource.places.get(one))), None)


def _stated_path(difference: Difference) -> Path:
    path = difference.edit.path
    kind = KINDS[difference.address.kind]
    return (path[0].removesuffix(ORDER), *path[1:]) if is_order(kind, path[0]) else path


class _File:
    """One file: trails are looked up while the text is still as it was read, since places are those of that text."""

    def __init__(self, name: str, revision: Revision, taken: Taken) -> None:
        self.name, self.revision, self.taken = name, revision, taken
        self.done: AbstractSet[Trail] = frozenset()
        self.keys: dict[tuple[int, int], Trail] = {}
        self.items: dict[tuple[int, int], Trail] = {}
        for trail, key, _ in walk(revision.top):
            spots = self.items if isinstance(trail[-1], int) else self.keys
            spots.setdefault((key.line, key.column), trail)

    def take(self, differences: Iterable[Difference]) -> None:
        found = [(difference, *self.located(difference)) for difference in differences]
        sound = {trail: value for one, trail, value in found if trail and value and not self.hindrance(trail)}
        self.done = self.replaced_together(sound)
        values = [one for one in found if not _is_order(one[0])]
        for difference, trail, value in (*values, *(one for one in found if _is_order(one[0]))):
            self.write(difference, trail, value)

    def replaced_together(self, values: Mapping[Trail, str]) -> AbstractSet[Trail]:
        """Spare proving each value alone; where one of them does not fit, none is written here."""
        try:
            self.revision.replace(values)
        except LayoutRefused:
            return frozenset()
        return values.keys()

    def located(self, difference: Difference) -> tuple[Trail | None, str]:
        """Return the trail to a field and its new YAML."""
        path = _stated_path(difference)
        place = difference.resource.places.get(path)
        is_scalar = not _is_order(difference) and not isinstance(difference.edit.before, list)
        value = scalar_text(_value(difference), flow=True) if is_scalar else ""
        if place is not None:
            return self.keys.get((place.line, place.column)), value
        whole = difference.resource.places.get(path[:-1])
        if path[-1] == "label" and whole is not None:
            # The short form of an option, whose text is value and label at once.
            trail = self.items.get((whole.line, whole.column))
            return trail, f"{{value: {scalar_text(path[-2], flow=True)}, label: {value}}}"
        return None, value

    def write(self, difference: Difference, trail: Trail | None, value: str) -> None:
        try:
            if _is_order(difference):
                self.reorder(trail, difference)
            elif trail is not None and isinstance(difference.edit.before, list):
                in_order = _says_by_order(difference)
                rewrite_list(self.revision, trail, difference.edit.before, in_order=in_order)
            else:
                self.replace(trail, value)
        except LayoutRefused as refusal:
            self.taken.leave(difference, str(refusal))
        else:
            self.taken.written.setdefault(self.name, []).append((difference, value))

    def replace(self, trail: Trail | None, value: str) -> None:
        if trail is None:
            raise LayoutRefused("its place in the file was not found")
        if trail in self.done:
            return
        if hindrance := self.hindrance(trail):
            raise LayoutRefused(hindrance)
        self.revision.replace({trail: value})

    def hindrance(self, trail: Trail) -> str:
        """Say why a value cannot be written over, or nothing."""
        piece = at(self.revision.top, trail)
        if isinstance(piece, Listing | Keyed):
            return "it is not one value"
        if piece is not None and "${" in piece.text.replace("$${", ""):
            return f"it is said by a variable ({piece.text}); change that"
        return ""

    def reorder(self, trail: Trail | None, difference: Difference) -> None:
        """Let the children that both sides have take the portal's order, in the places they hold together."""
        if trail is None:
            raise LayoutRefused("its place in the file was not found")
        keys = list(_keys(self.revision, trail))
        moving = [key for key in difference.edit.before if key in keys]
        indices = iter(keys.index(key) for key in moving)
        order = [next(indices) if key in moving else index for index, key in enumerate(keys)]
        self.revision.arrange({trail: order})


def _keys(revision: Revision, trail: Trail) -> Iterator[str]:
    """Yield the identities of the children of a list of options or a mapping of stages."""
    for below, key, value in walk(revision.top):
        if below[:-1] == trail:
            named = value.get("value") if isinstance(value, Keyed) and isinstance(below[-1], int) else None
            yield (named or key).text


def _is_order(difference: Difference) -> bool:
    return is_order(KINDS[difference.address.kind], difference.edit.path[0])


def _says_by_order(difference: Difference) -> bool:
    """Tell whether the order of a list says something: of a whole field, its kind knows."""
    address, edit = difference.address, difference.edit
    if len(edit.path) > 1:
        return True
    both = [KINDS[address.kind].normalise(address, {edit.path[0]: one}) for one in (edit.before, edit.before[::-1])]
    return both[0] != both[1]


def _value(difference: Difference) -> Any:
    value = difference.edit.before
    return as_number(value) if isinstance(value, str) and "metadata" in difference.edit.path else value
