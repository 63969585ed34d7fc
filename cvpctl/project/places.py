"""Where cvpctl keeps things: beside `cvpctl.yaml`, or with no project file in the user's state folder.

The portal `env` is whichever one the environment names today, so its files carry the portal's id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cvpctl.project.settings import ENV, Project

_STATE = ".cvpctl"
_RECORDS = "applied"


@dataclass(frozen=True, slots=True)
class Places:
    """`state` is this machine's own business and never committed; `records` may be. No folder is made here."""

    state: Path
    records: Path

    @classmethod
    def of(cls, project: Project | None) -> Places:
        if project is not None:
            return cls(project.root / _STATE, project.root / _RECORDS)
        # Asked for only where there is no project file: the import costs a hundredth of a second.
        from platformdirs import user_state_path  # noqa: PLC0415

        state = user_state_path("cvpctl", appauthor=False)
        return cls(state, state / _RECORDS)

    @property
    def emulator_db(self) -> Path:
        return self.state / "emulator.db"

    @property
    def library(self) -> Path:
        """The folder of pinned libraries and of clones."""
        return self.state / "library"

    @property
    def journals(self) -> Path:
        """The folder that holds one folder of journals per portal."""
        return self.state / "journal"

    def journal(self, portal: str, portal_id: int) -> Path:
        """The folder of this portal's journals."""
        return self.journals / file_stem(portal, portal_id)

    def lock(self, portal: str, portal_id: int) -> Path:
        return self.state / f"{file_stem(portal, portal_id)}.lock"

    def fills(self, portal: str, portal_id: int) -> Path:
        """The file of numbers that an audit counted."""
        return self.state / "fills" / f"{file_stem(portal, portal_id)}.json"

    def told(self, portal: str, portal_id: int) -> Path:
        """The file of what was told of this portal's drift, and to whom."""
        return self.state / "told" / f"{file_stem(portal, portal_id)}.json"

    def record(self, portal: str, portal_id: int) -> Path:
        return self.records / f"{file_stem(portal, portal_id)}.json"


def machine_lock(base_url: str, portal_id: int) -> Path:
    """The lock that all clones of all projects on this machine share, under the user who runs them."""
    from platformdirs import user_state_path  # noqa: PLC0415

    host = re.sub(r"[^A-Za-z0-9.-]+", "-", urlsplit(base_url).netloc)
    return user_state_path("cvpctl", appauthor=False) / "locks" / f"{host}-{portal_id}.lock"


def file_stem(portal: str, portal_id: int) -> str:
    """Return what the files of a portal are called."""
    return f"{ENV}-{portal_id}" if portal == ENV else portal
