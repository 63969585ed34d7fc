"""The blueprint that makes B like A: what it states, what it only mentions, and that it does what it says."""

from __future__ import annotations

from typing import Any

import pytest
from compare.made_up_sides import CHOICE, FIT, TEXT, TIER, Bodies, blueprint, portal, unreadable
from compare.patching import after, compiled, patch_between, rest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.cli.compare_patch_draft import patch_of
from cvpctl.engine.comparing import compared
from cvpctl.model import Address, Unseen

SPONSOR = "label.deals.contacts.sponsor"
LABEL = {"name": "deals_contacts_sponsor", "label": "Sponsor", "inverseLabel": "Sponsored deal"}
WIDGET: Bodies = {
    "schema.widget": {"labels": {"singular": "Widget", "plural": "Widgets"}, "primaryDisplayProperty": "name"}
}
DELIVERABLE: Bodies = {
    "schema.deliverable": {
        "labels": {"singular": "Deliverable", "plural": "Deliverables"},
        "primaryDisplayProperty": "deliverable_name",
        "secondaryDisplayProperties": ["state"],
    },
    "property.deliverable.deliverable_name": {**TEXT, "groupName": "deliverable_information"},
    "property.deliverable.state": {**TEXT, "groupName": "deliverable_information"},
}


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def stated(a: Bodies, b: Bodies) -> list[str]:
    return sorted(map(str, compiled(patch_between(portal(a), portal(b))[1]).resources))


def left(a: Bodies, b: Bodies, **how: Any) -> dict[str, str]:
    patch, text = patch_between(portal(a), portal(b, **how))
    assert all(f"#   {address}: " in text for address in patch.left)
    return {str(address): why for address, why in patch.left.items()}


def test_only_what_differs_is_stated() -> None:
    """Of a thing that both have its equal fields are left out; what it refers to and B has is observed."""
    a = {**FIT, TIER: {**TEXT, "label": "Level", "description": ""}, "property.contacts.same": TEXT}
    b = {**FIT, TIER: {**TEXT, "description": "Old"}, "property.contacts.same": TEXT}

    _, text = patch_between(portal(a), portal(b))

    assert [
        "blueprint: fictional/patch",
        "version: 0.1.0",
        "objects:",
        "  contacts:",
        "    properties:",
        "      tier:",
        "        label: Level",
        '        description: ""',
    ] == lines(text)


def test_what_b_lacks_is_stated_whole() -> None:
    """With the group that B has as observed, since a reference must lead somewhere."""
    _, text = patch_between(portal({**FIT, TIER: CHOICE}), portal(FIT))

    assert "  - group.contacts.fit" in lines(text)
    assert [TIER] == list(map(str, compiled(text).resources))


def test_a_list_is_stated_whole_and_in_order() -> None:
    """A default that B has not is said for the option that differs; what only B has stands in a comment."""
    ours = [{"value": "b", "label": "B"}, {"value": "a", "label": "A", "description": "x"}]
    theirs = [{"value": "a", "label": "A", "description": "x"}, {"value": "b", "label": "B", "hidden": True}]

    _, text = patch_between(
        portal({TIER: {**CHOICE, "options": ours}}),
        portal({TIER: {**CHOICE, "options": [*theirs, {"value": "z", "label": "Z"}]}}),
    )

    assert [
        "          - {value: b, label: B, hidden: false}",
        "          - {value: a, label: A, description: x}",
    ] == lines(text)[-2:]
    assert "#   - {address: property.contacts.tier/options/z}" in text.splitlines()


def test_what_only_b_has_is_to_be_pasted() -> None:
    """The lines under the comment are a sound `removed:` once the signs before them are taken away."""
    gone = {TIER: TEXT, "property.contacts.odd name": TEXT}
    patch, text = patch_between(portal(FIT), portal({**FIT, **gone}))

    pasted = [line.removeprefix("# ") for line in text.splitlines() if line.startswith(("# removed", "#   -"))]
    desired = compiled("\n".join(["blueprint: fictional/gone", *pasted]))

    assert {Address.parse(one) for one in gone} == {*desired.removed} == {*patch.removed}
    assert {} == dict(compiled(text).resources)


