"""Addresses as a person writes them under `observed:` and `removed:`, checked and made canonical."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.spelling import nearest, suggestion
from cvpctl.blueprint.statements import Mention
from cvpctl.blueprint.wording import not_yet
from cvpctl.kinds import KINDS, Kind
from cvpctl.model import OBJECT_TYPES, Address, AddressError, find_object_type

LATER_KINDS = ("schema", "label")


def address_in(mention: Mention, found: Findings) -> Address | None:
    """Return the canonical address, or None (and a finding) where the text names nothing this version manages."""
    try:
        address = Address.parse(mention.text.strip())
    except AddressError as problem:
        found.note("ADDRESS_INVALID", str(problem), "write kind.object.name", at=mention.at)
        return None
    if address.kind in LATER_KINDS:
        found.note("NOT_YET", *not_yet(address.kind), at=mention.at)
    elif address.kind not in KINDS:
        message = f"{address.kind!r} is no kind of resource"
        found.note("ADDRESS_INVALID", message, suggestion(address.kind, KINDS), at=mention.at)
    elif len(address.scope) != 1:
        message = f"{mention.text!r} names {'more than one' if address.scope else 'no'} object"
        found.note("ADDRESS_INVALID", message, f"write {address.kind}.contacts.{address.key}", at=mention.at)
    else:
        return _canonical(address, mention, found)
    return None


def _canonical(address: Address, mention: Mention, found: Findings) -> Address | None:
    object_type = find_object_type(address.scope[0])
    if object_type is None:
        near = nearest(address.scope[0], [known.name for known in OBJECT_TYPES])
        message = f"HubSpot has no object {address.scope[0]!r}"
        found.note("OBJECT_UNKNOWN", message, f"did you mean {near}?" if near else "", at=mention.at)
        return None
    wrong = _wrong_part(KINDS[address.kind], address)
    if wrong:
        found.note("ADDRESS_INVALID", *wrong, at=mention.at)
        return None
    return replace(address, scope=(object_type.name,))


def _wrong_part(kind: Kind, address: Address) -> tuple[str, str] | None:
    if address.field:
        return f"{address} names a field; a resource or a part of one belongs here", f"write {address.at('')}"
    parts = [name for name, rule in kind.fields.items() if rule.keyed_by]
    if not address.subpath or (len(address.subpath) == 2 and address.subpath[0] in parts):  # noqa: PLR2004
        return None
    known = " or ".join(f"{address.owner}/{name}/…" for name in parts)
    return f"a {kind.noun} has no part {'/'.join(address.subpath)!r}", f"write {known}" if known else ""
