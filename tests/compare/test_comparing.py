"""What separates two configurations, field by field, without a portal."""

from __future__ import annotations

from typing import Any

import pytest
from compare.made_up_sides import (
    CHOICE,
    FIT,
    PATH,
    TEXT,
    TIER,
    Bodies,
    blueprint,
    differences,
    fields,
    portal,
    unreadable,
)

from cvpctl.engine.comparing import compared
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Address, Body, Entry, Unseen
from cvpctl.model.comparison import Side

EVERYTHING: Bodies = {
    **FIT,
    TIER: CHOICE,
    "pipeline.deals.path": PATH,
    "label.deals.contacts.sponsor": {"name": "deals_contacts_sponsor", "label": "Sponsor", "inverseLabel": "Deal"},
    "schema.deliverable": {
        "labels": {"singular": "Deliverable", "plural": "Deliverables"},
        "primaryDisplayProperty": "deliverable_name",
        "searchableProperties": ["b", "a"],
    },
    "validation.contacts.vat": {"propertyValidationRules": [{"ruleType": "REGEX", "ruleArguments": ["^A"]}]},
}
A_FIELD: dict[str, dict[str, Any]] = {
    "group.contacts.fit": {"label": "Fitting"},
    TIER: {"fieldType": "radio"},
    "pipeline.deals.path": {"label": "Way"},
    "label.deals.contacts.sponsor": {"inverseLabel": "Sponsored deal"},
    "schema.deliverable": {"primaryDisplayProperty": "name"},
    "validation.contacts.vat": {"propertyValidationRules": [{"ruleType": "REGEX", "ruleArguments": ["^B"]}]},
}


def without(bodies: Bodies, name: str) -> Bodies:
    return {one: body for one, body in bodies.items() if one != name}


def choice(*options: dict[str, Any], **more: Any) -> Bodies:
    return {TIER: {**CHOICE, "options": list(options), **more}}


def test_a_side_equals_itself() -> None:
    """Nothing differs, and everything is counted as equal."""
    found = compared(portal(EVERYTHING), portal(EVERYTHING, "portal:beta"))

    assert ((), (), 6) == (found.differences, found.unread, found.equal)


@pytest.mark.parametrize("address", list(EVERYTHING))
@pytest.mark.parametrize("other", [portal, blueprint])
def test_a_field_of_any_kind_is_compared(address: str, other: Any) -> None:
    """A changed field shows with both its values, whichever side is A, and whether or not one is a blueprint."""
    changed = {**EVERYTHING, address: {**EVERYTHING[address], **A_FIELD[address]}}

    forth, back = (
        fields(portal(EVERYTHING), other(changed), address),
        fields(other(changed), portal(EVERYTHING), address),
    )

    assert 1 == len(forth)
    assert forth == {path: (b, a) for path, (a, b) in back.items()}
    assert {address} == set(differences(portal(EVERYTHING), other(changed)))


@pytest.mark.parametrize("address", list(EVERYTHING))
def test_a_thing_on_one_side_only(address: str) -> None:
    """It is named with the side that has it, body and all."""
    there = differences(portal(EVERYTHING), portal(without(EVERYTHING, address)))
    missing = differences(portal(without(EVERYTHING, address)), portal(EVERYTHING))

    assert ["onlyA"] == [one.standing for one in there.values()]
    assert ["onlyB"] == [one.standing for one in missing.values()]
    assert [(None, there[address].a)] == [(one.a, one.b) for one in missing.values()]


def test_what_a_portal_leaves_out_is_its_default() -> None:
    """An omitted `hidden` is false and an omitted description empty, on either side and inside an option too."""
    bare = choice({"value": "a", "label": "Large"})
    full = choice({"value": "a", "label": "Large", "hidden": False, "description": ""}, hidden=False, description="")

    assert {} == differences(portal(bare), portal(full))
    assert {} == differences(portal(full), portal(bare))


def test_what_only_one_portal_says_differs() -> None:
    """A hint, an option, a field of an option and a key of metadata that the other side lacks are differences."""
    a = {**choice({"value": "a", "label": "L"}), "pipeline.deals.path": {**PATH, "stages": [PATH["stages"][0]]}}
    b = {
        **choice({"value": "a", "label": "L", "hidden": True}, {"value": "z", "label": "Z"}, textDisplayHint="email"),
        "pipeline.deals.path": PATH,
    }

    assert {
        "options/a/hidden": (False, True),
        "options/z": (ABSENT, {"label": "Z"}),
        "textDisplayHint": (ABSENT, "email"),
    } == fields(portal(a), portal(b))
    assert ["stages/won"] == list(fields(portal(a), portal(b), "pipeline.deals.path"))


