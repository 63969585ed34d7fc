"""What a project file says, as frozen data: the portals of a client, where their tokens come from, its blueprints.

A token source names a place and never holds a token, so that settings may be printed, compared and logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cvpctl.model import Address, Place
from cvpctl.project.library_source import LibrarySource
from cvpctl.project.notify_settings import NotifySettings
from cvpctl.project.rule_settings import RuleSettings

PROJECT_FILE = "cvpctl.yaml"
EMULATOR = "emulator"
ENV = "env"
HUBSPOT = "https://api.hubapi.com"
TOKEN_VARIABLE = "HUBSPOT_ACCESS_TOKEN"  # noqa: S105 - the variable's name
EVERY_AREA = "*"

Drift = Literal["hold", "overwrite"]
Attribution = Literal["none", "id", "name"]
Counting = Literal["search", "limits", "off"]
Weight = Literal["error", "warning"]
RECORD_BRANCH = "cvpctl/applied"


@dataclass(frozen=True, slots=True)
class EnvToken:
    """The token stands in this environment variable."""

    variable: str


@dataclass(frozen=True, slots=True)
class FileToken:
    """The token is the only line of this file."""

    path: Path


@dataclass(frozen=True, slots=True)
class KeyringToken:
    """The operating system's keyring keeps the token: service `cvpctl`, this user name."""

    entry: str


@dataclass(frozen=True, slots=True)
class NoToken:
    """There is none, and why."""

    why: str


TokenSource = EnvToken | FileToken | KeyringToken | NoToken


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable of blueprints is in one portal: the text as written, and where."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Binding:
    """What one portal calls the thing at a blueprint's address, and where that is said."""

    identity: str
    place: Place


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """Where the records of all portals are kept: in a folder beside `cvpctl.yaml`, or on a branch of its repository."""

    on_branch: bool = False
    branch: str = RECORD_BRANCH
    remote: str = "origin"
    push: bool = True


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """One named portal. `versions` maps an API area to a version, `*` standing for every area not named.

    The embedded portal has no `base_url` and no token here: whoever starts it knows them. `promotes` names the portal
    that must have had a blueprint first; `from_ci` wants `apply` to run in CI; `hazards` weighs codes of findings.
    With `stamp` the portal bears a mark of the project.
    """

    name: str
    portal_id: int | None = None
    account_type: str | None = None
    tier: str | None = None
    base_url: str = HUBSPOT
    read_token: TokenSource = EnvToken(TOKEN_VARIABLE)
    write_token: TokenSource = EnvToken(TOKEN_VARIABLE)
    drift: Drift | None = None
    protected: bool | None = None
    allow: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    embedded: bool = False
    variables: Mapping[str, Value] = field(default_factory=dict)
    bindings: Mapping[Address, Binding] = field(default_factory=dict)
    from_ci: bool = False
    promotes: str = ""
    stamp: bool = False
    attribution: Attribution = "id"
    counts: Counting = "search"
    hazards: Mapping[str, Weight] = field(default_factory=dict)
    rules: RuleSettings = field(default_factory=RuleSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)


@dataclass(frozen=True, slots=True)
class Project:
    """One client: `root` holds `cvpctl.yaml`, `blueprints` are absolute files and folders.

    `workspace` is the folder that nothing may lead out of: `root`, or that of the workspace which lists this client.
    """

    root: Path
    name: str
    portals: Mapping[str, PortalSettings] = field(default_factory=dict)
    blueprints: tuple[Path, ...] = ()
    libraries: Mapping[str, LibrarySource] = field(default_factory=dict)
    workspace: Path = Path()
    record: RecordSettings = RecordSettings()
    rules: RuleSettings = field(default_factory=RuleSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)
