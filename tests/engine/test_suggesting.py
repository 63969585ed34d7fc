"""Advice about properties: what HubSpot has already, what reads alike, and names that mean several types."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from engine.suggest_pairs import CHOICE, DAY, NUMBER, REPEATED, TEXT, THEIR_OWN, TICK, asked
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.engine.suggesting import advise_blueprints, advise_portal
from cvpctl.kinds.native_catalogue import NativeProperty, natives_of
from cvpctl.model import OBJECT_TYPES, Address, Desired, Purpose, Resource, Scope, State, Unknown, Unseen
from cvpctl.model.suggestion import Advice

EVERY_NATIVE = [native for one in OBJECT_TYPES for native in natives_of(one.name)]
SEPARATORS = ("_", "__", "-", " ", ".")


def made(text: str, label: str, types: str = TEXT, **more: object) -> Resource:
    one = asked(text, label, types)
    return Resource(Address.parse(text), {"label": label, "type": one.type, "fieldType": one.field_type, **more})


def stated(resources: Iterable[Resource], considered: dict[str, str] | None = None) -> Advice:
    purposes = {Address.parse(text): Purpose(native_considered=said) for text, said in (considered or {}).items()}
    return advise_blueprints(Desired({one.address: one for one in resources}, purposes=purposes))


def live(*resources: Resource, **unknown: Unknown) -> Advice:
    dark: dict[Scope, Unknown] = {("property", (name,)): why for name, why in unknown.items()}
    return advise_portal(State({one.address: one for one in resources}, unknown=dark), {})


@pytest.mark.parametrize("case", REPEATED, ids=lambda case: f"{case[0]}.{case[1]}")
def test_what_hubspot_has_already_is_found(case: tuple[str, str, str, str, str, str]) -> None:
    """Each property of the table is told of HubSpot's that carries it, as surely as the table says."""
    name, key, label, types, native, likeness = case
    (found,) = stated([made(f"property.{name}.{key}", label, types)]).reuse

    assert (native, likeness) == (found.native, found.likeness.value)
    assert found.native in found.do


@pytest.mark.parametrize(("name", "key", "label", "types"), THEIR_OWN)
def test_what_only_shares_words_passes(name: str, key: str, label: str, types: str) -> None:
    """A property that means another thing is not taken for HubSpot's."""
    assert () == stated([made(f"property.{name}.{key}", label, types)]).reuse


@settings(max_examples=50)
@given(st.sampled_from(EVERY_NATIVE), st.sampled_from(SEPARATORS), st.booleans())
def test_a_property_equal_to_one_of_hubspots_is_always_found(
    native: NativeProperty,
    separator: str,
    shouted: bool,  # noqa: FBT001 - hypothesis chooses
) -> None:
    """Whatever the case and the signs between the words; under the very same name it is HubSpot's own."""
    address = Address("property", (native.object,), "x_" + native.label.lower())
    label = separator.join(native.label.upper().split() if shouted else native.label.split())
    body = {"label": label, "type": native.type, "fieldType": native.field_type}
    own = Address("property", (native.object,), native.name)

    told = advise_blueprints(Desired({address: Resource(address, body), own: Resource(own, body)}))

    assert (own,) == told.hubspots
    assert [address] == [one.own.address for one in told.reuse]


@settings(max_examples=20)
@given(st.permutations([made(f"property.{name}.{key}", label, types) for name, key, label, types, *_ in REPEATED]))
def test_the_order_of_the_input_changes_nothing(resources: list[Resource]) -> None:
    """The same properties in any order give the same advice."""
    assert stated(reversed(resources)) == stated(resources)


def test_what_an_author_has_considered_is_silent_and_counted() -> None:
    """`nativeConsidered` that names the property or its label ends it; one that names another does not."""
    source = made("property.contacts.lead_source", "Lead source", CHOICE)
    street = made("property.contacts.street", "Street")
    said = {
        "property.contacts.lead_source": "Original Traffic Source is the channel.",
        "property.contacts.street": "city",
    }

    told = stated([source, street], said)

    assert [("property.contacts.lead_source", "hs_analytics_source")] == [
        (str(one.address), one.native) for one in told.considered
    ]
    assert ["address"] == [one.native for one in told.reuse]


def test_types_that_cannot_hold_each_other_are_different_things() -> None:
    """A day is no tick, whatever both are called; a text could hold what a choice holds, so it is only looked at."""
    tick = stated([made("property.contacts.create_date", "Create Date", TICK)])
    text = stated([made("property.companies.sector", "Sector", TEXT)])

    assert () == tick.reuse
    assert ["look at it"] == [one.likeness.value for one in text.reuse]


