"""From journals, of this machine and where they are shared of others, to the rows of `history`; no portal is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cvpctl.apply import PastRun, past_runs
from cvpctl.cli.output import tell
from cvpctl.errors import UsageProblem
from cvpctl.model import Settled
from cvpctl.project import EMULATOR, ENV, Places, find_project
from cvpctl.project.record_stores import bring_runs
from cvpctl.render.history_text import Row


def rows(portal_name: str | None) -> list[Row]:
    """Return what was run, the newest first; raises `UsageProblem` for a portal nobody knows."""
    project = find_project(Path.cwd())
    places = Places.of(project)
    bring_runs(project, places, tell)
    folders = {folder.name: folder for folder in sorted(places.journals.glob("*")) if folder.is_dir()}
    if portal_name is not None:
        known = sorted({*folders, *(project.portals if project else ()), EMULATOR, ENV})
        folders = {name: folder for name, folder in folders.items() if _is_of(name, portal_name)}
        if not folders and portal_name not in known:
            raise UsageProblem(f"there is no portal {portal_name}", help=f"known are {', '.join(known)}")
    runs = {name: past_runs(folder) for name, folder in folders.items()}
    for remark in filter(None, (run.remark for found in runs.values() for run in found)):
        tell(remark)
    found = [row for name, ones in runs.items() for row in _rows(name, ones)]
    return sorted(found, key=lambda row: row.id, reverse=True)


def _is_of(folder: str, portal: str) -> bool:
    """The files of the portal `env` carry the id of whichever it was."""
    return folder == portal or (portal == ENV and folder.startswith(f"{ENV}-"))


def _rows(portal: str, runs: Sequence[PastRun]) -> Iterator[Row]:
    undone = {run.undoes: run for run in reversed(runs) if run.undoes and run.wrote}
    for run in runs:
        by = undone.get(run.id)
        yield Row(
            id=run.id,
            portal=portal,
            portal_id=run.portal_id,
            began=run.began,
            seconds=run.seconds,
            digest=run.digest,
            calls=run.calls,
            done=run.call_ends[Settled.DONE],
            failed=run.call_ends[Settled.FAILED],
            in_doubt=run.call_ends[Settled.IN_DOUBT],
            exit_code=None if run.in_the_middle else run.exit_code,
            undoes=run.undoes,
            undone_by=by.id if by else "",
        )
