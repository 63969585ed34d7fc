"""`--base REF`: the blueprints as they were at a git ref, to sort a plan by and to see which guards were moved."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cvpctl.cli.planning import Planned
from cvpctl.cli.session import Session
from cvpctl.cli.values import values_of
from cvpctl.cli.wishes import Wishes
from cvpctl.engine.grouping import grouped
from cvpctl.errors import BlueprintInvalid, CvpError
from cvpctl.model import Desired, Finding
from cvpctl.project import EMULATOR, ENV, PROJECT_FILE, Places, PortalSettings, Project, Shelf, load_project
from cvpctl.project.base_tree import BaseTree, base_tree
from cvpctl.project.bound_removed import Bound, aimed
from cvpctl.project.drift_baseline_diff import accepted_since
from cvpctl.project.pins_diff import repinned, widened
from cvpctl.project.settings_diff import loosened, workflows


def against_base(session: Session, planned: Planned, paths: Sequence[Path], wishes: Wishes, ref: str) -> Planned:
    """Return the plan sorted for a reviewer; its digest, changes and calls are what they were."""
    home = session.project.root if session.project else Path.cwd()
    with base_tree(home, ref) as tree:
        base, why = _compiled(session, tree, home, paths, wishes)
        alarms = _alarms(session.project, tree)
        before = _bound(session, tree, home)
    meeting = aimed(planned.plan, planned.desired, session.settings.bindings, before, ref)
    plan, groups = planned.plan, grouped(planned.plan, planned.desired, base)
    told = {"ref": ref, "commit": tree.commit, **({"incomparable": why} if why else {}), "groups": groups}
    plan = replace(plan, alarms=(*meeting, *alarms, *plan.alarms), run={**plan.run, "base": told})
    return replace(planned, plan=plan, remarks=(*planned.remarks, *_remarks(ref, why)))


def _remarks(ref: str, why: str) -> tuple[str, ...]:
    if not why:
        return ()
    return (
        f"note: the blueprints cannot be compiled as they were at {ref}, so all counts as this pull request: {why}",
    )


def _alarms(project: Project | None, tree: BaseTree) -> tuple[Finding, ...]:
    changed = workflows(tree.folder, tree.top, tree.ref)
    folder = tree.mirrored(project.root) if project else None
    if project is None or folder is None:
        return changed
    root, file = project.root.resolve(), project.root / PROJECT_FILE
    changed = (*repinned(folder, root, tree.ref), *widened(folder, root, tree.top, tree.ref), *changed)
    changed = (*accepted_since(folder, root, frozenset(project.portals), tree.ref), *changed)
    try:
        return (*loosened(folder / PROJECT_FILE, file, tree.ref), *changed)
    except BlueprintInvalid:
        return (*loosened(folder / "unreadable", file, tree.ref), *changed)


def _bound(session: Session, tree: BaseTree, home: Path) -> Bound:
    """Return the bindings of then; settings that nobody can read bound nothing."""
    try:
        settings = _settings(session, _project(tree, home))
    except CvpError:
        return {}
    return settings.bindings if settings else {}


def _compiled(
    session: Session, tree: BaseTree, home: Path, paths: Sequence[Path], wishes: Wishes
) -> tuple[Desired | None, str]:
    """Return what the blueprints said, or why nobody can tell."""
    try:
        return _desired(session, tree, home, paths, wishes), ""
    except BlueprintInvalid as error:
        first = error.findings[0]
        return None, f"{error.message} there, the first {first.code}: {first.message}"
    except CvpError as error:
        return None, error.message


def _desired(session: Session, tree: BaseTree, home: Path, paths: Sequence[Path], wishes: Wishes) -> Desired:
    from cvpctl.blueprint import load_desired  # noqa: PLC0415

    project = _project(tree, home)
    named = [tree.mirrored(path) for path in paths] if paths else list(project.blueprints if project else ())
    if None in named:
        raise CvpError("a path of the command lies outside the git repository")
    there = [path for path in named if path and path.exists()]
    if not there:
        return Desired()
    root = project.workspace if project else tree.folder
    root = Path(os.path.commonpath([root, *(path if path.is_dir() else path.parent for path in there)]))
    given = values_of(_settings(session, project), wishes.variables)
    return load_desired(there, root=root, shelf=_shelf(session, project), given=given)[0]


def _project(tree: BaseTree, home: Path) -> Project | None:
    folder = tree.mirrored(home)
    if folder is None:
        raise CvpError("the project lies outside the git repository")
    return load_project(folder / PROJECT_FILE) if (folder / PROJECT_FILE).is_file() else None


def _settings(session: Session, project: Project | None) -> PortalSettings | None:
    """Return the portal as it was; the environment's and the embedded one are what they are without being stated."""
    name = session.settings.name
    if project and name in project.portals:
        return project.portals[name]
    return session.settings if name in (ENV, EMULATOR) and project is None else None


def _shelf(session: Session, project: Project | None) -> Shelf:
    """Libraries as the lock of that time pinned them; what was cloned or kept on this machine serves again."""
    if project is None:
        return Shelf.of(session.project)
    shelf = Shelf.of(project, as_pinned=True)
    home = session.project.root if session.project else Path.cwd()
    sources = {
        name: one if one.url or one.is_folder else replace(one, location=str((home / one.location).resolve()))
        for name, one in shelf.sources.items()
    }
    return replace(shelf, places=Places.of(session.project), sources=sources)
