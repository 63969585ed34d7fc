"""New association labels added to files: beside the labels of their pair, else as an item of `associations:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cvpctl.blueprint.layout import Keyed, Listing, Piece, Trail, at
from cvpctl.blueprint.layout_edit import LayoutRefused, Revision
from cvpctl.blueprint.write import ASSOCIATIONS, association_lines, resource_lines
from cvpctl.blueprint.write_lines import STEP, flow_text
from cvpctl.blueprint.write_scalars import key_text
from cvpctl.model import Resource, find_object_type

Scope = tuple[str, ...]


def file_of_pair(revisions: Mapping[str, Revision], scope: Scope) -> str:
    """Return the first file that speaks of a pair of objects this way round, or nothing."""
    return next((file for file, revision in revisions.items() if _pair(revision, scope)), "")


def add_labels(revision: Revision, labels: Sequence[Resource]) -> None:
    """Add the labels of one pair to a file; raises `LayoutRefused`."""
    trail = _pair(revision, labels[0].address.scope)
    if not trail:
        _add_pair(revision, labels)
        return
    inside = at(revision.top, (*trail, "labels"))
    if not isinstance(inside, Keyed) or not inside.pairs:
        raise LayoutRefused("its labels are no mapping there")
    indent = inside.pairs[0][0].column - 1
    if inside.flow:
        entries = [f"{key_text(one.address.key)}: {flow_text(one.body)}" for one in labels]
    else:
        entries = ["".join(f"{line}\n" for line in resource_lines(one, indent)) for one in labels]
    revision.append((*trail, "labels"), entries)


def _add_pair(revision: Revision, labels: Sequence[Resource]) -> None:
    listed = at(revision.top, (ASSOCIATIONS,))
    if isinstance(listed, Listing) and listed.flow:
        raise LayoutRefused(f"{ASSOCIATIONS}: stands in brackets")
    indent = listed.column - 1 if isinstance(listed, Listing) else STEP
    item = "".join(f"{line}\n" for line in association_lines(labels, indent))
    if isinstance(listed, Listing):
        revision.append((ASSOCIATIONS,), [item])
    else:
        revision.append((), [f"\n{ASSOCIATIONS}:\n{item}"])


def _pair(revision: Revision, scope: Scope) -> Trail:
    return next((trail for trail, said in _pairs(revision) if said == scope), ())


def _pairs(revision: Revision) -> Iterator[tuple[Trail, Scope]]:
    listed = at(revision.top, (ASSOCIATIONS,))
    for index, item in enumerate(listed.items if isinstance(listed, Listing) else ()):
        ends = [item.get(name) for name in ("from", "to")] if isinstance(item, Keyed) else []
        yield (ASSOCIATIONS, index), tuple(_name(end) for end in ends)


def _name(end: Piece | None) -> str:
    found = find_object_type(end.text) if end else None
    return found.name if found else end.text if end else ""
