"""Record values that go from one option or property to another: a step of a plan, and what it reads of a record.

Only somebody's word (`--allow MIGRATE:ADDR`) makes one out of a rename, whose default keeps every value where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.place import Place


class Ending(StrEnum):
    """What becomes of the old option or property once no record needs it."""

    REMOVED = "removed"  # as `removed:` says
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Migration:
    """Both addresses are options of one property, or properties of one object.

    `records` is how many held the source when the plan was made, None where nobody could count. `watchers` are
    workflows, lists and forms that read the source, `unread` the sorts of those that could not be read.
    """

    source: Address
    target: Address
    ending: Ending
    records: int | None = None
    place: Place | None = None
    watchers: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def of_options(self) -> bool:
        return bool(self.source.subpath)

    @property
    def step(self) -> str:
        """The step of a plan that carries it out."""
        return f"{self.target}:migrate"


@dataclass(frozen=True, slots=True)
class RecordValues:
    """One record: the texts of source and target property, one text where both are options of one property.

    `past` are the versions of the target, the newest first, as far as the portal keeps them.
    """

    id: str
    source: str
    target: str
    past: tuple[str, ...] = ()
