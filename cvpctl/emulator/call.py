"""One request as the rules see it: who, where, about what. No HTTP stands in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from cvpctl.emulator.errors import Body, unreadable
from cvpctl.emulator.identity import Grant, Identity
from cvpctl.emulator.object_types import ObjectType, infer
from cvpctl.emulator.store import Portal
from cvpctl.emulator.switches import Switches

Version = Literal["v2", "v3", "2026-03", "2026-09"]


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

    @cached_property
    def object_type(self) -> ObjectType:
        return infer(self.params["objectType"])

    @cached_property
    def now(self) -> str:
        return self.portal.now()

    @property
    def sent(self) -> Body:
        if not isinstance(self.body, dict):
            raise unreadable("Cannot deserialize the request body: an object was expected")
        return self.body

    def asks(self, flag: str, *, default: bool = False) -> bool:
        """A boolean of the query string; anything but true is false, as Java reads it."""
        said = self.query.get(flag)
        return default if said is None else said.lower() == "true"


Rule = Callable[[Call], Body | None]
