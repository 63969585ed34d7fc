"""What a command needs before it can begin: the project, the portal opened and recognised, the record.

The portal is recognised before anything else is read: a token of another portal ends the command here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cvpctl.cli.output import tell
from cvpctl.engine.moves import memory
from cvpctl.model import Desired, Finding, Plan, Record
from cvpctl.portal import Portal
from cvpctl.portal.account import Identity
from cvpctl.portal.endpoints import AREAS
from cvpctl.project import (
    EVERY_AREA,
    Places,
    PortalSettings,
    Project,
    Records,
    Shelf,
    check_ci,
    check_identity,
    check_project,
    choose_portal,
    drift_mode,
    find_project,
    identities,
    is_protected,
    read_token,
    records_of,
    without_former,
)

if TYPE_CHECKING:
    from cvpctl.blueprint import Given


@dataclass(frozen=True, slots=True)
class Session:
    """A portal in hand."""

    settings: PortalSettings
    identity: Identity
    portal: Portal
    places: Places
    records: Records
    project: Project | None
    writing: bool = False

    @property
    def drift(self) -> str:
        return drift_mode(self.settings, self.identity.account_type)

    @property
    def protected(self) -> bool:
        return is_protected(self.settings, self.identity.account_type)

    @property
    def loopback(self) -> bool:
        """Whether this is somebody's portal on this machine, which is never to be taken for HubSpot."""
        return not self.settings.embedded and on_this_machine(self.settings.base_url)

    def record(self) -> Record:
        """Return what the last apply left; the portal learns the identities in it."""
        name = self.project.name if self.project else ""
        record = self.records.load(self.settings.name, self.identity.portal_id, project=name)
        check_project(record.project, name, self.settings.name)
        record = replace(without_former(record, self.settings.bindings), project=record.project or name)
        self.portal.know({address: entry.identity for address, entry in record.entries.items() if entry.identity})
        self.portal.follow(memory(record))
        return record

    def told(self, plan: Plan) -> Plan:
        """Return the plan with what this run knows of itself, outside the digest."""
        reads = {(change.address.kind, change.address.scope) for change in plan.changes}
        run = {
            "portal": self.settings.name,
            "embedded": self.settings.embedded or self.loopback,
            "callsTaken": self.portal.calls.total,
            "verifyCalls": len(reads),
        }
        return replace(plan, run={**plan.run, **run, **({"loopback": True} if self.loopback else {})})


@contextmanager
def open_session(portal_name: str | None, *, writing: bool) -> Iterator[Session]:
    """Open the portal a command was called for; raises WrongPortal, NotAuthorised, UsageProblem."""
    project = find_project(Path.cwd())
    settings = choose_portal(project, portal_name, environ=os.environ, interactive=sys.stdin.isatty())
    places = Places.of(project)
    if writing:
        check_ci(settings, os.environ)
    source = settings.write_token if writing else settings.read_token
    with _address(settings, places, shared=project is None) as (base_url, token):
        known = token or read_token(source, os.environ)
        bound = identities(settings.bindings)
        versions = _versions(settings)
        with Portal.open(base_url, known, read_only=not writing, versions=versions, bindings=bound) as portal:
            identity = portal.identity()
            check_identity(settings, identity.portal_id, identity.account_type, writing=writing)
            records = records_of(project, settings, places, tell)
            session = Session(settings, identity, portal, places, records, project, writing)
            session.record()  # before anything is read: only the record knows labels whose names HubSpot hides
            records.bring()
            yield session


def _versions(settings: PortalSettings) -> dict[str, str]:
    """Spread a version said for every area over the areas; one said for an area wins."""
    versions = dict(settings.versions)
    everywhere = versions.pop(EVERY_AREA, None)
    return (dict.fromkeys(AREAS, everywhere) if everywhere else {}) | versions


def on_this_machine(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _address(settings: PortalSettings, places: Places, *, shared: bool) -> Iterator[tuple[str, str]]:
    """Yield base URL and token; of the embedded portal, after starting it unless it already runs."""
    if not settings.embedded:
        if on_this_machine(settings.base_url):
            tell("A portal on this machine answers; it is not HubSpot.")
        yield settings.base_url, ""
        return
    from cvpctl.cli.embedded import embedded  # noqa: PLC0415 - a web server is not for every run

    tell("The embedded portal answers; it is not HubSpot.")
    if shared:
        tell(f"There is no cvpctl.yaml here: every such folder of yours shares the portal in {places.emulator_db}")
    with embedded(places.emulator_db) as found:
        yield found


def read_blueprints(
    paths: Sequence[Path], given: Mapping[str, Given] | None = None
) -> tuple[Desired, tuple[Finding, ...]]:
    """Return what the blueprints say; raises BlueprintInvalid. Without paths, those of the project."""
    from cvpctl.blueprint import load_desired  # noqa: PLC0415

    read, root = where(paths)
    return load_desired(read, root=root, shelf=Shelf.of(find_project(Path.cwd())), given=given or {})


def where(paths: Sequence[Path]) -> tuple[Sequence[Path], Path]:
    """Return the blueprint paths to read and the root that they are judged against."""
    project = find_project(Path.cwd())
    root = project.workspace if project else Path.cwd()
    return (paths or (project.blueprints if project else (Path.cwd(),))), _common(root, paths)


def _common(root: Path, paths: Sequence[Path]) -> Path:
    """Widen the root for a path that a person named outside of it: what they typed they may read."""
    folders = [path.resolve() if path.is_dir() else path.resolve().parent for path in paths]
    return Path(os.path.commonpath([root.resolve(), *folders])) if folders else root.resolve()
