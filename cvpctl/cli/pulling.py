"""From an open portal to files: look, then write fresh files or edit those that are there, all of them or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cvpctl.apply import Provider
from cvpctl.blueprint.files import below
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.pull import SENSITIVE, scopes_of
from cvpctl.cli.output import tell
from cvpctl.cli.session import Session
from cvpctl.errors import DONE, LOOKED_IN_PART, UsageProblem, worst
from cvpctl.kinds import KINDS
from cvpctl.model import OBJECT_TYPES, Scope, State, Unseen, find_object_type

_CUSTOM = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of `pull` ask for; no `objects` means those that are there."""

    directory: Path
    objects: tuple[str, ...] = ()
    include_hubspot_defined: bool = False
    new: bool = False


def object_names(said: str) -> tuple[str, ...]:
    """Return the canonical names of a comma-separated list; one HubSpot does not know may be a custom object's."""
    names = [name.strip() for name in said.split(",") if name.strip()]
    for name in names:
        if find_object_type(name) is None and not _CUSTOM.fullmatch(name):
            known = ", ".join(object_type.name for object_type in OBJECT_TYPES)
            raise UsageProblem(f"{name!r} is no name of an object", help=f"known are {known}, and custom ones by name")
    found = (find_object_type(name) for name in names)
    return tuple(dict.fromkeys(one.name if one else name for one, name in zip(found, names, strict=True)))


def pull(session: Session, wanted: Wanted) -> int:
    """Pull into a directory; returns the exit code."""
    if next(below(wanted.directory, Findings()), None):
        from cvpctl.cli.pulling_onto import pull_onto  # noqa: PLC0415

        return pull_onto(session, wanted)
    from cvpctl.cli.pulling_fresh import pull_fresh  # noqa: PLC0415

    return pull_fresh(session, wanted)


def seen(provider: Provider, names: Sequence[str], *, include_hubspot_defined: bool) -> State:
    """Return all that the portal has of some objects, sensitive properties included where the token may see them."""
    scopes = [scope for name in names for scope in scopes_of(name, include_hubspot_defined=include_hubspot_defined)]
    state = provider.fetch(scopes, sensitive={scope: SENSITIVE for scope in scopes if scope[0] == "property"})
    dark = [scope for scope in state.unknown if scope[0] == "property"]
    if not dark:
        return state
    # A token without the scopes for sensitive data may still read the plain lists.
    plain = provider.fetch(dark)
    told = [scope[1][0] for scope in dark if scope not in plain.unknown]
    if told:
        tell(f"Sensitive properties could not be read, so they are left out: {', '.join(told)}")
    lit = {scope: why for scope, why in state.unknown.items() if scope not in dark} | dict(plain.unknown)
    return replace(state, resources={**state.resources, **plain.resources}, unknown=lit)


def unread(state: State, asked_for: Sequence[str] = ()) -> int:
    """Tell what could not be read, and return the exit code that speaks for it.

    An object that a portal does not have is nothing to worry about unless somebody named it.
    """
    known = {name for _, names in (*state.unknown, *((a.kind, a.scope) for a in state.resources)) for name in names}
    nowhere = [name for name in asked_for if name not in known]
    for name in nowhere:
        tell(f"This portal has nothing called {name}")
    missing = [scope for scope, unknown in state.unknown.items() if unknown.why is Unseen.NOT_ENABLED]
    worrying = [scope for scope in state.unknown if asked_for or scope not in missing]
    absent = sorted({scope[1][0] for scope in missing} - {scope[1][0] for scope in worrying})
    if absent:
        tell(f"Not available in this portal: {', '.join(absent)}")
    for scope in worrying:
        tell(f"{_told(scope)} could not be read ({state.unknown[scope].why}): {state.unknown[scope].detail}")
    return worst([LOOKED_IN_PART] if worrying or nowhere else [DONE])


def _told(scope: Scope) -> str:
    kind, names = scope
    return f"{KINDS[kind].collection} of {'.'.join(names)}"
