"""The scopes that writing a definition takes, object by object."""

from __future__ import annotations

import pytest

from cvpctl.kinds import KINDS
from cvpctl.kinds.permissions import Permission
from cvpctl.model import OBJECT_TYPES, Address

CASES = {
    "property.contacts.x": Permission(("crm.schemas.contacts.write",)),
    "validation.deals.x": Permission(("crm.schemas.deals.write",)),
    "pipeline.tickets.x": Permission(("crm.schemas.tickets.write", "tickets")),
    "pipeline.orders.x": Permission(("crm.schemas.orders.write", "crm.pipelines.orders.write")),
    "group.payments.x": Permission(("crm.schemas.commercepayments.write",)),
    "property.deliverable.x": Permission(("crm.schemas.custom.write",)),
    "schema.deliverable": Permission(("crm.schemas.custom.write",)),
    "property.products.x": Permission(("crm.objects.products.write", "e-commerce")),
    "property.leads.x": Permission(("crm.objects.leads.write",), assumed=True),
    "property.notes.x": Permission(("crm.schemas.contacts.write", "crm.objects.contacts.write"), assumed=True),
}


@pytest.mark.parametrize("address", CASES)
def test_one_scope_for_each_object(address: str) -> None:
    """Documented where HubSpot says so, assumed elsewhere."""
    one = Address.parse(address)

    assert [CASES[address]] == list(KINDS[one.kind].permissions(one, {}))


def test_a_label_needs_both_ends() -> None:
    """Nobody says so, hence it only warns."""
    found = list(KINDS["label"].permissions(Address("label", ("contacts", "deliverable"), "x"), {}))

    assert [("crm.objects.contacts.write",), ("crm.objects.custom.write",)] == [one.scopes for one in found]
    assert all(one.assumed for one in found)


def test_sensitive_properties_need_a_scope_of_their_own() -> None:
    """Which introspection shows with another ending."""
    address = Address("property", ("contacts",), "x")
    _, sensitive = KINDS["property"].permissions(address, {"dataSensitivity": "sensitive"})

    assert sensitive.given_by(frozenset({"crm.objects.contacts.sensitive.write.v2"}))
    assert not sensitive.given_by(frozenset({"crm.objects.contacts.write"}))


@pytest.mark.parametrize("name", [one.name for one in OBJECT_TYPES])
def test_every_object_has_one(name: str) -> None:
    """None is left without."""
    assert list(KINDS["property"].permissions(Address("property", (name,), "x"), {}))
