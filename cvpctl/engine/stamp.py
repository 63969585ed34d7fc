"""The stamp: a mark in the portal that says which project provisions it, so that two never pull it to and fro.

A property group on contacts, without properties: HubSpot shows such a group in the settings of properties and nowhere
else, listing it costs one small call that most plans make anyway, it takes nothing out of the limit for properties, and
deleting it leaves nothing behind. (A hidden property would be less visible still, and cost all that.) Its label names
the project. That HubSpot shows an empty group on no record is documented for its views of records, not measured by us.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cvpctl.kinds.natives import STAMP
from cvpctl.model import Desired, Finding, Resource, Scope, Severity, State

SCOPE: Scope = (STAMP.kind, STAMP.scope)
_WORDS = "Managed by cvpctl: "


def stamped(desired: Desired, project: str) -> Desired:
    """Return the desired state with the mark of a project, an ordinary resource from here on.

    A tombstone for it is how a project gives a portal up, so that wins.
    """
    if STAMP in desired.removed:
        return desired
    mark = Resource(STAMP, {"label": _WORDS + project})
    return replace(desired, resources={**desired.resources, STAMP: mark})


def foreign_stamp(live: State, project: str) -> Iterator[Finding]:
    """Yield what stops everything: the portal bears the mark of another project."""
    mark = live.resources.get(STAMP)
    label = str(mark.body.get("label", "")) if mark else ""
    if mark is None or (project and label == _WORDS + project):
        return
    whose = label.removeprefix(_WORDS) if label.startswith(_WORDS) else ""
    owner = f"the project {whose!r}" if whose else f"somebody else (its stamp reads {label!r})"
    ours = f"this is {project!r}" if project else "here is no cvpctl.yaml that names a project"
    message = f"this portal is provisioned by {owner}, and {ours}"
    help_ = f"work from there; if it gave the portal up, delete the group {STAMP.key} of contact properties in HubSpot"
    yield Finding("FOREIGN_STAMP", Severity.ERROR, message, help_, STAMP)
