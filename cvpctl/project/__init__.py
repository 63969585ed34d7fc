"""The client's repository: `cvpctl.yaml` and its portals, token sources and guards, the applied record, `init`.

Stands between the command line, which asks for a portal, and `portal/`, which talks to one. Reaches no network.
"""

from cvpctl.project.bindings import identities, marked, two_owners, without_former
from cvpctl.project.choosing import choose_portal
from cvpctl.project.identity import check_ci, check_identity, check_project, drift_mode, is_protected
from cvpctl.project.libraries import Library, Shelf, digest_of, packaged_folder
from cvpctl.project.library_source import LibrarySource
from cvpctl.project.loading import find_project, load_project
from cvpctl.project.lock import LOCK_FILE, Lock, Pin
from cvpctl.project.places import Places
from cvpctl.project.record_store import Records, RecordStore
from cvpctl.project.record_stores import records_of
from cvpctl.project.settings import (
    EMULATOR,
    ENV,
    EVERY_AREA,
    PROJECT_FILE,
    Binding,
    EnvToken,
    FileToken,
    KeyringToken,
    NoToken,
    PortalSettings,
    Project,
    TokenSource,
    Value,
)
from cvpctl.project.shape import project_schema, project_schema_text
from cvpctl.project.starting import init_files, project_name
from cvpctl.project.tokens import read_token
from cvpctl.project.workspace import WORKSPACE_FILE, Workspace, find_workspace

__all__ = [
    "EMULATOR",
    "ENV",
    "EVERY_AREA",
    "LOCK_FILE",
    "PROJECT_FILE",
    "WORKSPACE_FILE",
    "Binding",
    "EnvToken",
    "FileToken",
    "KeyringToken",
    "Library",
    "LibrarySource",
    "Lock",
    "NoToken",
    "Pin",
    "Places",
    "PortalSettings",
    "Project",
    "RecordStore",
    "Records",
    "Shelf",
    "TokenSource",
    "Value",
    "Workspace",
    "check_ci",
    "check_identity",
    "check_project",
    "choose_portal",
    "digest_of",
    "drift_mode",
    "find_project",
    "find_workspace",
    "identities",
    "init_files",
    "is_protected",
    "load_project",
    "marked",
    "packaged_folder",
    "project_name",
    "project_schema",
    "project_schema_text",
    "read_token",
    "records_of",
    "two_owners",
    "without_former",
]
