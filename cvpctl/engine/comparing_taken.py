"""From what a portal answered to a snapshot: what configures it, and neither who did that nor when.

Only what a kind knows is kept, with the flags that say what may be changed. Options that are the portal's users stay
out: no recorded portal lists any, and none shall come to lie in somebody's backups.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from cvpctl.kinds import KINDS
from cvpctl.kinds.natives import hubspots_own
from cvpctl.model import Body, Resource, Scope, State
from cvpctl.model.snapshot import Snapshot

FLAGS = ("hubspotDefined", "modificationMetadata")
_PEOPLE = re.compile("owner|user")
NAME = "name"
"""Of a label: what its key comes from, whichever way round it is said."""


def taken(state: State, unseen: Mapping[Scope, frozenset[str]], about: Snapshot) -> Snapshot:
    """Return a snapshot of all that was read; `about` says of which portal."""
    return replace(
        about,
        resources={address: _kept(one) for address, one in state.resources.items()},
        hubspots=frozenset(hubspots_own(state.resources.values())),
        unknown=dict(state.unknown),
        unseen=dict(unseen),
    )


def _is_of_people(resource: Resource) -> bool:
    """Tell whether options come from elsewhere and name users; those of the lifecycle do too, and are configuration."""
    body = resource.body
    external = bool(body.get("externalOptions")) and bool(_PEOPLE.search(resource.address.key))
    return external or body.get("referencedObjectType") == "OWNER"


def _kept(resource: Resource) -> Resource:
    address, body = resource.address, resource.body
    kept: Body = KINDS[address.kind].normalise(address, body)
    if _is_of_people(resource):
        kept = {name: value for name, value in kept.items() if name != "options"}
    kept |= {name: body[name] for name in FLAGS if body.get(name)}
    if address.kind == "label":
        kept[NAME] = str(body.get(NAME) or "")
    return Resource(address, kept, identity=resource.identity)