def test_properties_that_read_as_one_are_grouped() -> None:
    """Several spellings of one concept on one object make one group; digits and other objects keep things apart."""
    told = stated(
        [
            made("property.contacts.tshirt", "T-shirt Size"),
            made("property.contacts.t_shirt_size", "T Shirt Sizes"),
            made("property.contacts.shirt", "T-Shirt size"),
            made("property.contacts.visit_1", "Visit 1", DAY),
            made("property.contacts.visit_2", "Visit 2", DAY),
            made("property.contacts.slot_1_2", "Slot 1-2", DAY),
            made("property.contacts.slot_12", "Slot 12", DAY),
            made("property.companies.tshirt", "T-shirt Size"),
            made("property.contacts.certification_level", "Certification level", CHOICE),
            made("property.contacts.cert", "Certificaton level", CHOICE),
        ]
    )

    assert [
        (["cert", "certification_level"], "near label", "look at it"),
        (["shirt", "t_shirt_size", "tshirt"], "equal label", "likely"),
    ] == [([own.address.key for own in one.members], one.why.value, one.likeness.value) for one in told.alike]


def test_a_name_with_several_types_is_told() -> None:
    """One internal name on two objects is one word for whoever reports; HubSpot's own names do not count."""
    told = stated(
        [
            made("property.contacts.region", "Sales Region"),
            made("property.companies.region", "Sales Region", CHOICE),
            made("property.deals.region", "Sales Region", CHOICE),
            made("property.contacts.tier", "Tier", CHOICE),
            made("property.companies.tier", "Tier", CHOICE),
            made("property.contacts.industry", "Industry"),
            made("property.companies.industry", "Industry", CHOICE),
        ]
    )

    assert [("region", ["companies", "contacts", "deals"])] == [
        (one.name, [own.object for own in one.members]) for one in told.clashes
    ]


def test_a_portal_is_judged_by_its_own_list() -> None:
    """What it lacks is not suggested; what it alone has is; hidden ones and those of apps are left alone."""
    told = live(
        made("property.contacts.firstname", "Vorname", hubspotDefined=True),
        made("property.contacts.hs_shoe_width", "Shoe width", hubspotDefined=True),
        made("property.contacts.first_name", "First name"),
        made("property.contacts.shoewidth", "Shoe Width"),
        made("property.contacts.linkedin_url", "LinkedIn URL"),
        made("property.contacts.forename", "Forename", hidden=True),
        made("property.contacts.a123_given_name", "Given name"),
    )

    assert 3 == told.looked_at
    assert [("firstname", "same", "documented"), ("hs_shoe_width", "same", "live")] == [
        (one.native, one.likeness.value, one.evidence) for one in told.reuse
    ]


def test_an_unread_list_is_said_and_a_switched_off_object_is_not() -> None:
    """Only what is there and could not be read leaves a question open."""
    told = live(contacts=Unknown(Unseen.FORBIDDEN, "no scope"), courses=Unknown(Unseen.NOT_ENABLED))

    assert [("property", ("contacts",))] == [scope for scope, _ in told.unknown]


@pytest.mark.parametrize(
    ("text", "label", "types", "native"),
    [
        ("property.contacts.last_contact", "Last contact", DAY, "notes_last_contacted"),
        ("property.deals.tcv", "Total Contract Value", NUMBER, "hs_tcv"),
        ("property.deals.arr", "ARR", NUMBER, "hs_arr"),
        ("property.deals.mrr", "MRR", NUMBER, "hs_mrr"),
        ("property.contacts.became_customer", "Became a customer date", DAY, "hs_lifecyclestage_customer_date"),
    ],
)
def test_nothing_is_moved_into_what_hubspot_keeps(text: str, label: str, types: str, native: str) -> None:
    """The advice is to take one's own out: HubSpot takes no values for it, so there is nothing to take along."""
    (found,) = stated([made(text, label, types)]).reuse

    assert native == found.native
    assert found.read_only
    assert "say moved:" not in found.do
    assert (
        f"HubSpot keeps it by itself, so values cannot be taken along: take yours out, by removed: {text}" in found.do
    )


def test_no_value_is_moved_into_a_stage() -> None:
    """A stage goes by an id of the portal's, so records have to be moved and not values."""
    (found,) = stated([made("property.deals.sales_stage", "Sales Stage", CHOICE)]).reuse

    assert ("dealstage", "") == (found.native, found.read_only)
    assert "say moved:" not in found.do
    assert "make stages of them" in found.do


@pytest.mark.parametrize(("read_only", "moves"), [(True, False), (False, True)])
def test_a_portal_has_the_last_word_on_what_takes_values(read_only: bool, moves: bool) -> None:  # noqa: FBT001
    """Whatever the catalogue says of hs_tcv, the list of this portal decides."""
    metadata = {"readOnlyValue": read_only}
    told = live(
        made(
            "property.deals.hs_tcv", "Total contract value", NUMBER, hubspotDefined=True, modificationMetadata=metadata
        ),
        made("property.deals.tcv", "TCV", NUMBER),
    )

    (found,) = told.reuse
    assert ("live" if read_only else "") == found.read_only
    assert moves == ("say moved:" in found.do)
