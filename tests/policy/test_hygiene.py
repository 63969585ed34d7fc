"""A property says why it is there."""

from __future__ import annotations

from policy.subjects import subject
from policy.told import labelled

from cvpctl.model import Address, Purpose
from cvpctl.policy.judging import judge

X1 = Address("property", ("contacts",), "x1")
CODE = "PURPOSE_UNSTATED"


def missing(said: Purpose | None) -> list[str]:
    purposes = {X1: said} if said else {}
    found = judge(subject(labelled("Tier"), purposes=purposes, declared=True), only=[CODE]).findings
    return [one.message.removeprefix("'Tier' does not state ") for one in found]


def test_what_is_not_stated_is_named() -> None:
    """All three, some, or nothing to say."""
    assert ["nativeConsidered, filledBy, source"] == missing(None)
    assert ["filledBy"] == missing(Purpose(native_considered="none", source="ours: an example"))
    assert [] == missing(Purpose("none", ("person",), "ours: an example"))


def test_hubspots_own_needs_no_reason() -> None:
    """A blueprint that states one of HubSpot's properties uses it."""
    native = subject(labelled("Email", hubspotDefined=True), declared=True)
    assert () == judge(native, only=[CODE]).findings
