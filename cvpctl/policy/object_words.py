"""Which native object a custom one stands for, as far as its names tell. Below the rules.

Narrow on purpose: a credit note is no note, a golf course no course and a case may be one in court, so only names
that leave no doubt count. A purchase order counts: where customers are kept, it is a customer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.model import BY_NAME, OBJECT_TYPES, ObjectType
from cvpctl.policy.words import Words, listed, words

_ALSO_CALLED = {
    "companies": (
        *("account", "organization", "organisation", "business", "client company", "customer company"),
        *("client account", "customer account"),
    ),
    "contacts": ("person", "people", "customer contact", "client contact"),
    "deals": ("opportunity", "sales opportunity"),
    "tickets": ("support case", "service case", "support request", "support ticket", "service ticket"),
    "orders": ("sales order", "customer order", "client order", "purchase order"),
    "appointments": ("booking",),
    "projects": ("client project", "customer project"),
    "courses": ("training course", "online course"),
}
"""ours: what people call a native object."""
_AMBIGUOUS = frozenset({"users", "communications"})
"""Users of somebody's product are no HubSpot users."""
_HEADS = ("companies", "contacts", "deals", "projects", "appointments", "invoices", "quotes")
"""Objects whose word means the same whatever stands before it: a partner company is a company."""
_MOST_WORDS = 3
_SOMETHING_ELSE = {
    "invoices": listed("vendor supplier purchase incoming inbound carrier"),
    "quotes": listed("stock share price market famous daily supplier vendor"),
    "contacts": listed("emergency electrical eye point"),
    "projects": listed("science housing"),
}
"""Who pays us is billed by invoices; who bills us, and what is quoted on an exchange, is none of a customer's."""


def native_meant(name: str, schema: Mapping[str, Any]) -> ObjectType | None:
    """Return the native object that a custom one's name or label names."""
    labels = schema.get("labels") or {}
    texts = (name, *(str(labels[one]) for one in ("singular", "plural") if labels.get(one)))
    return next((found for text in texts if (found := _meant(words(_mended(text))))), None)


def _mended(text: str) -> str:
    """A zero in front is an O, typed by somebody whom HubSpot refused a native name."""
    return "o" + text[1:] if text[:1] == "0" and text[1:2].isalpha() else text


def _meant(said: Words) -> ObjectType | None:
    exact = _EXACT.get(said)
    if exact or not 1 < len(said) <= _MOST_WORDS:
        return exact
    head = _HEAD.get(said[-1])
    return None if head and _SOMETHING_ELSE.get(head.name, frozenset()) & set(said[:-1]) else head


def _names(native: ObjectType) -> Iterable[str]:
    return (native.singular, native.name, native.label, *native.aliases, *_ALSO_CALLED.get(native.name, ()))


_EXACT = {words(name): native for native in OBJECT_TYPES if native.name not in _AMBIGUOUS for name in _names(native)}
_HEAD = {words(BY_NAME[name].singular)[0]: BY_NAME[name] for name in _HEADS}
