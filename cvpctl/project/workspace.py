"""Workspaces: one repository with many clients. `cvpctl-workspace.yaml` at its root lists their folders.

Whatever a client's files name must lie inside the workspace, so that clients can share blueprints and nothing else
of the machine is read. A client without a workspace is a workspace of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.project.reading import Reading, read
from cvpctl.project.settings import PROJECT_FILE
from cvpctl.project.source import Source, shown_path
from cvpctl.project.tree import parse

WORKSPACE_FILE = "cvpctl-workspace.yaml"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A repository with many clients.",
    "properties": {
        "clients": {
            "type": "array",
            "description": "The folders of the clients, each with a cvpctl.yaml.",
            "items": {"type": "string", "minLength": 1},
        }
    },
    "required": ["clients"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """`clients` are folders below `root`, each with a project file."""

    root: Path
    clients: tuple[Path, ...]


def find_workspace(start: Path) -> Workspace | None:
    """Load the workspace file at or above `start`; the search ends with a repository, the home folder or /."""
    home, folder = Path.home().resolve(), start.resolve()
    for here in (folder, *folder.parents):
        if (here / WORKSPACE_FILE).is_file():
            return _loaded(here / WORKSPACE_FILE)
        if (here / ".git").exists() or here == home:
            break
    return None


def boundary(project_root: Path) -> Path:
    """Return the folder that a client's paths must not leave; raises UsageProblem for a client nobody listed."""
    workspace = find_workspace(project_root)
    if workspace is None:
        return project_root
    if project_root not in workspace.clients:
        name = project_root.relative_to(workspace.root).as_posix()
        raise UsageProblem(
            f"{name} is no client of {shown_path(workspace.root / WORKSPACE_FILE)}", help=f"add {name} to its clients"
        )
    return workspace.root


def _loaded(path: Path) -> Workspace:
    """Read a workspace file; raises `BlueprintInvalid` with everything that is wrong in it."""
    try:
        source = Source(path, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CvpError(f"{shown_path(path)} cannot be read", help="save it as UTF-8") from error
    node = parse(source)
    if node is None:
        if not source.findings:
            source.complain("EMPTY_FILE", source.place(0, 0), "the file says nothing", "begin with clients: [FOLDER]")
        raise source.invalid()
    clients = _clients(path.parent, read(source, node, SCHEMA), source)
    if source.findings:
        raise source.invalid()
    return Workspace(path.parent, clients)


def _clients(root: Path, reading: Reading, source: Source) -> tuple[Path, ...]:
    listed = reading.values.get("clients", ()) if isinstance(reading.values, dict) else ()
    folders: list[Path] = []
    for number, text in enumerate(listed):
        if not isinstance(text, str):
            continue
        place, folder = reading.places["clients", str(number)], (root / text).resolve()
        if not folder.is_relative_to(root):
            source.complain("PATH_ESCAPE", place, f"{text} leads out of the workspace", "list what lies below it")
        elif not (folder / PROJECT_FILE).is_file():
            source.complain("PATH_MISSING", place, f"{text} has no {PROJECT_FILE}", f"cvpctl init {text}")
        elif folder in folders:
            source.complain("DUPLICATE_CLIENT", place, f"{text} is listed already", "keep one of the two")
        else:
            folders.append(folder)
    return tuple(folders)
