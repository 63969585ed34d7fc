"""How many records hold what is about to go: the price of a change, asked of the portal before anybody says yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cvpctl.model.address import Address


@dataclass(frozen=True, slots=True)
class Count:
    """A number of records, or an upper bound where only that could be told, or the reason why neither could.

    What nobody could count is treated as in use.
    """

    records: int | None = None
    at_most: int | None = None
    why: str = ""

    @property
    def none(self) -> bool:
        """Whether no record can lose anything."""
        return 0 in (self.records, self.at_most)


Counts = Mapping[Address, Count]
"""By the address of what goes: a property, an option of it, a pipeline, a stage of it, a custom object."""
