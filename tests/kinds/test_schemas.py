"""Custom objects: their canonical form, their steps, and what stops them."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from cvpctl.engine.diff import compare
from cvpctl.kinds.schemas import SCHEMA_KIND
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange, Step

IT = Address("schema", (), "deliverable")
STATED: Body = {
    "labels": {"singular": "Deliverable", "plural": "Deliverables"},
    "primaryDisplayProperty": "title",
}
BORN: Body = {"primaryProperty": {"label": "Title", "type": "string", "fieldType": "text", "groupName": "value"}}
LIVE: Body = STATED | {
    "name": "deliverable",
    "objectTypeId": "2-9",
    "description": None,
    "secondaryDisplayProperties": [],
    "requiredProperties": [],
    "searchableProperties": ["hs_object_id"],
    "properties": [],
    "associations": [],
}


def steps(action: Action, stated: Body, live: Body | None = None) -> tuple[Step, ...]:
    wanted = SCHEMA_KIND.normalise(IT, stated)
    before = SCHEMA_KIND.normalise(IT, live or {})
    fields = tuple(FieldChange((n,), before.get(n, ABSENT), v) for n, v in wanted.items() if before.get(n) != v)
    assert SCHEMA_KIND.steps is not None
    return SCHEMA_KIND.steps(SCHEMA_KIND, Change(IT, action, Cause.CHANGE, fields, stated=wanted), wanted, live)


def codes(body: Body, key: str = "deliverable") -> list[str]:
    return [problem.code for problem in SCHEMA_KIND.problems(Address("schema", (), key), body)]


def differing(stated: Body, live: Body) -> list[str]:
    return [
        ".".join(edit.path)
        for edit in compare(SCHEMA_KIND, SCHEMA_KIND.normalise(IT, stated), SCHEMA_KIND.normalise(IT, live))
    ]


@pytest.mark.parametrize(
    "stated",
    [
        STATED,
        STATED | {"description": ""},
        STATED | {"searchableProperties": []},
        STATED | {"requiredProperties": [], "secondaryDisplayProperties": []},
    ],
    ids=["least", "no description", "nothing searchable", "empty lists"],
)
def test_what_hubspot_makes_of_nothing_is_no_difference(stated: Body) -> None:
    """A null description is an empty one, and without searchable properties the record id is searched."""
    assert differing(stated, LIVE) == []


def test_sets_have_no_order_and_shown_properties_have_one() -> None:
    """Required and searchable properties are sets; the two secondary ones stand in a row."""
    two = {
        "searchableProperties": ["a", "b"],
        "requiredProperties": ["a", "b"],
        "secondaryDisplayProperties": ["a", "b"],
    }
    turned = {name: value[::-1] for name, value in two.items()}
    assert differing(STATED | two, LIVE | turned) == ["secondaryDisplayProperties"]


def test_the_property_a_schema_is_born_with_is_said_once() -> None:
    """Its own address compares it from then on."""
    assert differing(STATED | BORN, LIVE) == []


def test_a_schema_is_created_with_its_property_and_finished_late() -> None:
    """The display fields name properties that exist only after the object does."""
    first, last = steps(Action.CREATE, STATED | BORN | {"requiredProperties": ["due"], "description": "Owed"})
    title = {"name": "title", "label": "Title", "type": "string", "fieldType": "text"}
    nothing: Body = {"requiredProperties": [], "associatedObjects": []}
    assert first.body == STATED | nothing | {"name": "deliverable", "properties": [title], "description": "Owed"}
    assert last.body == STATED | {"requiredProperties": ["due"], "description": "Owed"}
    assert (first.late, last.late, last.after) == (False, True, (first.id,))
    assert (dict(first.parameters), dict(last.parameters)) == ({}, {"objectType": "deliverable"})


def test_without_display_fields_there_is_nothing_to_finish() -> None:
    """One call."""
    (only,) = steps(Action.CREATE, STATED | BORN)
    assert only.late is False


def test_options_of_the_first_property_are_sent_as_hubspot_wants_them() -> None:
    """Short forms are a blueprint's, lists with numbers are HubSpot's."""
    chosen = {
        "primaryProperty": {"label": "Title", "type": "enumeration", "fieldType": "select", "options": ["a", "b"]}
    }
    first, *_ = steps(Action.CREATE, STATED | chosen)
    assert first.body is not None
    assert first.body["properties"][0]["options"] == [
        {"value": "a", "hidden": False, "label": "a", "displayOrder": 0},
        {"value": "b", "hidden": False, "label": "b", "displayOrder": 1},
    ]


def test_an_update_says_everything() -> None:
    """HubSpot may turn back what a patch leaves out."""
    (only,) = steps(Action.UPDATE, {"requiredProperties": ["due"]}, LIVE)
    shown = {"secondaryDisplayProperties": [], "searchableProperties": ["hs_object_id"]}
    assert only.body == STATED | shown | {"requiredProperties": ["due"]}


def test_a_description_is_cleared_by_a_flag() -> None:
    """An empty text alone may be taken for nothing said."""
    (only,) = steps(Action.UPDATE, {"description": ""}, LIVE | {"description": "Old"})
    assert only.body is not None
    assert (only.body["description"], only.body["clearDescription"]) == ("", True)


def test_what_comes_along_is_named() -> None:
    """The group HubSpot makes, and the property that names records."""
    made = [str(address) for address in SCHEMA_KIND.also_creates(IT, STATED)]
    assert made == ["group.deliverable.deliverable_information", "property.deliverable.title"]


def test_late_steps_wait_for_every_property_they_name() -> None:
    """Each once."""
    body = STATED | {"requiredProperties": ["title", "due"], "secondaryDisplayProperties": ["due"]}
    late = [str(address) for address in SCHEMA_KIND.late_references(IT, body)]
    assert late == ["property.deliverable.title", "property.deliverable.due"]


def test_only_three_objects_may_be_made() -> None:
    """A native name is pointed to its own place."""
    assert codes(STATED | BORN) == []
    assert codes(STATED | BORN, "pets") == ["CUSTOM_OBJECT_REFUSED"]
    (problem,) = SCHEMA_KIND.problems(Address("schema", (), "contacts"), STATED | BORN)
    assert "HubSpot's own" in problem.help


def test_what_hubspot_would_refuse_is_said_before() -> None:
    """The first property has to be stated, and is not shown twice."""
    assert codes(STATED) == ["PRIMARY_NOT_STATED"]
    assert codes(STATED | BORN | {"secondaryDisplayProperties": ["title"]}) == ["DISPLAY_TWICE"]


@pytest.mark.parametrize(
    ("body", "fine"),
    [
        ({}, True),
        ({"labels": {"singular": "One"}}, False),
        ({"secondaryDisplayProperties": ["a", "b", "c"]}, False),
        ({"searchableProperties": [f"p{number}" for number in range(21)]}, False),
        ({"name": "other"}, False),
    ],
)
def test_the_schema_of_the_schema(body: Body, fine: bool) -> None:  # noqa: FBT001
    """What a person may write, and how much of it."""
    assert fine == Draft202012Validator(SCHEMA_KIND.schema).is_valid({**STATED, **body})


@pytest.mark.parametrize(
    ("action", "live", "code"),
    [
        (Action.REMOVE, LIVE, "SCHEMA_ARCHIVED"),
        (Action.CREATE, LIVE, "ARCHIVED_SCHEMA_PURGED"),
        (Action.CREATE, None, ""),
        (Action.UPDATE, LIVE, ""),
    ],
)
def test_hazards_speak_where_records_are_at_stake(action: Action, live: Body | None, code: str) -> None:
    """Archiving takes an object away; creating over an archived one purges its records."""
    change = Change(IT, action, Cause.CHANGE, ())
    found = [hazard.code for hazard in SCHEMA_KIND.hazards for _ in hazard.finds(change, live)]
    assert found == ([code] if code else [])
