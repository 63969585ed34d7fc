"""Which object type of this portal a blueprint's name means.

HubSpot knows its own objects by name; a custom one only as `2-N` or `p<portal>_name` (third-party observation: a bare
name is refused). Names are learnt from the list of schemas and from the answers of creates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock

from cvpctl.model import Address, Body, find_object_type


class ObjectNames:
    """Names of custom objects and their type ids; shared by all threads."""

    def __init__(self, bindings: Mapping[Address, str]) -> None:
        self._bound = {address.key: identity for address, identity in bindings.items() if address.kind == "schema"}
        self._given: frozenset[str] = frozenset()
        self._lock = Lock()
        self._listed: dict[str, str] = {}
        self._made: dict[str, str] = {}
        self.portal_id: int | None = None
        self.were_listed = False

    def type_id(self, name: str) -> str | None:
        """Return the type id of an object, or None for a custom one that nobody has seen yet."""
        known = find_object_type(name)
        with self._lock:
            return known.id if known else self._made.get(name) or self._listed.get(name)

    def qualified(self, name: str, portal_id: int) -> str:
        """Return what an unseen object goes by; a binding says its live name or id."""
        live = self._bound.get(name, name)
        return live if live.startswith(("2-", f"p{portal_id}_")) else f"p{portal_id}_{live}"

    def unseen(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if self.type_id(name) is None)

    def ours(self, schema: Body) -> str:
        """Return the blueprint's name of a live schema; empty where a binding gave that name to another one."""
        called, own = _called(schema), str(schema["name"])
        free = "" if own in self._given else own
        return next((key for key, identity in self._bound.items() if identity in called), free)

    def learn(self, schemas: Iterable[Body]) -> None:
        """Take over a whole list. What was made in this run stays known: the list may be a few seconds behind."""
        listed = tuple(schemas)
        live = {name for schema in listed for name in _called(schema)}
        # A binding that fits nothing gives nothing away: the object may have been made anew under its own name.
        self._given = frozenset(key for key, identity in self._bound.items() if identity in live)
        found = {self.ours(schema): str(schema["objectTypeId"]) for schema in listed if "objectTypeId" in schema}
        found.pop("", None)
        with self._lock:
            self._listed, self.were_listed = found, True

    def learn_made(self, name: str, type_id: str) -> None:
        with self._lock:
            self._made[name] = type_id

    def forget(self, name: str) -> None:
        with self._lock:
            self._made.pop(name, None)
            self._listed.pop(name, None)


def _called(schema: Body) -> set[str]:
    return {str(schema.get(name)) for name in ("name", "fullyQualifiedName", "objectTypeId")}
