"""Laws that hold for every kind, whatever it states about its fields."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from kinds.bodies import address_of, answered, pairs_of_bodies, stated

from cvpctl.engine.diff import compare
from cvpctl.kinds import BY_COLLECTION, KINDS, ORDER, FieldRule, Kind, RemovalVerb, is_order
from cvpctl.kinds.steps import in_order, patch_body
from cvpctl.model import Action, Body, Cause, Change, patched
from cvpctl.portal.endpoints import find

EVERY = pytest.mark.parametrize("name", list(KINDS))
MODEST = settings(deadline=None, max_examples=40)


def normalised(kind: Kind, body: Body) -> Body:
    return kind.normalise(address_of(kind), body)


def spelled(body: Body) -> str:
    """Order included, which `==` on mappings overlooks."""
    return repr(body)


@EVERY
@MODEST
@given(data=st.data())
def test_normalise_twice_is_normalise_once(name: str, data: st.DataObject) -> None:
    """The canonical form is a fixed point, of a blueprint's body and of a portal's."""
    kind, random = KINDS[name], data.draw(st.randoms(use_true_random=False))
    body = data.draw(stated(kind))
    for shape in (body, answered(kind, body, random)):
        once = normalised(kind, shape)
        assert spelled(once) == spelled(normalised(kind, once))


@EVERY
@MODEST
@given(data=st.data())
def test_normalise_adds_no_field(name: str, data: st.DataObject) -> None:
    """Below the mask of stated fields nothing appears that nobody stated."""
    kind = KINDS[name]
    body = data.draw(stated(kind))
    assert set(normalised(kind, body)) <= set(body)
    assert set(normalised(kind, body)) <= set(kind.schema["properties"])


@EVERY
@MODEST
@given(data=st.data())
def test_a_generated_body_is_valid(name: str, data: st.DataObject) -> None:
    """The bodies of these laws are ones a person may write."""
    kind = KINDS[name]
    assert [] == list(Draft202012Validator({**kind.schema, "required": []}).iter_errors(data.draw(stated(kind))))


@EVERY
@MODEST
@given(data=st.data())
def test_nothing_separates_a_body_from_itself(name: str, data: st.DataObject) -> None:
    """compare(x, x) is empty."""
    kind = KINDS[name]
    body = normalised(kind, data.draw(stated(kind)))
    assert () == compare(kind, body, body)


@EVERY
@MODEST
@given(data=st.data())
def test_nothing_separates_a_body_from_what_the_portal_answers_for_it(name: str, data: st.DataObject) -> None:
    """Lists in another order, numbers, timestamps and derived values are no difference."""
    kind, random = KINDS[name], data.draw(st.randoms(use_true_random=False))
    body = data.draw(stated(kind))
    assert () == compare(kind, normalised(kind, body), normalised(kind, answered(kind, body, random)))


@EVERY
@MODEST
@given(data=st.data())
def test_a_field_left_out_never_changes(name: str, data: st.DataObject) -> None:
    """Only stated fields are compared: the mask is taken before anything else."""
    kind = KINDS[name]
    wanted, live = data.draw(pairs_of_bodies(name))
    for edit in compare(kind, wanted, live):
        field = edit.path[0].removesuffix(ORDER) if is_order(kind, edit.path[0]) else edit.path[0]
        assert field in wanted


@EVERY
@MODEST
@given(data=st.data())
def test_what_compare_finds_is_all_that_is_needed(name: str, data: st.DataObject) -> None:
    """A live body with the differences written into it differs in nothing any more."""
    kind = KINDS[name]
    wanted, live = data.draw(pairs_of_bodies(name))
    edits = compare(kind, wanted, live)
    orders = {edit.path[0].removesuffix(ORDER) for edit in edits if is_order(kind, edit.path[0])}
    after = patched(live, [(edit.path, edit.after) for edit in edits if not is_order(kind, edit.path[0])])
    for field, rule in kind.fields.items():
        if rule.keyed_by and field in after and field in wanted:
            old = list(live.get(field, {}))
            after[field] = in_order(after[field], old, list(wanted[field]), reorder=field in orders)
    assert () == compare(kind, wanted, after)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.steps is None])
@MODEST
@given(data=st.data())
def test_the_sent_patch_settles_every_difference(name: str, data: st.DataObject) -> None:
    """The PATCH body of an ordinary kind, laid over what is live, leaves no difference, and no child is lost by it."""
    kind = KINDS[name]
    wanted, live = data.draw(pairs_of_bodies(name))
    edits = compare(kind, wanted, live)
    change = Change(address_of(kind), Action.UPDATE, Cause.CHANGE, edits, stated=wanted)
    sent = normalised(kind, patch_body(kind, change, wanted, live))
    assert () == compare(kind, wanted, {**live, **sent})
    for field, value in sent.items():
        if kind.rule(field).keyed_by:
            assert set(live.get(field, {})) <= set(value)


@EVERY
def test_the_schema_is_a_schema(name: str) -> None:
    """A kind's fragment is valid JSON Schema, and closed."""
    schema = KINDS[name].schema
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert [] == [field for field, child in schema["properties"].items() if not child.get("description")]


