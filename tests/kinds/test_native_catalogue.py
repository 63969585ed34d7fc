"""The curated list of HubSpot's own properties: whole, sourced, and without two entries for one thing."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from cvpctl.emulator.defaults import furnish
from cvpctl.emulator.object_types import OBJECT_TYPES
from cvpctl.emulator.store import Portal, Store
from cvpctl.kinds.native_catalogue import Asked, Evidence, Natives, natives_of
from cvpctl.kinds.property_rules import FIELD_TYPES_OF
from cvpctl.model.suggestion import Likeness

LARGE = ("contacts", "companies", "deals", "tickets")
SMALLER = (
    *("quotes", "orders", "invoices", "payments", "subscriptions", "services", "projects", "appointments", "courses"),
    *("listings", "products", "line_items", "leads", "tasks", "notes", "meetings"),
)
CATALOGUED = (*LARGE, *SMALLER)
ONE_THING_TWICE = {
    ("companies", "hs_is_target_account"),
    ("companies", "hs_target_account"),
}
"""HubSpot gives one label to a tier and to a tick."""


@pytest.mark.parametrize("name", CATALOGUED)
def test_an_entry_says_all_there_is_to_say(name: str) -> None:
    """Each has a label, a type HubSpot has, a meaning in a sentence, and where it was read."""
    calculated = {"calculation_rollup", "calculation_read_time", "calculation_equation", "calculation_score"}
    for native in natives_of(name):
        assert native.label
        assert native.field_type in {*FIELD_TYPES_OF[native.type], *calculated}, native
        assert native.meaning.endswith("."), native
        assert native.source
        assert native.source.startswith("https://") or native.evidence is Evidence.OBSERVED, native
        assert (name, True) == (native.object, bool(native.name.islower()))


@pytest.mark.parametrize("name", CATALOGUED)
def test_an_object_has_its_share(name: str) -> None:
    """25 to 65 of the objects that everybody extends, 8 to 36 of the others, none twice."""
    names = [native.name for native in natives_of(name)]
    fewest, most = (25, 65) if name in LARGE else (8, 36)

    assert fewest <= len(names) <= most
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", CATALOGUED)
def test_no_synonym_leads_two_ways(name: str) -> None:
    """What one property is called is neither called so of another, nor another's name or label."""
    natives = Natives.catalogued(name)
    keys = Counter(
        key
        for native in natives.all
        for key in {natives.key(text) for text in (native.name, native.label, *native.synonyms)}
        if (name, native.name) not in ONE_THING_TWICE
    )
    assert [] == [key for key, times in keys.items() if times > 1]


@pytest.mark.parametrize("name", CATALOGUED)
def test_a_synonym_is_found(name: str) -> None:
    """Whoever calls a property as the catalogue says people do is told of it."""
    natives = Natives.catalogued(name)
    for native in natives.all:
        for synonym in native.synonyms:
            match = natives.best(Asked(synonym.replace(" ", "_"), synonym, native.type, native.field_type))
            assert match, (native.name, synonym)
            assert native.name == match.native.name
            assert match.likeness is not Likeness.LOOK


def test_an_object_may_be_named_in_any_spelling() -> None:
    """`0-2`, COMPANY and companies mean one page; commerce payments are payments."""
    assert natives_of("companies") == natives_of("COMPANY") == natives_of("0-2")
    assert natives_of("commerce_payments") == natives_of("payments")


def test_a_custom_object_has_what_every_object_has() -> None:
    """Owner, dates and record id; a name with dots and slashes is no path."""
    names = {native.name for native in natives_of("deliverable")}

    assert {"hubspot_owner_id", "hs_createdate", "hs_object_id"} <= names
    assert names == {native.name for native in natives_of("../../contacts")}
    assert names == {native.name for native in natives_of("every")}


def test_what_takes_no_values_is_known_and_how_well() -> None:
    """What HubSpot calculates or stamps is read only, with evidence of its own; what people fill is not."""
    known = {
        (one.object, one.name): one.read_only and one.read_only.value
        for name in ("contacts", "deals")
        for one in natives_of(name)
    }

    assert "observed" == known["contacts", "notes_last_contacted"]
    assert {"documented"} == {known["deals", name] for name in ("hs_tcv", "hs_arr", "hs_mrr", "hs_projected_amount")}
    assert "documented" == known["contacts", "hs_lifecyclestage_customer_date"]
    assert {None} == {known["contacts", name] for name in ("firstname", "lifecyclestage", "hubspot_owner_id")}
    assert {None} == {known["deals", name] for name in ("amount", "closedate", "createdate", "dealstage")}


NOT_SEEN = {("companies", "hs_target_account")}
"""Our portal's listing has it read only; no page and no published list was found that says so."""
MADE_BY_API = ("payments",)
"""HubSpot's guide makes payments with values that nobody can change later."""


@cache
def new_portal() -> Portal:
    portal = Store(deterministic=True).portal(1)
    furnish(portal)
    return portal


def refused_values(name: str) -> dict[str, bool]:
    """Return of each property that a new embedded portal has, whether it takes no values."""
    (type_id,) = [one.id for one in OBJECT_TYPES if one.plural == name]
    listed = new_portal().all(f"properties/{type_id}")
    return {one: body["modificationMetadata"]["readOnlyValue"] for one, body in listed.items()}


@pytest.mark.parametrize("name", [name for name in CATALOGUED if name not in MADE_BY_API])
def test_the_embedded_portal_refuses_the_same_values(name: str) -> None:
    """Whoever tries out an advice there meets what the advice said."""
    refused = refused_values(name)
    natives = [one for one in natives_of(name) if one.name in refused and (name, one.name) not in NOT_SEEN]

    assert natives
    assert {one.name: refused[one.name] for one in natives} == {one.name: bool(one.read_only) for one in natives}


def test_a_tax_number_is_a_text() -> None:
    """On a company as on an invoice: third parties write numbers into it, and a list of choices could not hold them."""
    natives = {(name, one.name): one for name in ("companies", "invoices") for one in natives_of(name)}

    assert {("string", "text")} == {
        (natives[name, "hs_tax_id"].type, natives[name, "hs_tax_id"].field_type) for name in ("companies", "invoices")
    }
