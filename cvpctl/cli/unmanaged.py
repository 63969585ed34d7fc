"""`plan --unmanaged`: what lives on the objects in play and is claimed by no blueprint, with the lines that adopt it.

Reads what `pull` reads of these objects, so it costs what that costs, and only who asks pays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cvpctl.blueprint.write import Content, document_text, object_of
from cvpctl.cli.editor_schemas import home_of, leading_to
from cvpctl.cli.owning import project_of
from cvpctl.cli.planning import Planned
from cvpctl.cli.pulling_labels import pairs_in
from cvpctl.cli.pulling_new import unstated
from cvpctl.cli.pulling_objects import known
from cvpctl.cli.pulling_seen import seen, unread
from cvpctl.cli.session import Session, where
from cvpctl.engine.managed import claimed
from cvpctl.model import Address, Desired, Resource, State


def with_unmanaged(session: Session, planned: Planned, paths: Sequence[Path]) -> Planned:
    """Return the plan that also tells what nobody claims; its digest, changes and calls are what they were."""
    desired = planned.desired
    objects = known(session.portal, _in_play(desired))
    pairs = pairs_in((*desired.resources, *desired.removed, *desired.observed, *desired.omitted))
    live = seen(session.portal, objects, include_hubspot_defined=False, declared=pairs)
    unread(live)
    content, omitted = _unclaimed(desired, live, objects.names, pairs)
    found = [_told(resource) for resource in content.stated]
    found += [_told(resource) | {"omitted": True} for resource in omitted]
    found += [{"address": str(address), "why": why} for address, why in content.observed.items() if why]
    told = {"found": found, "adopt": _text(session, content, paths) if content else ""}
    return replace(planned, plan=session.told(replace(planned.plan, run={**planned.plan.run, "unmanaged": told})))


def _in_play(desired: Desired) -> list[str]:
    # Whoever omits all there is of an object still asks about it.
    spoken_of = (*desired.resources, *desired.omitted)
    return sorted({object_of(address) for address in spoken_of if address.kind != "label"})


def _unclaimed(
    desired: Desired, live: State, names: Sequence[str], pairs: Sequence[tuple[str, str]]
) -> tuple[Content, list[Resource]]:
    """Return what somebody may adopt, and what the blueprints chose to leave out although it is live."""
    ours = claimed(desired)
    stated: list[Resource] = []
    omitted: list[Resource] = []
    observed: dict[Address, str] = {}
    for one in unstated(desired, live, {}, names, pairs, include_hubspot_defined=False):
        stated += [resource for resource in one.content.stated if resource.address not in ours]
        omitted += [resource for resource in one.content.stated if resource.address in desired.omitted]
        observed |= {address: why for address, why in one.content.observed.items() if address not in ours}
    return Content(tuple(stated), observed), omitted


def _told(resource: Resource) -> dict[str, Any]:
    label = str(resource.body.get("label") or (resource.body.get("labels") or {}).get("singular") or "")
    return {"address": str(resource.address), **({"label": label} if label else {})}


def _text(session: Session, content: Content, paths: Sequence[Path]) -> str:
    """Return a file that adopts all of it, as it would stand beside the blueprints."""
    first = where(paths)[0][0].resolve()
    folder = first if first.is_dir() else first.parent
    home = home_of(folder, session.project.root.resolve() if session.project else None)
    name = f"{project_of(session) or 'portal'}/adopted"
    return document_text(name, content, schema=leading_to(home, folder))
