"""Looking for what a create of a label or of a limit may have made. Their internal names show only minutes later.

So a label is known by being new: the ids of a pair are read before, and one that appears with our texts is ours.
HubSpot refuses a name twice, so where that is not certain, sending again makes no second one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cvpctl.model import Body, Call
from cvpctl.portal.label_pairs import OWN, texts
from cvpctl.portal.read_back import ReadBack

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


def looking_for(exchange: Exchange, call: Call) -> ReadBack | LabelReadBack | LimitReadBack:
    """Return the way to look for what this call makes."""
    if str(call.operation) == "associations.create_label":
        return LabelReadBack(exchange, call)
    if str(call.operation) == "associations.create_limits":
        return LimitReadBack(exchange)
    return ReadBack(exchange, call)


class LabelReadBack:
    """What is new between two objects."""

    key = "name"

    def __init__(self, exchange: Exchange, call: Call) -> None:
        self._exchange = exchange
        self._address = call.addresses[0].owner
        self._ends = (call.parameters["fromObjectType"], call.parameters["toObjectType"])
        self._before: frozenset[str] = frozenset()

    def before_sending(self, _sent: Sequence[Body]) -> dict[str, Body]:
        """Note which labels there are; whoever planned this has mostly read them."""
        seen = self._exchange.identities.ids_seen(("label", self._address.scope))
        self._before = frozenset({*self._list(*self._ends), *self._back()}) if seen is None else seen
        return {}

    def live(self, sent: Sequence[Body]) -> dict[str, Body]:
        """Return the type ids of a label that is new and reads as it was sent."""
        (body,) = sent
        said = (body["label"], body.get("inverseLabel") or body["label"])
        ways = (self._list(*self._ends), self._back())
        new = [
            sorted((one for one, text in way.items() if text == label and one not in self._before), key=int)
            for way, label in zip(ways, said, strict=True)
        ]
        if self._ends[0] == self._ends[1] and len(set(said)) == 1 and len(new[0]) in (1, 2):
            return {body["name"]: {"identity": f"{new[0][0]}/{new[0][-1]}"}}
        return {body["name"]: {"identity": f"{new[0][0]}/{new[1][0]}"}} if len(new[0]) == len(new[1]) == 1 else {}

    def differing(self, _sent: Body, _found: Body) -> tuple[str, ...]:
        return ()

    def _back(self) -> dict[str, str]:
        return self._list(*self._ends[::-1])

    def _list(self, start: str, end: str) -> dict[str, str]:
        parameters = {"fromObjectType": start, "toObjectType": end}
        return texts(self._exchange.ask("associations.list_labels", parameters).body.get("results") or ())


class LimitReadBack:
    """What limits there are; asked for only after a try without an answer."""

    key = "typeId"

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def before_sending(self, _sent: Sequence[Body]) -> dict[str, Body]:
        return {}

    def live(self, _sent: Sequence[Body]) -> dict[str, Body]:
        rows = self._exchange.ask("associations.list_limits").body.get("results") or ()
        return {str(row["typeId"]): row for row in rows if row.get("category") == OWN}

    def differing(self, sent: Body, found: Body) -> tuple[str, ...]:
        return () if sent["maxToObjectIds"] == found.get("userEnforcedMaxToObjectIds") else ("maxToObjectIds",)
