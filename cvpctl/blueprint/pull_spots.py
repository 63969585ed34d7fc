"""Which resource a line of a written file belongs to: what a finding without an address is about."""

from __future__ import annotations

from cvpctl.blueprint.layout import Keyed, Piece, Trail, at, laid_out, walk
from cvpctl.blueprint.write import ASSOCIATIONS, TABLES
from cvpctl.kinds import BY_COLLECTION
from cvpctl.model import Address


def address_at(text: str, line: int) -> Address | None:
    """Return the resource that stands at a line, or around it."""
    found, top = None, laid_out(text)
    for trail, key, _ in walk(top):
        if key.line > line:
            break
        found = _address(trail, top) or found
    return found


def _address(trail: Trail, top: Piece | None) -> Address | None:
    """Return the address of what a trail leads to, where it is a resource or a field of a custom object."""
    match trail:
        case (str(table), str(name), str(collection), str(key), *_) if table in TABLES and collection in BY_COLLECTION:
            return Address(BY_COLLECTION[collection].name, (name,), key)
        case ("customObjects", str(name), str(field), *_) if field not in BY_COLLECTION:
            return Address("schema", (), name)
        case (str(table), int(index), "labels", str(key), *_) if table == ASSOCIATIONS:
            item = at(top, (ASSOCIATIONS, index))
            ends = [item.get(name) for name in ("from", "to")] if isinstance(item, Keyed) else []
            return Address("label", tuple(end.text for end in ends if end), key)
    return None
