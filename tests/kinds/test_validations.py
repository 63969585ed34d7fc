"""Validation rules: keyed by their type, put whole, never taken away."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from cvpctl.engine.diff import compare
from cvpctl.kinds.validations import RULE_TYPES, VALIDATION
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange, Step

IT = Address("validation", ("contacts",), "code")
LENGTH: Body = {"ruleType": "MAX_LENGTH", "ruleArguments": ["5"]}
LETTERS: Body = {"ruleType": "ALPHANUMERIC", "ruleArguments": []}


def normalised(*rules: Body) -> Body:
    return VALIDATION.normalise(IT, {"rules": list(rules)})


def answered(*rules: Body) -> Body:
    """As a portal lists them, with nulls."""
    full = [{"shouldApplyNormalization": None, **rule} for rule in rules]
    return {"propertyName": "code", "propertyValidationRules": full}


def steps(action: Action, stated: Body, live: Body | None = None) -> tuple[Step, ...]:
    before = VALIDATION.normalise(IT, live or {})
    edits = compare(VALIDATION, stated, before) if live else (FieldChange(("rules",), ABSENT, stated["rules"]),)
    assert VALIDATION.steps is not None
    return VALIDATION.steps(VALIDATION, Change(IT, action, Cause.CHANGE, edits, stated=stated), stated, live)


@pytest.mark.parametrize(
    "stated",
    [
        (LENGTH, LETTERS),
        (LETTERS, LENGTH),
        (LENGTH, {"ruleType": "ALPHANUMERIC"}),
        ({**LENGTH, "shouldApplyNormalization": False}, LETTERS),
    ],
    ids=["as listed", "another order", "no arguments", "the default said"],
)
def test_what_means_the_same_is_no_difference(stated: tuple[Body, ...]) -> None:
    """Rules have no order; nothing said is nothing."""
    assert compare(VALIDATION, normalised(*stated), VALIDATION.normalise(IT, answered(LENGTH, LETTERS))) == ()


def test_normalise_twice_is_normalise_once() -> None:
    """The canonical form is a fixed point of both shapes."""
    once = normalised(LENGTH, LETTERS)
    assert once == VALIDATION.normalise(IT, once) == VALIDATION.normalise(IT, answered(LENGTH, LETTERS))


def test_each_rule_is_put_by_itself() -> None:
    """A create is as many puts as there are rules, each with all it has to say."""
    put = {
        step.parameters["ruleType"]: step for step in steps(Action.CREATE, normalised(LENGTH, {"ruleType": "EMAIL"}))
    }
    assert {name: step.body for name, step in put.items()} == {
        "MAX_LENGTH": {"ruleArguments": ["5"]},
        "EMAIL": {"ruleArguments": []},
    }
    assert dict(put["EMAIL"].parameters) == {"objectType": "contacts", "propertyName": "code", "ruleType": "EMAIL"}
    assert str(put["EMAIL"].address) == "validation.contacts.code/rules/EMAIL"


def test_only_what_differs_is_put_again() -> None:
    """With the fields that nobody states as they are."""
    live = answered({**LENGTH, "shouldApplyNormalization": True}, LETTERS)
    (only,) = steps(Action.UPDATE, normalised({**LENGTH, "ruleArguments": ["9"]}, LETTERS), live)
    assert only.body == {"ruleArguments": ["9"], "shouldApplyNormalization": True}


def test_a_rule_is_of_a_property() -> None:
    """Which must exist first."""
    assert [str(address) for address in VALIDATION.references(IT, {})] == ["property.contacts.code"]


def test_a_rule_type_stands_once() -> None:
    """The second would overwrite the first."""
    (problem,) = VALIDATION.problems(IT, {"rules": [LENGTH, LETTERS, LENGTH]})
    assert (problem.code, problem.path) == ("DUPLICATE_RULE", ("rules", "2", "ruleType"))


@pytest.mark.parametrize(
    ("rules", "fine"),
    [
        ([LENGTH], True),
        ([], False),
        ([{"ruleType": "MADE_UP"}], False),
        ([{"ruleArguments": ["5"]}], False),
        ([{"ruleType": "MAX_LENGTH", "ruleArguments": [5]}], False),
    ],
)
def test_the_schema_of_rules(rules: list[Body], fine: bool) -> None:  # noqa: FBT001
    """Known types, and arguments that are texts."""
    assert fine == Draft202012Validator(VALIDATION.schema).is_valid({"rules": rules})
    assert len(set(RULE_TYPES)) == 27


@pytest.mark.parametrize(
    ("action", "edit", "strikes"),
    [
        (Action.REMOVE, FieldChange(("rules",), {}, ABSENT), True),
        (Action.UPDATE, FieldChange(("rules", "MAX_LENGTH"), {}, ABSENT), True),
        (Action.UPDATE, FieldChange(("rules", "MAX_LENGTH", "ruleArguments"), ["5"], ["9"]), False),
        (Action.CREATE, FieldChange(("rules",), ABSENT, {}), False),
    ],
)
def test_taking_a_rule_away_is_for_a_person(action: Action, edit: FieldChange, strikes: bool) -> None:  # noqa: FBT001
    """HubSpot's API cannot, so nothing may allow it."""
    (hazard,) = VALIDATION.hazards
    hits = list(hazard.finds(Change(IT, action, Cause.CHANGE, (edit,)), None))
    assert (bool(hits), hazard.allowable) == (strikes, False)
