"""Looking for what a create may have made: by natural key, in the list that planning reads as well.

Labels have no key that can be read at once; they and their limits are looked for in `label_read_back`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cvpctl.kinds import KINDS
from cvpctl.model import Body, Call
from cvpctl.portal.comparing import differing

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

PLAIN = "non_sensitive"


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a created thing is listed, and the field of the sent body that names it."""

    operation: str
    key: str


TRACES = {
    "schemas.create": Trace("schemas.list", "name"),
    "properties.create": Trace("properties.list", "name"),
    "properties.batch_create": Trace("properties.list", "name"),
    "properties.create_group": Trace("properties.list_groups", "name"),
    "pipelines.create": Trace("pipelines.list", "pipelineId"),
    "pipelines.create_stage": Trace("pipelines.list", "stageId"),
}
IDS = ("pipelineId", "stageId")
"""Ids are sent under these names and answered as `id`."""


class ReadBack:
    """What is live of the things one call creates."""

    def __init__(self, exchange: Exchange, call: Call) -> None:
        self._exchange = exchange
        self._call = call
        self._trace = TRACES[str(call.operation)]

    @property
    def key(self) -> str:
        return self._trace.key

    def before_sending(self, sent: Sequence[Body]) -> dict[str, Body]:
        """Return what exists already, where HubSpot may answer a create by changing that (third-party observation)."""
        return self.live(sent) if self._trace.operation == "schemas.list" else {}

    def live(self, sent: Sequence[Body]) -> dict[str, Body]:
        """Return the live bodies by natural key, read with as few calls as there are lists to read."""
        bodies = [body for results in self._lists(sent) for body in results]
        if self.key == "stageId":
            mine = [body for body in bodies if body["id"] == self._call.parameters["pipelineId"]]
            bodies = [stage for pipeline in mine for stage in pipeline["stages"]]
        return {str(body.get("name", body.get("id"))): body for body in bodies}

    def differing(self, sent: Body, found: Body) -> tuple[str, ...]:
        """Name the fields of `sent` that are otherwise in `found`."""
        address = self._call.addresses[0].owner
        mine, theirs = _as_answered(sent), found
        if self.key == "stageId":
            mine, theirs = {"stages": [mine]}, {"stages": [theirs]}
        return differing(KINDS[address.kind], address, mine, theirs)

    def _lists(self, sent: Sequence[Body]) -> Iterable[list[Body]]:
        scope = {name: value for name, value in self._call.parameters.items() if name == "objectType"}
        for level in sorted({body.get("dataSensitivity", PLAIN) for body in sent}):
            # Sensitive properties hide from the plain list.
            hidden = self.key == "name" and level != PLAIN
            operation = "properties.list_sensitive" if hidden else self._trace.operation
            query = {"dataSensitivity": level} if hidden else {}
            yield self._exchange.ask(operation, scope | query).body.get("results", [])


def _as_answered(body: Mapping[str, Any]) -> Body:
    said = {"id" if name in IDS else name: value for name, value in body.items()}
    if "stages" in said:
        said["stages"] = [_as_answered(stage) for stage in said["stages"]]
    return said