@EVERY
def test_every_rule_names_a_field_of_the_schema(name: str) -> None:
    """`required`, `fields`, `keyed_by` and `immutable` speak of fields a person can write."""
    kind = KINDS[name]
    properties = kind.schema["properties"]
    assert set(kind.required) <= set(properties)
    assert set(kind.schema.get("required", ())) <= set(kind.required)
    for field, rule in kind.fields.items():
        assert field in properties or rule.create_only
        assert set(rule.fields) <= set(_child(properties.get(field, {})))
        assert not (rule.immutable and field in kind.required)
    assert kind.key not in properties


def _child(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of one thing in a collection, be it a list or a mapping."""
    items = schema.get("items", {})
    child = items.get("else") or schema.get("additionalProperties") or items
    return dict(child.get("properties", {}))


@EVERY
def test_a_list_with_identity_is_keyed(name: str) -> None:
    """On lists DeepDiff hides deletions, so no field may reach it as a list of bodies."""
    kind = KINDS[name]
    for field, schema in kind.schema["properties"].items():
        plain = schema.get("items", {}).get("type") == "string"
        if (schema.get("type") == "array" and not plain) or isinstance(schema.get("additionalProperties"), dict):
            assert kind.rule(field).keyed_by
            assert kind.rule(field) != FieldRule()


def test_hazard_codes_are_unique() -> None:
    """`--allow CODE:ADDR` means one rule."""
    codes = [hazard.code for kind in KINDS.values() for hazard in kind.hazards]
    assert sorted(set(codes)) == sorted(codes)
    assert all(code == code.upper() and " " not in code for code in codes)


@EVERY
def test_every_operation_a_plan_uses_exists(name: str) -> None:
    """What steps ask for is stated by the kind and known to the portal's registry."""
    kind = KINDS[name]
    assert {"list", "create", "update"} <= set(kind.operations)
    assert ("remove" in kind.operations) == (kind.removal is not RemovalVerb.IMPOSSIBLE)
    assert "restore" not in kind.operations or "list_archived" in kind.operations
    for purpose, operation in kind.operations.items():
        assert find(str(operation)).writes == (not purpose.startswith("list"))
        assert 1 <= operation.batch <= 100


def test_the_table_finds_a_kind_by_name_and_by_collection() -> None:
    """Addresses use the name, blueprints the collection; neither is taken twice."""
    assert all(KINDS[name].name == name for name in KINDS)
    assert len(BY_COLLECTION) == len(KINDS)
    assert all(BY_COLLECTION[kind.collection] is kind for kind in KINDS.values())


def test_randomness_of_an_answer_is_no_difference_of_its_content() -> None:
    """The portal shape used above really is another shape: reversed, numbered, with noise."""
    kind = KINDS["property"]
    body = {"options": ["a", "b", "c"]}
    answers = [answered(kind, body, Random(seed)) for seed in range(8)]
    assert len({tuple(option["value"] for option in answer["options"]) for answer in answers}) > 1
