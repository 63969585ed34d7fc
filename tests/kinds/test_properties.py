"""Properties: the traps of a prototype, each by name, and what is said about a body before HubSpot sees it."""

from __future__ import annotations

from typing import Any

import pytest

from cvpctl.engine.diff import compare
from cvpctl.kinds import KINDS
from cvpctl.kinds.property_rules import FIELD_TYPES_OF
from cvpctl.model import ABSENT, Address, Body

PROPERTY = KINDS["property"]
STAGE = Address("property", ("contacts",), "value_stage")
WHOLE: Body = {"label": "Stage", "type": "enumeration", "fieldType": "radio", "groupName": "value"}
LETTERS = [{"value": value, "label": value.upper(), "displayOrder": n} for n, value in enumerate("abc")]


def normalised(body: Body) -> Body:
    return PROPERTY.normalise(STAGE, body)


def difference(stated: Body, live: Body) -> list[tuple[tuple[str, ...], Any, Any]]:
    edits = compare(PROPERTY, normalised(stated), normalised(live))
    return [(edit.path, edit.before, edit.after) for edit in edits]


def codes(body: Body, key: str = "value_stage") -> list[str]:
    return [problem.code for problem in PROPERTY.problems(Address("property", ("contacts",), key), body)]


def test_a_description_nobody_mentioned_is_not_wiped() -> None:
    """Trap 1: the mask of stated fields is taken before normalising."""
    assert difference({"label": "Stage"}, {"label": "Stage", "description": "Written by hand"}) == []


def test_a_changed_order_of_options_is_seen() -> None:
    """Trap 2: options are sorted by their number before the numbers go."""
    live = {"options": [LETTERS[2], LETTERS[0], LETTERS[1]]}
    assert difference({"options": ["a", "b", "c"]}, live) == [
        (("options", value, "label"), value.upper(), value) for value in "abc"
    ]
    stated = {"options": [{"value": value, "label": value.upper()} for value in "cab"]}
    assert difference(stated, live) == [(("optionsOrder",), ["a", "b", "c"], ["c", "a", "b"])]


def test_numbers_of_options_are_ranks_not_values() -> None:
    """Trap 2: gaps in the numbering say nothing, and -1 stands after the others, as HubSpot shows it."""
    live = [{"value": "c", "label": "C", "displayOrder": -1}, {**LETTERS[0], "displayOrder": 7}, LETTERS[1]]
    assert list(normalised({"options": live})["options"]) == ["b", "a", "c"]


def test_null_is_not_a_removal() -> None:
    """Trap 3: a null of the portal counts as a field it omits, and an emptied text is an edit to a text."""
    assert difference({"description": "x"}, {"description": None}) == [(("description",), "", "x")]
    assert difference({"description": ""}, {"description": "x"}) == [(("description",), "x", "")]


def test_a_lost_option_is_seen() -> None:
    """Trap 4: on mappings DeepDiff cannot hide that one is missing."""
    stated = {"options": [{"value": value, "label": value.upper()} for value in "abc"]}
    assert difference(stated, {"options": LETTERS[:2]}) == [(("options", "c"), ABSENT, {"label": "C"})]


def test_an_option_of_the_portal_is_not_an_edit() -> None:
    """Trap 4: children a blueprint does not name are unmanaged, not removed."""
    assert difference({"options": [{"value": "a", "label": "A"}]}, {"options": LETTERS}) == []


def test_duplicate_options_are_refused_first() -> None:
    """Trap 4: two options with one value never reach the mapping that would swallow one."""
    assert codes({**WHOLE, "options": ["a", {"value": "a", "label": "B"}]}) == ["DUPLICATE_OPTION_VALUE"]
    assert codes({**WHOLE, "options": ["Open ", {"value": "b", "label": " open"}]}) == ["DUPLICATE_OPTION_LABEL"]


@pytest.mark.parametrize("value", ["a/b", "a.b", "a'b\"c", "__private", "['x']", "1", "root"])
def test_values_of_options_are_no_paths(value: str) -> None:
    """Trap 5: whatever characters a value holds, its path is a tuple that names it."""
    stated = {"options": [{"value": value, "label": "New"}]}
    assert difference(stated, {"options": [{"value": value, "label": "Old"}]}) == [
        (("options", value, "label"), "Old", "New")
    ]
    assert difference(stated, {"options": []}) == [(("options", value), ABSENT, {"label": "New"})]


@pytest.mark.parametrize(
    ("field", "default"),
    [
        ("hidden", False),
        ("formField", False),
        ("description", ""),
        ("displayOrder", -1),
        ("hasUniqueValue", False),
        ("dataSensitivity", "non_sensitive"),
        ("externalOptions", False),
        ("showCurrencySymbol", False),
        ("options", []),
    ],
)
def test_an_omission_of_the_portal_is_the_default(field: str, default: Any) -> None:
    """Trap 6: what the portal leaves out equals its default, where a blueprint states it."""
    assert difference({field: default}, {"label": "Stage"}) == []


