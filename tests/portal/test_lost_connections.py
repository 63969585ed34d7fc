"""Creates over a network that fails: nothing is made twice, and what is said about each step is true."""

import pytest

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator
from cvpctl.model import Address, Body, Call, Operation, Outcome, Settled
from cvpctl.portal import Patience, Portal

pytestmark = pytest.mark.long  # the same in many shapes; the short suite has one of each sort

GROUP = Address("group", ("contacts",), "customer_value")
SEATS = Address("property", ("contacts",), "seats")
PIPELINE = Address("pipeline", ("deals",), "path_to_value")
WON = PIPELINE.child("stages", "value_won")
HOME, DEALS = {"objectType": "contacts"}, {"objectType": "deals"}
PROPERTY: Body = {
    "name": "seats",
    "label": "Seats",
    "type": "enumeration",
    "fieldType": "select",
    "groupName": "contactinformation",
    "options": [{"value": "few", "label": "Few", "displayOrder": 0}, {"value": "many", "label": "Many"}],
}
STAGE: Body = {"stageId": "value_won", "label": "Won", "displayOrder": 0, "metadata": {"probability": "1.0"}}


def single(operation: str, address: Address, parameters: dict[str, str], body: Body | None = None) -> Call:
    area, name = operation.split(".")
    return Call(1, 1, Operation(area, name), parameters, (f"{address}:{name}",), (address,), body=body)


def batch(*bodies: Body) -> Call:
    addresses = tuple(Address("property", ("contacts",), str(body["name"])) for body in bodies)
    steps = tuple(f"{address}:create" for address in addresses)
    return Call(1, 1, Operation("properties", "batch_create", 100), HOME, steps, addresses, inputs=bodies)


def many(count: int) -> Call:
    return batch(*(PROPERTY | {"name": f"seats_{number}"} for number in range(count)))


def words(outcomes: tuple[Outcome, ...]) -> list[Settled]:
    return [outcome.settled for outcome in outcomes]


CREATES = {
    "group": single("properties.create_group", GROUP, HOME, {"name": GROUP.key, "label": "Value", "displayOrder": -1}),
    "batch": many(3),
    "property": single("properties.create", SEATS, HOME, PROPERTY),
    "pipeline": single(
        "pipelines.create",
        PIPELINE,
        DEALS,
        {"pipelineId": PIPELINE.key, "label": "Path to Value", "displayOrder": 3, "stages": [STAGE]},
    ),
    "stage": single("pipelines.create_stage", WON, DEALS | {"pipelineId": "default"}, STAGE | {"displayOrder": 9}),
}
MISFORTUNES = {
    "reset before": Fault("reset", writes_only=True),
    "reset after": Fault("reset", when="after", writes_only=True),
    "reset after, then before": (
        Fault("reset", when="after", writes_only=True),
        Fault("reset", writes_only=True, nth=2),
    ),
    "server fault": Fault("status", status=502, writes_only=True),
    "throttled": Fault("status", status=429, writes_only=True, times=2),
    "locked": Fault("status", status=423, writes_only=True),
    "reset after, look throttled": (
        Fault("reset", when="after", writes_only=True),
        Fault("status", status=429, method="GET"),
    ),
    "reset after, look lost": (Fault("reset", when="after", writes_only=True), Fault("reset", method="GET")),
}


@pytest.mark.parametrize("call", CREATES.values(), ids=CREATES)
@pytest.mark.parametrize("misfortune", MISFORTUNES.values(), ids=MISFORTUNES)
def test_a_create_is_done_once_whatever_happens_to_it(
    emulator: Emulator, portal: Portal, call: Call, misfortune: Fault | tuple[Fault, ...]
) -> None:
    """Lost before, lost after or refused for a while: each thing exists, and only once."""
    before = portal.fetch([("group", ("contacts",)), ("property", ("contacts",)), ("pipeline", ("deals",))])
    for fault in misfortune if isinstance(misfortune, tuple) else (misfortune,):
        emulator.faults.add(fault)
    assert words(portal.execute(call)) == [Settled.DONE] * len(call.covers)
    after = portal.fetch([("group", ("contacts",)), ("property", ("contacts",)), ("pipeline", ("deals",))])
    added = set(after.resources) - set(before.resources)
    assert added == {address for address in call.addresses if not address.subpath}
    stages = [stage["id"] for one in after.resources.values() for stage in one.body.get("stages", ())]
    assert len(stages) == len(set(stages))


