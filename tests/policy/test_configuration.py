"""Native first, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from policy.subjects import resource, subject
from policy.told import choice, labelled, told

from cvpctl.model import Address, Purpose, Unknown, Unseen
from cvpctl.model.audit import Unjudged
from cvpctl.policy import Fill
from cvpctl.policy.judging import judge

FOURTH, TWIN, STATUS = "FOURTH_CUSTOM_OBJECT", "NATIVE_TWIN", "STATUS_FOR_PIPELINE"
NATIVE, ALIKE, TYPES = "REPEATS_NATIVE", "PROPERTY_LOOKALIKE", "TYPE_CONFLICT"
EMPTY, RARE, UNJUSTIFIED = "PROPERTY_EMPTY", "PROPERTY_RARELY_FILLED", "OBJECT_UNJUSTIFIED"
X1 = Address("property", ("contacts",), "x1")


def custom(name: str, singular: str = "", **body: Any) -> Any:
    labels = {"singular": singular or name, "plural": f"{singular or name}s"}
    return resource(f"schema.{name}", name=name, labels=labels, **body)


@pytest.mark.parametrize("name", ["deliverable", "interest", "investment"])
def test_the_three_are_no_fourth(name: str) -> None:
    """Each may be there, live or stated."""
    assert [] == told(FOURTH, custom(name), live=True)


def test_a_fourth_is_told_however_it_is_spoken_of() -> None:
    """By its schema, by its parts, or as an end of a label."""
    assert ["schema.a", "schema.b", "schema.c"] == told(
        FOURTH, custom("a"), labelled("Plate", "b"), resource("label.contacts.c.owns", label="Owns")
    )


def test_a_portal_whose_objects_could_not_be_read_is_not_judged() -> None:
    """Unreadable is not absent."""
    assert [] == told(FOURTH, labelled("X"), live=True, unknown={("schema", ()): Unknown(Unseen.FORBIDDEN)})


@pytest.mark.parametrize(
    "singular",
    [
        "Company",
        "Partner Company",
        "Project",
        "0rder",
        "Support Ticket",
        "Account",
        "Subscription",
        "Customer Project",
        "Booking",
        "Organisation",
        "Sales Opportunity",
        "Purchase Order",
        "Client Account",
    ],
)
def test_a_name_of_a_native_object_is_a_twin(singular: str) -> None:
    """The name alone tells."""
    assert ["schema.x"] == told(TWIN, custom("x", singular))


@pytest.mark.parametrize(
    "singular",
    [
        "Credit Note",
        "Emergency Contact",
        "Vendor Invoice",
        "Supplier Invoice",
        "Stock Quote",
        "Golf Course",
        "Purchase Order Line",
        "Work Order",
        "Case",
        "Bank Account",
        "Event Ticket",
        "Vehicle",
        "Payment Plan",
        "User",
        "Capital Call",
        "Company Car",
        "Research Project Grant Line",
    ],
)
def test_a_name_that_only_holds_such_a_word_is_none(singular: str) -> None:
    """A credit note is no note."""
    assert [] == told(TWIN, custom("x", singular))


def test_a_live_object_explains_itself_by_its_description() -> None:
    """A blueprint has a place for more."""
    said = {Address("schema", (), "interest"): Purpose(native_considered="deals: too coarse")}
    assert ["schema.interest"] == told(UNJUSTIFIED, custom("interest"), live=True)
    assert [] == told(UNJUSTIFIED, custom("interest", description="A moment."), live=True)
    assert ["schema.interest"] == told(UNJUSTIFIED, custom("interest", description="A moment."))
    assert [] == told(UNJUSTIFIED, custom("interest"), purposes=said)


@pytest.mark.parametrize("label", ["Status", "Order Status", "Project Phase", "Current Stage", "deal_status"])
def test_the_status_of_a_record_is_a_stage(label: str) -> None:
    """On what has pipelines; a contact has none."""
    options = ("One", "Two", "Three")
    assert ["property.deals.x1"] == told(STATUS, choice(label, *options, on="deals"))
    assert [] == told(STATUS, choice(label, *options, on="contacts"))


@pytest.mark.parametrize("label", ["Payment Status", "Insurance Status", "Approval Stage", "Delivery Status", "Health"])
def test_the_status_of_something_else_is_none(label: str) -> None:
    """It changes on its own."""
    assert [] == told(STATUS, choice(label, "One", "Two", "Three", on="orders"))


def test_two_options_and_several_at_once_are_no_stages() -> None:
    """A yes and a no, and a list where many are ticked."""
    assert [] == told(STATUS, choice("Status", "Open", "Done", on="deals"))
    assert [] == told(STATUS, choice("Status", "A", "B", "C", on="deals", fieldType="checkbox"))


def test_what_hubspot_has_is_repeated_by_name_and_label() -> None:
    """Offline by the catalogue; stating HubSpot's own is its use."""
    mine = resource("property.contacts.first_name", label="First name", type="string", fieldType="text")
    theirs = resource("property.contacts.firstname", label="First name", type="string", fieldType="text")
    assert ["property.contacts.first_name"] == told(NATIVE, mine)
    assert [] == told(NATIVE, theirs)
    said = {mine.address: Purpose(native_considered="First name is the legal one; this is what to call them.")}
    assert [] == told(NATIVE, mine, purposes=said)


@pytest.mark.parametrize("said", ["no", ".", "legal name", "firstname", "lastname: this is what to call them"])
def test_a_word_that_weighs_nothing_silences_nothing(said: str) -> None:
    """It has to name what is repeated, and why that does not serve."""
    mine = resource("property.contacts.first_name", label="First name", type="string", fieldType="text")
    purposes = {mine.address: Purpose(native_considered=said)}
    assert ["property.contacts.first_name"] == told(NATIVE, mine, purposes=purposes)