def test_options_have_defaults_too() -> None:
    """Trap 6: hidden and description of an option may be left out on either side."""
    stated = {"options": [{"value": "a", "label": "A", "hidden": False, "description": ""}]}
    assert difference(stated, {"options": [{"value": "a", "label": "A"}]}) == []
    assert difference({"options": [{"value": "a", "label": "A"}]}, {"options": [{**LETTERS[0], "hidden": True}]}) == []


def test_only_hubspots_fixed_fields_are_immutable() -> None:
    """Trap 7: label, type, fieldType and group may change."""
    fixed = {name for name, rule in PROPERTY.fields.items() if rule.immutable}
    assert fixed == {"hasUniqueValue", "dataSensitivity", "externalOptions", "referencedObjectType"}


def test_a_bool_is_completed_only_where_it_is_created() -> None:
    """HubSpot refuses a bool without its two options; a blueprint may leave them out, and then compares none."""
    bool_body = {"type": "bool", "fieldType": "booleancheckbox", "label": "Sure", "groupName": "value"}
    assert PROPERTY.complete(STAGE, bool_body)["options"] == {"true": {"label": "Yes"}, "false": {"label": "No"}}
    assert "options" not in normalised(bool_body)
    assert PROPERTY.complete(STAGE, {**bool_body, "options": {"true": {}, "false": {}}})["options"]["true"] == {}


def test_references() -> None:
    """The group, the currency property and every property of a formula; never the property itself."""
    body = {
        "groupName": "value",
        "currencyPropertyName": "money",
        "calculationFormula": "amount * value_stage + amount",
    }
    assert {str(address) for address in PROPERTY.references(STAGE, body)} == {
        "group.contacts.value",
        "property.contacts.money",
        "property.contacts.amount",
    }


@pytest.mark.parametrize("kind", list(FIELD_TYPES_OF))
def test_pairs_hubspot_has_are_accepted(kind: str) -> None:
    """Each type with each of its field types passes."""
    for shown in FIELD_TYPES_OF[kind]:
        formula = {"calculationFormula": "amount"} if shown == "calculation_equation" else {}
        assert codes({**WHOLE, "type": kind, "fieldType": shown, **formula}) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"type": "date", "fieldType": "text"}, "FIELD_TYPE_MISMATCH"),
        ({"type": "string", "fieldType": "text", "options": ["a"]}, "OPTIONS_NOT_ALLOWED"),
        ({"type": "bool", "fieldType": "booleancheckbox", "options": ["yes", "no"]}, "BOOLEAN_OPTIONS"),
        ({"externalOptions": True, "referencedObjectType": "OWNER", "options": ["a"]}, "OPTIONS_NOT_ALLOWED"),
        ({"externalOptions": True}, "REFERENCE_MISSING"),
        ({"type": "number", "fieldType": "text"}, "FIELD_TYPE_MISMATCH"),
        ({"type": "number", "fieldType": "number", "calculationFormula": "a"}, "FIELD_TYPE_MISMATCH"),
        ({"type": "number", "fieldType": "calculation_equation"}, "FORMULA_MISSING"),
        ({"type": "number", "fieldType": "number", "currencyPropertyName": "a"}, "CURRENCY_SYMBOL_MISSING"),
        ({"numberDisplayHint": "currency"}, "HINT_MISMATCH"),
        ({"textDisplayHint": "email"}, "HINT_MISMATCH"),
        ({"options": [{"value": "a", "label": "x" * 3000}]}, "OPTION_TOO_LONG"),
    ],
)
def test_what_hubspot_would_refuse_is_said_before(more: Body, code: str) -> None:
    """Each pair and limit has one code."""
    assert codes({**WHOLE, **more}) == [code]


@pytest.mark.parametrize(
    ("key", "body", "found"),
    [
        ("x" * 101, WHOLE, ["NAME_TOO_LONG"]),
        ("Stage", WHOLE, ["NAME_NOT_LOWER_CASE"]),
        ("apt_&_more", WHOLE, ["NAME_UNUSUAL"]),
        ("hs_stage", WHOLE, ["NAME_RESERVED"]),
        ("a12_stage", WHOLE, ["NAME_RESERVED"]),
        ("hs_stage", {"label": "Ours"}, []),
        ("value_stage", {"type": "number"}, ["FIELD_MISSING"]),
        ("value_stage", {"description": "only this"}, []),
    ],
)
def test_names_and_completeness(key: str, body: Body, found: list[str]) -> None:
    """A body that states its type defines a property; any other refines a live one."""
    assert codes(body, key) == found