def test_only_what_is_missing_is_sent_again(emulator: Emulator, portal: Portal) -> None:
    """The first request got half of the batch in; the second one carries the other half."""
    portal.execute(many(2))
    emulator.faults.drop_before_write(route="batch/create")
    assert words(portal.execute(many(4))) == [Settled.DONE] * 4
    state = portal.fetch([("property", ("contacts",))])
    assert len([address for address in state.resources if address.key.startswith("seats_")]) == 4
    assert portal.calls.by_operation["properties.batch_create"] == 3


def test_nothing_is_sent_again_where_the_first_try_did_all(emulator: Emulator, portal: Portal) -> None:
    """One write, one look."""
    emulator.faults.drop_after_write(route="batch/create")
    portal.execute(many(100))
    assert portal.calls.by_operation == {"properties.batch_create": 1, "properties.list": 1}


def test_a_thing_that_was_there_and_differs_is_somebody_elses(emulator: Emulator, portal: Portal) -> None:
    """After a lost answer, existing is not enough: it must equal what was sent."""
    portal.execute(batch(PROPERTY | {"label": "Places"}))
    emulator.faults.drop_before_write(route="batch/create")
    (outcome,) = portal.execute(batch(PROPERTY))
    assert (outcome.settled, outcome.message) == (Settled.FAILED, "it exists already and differs in label")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("label", "Places"),
        ("options", [{"value": "few", "label": "Few"}]),
        ("options", [{"value": "many", "label": "Many"}, {"value": "few", "label": "Few"}]),
        ("fieldType", "radio"),
        ("hidden", True),
    ],
)
def test_any_differing_field_is_named(emulator: Emulator, portal: Portal, name: str, value: object) -> None:
    """Fields, options and their order are compared as they were sent."""
    portal.execute(batch(PROPERTY))
    emulator.faults.drop_before_write(route="batch/create")
    (outcome,) = portal.execute(batch(PROPERTY | {name: value}))
    assert outcome.message == f"it exists already and differs in {name}"


def test_a_stage_that_was_there_and_differs_is_somebody_elses(emulator: Emulator, portal: Portal) -> None:
    """Its metadata counts, not its label alone."""
    portal.execute(CREATES["stage"])
    emulator.faults.drop_before_write(route="/stages")
    won = STAGE | {"displayOrder": 9, "metadata": {"probability": "0.0"}}
    (outcome,) = portal.execute(single("pipelines.create_stage", WON, DEALS | {"pipelineId": "default"}, won))
    assert (outcome.settled, outcome.message) == (Settled.FAILED, "it exists already and differs in stages")


def test_a_stage_of_that_id_in_another_pipeline_is_not_ours(emulator: Emulator, portal: Portal) -> None:
    """Stage ids are unique over an object type, so HubSpot refuses; nothing was made where it was wanted."""
    portal.execute(CREATES["pipeline"])
    emulator.faults.drop_before_write(route="/stages")
    (outcome,) = portal.execute(CREATES["stage"])
    assert (outcome.settled, "exists already and differs" in outcome.message) == (Settled.FAILED, False)


def test_hubspots_own_spelling_of_a_formula_is_not_a_difference(emulator: Emulator, portal: Portal) -> None:
    """A formula is stored canonically; the create counts as done."""
    portal.execute(batch(PROPERTY | {"name": "rows", "type": "number", "fieldType": "number", "options": []}))
    formula = {"name": "doubled", "type": "number", "fieldType": "calculation_equation", "options": []}
    said = "((rows)) * 2"
    emulator.faults.drop_after_write(route="batch/create")
    assert words(portal.execute(batch(PROPERTY | formula | {"calculationFormula": said}))) == [Settled.DONE]
    stored = portal.fetch([("property", ("contacts",))]).resources[Address("property", ("contacts",), "doubled")]
    assert stored.body["calculationFormula"] != said


