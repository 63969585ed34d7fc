"""Addresses: the portal-independent name of one thing, or of a part or field of it.

An address is a tuple; its text form is for people, plans and command lines, and reads back to the same tuple.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote

from cvpctl.model.object_types import find_object_type

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


class AddressError(ValueError):
    """The text is not an address; the message says what one looks like."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """`kind.scope.key[/subpath…][#field]`, e.g. `pipeline.deals.path_to_value/stages/discover_value#label`.

    `scope` holds canonical plural object names (or a custom object's name), never `2-N` or a qualified name.
    """

    kind: str
    scope: tuple[str, ...]
    key: str
    subpath: tuple[str, ...] = ()
    field: str = ""

    def __str__(self) -> str:
        head = ".".join(_quoted(part) for part in (self.kind, *self.scope, self.key))
        tail = "".join("/" + _quoted(part) for part in self.subpath)
        return head + tail + ("#" + _quoted(self.field) if self.field else "")

    @property
    def owner(self) -> Address:
        """The resource this address is a part of."""
        return Address(self.kind, self.scope, self.key)

    def child(self, *subpath: str) -> Address:
        return replace(self, subpath=(*self.subpath, *subpath))

    def at(self, field: str) -> Address:
        return replace(self, field=field)

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read the text form back; raises `AddressError`."""
        rest, _, field = text.partition("#")
        head, *subpath = rest.split("/")
        names = head.split(".")
        if len(names) < 2 or not all(names) or not all(subpath) or ("#" in text and not field):  # noqa: PLR2004
            raise AddressError(f"{text!r} is not an address; one looks like property.contacts.value_path_stage")
        kind, *scope, key = (unquote(name) for name in names)
        return cls(kind, tuple(scope), key, tuple(unquote(part) for part in subpath), unquote(field))


def canonical(text: str) -> str:
    """Return an address, or a glob over addresses, with its objects called by their canonical names.

    People say `contact`, `CONTACT` and `0-1`. What is no address stays as it is, for its reader to complain about.
    """
    head = re.split(r"[/#]", text, maxsplit=1)[0]
    kind, *scope, key = head.split(".") if head.count(".") > 1 else (head, "")
    if not scope:
        return text
    return ".".join((kind, *map(_object_name, scope), key)) + text[len(head) :]


def _object_name(segment: str) -> str:
    known = find_object_type(unquote(segment))
    return known.name if known else segment


def _quoted(part: str) -> str:
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), part)
