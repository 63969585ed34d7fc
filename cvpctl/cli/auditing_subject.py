"""What an audit looks at: blueprints offline, once for each set of values their variables have, or a portal whole.

A portal is read as `pull` reads it, HubSpot's own things included, through a transport that refuses to write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cvpctl.blueprint import load_desired
from cvpctl.cli.output import tell
from cvpctl.cli.pulling_objects import chosen
from cvpctl.cli.pulling_seen import seen
from cvpctl.cli.session import Session, read_blueprints, where
from cvpctl.cli.values import offline_values, values_of
from cvpctl.errors import BlueprintInvalid
from cvpctl.model import Address, Desired, Scope, State, Unknown
from cvpctl.model.surroundings import Wanted
from cvpctl.policy import Subject
from cvpctl.project import Shelf, find_project
from cvpctl.project.rule_settings import RuleSettings
from cvpctl.render.phrases import NOT_HUBSPOT, ON_THIS_MACHINE
from cvpctl.render.wording import counted

Words = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Looked:
    """Subjects with what a reader must know of them; `whole` says that nothing of the project was left out."""

    about: str
    subjects: tuple[Subject, ...]
    settings: RuleSettings = field(default_factory=RuleSettings)
    portal_id: int | None = None
    note: str = ""
    whole: bool = True

    @property
    def unknown(self) -> Mapping[Scope, Unknown]:
        return {scope: why for subject in self.subjects for scope, why in subject.unknown.items()}

    @property
    def there(self) -> frozenset[Address]:
        """All that was looked at, and the custom objects it speaks of."""
        spoken_of = {Address("schema", (), name) for subject in self.subjects for name in subject.objects}
        return frozenset(spoken_of.union(*(subject.resources for subject in self.subjects)))


def at_blueprints(paths: Sequence[Path], variables: Words) -> Looked:
    """Read blueprints; raises BlueprintInvalid with all that is wrong in them."""
    project = find_project(Path.cwd())
    read, root = where(paths)
    shelf = Shelf.of(project)
    told = [load_desired(read, root=root, shelf=shelf, given=given)[0] for given in offline_values(None, variables)]
    about = ", ".join(path.as_posix() for path in paths) or f"the blueprints of {project.name if project else 'here'}"
    settings = project.rules if project else RuleSettings()
    return Looked(about, tuple(map(Subject.of_blueprints, told)), settings, whole=not paths)


def at_portal(session: Session, paths: Sequence[Path], variables: Words, beside: Desired | None = None) -> Looked:
    """Read a portal; blueprints that are named `beside` it say what its things are for, and are not judged."""
    desired = _told_by(session, paths, variables) or beside
    objects = chosen(session.portal, ())
    state = seen(session.portal, objects, include_hubspot_defined=True)
    subject = _with_surroundings(session, Subject.of_portal(with_associations(session, state), desired))
    wider = session.project.rules if session.project else RuleSettings()
    number = session.identity.portal_id
    return Looked(
        f"{session.settings.name} (portal {number})",
        (subject,),
        session.settings.rules.over(wider),
        number,
        NOT_HUBSPOT if session.settings.embedded else ON_THIS_MACHINE if session.loopback else "",
    )


def with_associations(session: Session, state: State) -> State:
    """Add to each custom object what it is associated with; where that could not be read, nothing is said of it."""
    schemas = [one for one in state.resources.values() if one.address.kind == "schema"]
    told = session.portal.associations(one.address.key for one in schemas)
    found = {}
    for one in schemas:
        ends = told[one.address.key]
        if isinstance(ends, Unknown):
            tell(f"What {one.address.key} is associated with could not be read: {ends.detail}")
        body = {key: value for key, value in one.body.items() if key != "associations"}
        found[one.address] = replace(one, body=body if isinstance(ends, Unknown) else {**body, "associations": ends})
    return replace(state, resources={**state.resources, **found})


def said_beside(session: Session, variables: Words) -> Desired | None:
    """Return what the project's blueprints say, which is what things of the portal are for, and tell whether they do.

    A portal can be looked at whatever state its blueprints are in, so what is wrong in them stops nothing.
    """
    project = session.project
    there = [path for path in (project.blueprints if project else ()) if path.exists()]
    if project is None or not there:
        return None
    try:
        desired = read_blueprints(there, values_of(session.settings, variables))[0]
    except BlueprintInvalid as invalid:
        if {finding.code for finding in invalid.findings} != {"NO_FILES"}:
            tell("The blueprints here are not valid, so nobody knows what things are for: cvpctl validate")
        return None
    tell(f"The blueprints of {project.name} say what things of the portal are for.")
    return desired


def _told_by(session: Session, paths: Sequence[Path], variables: Words) -> Desired | None:
    if not paths:
        return None
    return read_blueprints(paths, values_of(session.settings, variables))[0]


def _with_surroundings(session: Session, subject: Subject) -> Subject:
    """Add what the token may do and what is switched off, as far as the portal tells."""
    around = session.portal.surroundings(Wanted(scopes=True, library=True))
    if isinstance(around.scopes, Unknown):
        tell(f"The token's scopes could not be read: {around.scopes.detail}")
    if isinstance(around.switched_on, Unknown):
        tell(f"Which objects are switched on could not be read: {around.switched_on.detail}")
    library = around.switched_on if isinstance(around.switched_on, Mapping) else {}
    off = subject.switched_off | {name for name, on in library.items() if not on}
    if off:
        tell(f"Not available in this portal: {', '.join(sorted(off))}")
    scopes = around.scopes if isinstance(around.scopes, frozenset) else None
    return replace(subject, scopes=scopes, switched_off=frozenset(off))


def told_calls(session: Session) -> None:
    tell(f"Took {counted(session.portal.calls.total, 'call')}.")
