"""Which entries of a record may speak: those about the very thing that is live under their address now.

A binding that was put right, or a label made anew, leaves an entry behind that tells of something else. Trusted, it
would pass off a difference nobody can explain as a change of the blueprint.
"""

from __future__ import annotations

from collections.abc import Mapping

from cvpctl.model import Address, Entry, Resource

Entries = Mapping[Address, Entry]


def witnesses(entries: Entries, live: Mapping[Address, Resource]) -> Entries:
    """Return the entries without those of another thing, or of parts of another custom object."""
    others = {address for address, entry in entries.items() if _of_another(entry, live.get(address))}
    objects = {address.key for address in others if address.kind == "schema"}
    if not others:
        return entries
    return {a: entry for a, entry in entries.items() if a not in others and not objects.intersection(a.scope)}


def _of_another(entry: Entry, live: Resource | None) -> bool:
    if live is None:
        return False
    address = live.address
    if address.kind == "label":
        # The other direction of a label may be told later; one id is enough to know it by.
        was, now = (text.partition("/")[0] for text in (entry.identity, live.identity))
        return bool(was and now) and was != now
    return (entry.identity or address.key) != (live.identity or address.key)
