"""One call from its symbolic form to an answer: path, pace, count, send, meaning, and trying again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cvpctl.model import Address
from cvpctl.portal.answers import Answer, accepted
from cvpctl.portal.endpoints import Versions, find, template
from cvpctl.portal.identities import Identities
from cvpctl.portal.limiter import Pace
from cvpctl.portal.object_names import ObjectNames
from cvpctl.portal.patience import Patience
from cvpctl.portal.retry import persistently
from cvpctl.portal.transport import Transport

OBJECTS = ("objectType", "fromObjectType", "toObjectType")


class Exchange:
    """Asks a portal; shared by all threads. `names` and `identities` are what is known about this very portal."""

    def __init__(
        self,
        transport: Transport,
        versions: Versions,
        pace: Pace,
        patience: Patience,
        *,
        names: ObjectNames,
        identities: Identities,
    ) -> None:
        self._transport = transport
        self._versions = versions
        self._pace = pace
        self.patience = patience
        self.names = names
        self.identities = identities

    def renamed(self, bindings: Mapping[Address, str]) -> Exchange:
        """Return an exchange with the same portal under other names: one connection, one pace."""
        names, identities = ObjectNames(bindings), Identities(bindings)
        names.portal_id = self.names.portal_id
        shared = (self._transport, self._versions, self._pace, self.patience)
        return Exchange(*shared, names=names, identities=identities)

    def ask(
        self,
        operation: str,
        parameters: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        *,
        repeated: Sequence[tuple[str, str]] = (),
    ) -> Answer:
        """Return the accepted answer; raises what a refusal or silence means.

        `repeated` parameters may stand in the query several times.
        """
        endpoint = find(operation)
        path = template(endpoint, self._versions)
        said = parameters or {}
        meant = {name: self.type_id(value) if name in OBJECTS else value for name, value in said.items()}

        def once() -> Answer:
            with self._pace.turn():
                answer = self._transport.send(endpoint, path, meant, body, repeated)
            self._pace.follow(answer.headers)
            return accepted(answer)

        return persistently(once, endpoint.retry, self.patience)

    def type_id(self, name: str) -> str:
        """Return what a path calls an object: its type id, or for a custom one not seen yet its qualified name."""
        known = self.names.type_id(name)
        if known is not None or not name:
            return known or name
        if self.names.portal_id is None:
            self.names.portal_id = int(self.ask("account.details").body["portalId"])
        return self.names.qualified(name, self.names.portal_id)

    def close(self) -> None:
        self._transport.close()
