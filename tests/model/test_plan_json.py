"""A plan survives its file, a damaged file is named, and the digest binds intent only."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvpctl.errors import CvpError
from cvpctl.model import (
    ABSENT,
    Action,
    Address,
    Body,
    Call,
    Cause,
    Change,
    Ending,
    FieldChange,
    Finding,
    Migration,
    Operation,
    Place,
    Plan,
    Severity,
    Touch,
    Unknown,
    Unseen,
)
from cvpctl.model.plan_json import digest_of, plan_from_json, plan_to_json

T = TypeVar("T")
TEXTS = st.text(max_size=6)
NAMES = st.text(min_size=1, max_size=6)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)
BODIES: st.SearchStrategy[Body] = st.dictionaries(TEXTS, VALUES, max_size=3)
SIDES = st.one_of(st.just(ABSENT), VALUES)
SCOPES = st.lists(NAMES, max_size=2).map(tuple)
ADDRESSES = st.builds(Address, NAMES, SCOPES, NAMES, SCOPES, TEXTS)
PLACES = st.builds(Place, NAMES, st.integers(1, 99), st.integers(1, 99))


def few(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(tuple)


NOUNS: dict[type, dict[str, st.SearchStrategy[Any]]] = {}


def nouns(noun: type[T], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    NOUNS[noun] = parts
    return st.builds(noun, **parts)


FIELDS = nouns(
    FieldChange,
    path=st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    before=SIDES,
    after=SIDES,
    cause=st.sampled_from(Cause),
)
FINDINGS = nouns(
    Finding,
    code=NAMES,
    severity=st.sampled_from(Severity),
    message=TEXTS,
    help=TEXTS,
    address=st.none() | ADDRESSES,
    place=st.none() | PLACES,
    excerpt=TEXTS,
    allowable=st.booleans(),
    counted=st.booleans(),
    paste=TEXTS,
    records=st.none() | st.integers(0, 10**7),
)
TOUCHES = nouns(Touch, by=TEXTS, at=TEXTS)
CHANGES = nouns(
    Change,
    address=ADDRESSES,
    action=st.sampled_from(Action),
    cause=st.sampled_from(Cause),
    fields=few(FIELDS),
    label=TEXTS,
    verb=TEXTS,
    premise=TEXTS,
    requires=few(ADDRESSES),
    place=st.none() | PLACES,
    findings=few(FINDINGS),
    stated=st.none() | BODIES,
    unmanaged=few(TEXTS),
    touched=st.none() | TOUCHES,
)
OPERATIONS = nouns(Operation, area=NAMES, name=NAMES, batch=st.integers(1, 100))
CALLS = nouns(
    Call,
    number=st.integers(1, 99),
    wave=st.integers(0, 9),
    operation=OPERATIONS,
    parameters=st.dictionaries(NAMES, TEXTS, max_size=2),
    covers=few(TEXTS),
    addresses=few(ADDRESSES),
    body=st.none() | BODIES,
    inputs=few(BODIES),
    requires=few(TEXTS),
    lane=TEXTS,
)
UNKNOWNS = nouns(Unknown, why=st.sampled_from(Unseen), detail=TEXTS)
MIGRATIONS = nouns(
    Migration,
    source=ADDRESSES,
    target=ADDRESSES,
    ending=st.sampled_from(Ending),
    records=st.none() | st.integers(0, 10**7),
    place=st.none() | PLACES,
    watchers=few(TEXTS),
    unread=few(TEXTS),
)
PLANS = nouns(
    Plan,
    portal_id=st.integers(0, 99_999_999),
    blueprint_digest=TEXTS,
    changes=few(CHANGES),
    calls=few(CALLS),
    migrations=few(MIGRATIONS),
    identities=st.dictionaries(ADDRESSES, TEXTS, max_size=2),
    held=few(CHANGES),
    blocked=few(CHANGES),
    unavailable=few(FINDINGS),
    manual=few(FINDINGS),
    unknown=few(st.tuples(st.tuples(NAMES, SCOPES), UNKNOWNS)),
    notices=few(FINDINGS),
    alarms=few(FINDINGS),
    allowed=few(TEXTS),
    unchanged=st.integers(0, 999),
    complete=st.booleans(),
    digest=st.just(""),
    run=BODIES,
).map(lambda plan: replace(plan, digest=digest_of(plan)))
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

STAGE = Address("property", ("contacts",), "value_path_stage")
LABEL = FieldChange(("label",), "Explorer", "Researcher")
PLAN = Plan(
    12345678,
    "b1",
    changes=(
        Change(STAGE, Action.UPDATE, Cause.CHANGE, (LABEL, FieldChange(("description",), ABSENT, None)), stated={}),
        Change(Address("group", ("contacts",), "value_path"), Action.CREATE, Cause.CREATE, ()),
    ),
)


def written(plan: Plan) -> Any:
    """What stands in the file of a plan, as another process reads it."""
    return json.loads(json.dumps(plan_to_json(replace(plan, digest=digest_of(plan)))))


@SLOW
@given(PLANS)
def test_round_trip(plan: Plan) -> None:
    """A plan read back from its file equals the plan, and writes the same bytes, option order included."""
    text = json.dumps(plan_to_json(plan))
    again = plan_from_json(json.loads(text))

    assert plan == again
    assert text == json.dumps(plan_to_json(again))


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_field_takes_part(noun: type) -> None:
    """The law above draws every field a noun has, so that one added later cannot be forgotten in the file."""
    assert sorted(NOUNS[noun]) == sorted(field.name for field in fields(noun))


def test_an_absent_side_is_a_missing_key() -> None:
    """Not there and null are told apart."""
    fields = written(PLAN)["changes"][0]["fields"]

    assert fields[1] == {"path": ["description"], "after": None, "class": "change"}


def test_layout() -> None:
    """The file opens with its format, names the portal, and speaks of addresses and places as text."""
    place = Place("blueprints/base.yaml", 12, 7)
    plan = replace(PLAN, changes=(replace(PLAN.changes[0], place=place),))
    data = written(plan)

    assert next(iter(data.items())) == ("format", "cvpctl.plan/1")
    assert data["portalId"] == 12345678
    assert data["changes"][0]["address"] == "property.contacts.value_path_stage"
    assert data["changes"][0]["source"] == "blueprints/base.yaml:12:7"


@pytest.mark.parametrize("data", [None, [], "plan", {}, {"format": 1}, {"format": "cvpctl.record/1"}])
def test_foreign_file(data: Any) -> None:
    """A file that is something else is called that."""
    with pytest.raises(CvpError, match="not a plan of cvpctl"):
        plan_from_json(data)


def test_newer_file() -> None:
    """A plan of a later format asks for an upgrade, and is not half understood."""
    with pytest.raises(CvpError, match=r"newer cvpctl: cvpctl\.plan/2") as caught:
        plan_from_json(written(PLAN) | {"format": "cvpctl.plan/2"})

    assert "upgrade cvpctl" in caught.value.help


def test_unwritten_format() -> None:
    """A version that is no number is refused too."""
    with pytest.raises(CvpError, match="nobody wrote"):
        plan_from_json(written(PLAN) | {"format": "cvpctl.plan/1b"})


def _without_portal(data: Any) -> None:
    del data["portalId"]


def _with_flag_for_number(data: Any) -> None:
    data["unchanged"] = True


def _with_unknown_action(data: Any) -> None:
    data["changes"][0]["action"] = "replace"


def _with_bad_address(data: Any) -> None:
    data["changes"][1]["address"] = "nothing"


def _with_text_for_path(data: Any) -> None:
    data["changes"][0]["fields"][0]["path"] = "label"


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (_without_portal, "damaged: portalId is missing"),
        (_with_flag_for_number, "damaged: unchanged: a whole number belongs here"),
        (_with_unknown_action, r"damaged: changes\[0\]\.action: 'replace' is not a valid Action"),
        (_with_bad_address, r"damaged: changes\[1\]\.address: 'nothing' is not an address"),
        (_with_text_for_path, r"damaged: changes\[0\]\.fields\[0\]\.path: a list belongs here"),
    ],
)
def test_damage_is_named(damage: Callable[[Any], None], complaint: str) -> None:
    """What does not fit is named with its place in the file."""
    data = written(PLAN)
    damage(data)

    with pytest.raises(CvpError, match=complaint):
        plan_from_json(data)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_damage_meets_a_traceback(data: st.DataObject) -> None:
    """Whatever replaces a top-level value, the answer is a plan or an error of ours."""
    document = written(PLAN)
    document[data.draw(st.sampled_from(sorted(document)))] = data.draw(VALUES)
    with suppress(CvpError):
        assert isinstance(plan_from_json(document), Plan)


def test_edited_change_is_noticed() -> None:
    """A change that was edited in the file no longer fits the digest that was approved."""
    data = written(PLAN)
    data["changes"][0]["fields"][0]["after"] = "Something else"

    with pytest.raises(CvpError, match="do not give the digest"):
        plan_from_json(data)


@SLOW
@given(PLANS, st.randoms(use_true_random=False))
def test_digest_ignores_all_but_intent(plan: Plan, chance: Any) -> None:
    """Order, labels, findings, calls, sections and the run leave the digest alone; what was allowed does not."""
    changes = [
        replace(change, label="other", place=None, findings=(), premise="", requires=(), stated=None, unmanaged=())
        for change in plan.changes
    ]
    chance.shuffle(changes)
    moves = tuple(replace(one, records=7, place=None, watchers=(), unread=()) for one in plan.migrations)
    bare = Plan(plan.portal_id, "", changes=tuple(changes), run={"at": "another time"})
    bare = replace(bare, migrations=moves, identities=plan.identities, allowed=plan.allowed, alarms=plan.alarms)

    assert digest_of(plan) == digest_of(bare)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, portal_id=1),
        replace(PLAN, changes=PLAN.changes[:1]),
        replace(PLAN, identities={STAGE: "stage"}),
        replace(PLAN, migrations=(Migration(STAGE.child("options", "a"), STAGE.child("options", "b"), Ending.HIDDEN),)),
        replace(PLAN, changes=(replace(PLAN.changes[0], action=Action.RESTORE), PLAN.changes[1])),
        replace(PLAN, changes=(replace(PLAN.changes[0], fields=(LABEL,)), PLAN.changes[1])),
        replace(PLAN, changes=(replace(PLAN.changes[0], fields=(replace(LABEL, before="x"),)), PLAN.changes[1])),
        replace(PLAN, changes=(replace(PLAN.changes[0], address=STAGE.at("label")), PLAN.changes[1])),
    ],
)
def test_digest_sees_intent(other: Plan) -> None:
    """Another portal, address, verb, or side of a field gives another digest."""
    assert digest_of(PLAN) != digest_of(other)


def _creating(options: Body) -> Plan:
    fields = (FieldChange(("options",), ABSENT, options),)
    return Plan(1, "", changes=(Change(STAGE, Action.CREATE, Cause.CREATE, fields),))


def test_digest_sees_the_order_of_options() -> None:
    """The order of options is intent; the order of the fields of one option is not."""
    one = {"a": {"label": "A", "hidden": True}, "b": {"label": "B"}}
    respelled = {"a": {"hidden": True, "label": "A"}, "b": {"label": "B"}}
    reordered = {"b": {"label": "B"}, "a": {"label": "A", "hidden": True}}

    assert digest_of(_creating(one)) == digest_of(_creating(respelled))
    assert digest_of(_creating(one)) != digest_of(_creating(reordered))


def test_digest_is_fixed() -> None:
    """The digest of a plan stays what it was, in this version and the next: approvals outlive an upgrade."""
    assert digest_of(PLAN) == "c413a7dd3dae071e14539a03b9123bc8f26a67ba37c66a0fe2c35ef12925d073"