def test_a_refusal_after_a_lost_answer_is_still_told_apart(emulator: Emulator, portal: Portal) -> None:
    """In one batch: made by the lost try, refused for good."""
    emulator.faults.drop_after_write(route="batch/create")
    outcomes = portal.execute(batch(PROPERTY, PROPERTY | {"name": "rows", "groupName": "nowhere"}))
    assert words(outcomes) == [Settled.DONE, Settled.FAILED]
    assert "nowhere" in outcomes[1].message


@pytest.mark.parametrize("call", CREATES.values(), ids=CREATES)
def test_a_create_that_never_gets_an_answer_is_in_doubt(emulator: Emulator, portal: Portal, call: Call) -> None:
    """Looking every time, it never turns up; nobody can say that it will not."""
    emulator.faults.add(Fault("reset", writes_only=True, times=0))
    assert words(portal.execute(call)) == [Settled.IN_DOUBT] * len(call.covers)


def test_a_create_nobody_can_look_for_is_in_doubt(emulator: Emulator, portal: Portal) -> None:
    """The answer was lost and the portal is gone."""
    emulator.faults.add(Fault("reset", when="after", writes_only=True))
    emulator.faults.add(Fault("reset", method="GET", times=0))
    assert words(portal.execute(many(2))) == [Settled.IN_DOUBT] * 2


def test_a_create_that_is_only_ever_throttled_was_not_carried_out(emulator: Emulator, portal: Portal) -> None:
    """429 means not executed, so there is no doubt."""
    emulator.faults.add(Fault("status", status=429, writes_only=True, times=0))
    (outcome,) = portal.execute(batch(PROPERTY))
    assert (outcome.settled, outcome.message) == (Settled.FAILED, "You have reached your ten_secondly_rolling limit.")


@pytest.mark.parametrize(
    "fault", [Fault("reset", writes_only=True), Fault("reset", when="after", writes_only=True)], ids=["before", "after"]
)
def test_updates_and_deletes_survive_a_reset(emulator: Emulator, portal: Portal, fault: Fault) -> None:
    """An update writes the same again; a delete that finds nothing the second time has done its work."""
    portal.execute(batch(PROPERTY))
    one = HOME | {"propertyName": "seats"}
    for call in (
        single("properties.update", SEATS, one, {"label": "Places"}),
        single("properties.archive", SEATS, one),
        single("pipelines.delete", PIPELINE, DEALS | {"pipelineId": "default"}),
    ):
        emulator.faults.clear()
        emulator.faults.add(fault)
        assert words(portal.execute(call)) == [Settled.DONE]


def test_an_update_that_never_gets_an_answer_is_in_doubt(emulator: Emulator, portal: Portal) -> None:
    """It may have been written."""
    emulator.faults.add(Fault("reset", when="after", writes_only=True, times=0))
    call = single("properties.update", SEATS, HOME | {"propertyName": "email"}, {"label": "E-mail"})
    assert words(portal.execute(call)) == [Settled.IN_DOUBT]


def test_a_sensitive_property_is_looked_for_where_it_is_listed(emulator: Emulator, patience: Patience) -> None:
    """It hides from the plain list, so a look there would send it twice."""
    emulator.add_portal(77, "token-of-the-clinic", sensitive_data=True)
    emulator.faults.drop_after_write(route="batch/create")
    with Portal.open(emulator.base_url, "token-of-the-clinic", read_only=False, patience=patience) as clinic:
        assert words(clinic.execute(batch(PROPERTY, PROPERTY | {"name": "badge", "dataSensitivity": "sensitive"}))) == [
            Settled.DONE,
            Settled.DONE,
        ]
        assert clinic.calls.by_operation == {
            "properties.batch_create": 1,
            "properties.list": 1,
            "properties.list_sensitive": 1,
        }
