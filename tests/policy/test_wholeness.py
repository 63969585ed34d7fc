"""One record of each customer, and a word on which system is right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from policy.subjects import resource, subject
from policy.told import labelled, told

from cvpctl.model import Address, Purpose
from cvpctl.policy.judging import judge

PARALLEL, COPY, TRUTH = "PARALLEL_CUSTOMER_RECORD", "INTEGRATION_DUPLICATE", "SOURCE_OF_TRUTH_UNDECLARED"
KNOWN = {"type": "string", "fieldType": "text"}


@pytest.mark.parametrize(
    ("labels", "breaks"),
    [
        (("E-mail", "First Name"), True),
        (("Email Address", "Date of Birth"), True),
        (("Domain", "Annual Revenue"), True),
        (("Email", "Plate"), False),
        (("First Name", "Last Name"), False),
        (("Industry", "Plate"), False),
    ],
)
def test_what_an_object_holds_tells_whom_it_stands_for(labels: tuple[str, ...], breaks: bool) -> None:  # noqa: FBT001
    """One fact alone may be about anything."""
    held = [resource(f"property.vehicle.p{n}", label=label) for n, label in enumerate(labels)]
    assert (["schema.vehicle"] if breaks else []) == told(PARALLEL, *held)


NAMED = [
    ("Customer", True),
    ("Member", True),
    ("client_account", True),
    ("Customer Profile", True),
    ("Customer Visit", False),
    ("Customer Data Request", False),
    ("Lead Time", False),
]


@pytest.mark.parametrize(("singular", "breaks"), NAMED)
def test_a_name_alone_tells_it_too(singular: str, breaks: bool) -> None:  # noqa: FBT001
    """Where it says nothing else."""
    schema = resource("schema.x", labels={"singular": singular, "plural": singular})
    assert (["schema.x"] if breaks else []) == told(PARALLEL, schema)


@pytest.mark.parametrize(
    ("name", "label", "breaks"),
    [
        ("netsuite_industry", "NetSuite Industry", True),
        ("salesforce_website", "Website", True),
        ("netsuite_id", "NetSuite ID", False),
        ("netsuite_created_date", "NetSuite Created Date", False),
        ("netsuite_priority", "NetSuite Priority", False),
        ("billing_city", "Billing City", False),
        ("hq_city", "HQ City", False),
    ],
)
def test_a_systems_copy_of_hubspots_property(name: str, label: str, breaks: bool) -> None:  # noqa: FBT001
    """What it says of its own record is no copy, and a billing city is another city."""
    one = resource(f"property.companies.{name}", label=label, **KNOWN)
    assert ([str(one.address)] if breaks else []) == told(COPY, one)


def test_a_brand_is_one_when_several_labels_begin_with_it() -> None:
    """Two may share a word by chance."""
    texts = ("City", "Booth", "Hall")
    fair = [resource(f"property.companies.fx_{text.lower()}", label=f"FX {text}", **KNOWN) for text in texts]
    assert ["property.companies.fx_city"] == told(COPY, *fair)
    assert [] == told(COPY, *fair[:2])


def test_a_copy_that_was_weighed_passes() -> None:
    """Whoever says why HubSpot's does not serve has decided."""
    one = resource("property.companies.netsuite_industry", label="NetSuite Industry", **KNOWN)
    assert [] == told(COPY, one, purposes={one.address: Purpose(native_considered="industry: other codes")})


def test_a_system_that_fills_wants_a_word_on_who_is_right() -> None:
    """Once for all objects, which one line answers for; by what is said of it, else by its name."""
    address = Address("property", ("companies",), "x1")
    said = {address: Purpose(filled_by=("integration",))}
    named = resource("property.deals.stripe_plan", label="Stripe Plan", **KNOWN)
    things = (labelled("Credit Limit", "companies"), named)
    found = told(TRUTH, *things, purposes=said, declared=True)
    settled = {"companies": "NetSuite", "deals": "HubSpot"}
    assert ["property.companies.x1"] == found
    seen = subject(*things, purposes=said, declared=True)
    (one,) = judge(seen, only=[TRUTH]).findings
    assert "x1 on companies and stripe_plan on deals" in one.message
    assert ("sourceOfTruth: {companies: HubSpot, deals: HubSpot}", True) == (one.paste, "value-first/base" in one.help)
    (left,) = judge(replace(seen, sources_of_truth={"companies": "SAP"}), only=[TRUTH]).findings
    assert "sourceOfTruth: {deals: HubSpot}" == left.paste
    assert [] == told(TRUTH, *things, purposes=said, declared=True, sources_of_truth=settled)
    by_people = {named.address: Purpose(filled_by=("person",))}
    assert [] == told(TRUTH, named, purposes=by_people, declared=True)
