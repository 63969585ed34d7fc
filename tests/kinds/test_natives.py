"""Which live things are HubSpot's own, by what little a portal tells."""

from __future__ import annotations

import pytest

from cvpctl.kinds.natives import STAMP, hubspots_own, never_ours
from cvpctl.model import Address, Body, Resource

EPOCH, LATER = "1970-01-01T00:00:00Z", "2026-01-01T00:00:00Z"


def live(text: str, **body: object) -> Resource:
    return Resource(Address.parse(text), dict(body))


def own(*resources: Resource) -> list[str]:
    return [str(address) for address in sorted(hubspots_own(resources))]


def test_a_group_is_known_by_what_is_in_it_on_its_own_object() -> None:
    """A group of one name on two objects is two groups; one that HubSpot fills alone is HubSpot's."""
    theirs: Body = {"groupName": "shared", "hubspotDefined": True}

    found = own(
        live("group.contacts.shared"),
        live("group.companies.shared"),
        live("property.contacts.hs_one", **theirs),
        live("property.companies.mine", groupName="shared"),
    )

    assert ["group.contacts.shared", "property.contacts.hs_one"] == found


@pytest.mark.parametrize(
    ("resource", "hubspots", "untouchable"),
    [
        (live("property.contacts.mine"), False, False),
        (live("property.contacts.email", hubspotDefined=True), True, True),
        (live("property.contacts.hs_odd"), False, True),
        (live("property.contacts.a12_app"), False, True),
        (live("group.contacts.contactinformation"), True, True),
        (live("group.deliverable.deliverable_information"), True, True),
        (live("group.contacts.mine"), False, False),
        (live("pipeline.deals.sales", createdAt=EPOCH, updatedAt=EPOCH), True, True),
        (live("pipeline.deals.sales", createdAt=EPOCH, updatedAt=LATER), False, True),
        (live("pipeline.deals.default", createdAt=LATER, updatedAt=LATER), False, True),
        (live("pipeline.contacts.lifecycle", createdAt=LATER, updatedAt=LATER), False, True),
        (live("pipeline.deals.sales", createdAt=LATER, updatedAt=LATER), False, False),
        (
            Resource(
                Address.parse("pipeline.deals.ours"), {"createdAt": LATER, "updatedAt": LATER}, identity="default"
            ),
            False,
            True,
        ),
        (live("label.contacts.deals.fresh", name=""), False, True),
        (live("label.contacts.deals.known", name="contacts_deals_known"), False, False),
        (live(str(STAMP)), False, True),
    ],
    ids=lambda value: str(getattr(value, "address", value)),
)
def test_what_may_be_taken_out_is_less_than_what_may_be_stated(
    resource: Resource,
    hubspots: bool,  # noqa: FBT001 - a column of the table above
    untouchable: bool,  # noqa: FBT001
) -> None:
    """All that is HubSpot's is beyond a namespace, and so is what could be."""
    assert hubspots == (resource.address in hubspots_own([resource]))
    assert untouchable == (resource.address in never_ours([resource]))
