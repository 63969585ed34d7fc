"""What a command needs before it can begin: the project, the portal opened and recognised, the record.

The portal is recognised before anything else is read: a token of another portal ends the command here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cvpctl.cli.output import tell
from cvpctl.model import Desired, Finding, Plan, Record
from cvpctl.portal import Portal
from cvpctl.portal.account import Identity
from cvpctl.portal.endpoints import AREAS
from cvpctl.project import (
    EVERY_AREA,
    Places,
    PortalSettings,
    Project,
    RecordStore,
    check_identity,
    choose_portal,
    drift_mode,
    find_project,
    is_protected,
    read_token,
)


@dataclass(frozen=True, slots=True)
class Session:
    """A portal in hand."""

    settings: PortalSettings
    identity: Identity
    portal: Portal
    places: Places
    records: RecordStore
    project: Project | None

    @property
    def drift(self) -> str:
        return drift_mode(self.settings, self.identity.account_type)

    @property
    def protected(self) -> bool:
        return is_protected(self.settings, self.identity.account_type)

    def record(self) -> Record:
        name = self.project.name if self.project else ""
        return self.records.load(self.settings.name, self.identity.portal_id, project=name)

    def told(self, plan: Plan) -> Plan:
        """Return the plan with what this run knows of itself, outside the digest."""
        reads = {(change.address.kind, change.address.scope) for change in plan.changes}
        run = {
            "portal": self.settings.name,
            "embedded": self.settings.embedded,
            "callsTaken": self.portal.calls.total,
            "verifyCalls": len(reads),
        }
        return replace(plan, run={**plan.run, **run})


@contextmanager
def open_session(portal_name: str | None, *, writing: bool) -> Iterator[Session]:
    """Open the portal a command was called for; raises WrongPortal, NotAuthorised, UsageProblem."""
    project = find_project(Path.cwd())
    settings = choose_portal(project, portal_name, environ=os.environ, interactive=sys.stdin.isatty())
    places = Places.of(project)
    source = settings.write_token if writing else settings.read_token
    with _address(settings, places) as (base_url, token):
        known = token or read_token(source, os.environ)
        with Portal.open(base_url, known, read_only=not writing, versions=_versions(settings)) as portal:
            identity = portal.identity()
            check_identity(settings, identity.portal_id, identity.account_type, writing=writing)
            yield Session(settings, identity, portal, places, RecordStore(places), project)


def _versions(settings: PortalSettings) -> dict[str, str]:
    """Spread a version said for every area over the areas; one said for an area wins."""
    versions = dict(settings.versions)
    everywhere = versions.pop(EVERY_AREA, None)
    return (dict.fromkeys(AREAS, everywhere) if everywhere else {}) | versions


@contextmanager
def _address(settings: PortalSettings, places: Places) -> Iterator[tuple[str, str]]:
    """Yield base URL and token; of the embedded portal, after starting it unless it already runs."""
    if not settings.embedded:
        yield settings.base_url, ""
        return
    from cvpctl.cli.embedded import embedded  # noqa: PLC0415 - a web server is not for every run

    tell("The embedded portal answers; it is not HubSpot.")
    with embedded(places.emulator_db) as found:
        yield found


def read_blueprints(paths: Sequence[Path]) -> tuple[Desired, tuple[Finding, ...]]:
    """Return what the blueprints say; raises BlueprintInvalid. Without paths, those of the project."""
    from cvpctl.blueprint import load_desired  # noqa: PLC0415

    read, root = where(paths)
    return load_desired(read, root=root)


def where(paths: Sequence[Path]) -> tuple[Sequence[Path], Path]:
    """Return the blueprint paths to read and the root that they are judged against."""
    project = find_project(Path.cwd())
    root = project.root if project else Path.cwd()
    return (paths or (project.blueprints if project else (Path.cwd(),))), _common(root, paths)


def _common(root: Path, paths: Sequence[Path]) -> Path:
    """Widen the root for a path that a person named outside of it: what they typed they may read."""
    folders = [path.resolve() if path.is_dir() else path.resolve().parent for path in paths]
    return Path(os.path.commonpath([root.resolve(), *folders])) if folders else root.resolve()
