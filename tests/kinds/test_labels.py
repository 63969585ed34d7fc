"""Association labels: both directions in one resource, texts that overwrite each other, limits that come later."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from cvpctl.kinds.labels import LABEL, live_name
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange, Step

IT = Address("label", ("deals", "deliverable"), "sponsor")
PAIR = {"fromObjectType": "deals", "toObjectType": "deliverable"}
TURNED = {"fromObjectType": "deliverable", "toObjectType": "deals"}
LIVE: Body = {"name": "", "label": "Sponsor", "inverseLabel": "Sponsored by", "typeId": 1, "inverseTypeId": 2}
ALIKE: Body = LIVE | {"inverseLabel": "Sponsor"}


def steps(action: Action, stated: Body, live: Body | None = None) -> tuple[Step, ...]:
    before = LABEL.normalise(IT, live or {})
    fields = tuple(FieldChange((n,), before.get(n, ABSENT), v) for n, v in stated.items() if before.get(n) != v)
    assert LABEL.steps is not None
    return LABEL.steps(LABEL, Change(IT, action, Cause.CHANGE, fields, stated=stated), stated, live)


def test_a_label_is_created_under_our_name_and_then_limited() -> None:
    """Limits need type ids, which only the portal gives; each way has its own."""
    made, limit, inverse = steps(Action.CREATE, {"label": "Sponsor", "maxToObjects": 1, "inverseMaxToObjects": 5})
    assert (made.body, dict(made.parameters)) == ({"name": "deals_deliverable_sponsor", "label": "Sponsor"}, PAIR)
    assert limit.body == {"category": "USER_DEFINED", "typeId": f"${{{IT}}}", "maxToObjectIds": 1}
    assert inverse.body == {"category": "USER_DEFINED", "typeId": f"${{{IT}#inverse}}", "maxToObjectIds": 5}
    assert (dict(limit.parameters), dict(inverse.parameters)) == (PAIR, TURNED)
    assert (limit.after, inverse.after) == ((made.id,), (made.id,))
    assert {str(limit.operation), str(inverse.operation)} == {"associations.create_limits"}


@pytest.mark.parametrize(
    ("stated", "live", "texts"),
    [
        ({"label": "Backer"}, LIVE, {"label": "Backer", "inverseLabel": "Sponsored by"}),
        ({"inverseLabel": "Backed by"}, LIVE, {"label": "Sponsor", "inverseLabel": "Backed by"}),
        ({"label": "Backer"}, ALIKE, {"label": "Backer"}),
        ({"label": "Backer", "inverseLabel": "Sponsor"}, ALIKE, {"label": "Backer", "inverseLabel": "Sponsor"}),
    ],
    ids=["the other way is kept", "this way is kept", "one text stays one", "unless the other is stated"],
)
def test_an_update_says_both_texts(stated: Body, live: Body, texts: Body) -> None:
    """HubSpot overwrites a text that is left out with the other one."""
    (only,) = steps(Action.UPDATE, stated, live)
    assert only.body == {"associationTypeId": f"${{{IT}}}", **texts}


def test_a_limit_alone_leaves_the_texts_alone() -> None:
    """A first one is created, a later one changed."""
    (first,) = steps(Action.UPDATE, {"maxToObjects": 2}, LIVE)
    (later,) = steps(Action.UPDATE, {"inverseMaxToObjects": 2}, LIVE | {"inverseMaxToObjects": 9})
    told = (str(first.operation), str(later.operation))
    assert told == ("associations.create_limits", "associations.update_limits")


def test_either_id_removes_both_directions() -> None:
    """One call, with the id put in when it is made."""
    (only,) = steps(Action.REMOVE, {}, LIVE)
    assert dict(only.parameters) == PAIR | {"label": str(IT)}


def test_only_what_a_blueprint_can_state_is_compared() -> None:
    """Type ids and the internal name are the portal's."""
    assert LABEL.normalise(IT, LIVE | {"maxToObjects": None}) == {"label": "Sponsor", "inverseLabel": "Sponsored by"}


def test_custom_objects_come_first() -> None:
    """A label needs both its ends; native ones are always there."""
    assert [str(address) for address in LABEL.references(IT, {})] == ["schema.deliverable"]


def test_calls_of_a_pair_are_serial() -> None:
    """HubSpot numbers type ids as they arrive."""
    assert LABEL.lane(IT) == "label.deals.deliverable"


@pytest.mark.parametrize(("key", "codes"), [("sponsor_2", []), ("type-12", ["NAME_UNUSUAL"]), ("ü", ["NAME_UNUSUAL"])])
def test_a_key_hubspot_would_refuse_is_a_warning(key: str, codes: list[str]) -> None:
    """A label that lives already may be called anything."""
    found = list(LABEL.problems(Address("label", ("deals", "contacts"), key), {}))
    assert ([problem.code for problem in found], all(problem.warning for problem in found)) == (codes, True)


def test_the_internal_name_tells_both_ends_and_the_key() -> None:
    """It is how a label is found again on another machine."""
    assert live_name(IT) == "deals_deliverable_sponsor"


@pytest.mark.parametrize(
    ("body", "fine"),
    [
        ({"label": "A"}, True),
        ({"label": ""}, False),
        ({"inverseLabel": "A"}, False),
        ({"label": "A", "maxToObjects": 0}, False),
        ({"label": "A", "typeId": 12}, False),
    ],
)
def test_the_schema_of_a_label(body: Body, fine: bool) -> None:  # noqa: FBT001
    """What a person may write; ids never."""
    assert fine == Draft202012Validator(LABEL.schema).is_valid(body)


@pytest.mark.parametrize(
    ("action", "edit", "code"),
    [
        (Action.REMOVE, FieldChange(("label",), "A", ABSENT), "LABEL_DELETED"),
        (Action.UPDATE, FieldChange(("maxToObjects",), 5, 2), "LIMIT_SHRUNK"),
        (Action.UPDATE, FieldChange(("maxToObjects",), 2, 5), ""),
        (Action.UPDATE, FieldChange(("inverseMaxToObjects",), ABSENT, 2), ""),
    ],
)
def test_hazards_speak_of_what_records_lose(action: Action, edit: FieldChange, code: str) -> None:
    """A label that goes, and a limit that shrinks."""
    change = Change(IT, action, Cause.CHANGE, (edit,))
    found = [hazard.code for hazard in LABEL.hazards for _ in hazard.finds(change, LIVE)]
    assert found == ([code] if code else [])
