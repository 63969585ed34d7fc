"""Which of the two stores keeps the records of a client: the choice is one line of `cvpctl.yaml`."""

from __future__ import annotations

from collections.abc import Callable

from cvpctl.project.branch_store import BranchStore
from cvpctl.project.places import Places
from cvpctl.project.record_store import Records, RecordStore
from cvpctl.project.settings import PortalSettings, Project


def records_of(
    project: Project | None, settings: PortalSettings, places: Places, tell: Callable[[str], None]
) -> Records:
    """Return the store of a portal's record; that of the embedded portal is nobody else's business."""
    if project is None or not project.record.on_branch or settings.embedded:
        return RecordStore(places)
    return BranchStore.of(project, places, tell)


def bring_runs(project: Project | None, places: Places, tell: Callable[[str], None]) -> None:
    """Lay the runs that other machines made beside those of this one, whatever their portals."""
    if project is not None and project.record.on_branch:
        BranchStore.of(project, places, tell).bring()
