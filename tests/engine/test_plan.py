"""The plan as a whole: sections, what pulls what, what stays as it is, and the same bytes for the same inputs."""

from __future__ import annotations

import json
from random import Random

from engine.situation import (
    CHOICE,
    GROUP,
    GROUPS,
    STAGE,
    TEXT,
    VALUE,
    codes,
    desired,
    fields,
    formula,
    live,
    planned,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.engine import Choices, build_plan
from cvpctl.model import Action, Body, Cause, Desired, Plan, State
from cvpctl.model.plan_json import plan_from_json, plan_to_json


def test_an_empty_blueprint_plans_nothing() -> None:
    """No section, no call, and the plan is whole."""
    plan = planned(desired(), live({VALUE: GROUP}))
    assert (plan.changes, plan.calls, plan.held, plan.blocked, plan.complete) == ((), (), (), (), True)


def test_unchanged_things_are_only_counted() -> None:
    """And a live field that is not stated is no difference."""
    plan = planned(desired({**GROUPS, STAGE: {"label": "Stage"}}), live({**GROUPS, STAGE: TEXT}))
    assert (plan.changes, plan.unchanged) == ((), 2)


def test_a_tombstone_for_something_absent_is_nothing() -> None:
    """Neither a change nor a finding; nor for an option, nor for an option of something that is not live."""
    gone = [STAGE, f"{STAGE}/options/a", "property.contacts.other/options/a", "pipeline.deals.p/stages/s"]
    plan = planned(desired(removed=gone[1:]), live({STAGE: CHOICE}))
    assert (plan.changes, plan.blocked, plan.notices) == ((), (), ())
    assert planned(desired(removed=gone), live()).changes == ()


def test_an_option_of_an_unstated_property_goes() -> None:
    """The tombstone alone is enough, and every other option is sent again unchanged."""
    options = [{"value": value, "label": value, "displayOrder": n} for n, value in enumerate("abc")]
    wanted = desired(removed=[f"{STAGE}/options/b"])
    plan = planned(wanted, live({STAGE: {**CHOICE, "options": options}}), allow=["OPTION_REMOVED:*"])
    (call,) = plan.calls
    assert list(call.body or {}) == ["options"]
    assert [option["value"] for option in (call.body or {})["options"]] == ["a", "c"]
    assert codes(plan.changes) == [(STAGE, "OPTION_REMOVED")]


def test_absence_never_deletes() -> None:
    """Leaving a property, an option or a stage out of the blueprint writes nothing."""
    options = [{"value": "a", "label": "a"}, {"value": "b", "label": "b"}]
    state = live({**GROUPS, STAGE: {**CHOICE, "options": options}, "property.contacts.other": TEXT})
    plan = planned(desired({STAGE: {"options": options[:1]}}), state, drift="overwrite")
    assert (plan.changes, plan.calls) == ((), ())


def test_an_archived_name_is_restored() -> None:
    """By a single create, with a warning that old values come back; it does not block."""
    wanted = desired({**GROUPS, STAGE: TEXT})
    plan = planned(wanted, live({**GROUPS}, archived={STAGE: TEXT}))
    (change,) = plan.changes
    assert (change.action, [str(call.operation) for call in plan.calls]) == (Action.RESTORE, ["properties.create"])
    assert codes(plan.changes) == [(STAGE, "RESTORES_ARCHIVED")]


STAGES = {key: {"label": key.upper(), "metadata": {"probability": n / 4}} for n, key in enumerate("abc")}
EVERYTHING: dict[str, Body] = {
    **GROUPS,
    "group.deals.value": {"label": "Value"},
    STAGE: {**CHOICE, "options": [{"value": value, "label": value} for value in "dcb"]},
    "property.contacts.sum": formula("amount + 1"),
    "property.contacts.amount": {**TEXT, "type": "number", "fieldType": "number"},
    "property.deals.fresh": TEXT,
    "pipeline.deals.path": {"label": "Path", "stages": STAGES},
    "pipeline.deals.more": {"label": "More", "stages": STAGES},
}
ALIVE: dict[str, Body] = {
    STAGE: {**TEXT, "options": [{"value": value, "label": value.upper(), "displayOrder": 0} for value in "abc"]},
    "property.contacts.old": TEXT,
    "pipeline.deals.path": {
        "label": "Path",
        "stages": [{"id": key, "label": key, "displayOrder": n, "metadata": {}} for n, key in enumerate("cxa")],
    },
}


ALLOWED = ("OPTION_REMOVED:*", "STAGE_DELETED:*", "PROPERTY_ARCHIVED:*", "TYPE_CHANGED:*")


def shuffled(random: Random, bodies: dict[str, Body]) -> dict[str, Body]:
    names = list(bodies)
    random.shuffle(names)
    return {name: bodies[name] for name in names}


def everything(random: Random) -> tuple[Desired, State]:
    gone = ["property.contacts.old", "pipeline.deals.path/stages/x", f"{STAGE}/options/a"]
    random.shuffle(gone)
    return desired(shuffled(random, EVERYTHING), removed=gone), live(shuffled(random, ALIVE))


def written_down(plan: Plan) -> str:
    document = plan_to_json(plan)
    for section in ("changes", "held", "blocked", "notices"):
        for entry in document[section]:
            entry.pop("source", None)
            for finding in entry.get("findings", ()):
                finding.pop("source", None)
    return json.dumps(document)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_the_order_of_the_inputs_says_nothing(seed: int) -> None:
    """Shuffled blueprints and shuffled answers give the same plan, byte for byte, places aside."""
    choices = Choices(
        "overwrite", allow=["OPTION_REMOVED:*", "STAGE_DELETED:*", "PROPERTY_ARCHIVED:*", "TYPE_CHANGED:*"]
    )
    wanted, state = everything(Random(0))
    first = build_plan(wanted, state, None, portal_id=1, choices=choices)
    wanted, state = everything(Random(seed))
    second = build_plan(wanted, state, None, portal_id=1, choices=choices)
    assert written_down(first) == written_down(second)
    assert first.digest == second.digest
    assert len(first.calls) > len(EVERYTHING)


def test_a_plan_survives_its_file() -> None:
    """All sections, with real changes in them."""
    plan = build_plan(*everything(Random(1)), None, portal_id=1)
    assert plan == plan_from_json(json.loads(json.dumps(plan_to_json(plan))))


def test_causes_of_a_removal() -> None:
    """It is the blueprint's own move, needs no record, and is no drift."""
    plan = planned(desired(removed=[VALUE]), live(GROUPS), allow=["GROUP_DELETED:*"])
    assert fields(plan.changes) == {f"{VALUE}#label": Cause.CHANGE}
    assert [change.verb for change in plan.changes] == ["delete for good"]