def test_a_label_says_both_its_texts() -> None:
    """One would overwrite the other."""
    _, text = patch_between(portal({SPONSOR: LABEL}), portal({SPONSOR: {**LABEL, "label": "Patron"}}))

    assert "      sponsor: {label: Sponsor, inverseLabel: Sponsored deal}" in lines(text)


def test_a_custom_object_comes_with_its_primary_property() -> None:
    """HubSpot makes the two at once, so a change of the one states the other as well."""
    other = {**DELIVERABLE, "schema.deliverable": {**DELIVERABLE["schema.deliverable"], "description": "Old"}}

    assert [*map(str, sorted(map(Address.parse, DELIVERABLE)))] == sorted(stated(DELIVERABLE, {}))
    assert ["property.deliverable.deliverable_name", "schema.deliverable"] == stated(DELIVERABLE, other)


def test_another_custom_object_is_listed_as_live() -> None:
    """A label to one that B has can be stated; without it neither the object nor what hangs on it can."""
    widget: Bodies = {**WIDGET, "label.deals.widget.part": {"name": "deals_widget_part", "label": "Part"}}

    _, text = patch_between(portal(widget), portal(WIDGET))

    assert "  widget: {}" in lines(text)
    assert {
        "schema.widget": "only deliverable, interest, investment may be custom objects",
        "label.deals.widget.part": "it needs schema.widget, which B does not have",
    } == left(widget, {})


def test_what_hangs_on_what_cannot_be_stated_goes_with_it() -> None:
    """A rule whose property cannot be stated is left out too, with the reason."""
    a: Bodies = {
        TIER: {**TEXT, "type": "json"},
        "validation.contacts.tier": {"propertyValidationRules": [{"ruleType": "URL"}]},
    }

    assert {
        TIER: "a blueprint cannot state its type 'json'",
        "validation.contacts.tier": f"it needs {TIER}, which B does not have",
    } == left({**FIT, **a}, FIT)


@pytest.mark.parametrize(
    ("ours", "theirs", "address", "why"),
    [
        ({"hasUniqueValue": True}, {}, f"{TIER}#hasUniqueValue", "fixed at creation"),
        ({}, {"textDisplayHint": "email"}, f"{TIER}#textDisplayHint", "cannot take one away"),
        (
            {},
            {"modificationMetadata": {"readOnlyDefinition": True}, "label": "X"},
            f"{TIER}#label",
            "keeps it to itself",
        ),
    ],
)
def test_what_a_blueprint_cannot_bring_about_is_said(ours: Any, theirs: Any, address: str, why: str) -> None:
    """Each field that stays as B has it is named with the reason."""
    found = left({**FIT, TIER: {**TEXT, **ours}}, {**FIT, TIER: {**TEXT, **theirs}})

    assert [address] == list(found)
    assert why in found[address]


def test_an_object_that_b_has_not_enabled() -> None:
    """Nothing is stated for it, and the reason is the portal's."""
    off = unreadable("property", "services", why=Unseen.NOT_ENABLED)

    assert {"property.services.x": "B cannot have it: the token may not"} == left(
        {"property.services.x": TEXT}, {}, unknown=off
    )


def test_what_hubspot_brings_is_not_for_us_to_make() -> None:
    """A property of HubSpot's that B's subscription lacks is named, and not stated."""
    a, b = portal({TIER: {**TEXT, "hubspotDefined": True}}, hubspots=[TIER]), portal({})

    patch = patch_of(compared(a, b, include_hubspot_defined=True))

    assert ((), [TIER]) == (patch.stated, list(map(str, patch.left)))


def test_a_rule_is_taken_away_by_hand() -> None:
    """HubSpot's API has no way."""
    rules = [{"ruleType": "REGEX", "ruleArguments": ["^A"]}, {"ruleType": "EMAIL"}]
    a = {"validation.contacts.vat": {"propertyValidationRules": rules[:1]}}
    b = {"validation.contacts.vat": {"propertyValidationRules": rules}}

    assert ["validation.contacts.vat/rules#EMAIL"] == list(left(a, b))


