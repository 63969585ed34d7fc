"""List calls: which ones a scope takes, and asking many side by side, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvpctl.errors import MissingScope, PortalRefused
from cvpctl.kinds import KINDS
from cvpctl.kinds.permissions import reading_scopes
from cvpctl.model import Body, Scope, Unknown, Unseen, find_object_type

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

_NOT_FOUND = 404
# What is said of an object that is not here: the first without a category (observed); the second, with a 403, is how
# HubSpot words what a portal has not got elsewhere (observed on sensitive data; on an object it is assumed).
_NOT_HERE = ("Unable to infer object type", "not enabled")


@dataclass(frozen=True, slots=True)
class Reading:
    """One list call; `results` is the field of its answer that holds the list."""

    operation: str
    parameters: tuple[tuple[str, str], ...] = ()
    results: str = "results"


SCHEMAS = Reading("schemas.list")
LIMITS = Reading("associations.list_limits")
Found = list[Body] | Unknown


def active(scope: Scope, levels: Iterable[str] = ()) -> tuple[Reading, ...]:
    """Return what must be read to know a scope; sensitive things hide unless their level is named."""
    kind, names = scope
    if kind == "label":
        return (*(_labels(*pair) for pair in dict.fromkeys((names, names[::-1]))), LIMITS)
    operations = KINDS[kind].operations
    hidden = sorted(levels) if "list_sensitive" in operations else ()
    return (
        _of(str(operations["list"]), names),
        *(_of(str(operations["list_sensitive"]), names, {"dataSensitivity": level}) for level in hidden),
    )


def archived(scope: Scope, levels: Iterable[str] = ()) -> tuple[Reading, ...]:
    """An archived list hides sensitive names as well, and a hidden name is one a create would restore unawares.

    A kind without such a list keeps nothing archived.
    """
    kind, names = scope
    operations = KINDS[kind].operations
    if "list_archived" not in operations:
        return ()
    operation = str(operations["list_archived"])
    return (_of(operation, names), *(_of(operation, names, {"dataSensitivity": level}) for level in sorted(levels)))


def names_of_labels(object_name: str) -> Reading:
    """The one place where HubSpot tells the internal names of labels: the schema of an object at either end."""
    return Reading("schemas.read", (("objectType", object_name),), "associations")


class Reader:
    """Asks lists side by side; what it has read it does not ask again."""

    def __init__(self, exchange: Exchange, workers: int) -> None:
        self._exchange = exchange
        self._workers = workers
        self.found: dict[Reading, Found] = {}

    def read(self, readings: Iterable[Reading]) -> None:
        new = [reading for reading in dict.fromkeys(readings) if reading not in self.found]
        pool = ThreadPoolExecutor(max_workers=self._workers, thread_name_prefix="fetch")
        try:
            self.found.update(zip(new, pool.map(self._ask, new), strict=True))
        finally:
            # One hopeless answer (401, daily limit) spares the calls that have not begun.
            pool.shutdown(cancel_futures=True)

    def _ask(self, reading: Reading) -> Found:
        try:
            answer = self._exchange.ask(reading.operation, dict(reading.parameters))
        except PortalRefused as refusal:
            return Unknown(_why(refusal), refusal.message + _wanted(refusal, reading))
        results = answer.body.get(reading.results)
        if not isinstance(results, list):
            return Unknown(Unseen.UNREACHABLE, f"the answer to {reading.operation} is no list")
        return results


def _labels(start: str, end: str) -> Reading:
    return Reading("associations.list_labels", (("fromObjectType", start), ("toObjectType", end)))


def _of(operation: str, names: tuple[str, ...], query: Mapping[str, str] | None = None) -> Reading:
    home = (("objectType", names[0]),) if names else ()
    return Reading(operation, (*home, *(query or {}).items()))


def _wanted(refusal: PortalRefused, reading: Reading) -> str:
    """Name the scope as HubSpot's settings do: its refusals speak of scopes by names that are offered nowhere."""
    name = dict(reading.parameters).get("objectType", "")
    if not isinstance(refusal, MissingScope) or not name or "internal error" in refusal.message.lower():
        return ""
    known = find_object_type(name)
    return f"; {' or '.join(reading_scopes(known.name if known else name))} would read it"


def _why(refusal: PortalRefused) -> Unseen:
    if refusal.status == _NOT_FOUND or any(words in refusal.message for words in _NOT_HERE):
        return Unseen.NOT_ENABLED
    return Unseen.FORBIDDEN if isinstance(refusal, MissingScope) else Unseen.UNREACHABLE
