"""What a portal has under the label of something that is missing. It may be the same thing by another name, or not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from cvpctl.kinds.native_catalogue import concept
from cvpctl.model import Resource
from cvpctl.model.views import Alike
from cvpctl.views.likeness import difference
from cvpctl.views.standing import Configured


def alike(missing: Resource, subject: Configured) -> Iterator[Alike]:
    """Yield things of people's own in the same place whose label reads the same; a binding would say that they are."""
    wanted = _read(label_of(missing))
    ends = frozenset(missing.address.scope)
    for address, one in sorted(subject.resources.items()):
        if address.kind != missing.address.kind or frozenset(address.scope) != ends or address == missing.address:
            continue
        if not one.body.get("hubspotDefined") and _read(label_of(one)) == wanted:
            yield Alike(address, label_of(one), difference(one, missing))


def label_of(resource: Resource) -> str:
    names = resource.body.get("labels") or {}
    return str(resource.body.get("label") or names.get("singular") or resource.address.key)


@cache
def _read(label: str) -> str:
    return concept(label)
