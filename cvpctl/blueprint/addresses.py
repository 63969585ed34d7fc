"""Addresses as a person writes them under `observed:`, `removed:` and their like, checked and made canonical."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.spelling import nearest, suggestion
from cvpctl.blueprint.statements import Mention
from cvpctl.blueprint.wording import not_yet
from cvpctl.kinds import KINDS, Kind
from cvpctl.model import OBJECT_TYPES, Address, AddressError, find_object_type

LATER_KINDS = ("schema", "label", "validation")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Reads addresses; `existing` are the custom objects that the blueprints list as live."""

    existing: Collection[str]
    found: Findings

    def whole(self, mention: Mention) -> Address | None:
        """Return the address of a resource or a part of one, or None (and a finding)."""
        address = self._parsed(mention)
        if address and address.field:
            message = f"{address} names a field; a resource or a part of one belongs here"
            self._note("ADDRESS_INVALID", message, f"write {address.at('')}", mention)
            return None
        return address

    def field(self, mention: Mention) -> Address | None:
        """Return the address of one field of a resource, or None (and a finding)."""
        address = self._parsed(mention)
        if address is None:
            return None
        known = KINDS[address.kind].schema["properties"]
        if not address.field or address.subpath:
            message = f"{address} names {'a part' if address.subpath else 'no field'}; a field belongs here"
            self._note("ADDRESS_INVALID", message, f"write {address.owner.at(next(iter(known)))}", mention)
        elif address.field not in known:
            message = f"a {KINDS[address.kind].noun} has no field {address.field!r}"
            self._note("ADDRESS_INVALID", message, suggestion(address.field, known), mention)
        else:
            return address
        return None

    def _parsed(self, mention: Mention) -> Address | None:
        try:
            address = Address.parse(mention.text.strip())
        except AddressError as problem:
            self._note("ADDRESS_INVALID", str(problem), "write kind.object.name", mention)
            return None
        if address.kind in LATER_KINDS:
            self._note("NOT_YET", *not_yet(address.kind), mention)
        elif address.kind not in KINDS:
            message = f"{address.kind!r} is no kind of resource"
            self._note("ADDRESS_INVALID", message, suggestion(address.kind, KINDS), mention)
        elif len(address.scope) != 1:
            message = f"{mention.text!r} names {'more than one' if address.scope else 'no'} object"
            self._note("ADDRESS_INVALID", message, f"write {address.kind}.contacts.{address.key}", mention)
        else:
            return self._canonical(address, mention)
        return None

    def _canonical(self, address: Address, mention: Mention) -> Address | None:
        name = self._object(address.scope[0])
        if not name:
            near = nearest(address.scope[0], [*self.existing, *(known.name for known in OBJECT_TYPES)])
            message = f"HubSpot has no object {address.scope[0]!r}"
            help_ = f"did you mean {near}?" if near else "list a live custom object under existingObjects:"
            self._note("OBJECT_UNKNOWN", message, help_, mention)
            return None
        wrong = _wrong_part(KINDS[address.kind], address)
        if wrong:
            self._note("ADDRESS_INVALID", *wrong, mention)
            return None
        return replace(address, scope=(name,))

    def _object(self, name: str) -> str:
        native = find_object_type(name)
        return native.name if native else name if name in self.existing else ""

    def _note(self, code: str, message: str, help_: str, mention: Mention) -> None:
        self.found.note(code, message, help_, at=mention.at)


def _wrong_part(kind: Kind, address: Address) -> tuple[str, str] | None:
    parts = [name for name, rule in kind.fields.items() if rule.keyed_by]
    if not address.subpath or (len(address.subpath) == 2 and address.subpath[0] in parts):  # noqa: PLR2004
        return None
    known = " or ".join(f"{address.owner}/{name}/…" for name in parts)
    return f"a {kind.noun} has no part {'/'.join(address.subpath)!r}", f"write {known}" if known else ""
