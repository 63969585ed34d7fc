"""Addresses as a person writes them under `observed:`, `removed:` and their like, checked and made canonical."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.language import CUSTOM_OBJECTS
from cvpctl.blueprint.spelling import nearest, suggestion
from cvpctl.blueprint.statements import Mention
from cvpctl.kinds import KINDS, Kind
from cvpctl.model import OBJECT_TYPES, Address, AddressError, find_object_type

_SCOPES = {"schema": (), "label": ("projects", "contacts")}
_SCOPE = ("contacts",)
"""How many objects an address of each kind names, by example."""
_COUNTS = ("no object", "one object", "two objects", "more than two objects")


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
        if address.kind not in KINDS:
            message = f"{address.kind!r} is no kind of resource"
            self._note("ADDRESS_INVALID", message, suggestion(address.kind, KINDS), mention)
        elif len(address.scope) != len(scope := _SCOPES.get(address.kind, _SCOPE)):
            message = f"{mention.text!r} names {_COUNTS[min(len(address.scope), len(_COUNTS) - 1)]}"
            self._note("ADDRESS_INVALID", message, f"write {Address(address.kind, scope, address.key)}", mention)
        else:
            return self._canonical(address, mention)
        return None

    def _canonical(self, address: Address, mention: Mention) -> Address | None:
        unknown = next((name for name in address.scope if not self._object(name)), "")
        if unknown:
            self.tell_unknown(unknown, mention)
            return None
        wrong = _wrong_part(KINDS[address.kind], address) or self._wrong_schema(address)
        if wrong:
            self._note("ADDRESS_INVALID", *wrong, mention)
            return None
        return replace(address, scope=tuple(map(self._object, address.scope)))

    def check_end(self, mention: Mention) -> None:
        """Note an end of an association that is no object."""
        if not self._object(mention.text):
            self.tell_unknown(mention.text, mention)

    def knows(self, name: str) -> bool:
        return bool(self._object(name))

    def tell_unknown(self, name: str, mention: Mention) -> None:
        near = nearest(name, [*self.existing, *CUSTOM_OBJECTS, *(known.name for known in OBJECT_TYPES)])
        help_ = f"did you mean {near}?" if near else "list a live custom object under existingObjects:"
        self._note("OBJECT_UNKNOWN", f"HubSpot has no object {name!r}", help_, mention)

    def _object(self, name: str) -> str:
        native = find_object_type(name)
        return native.name if native else name if name in self.existing or name in CUSTOM_OBJECTS else ""

    def _wrong_schema(self, address: Address) -> tuple[str, str] | None:
        if address.kind != "schema" or address.key in CUSTOM_OBJECTS:
            return None
        return f"the schema of {address.key} is never ours", f"only those of {', '.join(CUSTOM_OBJECTS)} are"

    def _note(self, code: str, message: str, help_: str, mention: Mention) -> None:
        self.found.note(code, message, help_, at=mention.at)


def _wrong_part(kind: Kind, address: Address) -> tuple[str, str] | None:
    parts = [name for name, rule in kind.fields.items() if rule.keyed_by]
    if not address.subpath or (len(address.subpath) == 2 and address.subpath[0] in parts):  # noqa: PLR2004
        return None
    known = " or ".join(f"{address.owner}/{name}/…" for name in parts)
    return f"a {kind.noun} has no part {'/'.join(address.subpath)!r}", f"write {known}" if known else ""
