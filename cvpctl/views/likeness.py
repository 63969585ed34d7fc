"""Whether what bears the name of a part is that part: a name alone carries nothing.

A property has to hold the same type of value as the library's. Of the Value Path the eight stages have to be there, by
their labels, since the authors fix them and every question about the path takes them; what else a list of the
library's offers is a proposal that a portal may word in its own way.
"""

from __future__ import annotations

from cvpctl.kinds.native_catalogue import concept
from cvpctl.model import Body, Resource

FIXED = "value_path_stage"
"""The one list whose options are not the portal's to choose."""
_DAYS = frozenset({"date", "datetime"})


def difference(found: Resource, known: Resource | None) -> str:
    """Say in which way `found` is not what the library means by its name; nothing where it is, or nobody can tell."""
    if known is None or known.address.kind != "property":
        return ""
    has, wanted = str(found.body.get("type") or ""), str(known.body.get("type") or "")
    # A file that refines a live property may say nothing of its type, nor all of its options.
    if not has:
        return ""
    if has != wanted and not {has, wanted} <= _DAYS:
        return f"it holds {has} and not {wanted}"
    if known.address.key != FIXED:
        return ""
    there = set(map(concept, _labels(found.body)))
    absent = [label for label in _labels(known.body) if concept(label) not in there]
    return f"it lacks {', '.join(absent)}" if absent else ""


def _labels(body: Body) -> list[str]:
    """Return what the options are called, those that are hidden left out."""
    options = body.get("options") or ()
    return [str(one.get("label", "")) for one in options if isinstance(one, dict) and not one.get("hidden")]
