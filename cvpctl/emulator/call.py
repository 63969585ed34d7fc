"""One request as the rules see it: who, where, about what. No HTTP stands in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from cvpctl.emulator.custom_objects import resolve
from cvpctl.emulator.errors import Body, unreadable
from cvpctl.emulator.identity import Grant, Identity
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.read_lag import ReadLag
from cvpctl.emulator.store import Portal
from cvpctl.emulator.switches import Switches

Version = Literal["v2", "v3", "v4", "2026-03", "2026-09"]


@dataclass(frozen=True)
class Call:
    """What a rule needs of a request. `body` is parsed JSON, None where nothing was sent."""

    portal: Portal
    grant: Grant
    identity: Identity
    switches: Switches
    version: Version
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    user_id: str
    lag: ReadLag = field(default_factory=ReadLag)
    url: str = ""

    @cached_property
    def object_type(self) -> ObjectType:
        return resolve(self.portal, self.params["objectType"])

    @cached_property
    def now(self) -> str:
        return self.portal.now()

    def about(self, object_type: ObjectType) -> "Call":
        """The same request, speaking of another object."""
        return replace(self, params={**self.params, "objectType": object_type.id})

    @property
    def sent(self) -> Body:
        if not isinstance(self.body, dict):
            raise unreadable("Cannot deserialize the request body: an object was expected")
        return self.body

    def asks(self, flag: str, *, default: bool = False) -> bool:
        """A boolean of the query string; anything but true is false, as Java reads it."""
        said = self.query.get(flag)
        return default if said is None else said.lower() == "true"

    def listed(self, name: str) -> list[str] | None:
        """A list of the query string, with commas or said several times; None where it was not said."""
        said = [value for key, value in self.query_items() if key == name]
        return [one.strip() for text in said for one in text.split(",") if one.strip()] if said else None

    def query_items(self) -> list[tuple[str, str]]:
        """The whole query string; the web library's mapping keeps what was said twice."""
        every: Callable[[], list[tuple[str, str]]] = getattr(self.query, "multi_items", lambda: [*self.query.items()])
        return every()


Rule = Callable[[Call], Body | None]
