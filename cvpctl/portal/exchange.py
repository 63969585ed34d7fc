"""One call from its symbolic form to an answer: path, pace, count, send, meaning, and trying again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.model import find_object_type
from cvpctl.portal.answers import Answer, accepted
from cvpctl.portal.endpoints import Versions, find, template
from cvpctl.portal.limiter import Pace
from cvpctl.portal.patience import Patience
from cvpctl.portal.retry import persistently
from cvpctl.portal.transport import Transport


class Exchange:
    """Asks a portal; shared by all threads."""

    def __init__(self, transport: Transport, versions: Versions, pace: Pace, patience: Patience) -> None:
        self._transport = transport
        self._versions = versions
        self._pace = pace
        self.patience = patience

    def ask(
        self, operation: str, parameters: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> Answer:
        """Return the accepted answer; raises what a refusal or silence means."""
        endpoint = find(operation)
        path = template(endpoint, self._versions)
        meant = {name: _type_id(value) if name == "objectType" else value for name, value in (parameters or {}).items()}

        def once() -> Answer:
            with self._pace.turn():
                answer = self._transport.send(endpoint, path, meant, body)
            self._pace.follow(answer.headers)
            return accepted(answer)

        return persistently(once, endpoint.retry, self.patience)

    def close(self) -> None:
        self._transport.close()


def _type_id(name: str) -> str:
    """A custom object's name stays as it is: only the portal knows its id."""
    known = find_object_type(name)
    return known.id if known else name
