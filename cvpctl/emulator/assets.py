"""Which lists, forms and workflows of a portal speak of a property, and so keep it from being archived (observed).

A word under a key that is about properties is taken for a name; HubSpot surely looks more closely.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.emulator.flows import FLOWS
from cvpctl.emulator.forms import FORMS
from cvpctl.emulator.lists import LISTS
from cvpctl.emulator.store import Portal

_PARENTS = ((FLOWS, "WORKFLOW"), (LISTS, "CONTACT_LIST"), (FORMS, "FORM"))
"""What HubSpot calls them in its refusals: the words are assumed."""


def users_of(portal: Portal, type_id: str, name: str) -> Iterator[tuple[str, str]]:
    """Sort and name of each; a static list keeps what it found, and needs its filters no more (assumed)."""
    for collection, parent in _PARENTS:
        for one in portal.all(collection).values():
            active = one.get("processingType", "DYNAMIC") == "DYNAMIC"
            if active and _speaks(one, one.get("objectTypeId"), type_id, name):
                yield parent, one["name"]


def _speaks(node: Any, about: Any, type_id: str, name: str) -> bool:
    if isinstance(node, Mapping):
        about = node.get("objectTypeId", about)
        return (about in {None, type_id} and name in _names(node)) or any(
            _speaks(child, about, type_id, name) for child in node.values()
        )
    return isinstance(node, list) and any(_speaks(child, about, type_id, name) for child in node)


def _names(node: Mapping[str, Any]) -> set[str]:
    keys = [key for key in node if "property" in key.lower()] + ["name"] * ("fieldType" in node)
    return {node[key] for key in keys if isinstance(node.get(key), str)}