def test_a_patch_for_blueprints_is_a_layer_over_them() -> None:
    """Laid over B it states what A does; B's own additions can be left out there."""
    contacts = "{groups: {fit: {label: Fit}}, properties: {tier: {label: Tier}}}"
    base = f"blueprint: fictional/base\nobjects: {{contacts: {contacts}}}"
    a = {"group.contacts.fit": {"label": "Fitting"}, TIER: {"label": "Tier", "description": "How big"}}

    patch, text = patch_between(blueprint(a), blueprint({**FIT, TIER: {"label": "Tier"}}))
    layered = compiled(base, text.replace("version: 0.1.0", "version: 0.1.0\nextends: [./0.yaml]"))

    assert {} == dict(patch.left)
    assert {name: dict(body) for name, body in a.items()} == {str(n): one.body for n, one in layered.resources.items()}
    assert "B are blueprints: let this file extend them" in text


def test_numbers_are_said_where_the_order_would_not_come_out() -> None:
    """A group that B lacks comes between others, so all numbers of that list are A's; else none is said."""
    a = {f"group.contacts.{name}": {"label": name, "displayOrder": place} for place, name in enumerate("xyz")}
    b = {"group.contacts.x": {"label": "x", "displayOrder": 4}, "group.contacts.z": {"label": "z", "displayOrder": 5}}

    _, text = patch_between(portal(a), portal(b))

    assert ["x", "y", "z"] == [line.split(":")[0].strip(' "') for line in lines(text) if "displayOrder" in line]
    assert set() == rest(compared(portal(a), after(text, portal(b))))


VALUES = st.sampled_from(["a", "b", "c", "07"])
LABELS = st.sampled_from(["One", "Two", "= 3", "Ä: {x}", "No"])
OPTIONS = st.lists(
    st.builds(
        lambda value, label, hidden, text: {
            "value": value,
            "label": f"{label} {value}",
            "hidden": hidden,
            "description": text,
        },
        VALUES,
        LABELS,
        st.booleans(),
        st.sampled_from(["", "What it is"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda option: option["value"],
)
PROPERTIES = st.one_of(
    st.builds(
        lambda label, group: {**TEXT, "label": label, "groupName": group}, LABELS, st.sampled_from(["fit", "own"])
    ),
    st.builds(
        lambda options, order: {**CHOICE, "options": options, "displayOrder": order}, OPTIONS, st.integers(-1, 3)
    ),
)
STAGES = st.lists(
    st.builds(
        lambda key, chance: {"id": key, "label": key, "metadata": {"probability": chance}},
        VALUES,
        st.sampled_from("01"),
    ),
    min_size=1,
    unique_by=lambda stage: stage["id"],
)


def pipeline(name: str, stages: list[dict[str, Any]]) -> dict[str, Any]:
    """Stage ids are unique in an object, so those of two pipelines differ."""
    return {"label": name, "stages": [{**one, "id": f"{name}_{one['id']}"} for one in stages]}


@st.composite
def portals(draw: st.DrawFn) -> Bodies:
    groups = {
        f"group.contacts.{name}": {"label": draw(LABELS), "displayOrder": draw(st.integers(0, 3))}
        for name in ("fit", "own")
    }
    properties = draw(st.dictionaries(st.sampled_from(["tier", "size", "kind"]), PROPERTIES))
    pipelines = draw(st.dictionaries(st.sampled_from(["path", "way"]), STAGES))
    labels = draw(st.dictionaries(st.sampled_from(["x", "y"]), LABELS))
    return {
        **groups,
        **{f"property.contacts.{name}": body for name, body in properties.items()},
        **{f"pipeline.deals.{name}": pipeline(name, stages) for name, stages in pipelines.items()},
        **{
            f"label.deals.contacts.{name}": {"name": name, "label": text, "inverseLabel": "I"}
            for name, text in labels.items()
        },
    }


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(portals(), portals())
def test_any_portal_becomes_like_any_other(one: Bodies, other: Bodies) -> None:
    """After the patch only what it mentions in its comments is left to tell the two apart."""
    a, b = portal(one), portal(other)
    patch, text = patch_between(a, b)

    assert rest(compared(a, after(text, b))) == {*map(str, patch.removed), *map(str, patch.left)}