def test_the_order_of_options_is_compared() -> None:
    """Of options that both have; who stands where by number does not matter."""
    a = choice({"value": "a", "label": "A", "displayOrder": 0}, {"value": "b", "label": "B", "displayOrder": 1})
    b = choice({"value": "a", "label": "A", "displayOrder": 7}, {"value": "b", "label": "B", "displayOrder": 3})
    c = choice({"value": "b", "label": "B", "displayOrder": 9}, {"value": "a", "label": "A", "displayOrder": 4})

    assert {"optionsOrder": (["a", "b"], ["b", "a"])} == fields(portal(a), portal(b))
    assert {} == fields(portal(a), portal(c))


def groups(*numbers: int) -> Bodies:
    return {f"group.contacts.g{place}": {"label": "G", "displayOrder": one} for place, one in enumerate(numbers)}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((0, 1, 2), (5, 6, 9), set()),
        ((0, 1, -1), (3, 4, -1), set()),
        ((0, 1, 2), (1, 0, 2), {"group.contacts.g0", "group.contacts.g1"}),
        ((-1, -1, -1), (0, 1, 2), {f"group.contacts.g{place}" for place in range(3)}),
    ],
)
def test_display_numbers_count_as_an_order(one: tuple[int, ...], other: tuple[int, ...], found: set[str]) -> None:
    """Each portal numbers for itself: what stands before what is compared, and -1 stands last."""
    assert found == set(differences(portal(groups(*one)), portal(groups(*other))))


def test_what_hubspot_brought_is_left_out() -> None:
    """Unless it is asked for, or a blueprint states it; cvpctl's own mark never counts."""
    native, other = {"property.contacts.jobtitle": TEXT}, {"property.contacts.jobtitle": {**TEXT, "label": "Role"}}
    a, b = portal(native, hubspots=native), portal(other, hubspots=native)

    assert {} == differences(a, b)
    assert {*native} == {*differences(a, b, include_hubspot_defined=True)}
    assert {*native} == {*differences(blueprint(other), a)}
    assert {} == differences(portal({"group.contacts.cvpctl_managed_by": {"label": "acme"}}), portal({}))


def test_a_blueprint_is_compared_in_what_it_states() -> None:
    """Fields it leaves out are the portal's; parts of a list that it does not name are listed."""
    stated = blueprint({TIER: {"label": "Tier", "options": [{"value": "a", "label": "Large"}]}})

    assert {"options/b": (ABSENT, {"label": "Small"})} == fields(stated, portal({TIER: CHOICE}))
    assert {"options/b": ({"label": "Small"}, ABSENT)} == fields(portal({TIER: CHOICE}), stated)


def test_beside_a_blueprint_only_its_objects_are_looked_at() -> None:
    """Things of its objects that it does not state are on one side only; other objects are left out."""
    live = portal({**FIT, TIER: TEXT, "property.deals.other": TEXT, "label.deals.contacts.x": {"label": "X"}})

    assert {TIER} == set(differences(blueprint(FIT), live)) == set(differences(live, blueprint(FIT)))
    assert 2 == compared(blueprint(FIT), live).others


def test_what_a_blueprint_only_mentions_is_no_difference() -> None:
    """Observed and omitted things are nobody's to miss, and a field left to the portal is not compared."""
    spoken = {"silent": frozenset({Address.parse(TIER)})}
    left = {"left": {Address.parse(TIER): frozenset({"label"})}}

    assert {} == differences(blueprint(FIT, **spoken), portal({**FIT, TIER: TEXT}))
    assert {} == differences(blueprint({TIER: {"label": "Level"}}, **left), portal({TIER: TEXT}))


def normalised(body: Body) -> Body:
    return KINDS["property"].normalise(Address.parse(TIER), body)


def test_a_formula_that_hubspot_spelt_anew_is_equal() -> None:
    """What nobody touched since the last apply is what was meant, although it reads otherwise."""
    said, stored = {**TEXT, "calculationFormula": "a + 1"}, {**TEXT, "calculationFormula": "(a) + 1.0"}
    entries = {Address.parse(TIER): Entry(normalised(said), normalised(stored))}

    assert [TIER] == list(differences(blueprint({TIER: said}), portal({TIER: stored})))
    assert {} == differences(blueprint({TIER: said}), portal({TIER: stored}, entries=entries))


