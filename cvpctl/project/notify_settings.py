"""What `cvpctl.yaml` says of who hears about drift: targets by name, and after how many days they are reminded.

Said for the project, for one portal, or both: a portal's own targets stand in the place of the project's. A target is
where a URL is found, never the URL: it carries secrets, as tokens do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cvpctl.project.settings import TokenSource

NEVER = "never"
USUAL_DAYS = 7
_NAME = "^[a-z][a-z0-9_-]{0,39}$"


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """As it is said; what is not said is None."""

    targets: Mapping[str, TokenSource] | None = None
    remind: str | None = None

    def over(self, wider: NotifySettings) -> NotifySettings:
        """Return these on top of those that hold for the whole project."""
        targets = wider.targets if self.targets is None else self.targets
        return NotifySettings(targets, self.remind or wider.remind)

    @property
    def days(self) -> int | None:
        """After how many days what is still there is told again; None for never."""
        if self.remind is None:
            return USUAL_DAYS
        return None if self.remind == NEVER else int(self.remind.removesuffix("d"))


def notify_schema(source: Mapping[str, Any], description: str) -> dict[str, Any]:
    """Return the part of the schema; `source` is what a token's source may be, which a URL's may be too."""
    where = {**source, "description": "Where its URL is found; never the URL itself."}
    return {
        "type": "object",
        "description": description,
        "properties": {
            "targets": {
                "type": "object",
                "description": "Who, by a name of yours, and where the URL of each is found: {env: DRIFT_TEAM_URL}.",
                "propertyNames": {"pattern": _NAME},
                "additionalProperties": where,
            },
            "remind": {
                "type": "string",
                "pattern": f"^([1-9][0-9]{{0,2}}d|{NEVER})$",
                "description": f"After so many days what is still there is told again, such as {USUAL_DAYS}d "
                f"(the usual), or {NEVER}.",
            },
        },
        "additionalProperties": False,
    }


def notify_settings(body: Mapping[str, Any], source_of: Callable[[Mapping[str, Any]], TokenSource]) -> NotifySettings:
    """Read what a project or a portal says."""
    said = body.get("notify", {})
    targets = {name: source_of(one) for name, one in said["targets"].items()} if "targets" in said else None
    return NotifySettings(targets, said.get("remind"))
