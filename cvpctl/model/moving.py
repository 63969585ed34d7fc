"""A rename that somebody said: what stood under one address stands under another from now on."""

from __future__ import annotations

from dataclasses import dataclass

from cvpctl.model.address import Address
from cvpctl.model.place import Place


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of `moved:`. Both addresses are of one kind and, for parts, of one collection."""

    source: Address
    target: Address
    place: Place | None = None
