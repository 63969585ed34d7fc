"""One stage per relationship, an owner, and a company that is a record."""

from __future__ import annotations

from typing import Any

import pytest
from policy.subjects import resource
from policy.told import choice, labelled, told

from cvpctl.model import Address, Unknown, Unseen
from cvpctl.policy import Fill
from cvpctl.policy.value_path import VALUE_PATH

TEAM, SEVERAL, ALTERED = "TEAM_STAGE", "SEVERAL_RELATIONSHIP_STAGES", "VALUE_PATH_ALTERED"
MISSING, OWNER, UNOWNED = "VALUE_PATH_MISSING", "OWNER_AS_TEXT", "RECORDS_WITHOUT_OWNER"
COMPANY, CUSTOMER = "COMPANY_AS_TEXT", "OBJECT_WITHOUT_CUSTOMER"


@pytest.mark.parametrize(
    "label",
    [
        "Sales Stage",
        "Marketing Status",
        "Customer Success Stage",
        "Marketing Lifecycle Stage",
        "Support Stage",
        "SDR Status",
        "Sales Pipeline Stage",
        "Service Stage",
        "Sales Lifecycle",
        "CS Lifecycle",
        "Service Lifecycle",
    ],
)
def test_a_stage_of_a_team_is_told(label: str) -> None:
    """On people and companies; a deal has stages of its own."""
    assert ["property.contacts.x1"] == told(TEAM, choice(label, "A", "B"))
    assert [] == told(TEAM, choice(label, "A", "B", on="deals"))


@pytest.mark.parametrize(
    "label",
    [
        "Relationship Stage",
        "Value Path Stage",
        "Service Status",
        "Marketing Consent Status",
        "Funding Stage",
        "Sales",
        "Sales Region",
        "Sales Training Status",
        "Company Stage",
        "Onboarding Status",
        "Customer Lifecycle",
        "Product Lifecycle",
    ],
)
def test_other_stages_are_nobodys(label: str) -> None:
    """Consent, training and funding are other things than the relationship."""
    assert [] == told(TEAM, choice(label, "A", "B"))


def test_the_second_stage_of_one_relationship_is_told() -> None:
    """The Value Path is the first wherever it is; a company has its own."""
    path = resource("property.contacts.value_path_stage", label="Value Path Stage")
    journey = resource("property.contacts.a_journey", label="Customer Journey Stage")
    native = resource("property.contacts.lifecyclestage", label="Lifecycle Stage", hubspotDefined=True)
    assert ["property.contacts.a_journey"] == told(SEVERAL, path, journey, native)
    assert [] == told(SEVERAL, path, native, choice("Customer Stage", "A", on="companies"))


def path(*stages: str, **body: Any) -> Any:
    rows = [{"value": f"v{n}", "label": stage} for n, stage in enumerate(stages)]
    return resource(
        "property.contacts.value_path_stage",
        **({"label": "Value Path Stage", "type": "enumeration", "options": rows} | body),
    )


@pytest.mark.parametrize(
    ("stages", "sound"),
    [
        (VALUE_PATH, True),
        (("Audience", "Researcher", "Hand-Raiser", *VALUE_PATH[3:]), True),
        (VALUE_PATH[::-1], False),
        (VALUE_PATH[:-1], False),
        ((*VALUE_PATH, "Lost"), False),
        (("audience", *VALUE_PATH[1:]), False),
        ((), True),
    ],
)
def test_the_path_has_its_eight_stages(stages: tuple[str, ...], sound: bool) -> None:  # noqa: FBT001
    """In their order and spelling; the hyphen that the authors themselves write passes, and so does silence."""
    assert ([] if sound else ["property.contacts.value_path_stage"]) == told(ALTERED, path(*stages))


def test_a_part_of_the_path_is_judged_by_what_it_adds() -> None:
    """A blueprint may state some options of what is live; a ninth one is none of the eight however little it says."""
    rows = [{"value": "v", "label": stage} for stage in VALUE_PATH[2:4]]
    some = resource("property.contacts.value_path_stage", options=rows)
    ninth = resource("property.contacts.value_path_stage", options=[*rows, {"value": "lost", "label": "Lost"}])
    assert ([], [str(ninth.address)]) == (told(ALTERED, some), told(ALTERED, ninth))


def test_the_order_of_a_portal_is_what_it_shows() -> None:
    """Its list is not in that order."""
    rows = [{"value": f"v{n}", "label": stage, "displayOrder": n} for n, stage in enumerate(VALUE_PATH)]
    assert [] == told(ALTERED, path(options=rows[::-1]), live=True)


def test_a_portal_without_the_path_is_told() -> None:
    """Where its properties could be read, of whichever object."""
    native = resource("property.contacts.email", label="Email", hubspotDefined=True)
    unread = {("property", ("contacts",)): Unknown(Unseen.FORBIDDEN)}
    assert ["property.contacts.value_path_stage"] == told(MISSING, native, live=True)
    assert [] == told(MISSING, native, live=True, unknown=unread)
    assert [] == told(MISSING, native, labelled("Value Path"), live=True)
    assert [] == told(MISSING, native)


@pytest.mark.parametrize(
    ("label", "type_", "breaks"),
    [
        ("Account Manager", "string", True),
        ("Company Owner", "string", True),
        ("Account Manager", "enumeration", False),
        ("Home Owner", "string", False),
        ("Business Owner", "string", False),
    ],
)
def test_an_owner_is_a_user_of_hubspot(label: str, type_: str, breaks: bool) -> None:  # noqa: FBT001
    """A person who owns a house is none."""
    assert (["property.companies.x1"] if breaks else []) == told(OWNER, labelled(label, "companies", type=type_))


@pytest.mark.parametrize(("filled", "of", "breaks"), [(49, 100, True), (50, 100, False), (0, 19, False)])
def test_most_records_have_an_owner(filled: int, of: int, breaks: bool) -> None:  # noqa: FBT001
    """Half is enough, and a handful says nothing."""
    address = Address("property", ("deals",), "hubspot_owner_id")
    assert ([str(address)] if breaks else []) == told(UNOWNED, live=True, fills={address: Fill(filled, of)})


@pytest.mark.parametrize(
    ("on", "label", "breaks"),
    [
        ("deals", "Company", True),
        ("tickets", "Account Name", True),
        ("contacts", "Company", True),
        ("contacts", "Customer Name", False),
        ("deals", "Customer Name", True),
        ("orders", "Client", True),
        ("deals", "Customer Type", False),
        ("deals", "Parent Company", False),
        ("deals", "Company Size", False),
    ],
)
def test_a_company_is_a_record(on: str, label: str, breaks: bool) -> None:  # noqa: FBT001
    """HubSpot's own text on contacts is not judged; another one is, and so is a customer's name but on themselves."""
    assert ([f"property.{on}.x1"] if breaks else []) == told(COMPANY, labelled(label, on))


def test_a_custom_object_leads_to_a_customer() -> None:
    """By a label, or by what its schema joins; a portal that told no associations is not judged."""
    schema = resource("schema.interest", name="interest")
    joined = resource("schema.interest", name="interest", associations=[{"toObjectTypeId": "0-1"}])
    apart = resource("schema.interest", name="interest", associations=[{"toObjectTypeId": "0-27"}])
    label = resource("label.companies.interest.on_behalf", label="On Behalf")
    assert (["schema.interest"], []) == (told(CUSTOMER, schema), told(CUSTOMER, schema, label))
    assert [] == told(CUSTOMER, joined, live=True)
    assert ["schema.interest"] == told(CUSTOMER, apart, live=True)
    assert [] == told(CUSTOMER, schema, live=True)
