"""What custom objects are associated with: the schema of each names it, and the list of schemas leaves it out.

The list is asked for without, since it would make every plan's first answer large for what only an audit reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cvpctl.model import Body, Unknown
from cvpctl.portal.readings import Reader, names_of_labels

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


def associations(exchange: Exchange, names: Iterable[str], workers: int) -> Mapping[str, list[Body] | Unknown]:
    """Return the definitions of each custom object, with one call apiece."""
    wanted = {name: names_of_labels(name) for name in names}
    reader = Reader(exchange, workers)
    reader.read(wanted.values())
    return {name: reader.found[reading] for name, reading in wanted.items()}
