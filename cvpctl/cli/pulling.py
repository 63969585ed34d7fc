"""From an open portal to files: look, then write fresh files or edit those that are there, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cvpctl.blueprint.files import below
from cvpctl.blueprint.findings import Findings
from cvpctl.cli.output import tell, usable
from cvpctl.cli.session import Session
from cvpctl.render.wording import counted


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of `pull` ask for; no `objects` means those that are there.

    Without `recorded` what is equal afterwards does not count as applied: nobody has agreed to it yet.
    """

    directory: Path
    objects: tuple[str, ...] = ()
    include_hubspot_defined: bool = False
    new: bool = False
    recorded: bool = True


@contextmanager
def made(directory: Path) -> Iterator[None]:
    """Let the directory be there meanwhile, since cvpctl.yaml may name it; what stays empty goes again."""
    missing = [one for one in (directory, *directory.parents) if not one.exists()]
    with usable(directory, "created"):
        directory.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for one in missing:
            if one.is_dir() and not any(one.iterdir()):
                one.rmdir()


def pull(session: Session, wanted: Wanted) -> int:
    """Pull into a directory; returns the exit code."""
    code = _pull(session, wanted)
    tell(f"Took {counted(session.portal.calls.total, 'call')}.")
    return code


def _pull(session: Session, wanted: Wanted) -> int:
    if next(below(wanted.directory, Findings()), None):
        from cvpctl.cli.pulling_onto import pull_onto  # noqa: PLC0415

        return pull_onto(session, wanted)
    from cvpctl.cli.pulling_fresh import pull_fresh  # noqa: PLC0415

    return pull_fresh(session, wanted)