@pytest.mark.parametrize("name", ["arr", "mrr"])
def test_hubspots_name_without_its_prefix_is_the_same(name: str) -> None:
    """Another label beside the same name is something else."""
    mine = resource(f"property.deals.{name}", label=name.upper(), type="number", fieldType="number")
    other = resource(f"property.deals.{name}", label="Shoe Size", type="number", fieldType="number")
    assert [f"property.deals.{name}"] == told(NATIVE, mine)
    assert [] == told(NATIVE, other)


@pytest.mark.parametrize(
    ("other", "thing"),
    [
        (STATUS, resource("property.projects.project_status", **choice("Project Status", "A", "B", "C").body)),
        (STATUS, resource("property.services.status", **choice("Status", "Open", "Under Way", "Closed").body)),
        (
            "COMPANY_AS_TEXT",
            resource("property.contacts.company_name", label="Company Name", type="string", fieldType="text"),
        ),
    ],
    ids=["project", "service", "company"],
)
def test_one_line_has_one_advice(other: str, thing: Any) -> None:
    """A pipeline or an association mends it better than another field; where that rule is off, the field is told."""
    codes = {one.code: one for one in judge(subject(thing)).findings}
    assert (True, False) == (other in codes, NATIVE in codes)
    assert NATIVE in {one.code for one in judge(subject(thing), {other: None}).findings}
    assert ("hs_status" in codes[other].help) == (other == STATUS)


def test_a_live_portal_is_judged_by_its_own_list() -> None:
    """What it hides or lacks cannot be used instead."""
    mine = resource("property.contacts.shoe_size", label="Shoe Size", type="number", fieldType="number")
    body = {"label": "Shoe size", "type": "number", "fieldType": "number", "hubspotDefined": True}
    theirs = resource("property.contacts.hs_shoe_size", **body)
    hidden = resource("property.contacts.hs_shoe_size", **body, hidden=True)
    assert ["property.contacts.shoe_size"] == told(NATIVE, mine, theirs, live=True)
    assert [] == told(NATIVE, mine, hidden, live=True)


def test_a_date_repeats_no_number() -> None:
    """Values of the one could not live in the other."""
    mine = resource("property.contacts.number_of_employees", label="Number of Employees", type="date", fieldType="date")
    assert [] == told(NATIVE, mine)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Contract Start", "contract_start", True),
        ("Contract Start", "Start of Contract", True),
        ("Web Site Visits", "Website visit", True),
        ("PO Number", "PO Number 2", False),
        ("Q1 Revenue", "Q2 Revenue", False),
        ("Contact to Company", "Company to Contact", False),
        ("Discount %", "Discount €", False),
        ("Contract Start", "Contract End", False),
    ],
)
def test_labels_that_read_alike(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    """Spelling and order tell nothing apart; digits, signs and directions do."""
    first = resource("property.contacts.a", label=one, type="string", fieldType="text")
    second = resource("property.contacts.b", label=other, type="string", fieldType="text")
    assert (["property.contacts.b"] if alike else []) == told(ALIKE, first, second)


def test_labels_of_two_objects_are_told_apart_by_the_object() -> None:
    """The same label on another object is no neighbour."""
    assert [] == told(ALIKE, labelled("Region", "contacts"), labelled("Region", "companies"))


def test_one_name_has_one_type() -> None:
    """Several values of a list are another type than one."""
    one = choice("Role", "A", "B", on="companies")
    several = choice("Role", "A", "B", on="contacts", fieldType="checkbox")
    assert ["property.contacts.x1"] == told(TYPES, one, several)
    assert [] == told(TYPES, one, choice("Role", "A", on="contacts", fieldType="radio"))


@pytest.mark.parametrize(
    ("filled", "of", "empty", "rare"),
    [
        (0, 100, True, False),
        (0, 19, False, False),
        (4, 100, False, True),
        (5, 100, False, False),
        (1, 99, False, False),
    ],
)
def test_counts_decide(filled: int, of: int, empty: bool, rare: bool) -> None:  # noqa: FBT001
    """Few records say nothing yet."""
    known: dict[str, Any] = {"live": True, "fills": {X1: Fill(filled, of)}}
    assert (empty, rare) == (bool(told(EMPTY, labelled("X"), **known)), bool(told(RARE, labelled("X"), **known)))


def test_too_few_records_count_neither_way() -> None:
    """Nothing is broken and nothing kept; what nobody counted needs counts."""
    few, many = ({X1: Fill(0, of)} for of in (19, 20))
    seen = subject(labelled("X"), live=True, fills=few)
    assert Unjudged.TOO_FEW == judge(seen, only=[EMPTY]).unjudged[EMPTY]
    assert EMPTY not in judge(replace(seen, fills=many), only=[EMPTY]).unjudged
    assert Unjudged.TOO_FEW == judge(replace(seen, fills=many), only=[RARE]).unjudged[RARE]


def test_what_nobody_counted_is_not_empty() -> None:
    """A count of something else says nothing of it."""
    other = {Address("property", ("contacts",), "other"): Fill(0, 100)}
    assert [] == told(EMPTY, labelled("X"), live=True, fills=other)


def test_a_state_alone_is_where_somebody_lives() -> None:
    """The state of a thing says of what."""
    assert [] == told(STATUS, choice("State", "Ohio", "Texas", "Utah", on="tickets"))
    assert ["property.tickets.x1"] == told(STATUS, choice("Ticket State", "Open", "Under Way", "Done", on="tickets"))