def test_two_blueprints_are_compared_in_all_they_state() -> None:
    """One text for both ways of a label, and the two options of a checkbox, are what leaving them out means."""
    flag = {"label": "Yes?", "type": "bool", "fieldType": "booleancheckbox", "groupName": "fit"}
    full = {**flag, "options": [{"value": "true", "label": "Yes"}, {"value": "false", "label": "No"}]}
    one: Bodies = {TIER: flag, "label.deals.contacts.x": {"label": "X"}}
    other: Bodies = {TIER: {**full, "hidden": False}, "label.deals.contacts.x": {"label": "X", "inverseLabel": "X"}}

    assert {} == differences(blueprint(one), blueprint(other))
    assert {"description": (ABSENT, "For what")} == {
        name: (ABSENT if a == "" else a, b)
        for name, (a, b) in fields(
            blueprint({TIER: flag}), blueprint({TIER: {**flag, "description": "For what"}})
        ).items()
    }


def labels(*ends: str, name: str, **texts: Any) -> Bodies:
    return {".".join(("label", *ends, texts.pop("key"))): {"name": name, **texts}}


FORTH = labels(
    "deals", "contacts", key="sponsor", name="deals_contacts_sponsor", label="S", inverseLabel="D", maxToObjects=1
)
BACK = labels(
    *("contacts", "deals"), key="deals_contacts_sponsor", name="deals_contacts_sponsor", label="D", inverseLabel="S"
)


def test_labels_are_turned_to_one_end() -> None:
    """A portal that lists a pair from its other end has the same labels; texts and limits change places with it."""
    found = fields(portal(FORTH), portal(BACK), "label.deals.contacts.sponsor")

    assert {"maxToObjects": (1, ABSENT)} == found
    assert ["label.deals.contacts.sponsor"] == list(differences(portal(BACK), blueprint(FORTH)))
    assert ["label.contacts.deals.deals_contacts_sponsor"] == list(differences(portal(BACK), portal(FORTH)))


def test_a_list_that_was_not_read_is_not_compared() -> None:
    """What the other side has there is on no side only, and the list is named with the side and the reason."""
    dark = portal({}, unknown=unreadable("property", "contacts"))

    found = compared(portal({TIER: TEXT, **FIT}), dark)

    assert ["group.contacts.fit"] == [str(one.address) for one in found.differences]
    assert [("B", ("property", ("contacts",)), "the token may not")] == [
        (one.side, one.scope, one.unknown.detail) for one in found.unread
    ]


@pytest.mark.parametrize(
    ("address", "unknown"),
    [
        ("label.deals.contacts.x", unreadable("label", "contacts", "deals")),
        ("label.deals.contacts.x", unreadable("label")),
        ("property.deliverable.x", unreadable("schema")),
        ("schema.deliverable", unreadable("schema")),
    ],
)
def test_what_hangs_on_another_list_is_not_compared_either(address: str, unknown: Any) -> None:
    """Labels without the list of pairs or its other end, parts of custom objects without the list of objects."""
    assert {} == differences(portal({address: TEXT}), portal({}, unknown=unknown))
    assert {} == differences(portal({}, unknown=unknown), portal({address: TEXT}))


def test_an_object_that_is_not_enabled_has_nothing() -> None:
    """There absent is absent: the thing is on one side only, with the reason why the other cannot have it."""
    off = portal({}, unknown=unreadable("property", "services", why=Unseen.NOT_ENABLED))

    found = compared(portal({"property.services.x": TEXT}), off)

    assert [("onlyA", "the token may not")] == [(one.standing, one.lacking) for one in found.differences]
    assert () == found.unread


def sensitive(side: str) -> tuple[Side, Side]:
    body = {TIER: {**TEXT, "dataSensitivity": "sensitive"}}
    blind = portal({}, unseen={("property", ("contacts",)): frozenset({"sensitive"})})
    return (portal(body), blind) if side == "B" else (blind, portal(body))


@pytest.mark.parametrize("side", ["A", "B"])
def test_what_a_token_may_not_see_is_not_absent(side: str) -> None:
    """A sensitive property of one side is not missing on the other, whose list hides such properties."""
    found = compared(*sensitive(side))

    assert () == found.differences
    assert [(side, "sensitive properties")] == [(one.side, one.unknown.detail) for one in found.unread]


def test_the_same_label_under_another_name_is_pointed_out() -> None:
    """Only where it is the only one of that label on either side."""
    a, b = {TIER: TEXT}, {"property.contacts.level": TEXT}
    twice = {**b, "property.contacts.grade": TEXT}

    assert {TIER: "property.contacts.level", "property.contacts.level": TIER} == {
        name: str(one.alike) for name, one in differences(portal(a), portal(b)).items()
    }
    assert {None} == {one.alike for one in differences(portal(a), portal(twice)).values()}
