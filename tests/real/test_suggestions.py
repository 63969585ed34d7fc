"""Advice on real portals: how often it would be wrong there, counted on what third parties recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from real.recordings import ABSENT, portal_in, read, recordings, setups

from cvpctl.engine.suggesting import advise_blueprints, advise_portal
from cvpctl.kinds.native_catalogue import Asked, Natives, natives_of
from cvpctl.model import Address, Desired, Resource, State

NONE: list[Any] = [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]
LISTS: list[Any] = [path for path in recordings() if path.parent.name == "v3_properties"] or NONE
SETUPS: list[Any] = setups() or NONE
REVIEWED = {"property.contacts.highest_education": "degree"}
"""What scripts of real projects create although HubSpot has it; read one by one."""
REPEATS_ITSELF = {"property.contacts.wsa_categories", "property.companies.wsa_categories"}


def _customs(path: Path) -> dict[Address, Resource]:
    listed = ((name, body) for name, bodies in read(path)["properties"].items() for body in bodies)
    made = (Resource(Address("property", (name,), body["name"]), body) for name, body in listed)
    return {one.address: one for one in made}


@pytest.mark.parametrize("path", SETUPS, ids=lambda path: path.stem)
def test_a_projects_own_properties_raise_no_false_alarm(path: Path) -> None:
    """Of over a hundred properties of real projects one is told of HubSpot's, rightly."""
    advice = advise_blueprints(Desired(_customs(path)))

    told = {str(one.own.address): one.native for one in advice.reuse}
    alike = {str(one.members[0].address) for one in advice.alike}
    assert {} == {text: native for text, native in told.items() if REVIEWED.get(text) != native}
    assert set() == alike - REPEATS_ITSELF
    assert () == advice.clashes


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_hubspots_own_properties_are_not_taken_for_each_other(path: Path) -> None:
    """Each visible property of a recorded list means something of its own: at most 1 in 100 is taken for another."""
    live = [one for one in portal_in(path).resources.values() if one.address.kind == "property"]
    seen = [one for one in live if not one.body.get("hidden")]
    wrong = [(one.address.key, match) for one in seen if (match := _other(one))]

    assert len(seen) > 1
    assert len(wrong) * 100 <= len(seen), wrong


def _other(one: Resource) -> str:
    asked = Asked(one.address.key, one.body["label"], one.body["type"], one.body["fieldType"])
    match = Natives.catalogued(one.address.scope[0]).best(asked, besides={one.address.key})
    return match.native.name if match else ""


def test_every_contact_property_of_the_catalogue_was_recorded() -> None:
    """Each name occurs in a recorded portal, with the type the catalogue gives it in one of them."""
    if LISTS is NONE:
        pytest.skip(ABSENT)
    found: dict[str, set[str]] = {}
    for path in recordings():
        for one in portal_in(path).resources.values():
            if one.address.kind == "property" and one.address.scope == ("contacts",):
                found.setdefault(one.address.key, set()).add(one.body["type"])

    assert [] == [one.name for one in natives_of("contacts") if one.type not in found.get(one.name, ())]


def test_a_recorded_portal_that_adds_a_spelling_is_told() -> None:
    """Among hundreds of HubSpot's own, a second first name, telephone and birthday are found, and nothing else."""
    if LISTS is NONE:
        pytest.skip(ABSENT)
    live = max((portal_in(path) for path in LISTS), key=lambda state: len(state.resources))
    added = {
        Address.parse(f"property.contacts.{name}"): {"label": label, "type": "string", "fieldType": "text"}
        for name, label in (("first_nm", "First name"), ("tel", "Telephone"), ("birth_day", "Birthday"), ("pet", "Pet"))
    }
    customs = {address: Resource(address, body) for address, body in added.items()}

    advice = advise_portal(State({**live.resources, **customs}), {})

    assert {"birth_day": "date_of_birth", "first_nm": "firstname", "tel": "phone"} == {
        one.own.address.key: one.native for one in advice.reuse
    }
