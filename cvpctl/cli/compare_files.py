"""A snapshot file read and tried: somebody may have edited it, and a body that no kind understands is damage."""

from __future__ import annotations

from pathlib import Path

from cvpctl.cli.output import usable
from cvpctl.errors import CvpError
from cvpctl.kinds import KINDS
from cvpctl.model import Resource
from cvpctl.model.snapshot import Snapshot
from cvpctl.project.snapshot_file import snapshot_from
from cvpctl.project.source import shown_path

_ENDS = {"schema": 0, "label": 2}
"""How many objects an address of a kind names; of the others one."""


def snapshot_at(path: Path) -> Snapshot:
    """Read a snapshot; raises UsageProblem where the file cannot be read, CvpError where it is no snapshot."""
    name = shown_path(path)
    with usable(path, "read"):
        text = path.read_bytes().decode("utf-8", errors="replace")
    snapshot = snapshot_from(text, name)
    for resource in snapshot.resources.values():
        _try(resource, name)
    return snapshot


def _try(resource: Resource, name: str) -> None:
    address = resource.address
    help_ = "take it again with: cvpctl snapshot -o FILE"
    if address.kind not in KINDS or len(address.scope) != _ENDS.get(address.kind, 1) or address.subpath:
        raise CvpError(f"the snapshot {name} is damaged: {address} names nothing that a portal has", help=help_)
    try:
        KINDS[address.kind].normalise(address, resource.body)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise CvpError(f"the snapshot {name} is damaged: the body of {address} is of no use", help=help_) from error
