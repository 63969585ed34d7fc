"""Steps and calls: a change cut into parts that settle alone, and the requests that carry them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cvpctl.model.address import Address
from cvpctl.model.body import Body


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an API area, by name; paths live in the portal's endpoint registry only.

    `batch` is how many inputs one call may carry (1: the operation takes a single body).
    """

    area: str
    name: str
    batch: int = 1

    def __str__(self) -> str:
        return f"{self.area}.{self.name}"


@dataclass(frozen=True, slots=True)
class Step:
    """The unit of ordering and settlement.

    A step that `joins` another settles with that one's call. What refers to a resource does not wait for its `late`
    steps, which wait in turn for the resource's late references.
    """

    address: Address
    part: str
    operation: Operation | None
    parameters: Mapping[str, str] = field(default_factory=dict)
    body: Body | None = None
    after: tuple[str, ...] = ()
    joins: str = ""
    late: bool = False

    @property
    def id(self) -> str:
        return f"{self.address}:{self.part}"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. A batch has `inputs`, one per step of `covers`; a single call has `body`.

    Calls of a wave run side by side, except those of one `lane`; `requires` names steps that must have settled well.
    """

    number: int
    wave: int
    operation: Operation
    parameters: Mapping[str, str]
    covers: tuple[str, ...]
    addresses: tuple[Address, ...]
    body: Body | None = None
    inputs: tuple[Body, ...] = ()
    requires: tuple[str, ...] = ()
    lane: str = ""

    def keeping(self, indices: Sequence[int]) -> Call:
        """Return the batch without the steps that stand at other indices."""
        return replace(
            self,
            covers=tuple(self.covers[index] for index in indices),
            addresses=tuple(self.addresses[index] for index in indices),
            inputs=tuple(self.inputs[index] for index in indices),
        )


class Settled(StrEnum):
    """How one step of a call ended."""

    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    IN_DOUBT = "in doubt"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one step, with HubSpot's words where it refused."""

    step: str
    settled: Settled
    message: str = ""
    category: str = ""
    correlation_id: str = ""
