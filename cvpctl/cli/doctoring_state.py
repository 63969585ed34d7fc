"""What this machine and the repository keep of a portal: the record and git's view of it, the lock, earlier runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cvpctl.apply import past_runs
from cvpctl.cli.alone import held_lock, holder_text
from cvpctl.errors import BLOCKED, CvpError
from cvpctl.model import Record
from cvpctl.project import ENV, Places, PortalSettings, Project
from cvpctl.project.branch_store import BranchStore
from cvpctl.project.git import run_git
from cvpctl.project.record_store import RecordStore
from cvpctl.render.doctor_text import Check, Health
from cvpctl.render.wording import counted


def of_state(project: Project | None, settings: PortalSettings) -> Iterator[Check]:
    """Yield what is kept about a portal, without asking it."""
    if settings.name == ENV and settings.portal_id is None:
        return
    places, portal_id = Places.of(project), settings.portal_id or 0
    if project and project.record.on_branch and not settings.embedded:
        yield from _on_the_branch(places, project, settings)
    else:
        yield from _record(places, project, settings)
    if lock := held_lock(places, settings, portal_id):
        yield Check("lock", Health.WARNING, f"an apply is under way{holder_text(lock)}", "wait until it has ended")
    else:
        yield Check("lock", Health.OK, "free")
    yield from _runs(places.journal(settings.name, portal_id))


def _record(places: Places, project: Project | None, settings: PortalSettings) -> Iterator[Check]:
    path = places.record(settings.name, settings.portal_id or 0)
    if not path.is_file():
        yield Check("record", Health.OK, "none in this folder yet: nothing was applied from here")
        return
    try:
        pinned = settings.portal_id or _portal_of(path)
        record = RecordStore(places).load(settings.name, pinned)
    except CvpError as error:
        yield Check("record", Health.PROBLEM, error.message, error.help, error.exit_code)
        return
    if another := _of_another(project, record):
        yield another
        return
    health, kept, help_ = _in_git(path)
    yield Check("record", health, f"{counted(len(record.entries), 'resource')} applied; {kept}", help_)


def _on_the_branch(places: Places, project: Project, settings: PortalSettings) -> Iterator[Check]:
    """Look at what the branch has, and bring the runs of other machines to be looked at next."""
    said: list[str] = []
    try:
        store = BranchStore.of(project, places, said.append)
        store.bring()
        if settings.portal_id is None:
            yield Check("record", Health.OK, f"on {store.branch.called}; no Hub ID says which portal it must be of")
            return
        record = store.load(settings.name, settings.portal_id, project=project.name)
    except CvpError as error:
        yield Check("record", Health.PROBLEM, error.message, error.help, error.exit_code)
        return
    told = f"{counted(len(record.entries), 'resource')} applied; on {store.branch.called}"
    if another := _of_another(project, record):
        yield another
    elif said:
        yield Check("record", Health.WARNING, f"{told}, as far as this clone knows: {said[0].removeprefix('note: ')}")
    elif store.branch.only_here:
        help_ = f"git push {store.branch.remote} {store.branch.name}, or apply once more"
        yield Check("record", Health.WARNING, f"{told}, and not pushed yet", help_)
    else:
        yield Check("record", Health.OK, told)


def _of_another(project: Project | None, record: Record) -> Check | None:
    if project is None or record.project in ("", project.name):
        return None
    message = f"the record is of the project {record.project}, and this is {project.name}"
    return Check("record", Health.PROBLEM, message, "two projects cannot keep one record", BLOCKED)


def _portal_of(path: Path) -> int:
    """An unpinned portal is whichever the record says."""
    from cvpctl.project.record_text import RecordDamaged, RecordNewer, from_text  # noqa: PLC0415

    try:
        return from_text(path.read_text(encoding="utf-8")).portal_id
    except (RecordDamaged, RecordNewer, UnicodeDecodeError):
        return 0


def _in_git(path: Path) -> tuple[Health, str, str]:
    try:
        words = ("status", "--porcelain", "--ignored", "--untracked-files=all", "--", path.name)
        ran = run_git(path.parent, *words, needed_for="the state of the record is asked")
    except CvpError:
        return Health.OK, "git is not here", ""
    if ran.returncode:
        return Health.OK, "in no git repository", ""
    match ran.stdout.decode(errors="replace")[:2]:
        case "":
            return Health.OK, "committed", ""
        case "!!":
            return Health.OK, "git ignores it: only this machine can tell an edit in the portal from an apply", ""
        case "??":
            return Health.WARNING, "not committed", "commit it, so that colleagues and CI know what was applied"
    return Health.WARNING, "changed since the last commit", "commit it, so that colleagues and CI know"


def _runs(folder: Path) -> Iterator[Check]:
    runs = past_runs(folder)
    doubtful = [run for run in runs if not run.recorded and (run.doubtful or (run.in_the_middle and run.wrote))]
    if doubtful:
        calls = sum(len(run.doubtful) for run in doubtful)
        message = f"{counted(len(doubtful), 'run')} did not come to an end, {counted(calls, 'call')} in doubt"
        yield Check("runs", Health.WARNING, message, "the next plan or apply reads what came of it")
    else:
        yield Check("runs", Health.OK, f"{counted(len(runs), 'run')} from here, none in doubt")
