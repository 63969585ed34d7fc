"""Walking through a JSON document that may be damaged, so that each complaint names its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")


class JsonDamage(ValueError):
    """The document is not what its format promises; the message says where and what."""


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A value of the document and where it stands; every reading method raises `JsonDamage` when it does not fit."""

    value: Any
    where: str = ""

    def damaged(self, what: str) -> NoReturn:
        raise JsonDamage(f"{self.where}: {what}" if self.where else what)

    def __getitem__(self, name: str) -> JsonNode:
        if name not in self.body():
            self.damaged(f"{name} is missing")
        return JsonNode(self.value[name], f"{self.where}.{name}" if self.where else name)

    def find(self, name: str, otherwise: Any) -> JsonNode:
        return self[name] if name in self.body() else JsonNode(otherwise, self.where)

    def each(self, read: Callable[[JsonNode], T]) -> tuple[T, ...]:
        return tuple(read(item) for item in self._items())

    def body(self) -> dict[str, Any]:
        return self.value if isinstance(self.value, dict) else self.damaged("an object belongs here")

    def text(self) -> str:
        return self.value if isinstance(self.value, str) else self.damaged("a text belongs here")

    def number(self) -> int:
        return self.value if type(self.value) is int else self.damaged("a whole number belongs here")

    def flag(self) -> bool:
        return self.value if isinstance(self.value, bool) else self.damaged("true or false belongs here")

    def read(self, reader: Callable[[str], T]) -> T:
        """Read a text that has a form of its own: an address, a place, a word of an enumeration."""
        try:
            return reader(self.text())
        except ValueError as problem:
            self.damaged(str(problem))

    def _items(self) -> Iterator[JsonNode]:
        if not isinstance(self.value, list):
            self.damaged("a list belongs here")
        return (JsonNode(item, f"{self.where}[{index}]") for index, item in enumerate(self.value))
