"""From an older portal to bindings in `cvpctl.yaml`: look, explain, ask, write the file, look again, record."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from cvpctl.cli.adopting_accepted import accepted_proposals, require_live
from cvpctl.cli.adopting_recorded import recorded_now
from cvpctl.cli.adopting_search import Search, room_for_one
from cvpctl.cli.adopting_told import tell_adoption, tell_after
from cvpctl.cli.alone import alone
from cvpctl.cli.bound import require_free
from cvpctl.cli.moving import remembering
from cvpctl.cli.session import Session, read_blueprints
from cvpctl.cli.undoing import written_together
from cvpctl.cli.values import values_of
from cvpctl.engine import Choices
from cvpctl.errors import BLOCKED, LOOKED_IN_PART, Blocked, UsageProblem, worst
from cvpctl.model import Address
from cvpctl.model.adoption import Adoption, Proposal, Reason
from cvpctl.project import ENV, PROJECT_FILE, PortalSettings, find_project, load_project
from cvpctl.project.binding_edit import with_bindings
from cvpctl.project.source import shown_path
from cvpctl.render.wording import counted, visible


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words of the command ask for."""

    paths: tuple[Path, ...]
    accepted: tuple[tuple[Address, str], ...]
    variables: tuple[tuple[str, str], ...]
    form: str
    yes: bool

    @property
    def asks(self) -> bool:
        return self.form == "text" and not self.yes and sys.stdin.isatty()

    @property
    def looks_only(self) -> bool:
        return self.form == "json" and not self.yes


def require_a_place(portal_name: str | None) -> None:
    """Raise UsageProblem where there is no file that bindings could stand in."""
    if find_project(Path.cwd()) is None:
        message = f"there is no {PROJECT_FILE} here, and bindings stand there"
        raise UsageProblem(message, help="cvpctl init writes one; name the portal in it, with its portalId")
    if portal_name == ENV:
        message = f"the portal {ENV!r} has no section in {PROJECT_FILE} that could hold bindings"
        raise UsageProblem(message, help="give it a name under portals:, with its portalId and where its token is")


def adopt(session: Session, wanted: Wanted) -> int:
    """Adopt what is there already; returns the exit code."""
    desired, _ = read_blueprints(wanted.paths, values_of(session.settings, wanted.variables))
    require_free(session.settings, desired)
    accepted = accepted_proposals(wanted.accepted, desired, session.settings)
    with alone(session):
        record = remembering(session, desired, session.record(), Choices())
        search = Search(session, desired, record, room_for_one(session, desired))
        adoption, chosen = search.settle({**search.remembered(), **accepted})
        require_live(accepted, adoption)
        tell_adoption(session, adoption, wanted.form)
        if wanted.asks and (near := _confirmed(adoption)):
            adoption, chosen = search.settle({**chosen, **near})
            tell_adoption(session, adoption, wanted.form)
        if not wanted.looks_only:
            settings = _bound(session, wanted, {one.address: one.identity for one in adoption.sure})
            tell_after(recorded_now(session, settings, desired), len(chosen), wanted.form)
    return worst(_codes(adoption))


def _confirmed(adoption: Adoption) -> dict[Address, Proposal]:
    """Ask about each near label by itself: a wrong binding renames somebody's field."""
    asked = ((one, f"Bind {one.address} to {one.identity} ({visible(one.live_label)!r})?") for one in adoption.near)
    agreed = [one for one, words in asked if click.confirm(words, err=True)]
    return {one.address: replace(one, reason=Reason.CHOSEN) for one in agreed}


def _bound(session: Session, wanted: Wanted, chosen: Mapping[Address, str]) -> PortalSettings:
    """Write what was chosen, where a person agrees; returns the settings as the file then has them."""
    if not chosen:
        return session.settings
    size = counted(len(chosen), "binding")
    if not wanted.yes and not wanted.asks:
        raise UsageProblem("nobody is here to ask", help="say --yes to write what is sure")
    if wanted.asks and not click.confirm(f"Write {size} of {session.settings.name} to {PROJECT_FILE}?", err=True):
        raise Blocked("not adopted: you said no")
    return _written(session, chosen)


def _written(session: Session, bindings: Mapping[Address, str]) -> PortalSettings:
    """Put the bindings into the project file; what does not load again is undone."""
    assert session.project is not None
    path, name = session.project.root / PROJECT_FILE, session.settings.name
    text = with_bindings(path.read_bytes().decode(), name, bindings, path=shown_path(path))
    with written_together({path: text}):
        return load_project(path).portals[name]


def _codes(adoption: Adoption) -> Iterator[int]:
    """What is left open here is what `plan` will block."""
    if adoption.unknown:
        yield LOOKED_IN_PART
    if adoption.undecided or adoption.near:
        yield BLOCKED
