"""Every writing operation against the embedded portal, in every version, and how refusals come back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.errors import DailyLimit, NotAuthorised
from cvpctl.model import Address, Body, Call, Operation, Settled, State
from cvpctl.portal import Patience, Portal

HOME = {"objectType": "contacts"}
GROUP = Address("group", ("contacts",), "customer_value")
SEATS = Address("property", ("contacts",), "seats")
PIPELINE = Address("pipeline", ("tickets",), "reactive_only")
STAGES = [
    {"stageId": "asked", "label": "Asked", "displayOrder": 0, "metadata": {"ticketState": "OPEN"}},
    {"stageId": "solved", "label": "Solved", "displayOrder": 1, "metadata": {"ticketState": "CLOSED"}},
]
BODY = {"name": "seats", "label": "Seats", "type": "number", "fieldType": "number", "groupName": "contactinformation"}


def single(operation: str, address: Address, parameters: dict[str, str], body: Body | None = None) -> Call:
    area, name = operation.split(".")
    return Call(1, 1, Operation(area, name), parameters, (f"{address}:{name}",), (address,), body=body)


def batch(*bodies: Body) -> Call:
    addresses = tuple(Address("property", ("contacts",), str(body["name"])) for body in bodies)
    steps = tuple(f"{address}:create" for address in addresses)
    return Call(1, 1, Operation("properties", "batch_create", 100), HOME, steps, addresses, inputs=bodies)


def settled(portal: Portal, call: Call) -> list[Settled]:
    outcomes = portal.execute(call)
    assert [outcome.step for outcome in outcomes] == list(call.covers)
    return [outcome.settled for outcome in outcomes]


def live(portal: Portal) -> State:
    return portal.fetch([("group", ("contacts",)), ("property", ("contacts",)), ("pipeline", ("tickets",))])


@pytest.fixture(params=["2026-09", "2026-03", "v3"])
def versioned(emulator: Emulator, patience: Patience, request: pytest.FixtureRequest) -> Iterator[Portal]:
    versions = {"properties": request.param, "pipelines": request.param}
    with Portal.open(
        emulator.base_url, emulator.token, read_only=False, versions=versions, patience=patience
    ) as opened:
        yield opened


def test_group_is_created_changed_and_deleted(versioned: Portal) -> None:
    """The whole life of a group."""
    one = HOME | {"groupName": GROUP.key}
    body = {"name": GROUP.key, "label": "Customer value"}
    assert settled(versioned, single("properties.create_group", GROUP, HOME, body)) == [Settled.DONE]
    assert settled(versioned, single("properties.update_group", GROUP, one, {"label": "Value"})) == [Settled.DONE]
    assert live(versioned).resources[GROUP].body["label"] == "Value"
    assert settled(versioned, single("properties.delete_group", GROUP, one)) == [Settled.DONE]
    assert GROUP not in live(versioned).resources


def test_property_is_created_changed_archived_and_restored(versioned: Portal) -> None:
    """The whole life of a property; a single create over the archived name brings it back."""
    one = HOME | {"propertyName": SEATS.key}
    assert settled(versioned, batch(BODY)) == [Settled.DONE]
    assert settled(versioned, single("properties.update", SEATS, one, {"label": "Places"})) == [Settled.DONE]
    born = live(versioned).resources[SEATS].body
    assert born["label"] == "Places"
    assert settled(versioned, single("properties.archive", SEATS, one)) == [Settled.DONE]
    assert SEATS not in live(versioned).resources
    assert settled(versioned, single("properties.create", SEATS, HOME, BODY)) == [Settled.DONE]
    assert born["createdAt"] == live(versioned).resources[SEATS].body["createdAt"]


def test_pipeline_and_its_stages_live_and_go(versioned: Portal) -> None:
    """A pipeline settles all its stages in one call; stages then have calls of their own."""
    tickets = {"objectType": "tickets"}
    one = tickets | {"pipelineId": PIPELINE.key}
    waiting = PIPELINE.child("stages", "waiting")
    body = {"pipelineId": PIPELINE.key, "label": "Reactive", "displayOrder": 5, "stages": STAGES}
    steps = (f"{PIPELINE}:create", f"{PIPELINE}/stages/asked:create", f"{PIPELINE}/stages/solved:create")
    call = Call(1, 1, Operation("pipelines", "create"), tickets, steps, (PIPELINE,), body=body)
    assert settled(versioned, call) == [Settled.DONE] * 3
    stage = {"stageId": "waiting", "label": "Waiting", "displayOrder": 2, "metadata": {"ticketState": "OPEN"}}
    assert settled(versioned, single("pipelines.create_stage", waiting, one, stage)) == [Settled.DONE]
    named = one | {"stageId": "waiting"}
    assert settled(versioned, single("pipelines.update_stage", waiting, named, {"label": "On hold"})) == [Settled.DONE]
    assert settled(versioned, single("pipelines.update", PIPELINE, one, {"label": "Support"})) == [Settled.DONE]
    found = live(versioned).resources[PIPELINE].body
    assert (found["label"], [s["label"] for s in found["stages"]]) == ("Support", ["Asked", "Solved", "On hold"])
    assert settled(versioned, single("pipelines.delete_stage", waiting, named)) == [Settled.DONE]
    assert settled(versioned, single("pipelines.delete", PIPELINE, one)) == [Settled.DONE]
    assert PIPELINE not in live(versioned).resources


def test_one_call_per_write(portal: Portal, emulator: Emulator) -> None:
    """A hundred properties are one request, and nothing is read on the side."""
    settled(portal, batch(*(BODY | {"name": f"seats_{number}"} for number in range(100))))
    assert (emulator.log.total, emulator.log.writes, portal.calls.writes) == (1, 1, 1)


def test_a_batch_refused_in_part_says_which(portal: Portal) -> None:
    """Each input has an outcome of its own, with HubSpot's words where it was refused."""
    settled(portal, batch(BODY))
    outcomes = portal.execute(
        batch(
            BODY | {"name": "rows"},
            BODY,
            BODY | {"name": "desks", "groupName": "nowhere"},
            BODY | {"name": "lamps"},
        )
    )
    assert [o.settled for o in outcomes] == [Settled.DONE, Settled.FAILED, Settled.FAILED, Settled.DONE]
    assert (outcomes[1].message, outcomes[1].category) == (
        "A property named 'seats' already exists.",
        "OBJECT_ALREADY_EXISTS",
    )
    assert "nowhere" in outcomes[2].message


def test_a_batch_refused_whole_fails_every_step(portal: Portal) -> None:
    """One malformed input takes the request down with it."""
    outcomes = portal.execute(batch(BODY, {"name": "rows"}))
    assert [outcome.settled for outcome in outcomes] == [Settled.FAILED, Settled.FAILED]
    assert {outcome.message for outcome in outcomes} != {""}


def test_a_refusal_keeps_category_and_correlation_id(portal: Portal) -> None:
    """A group that holds properties cannot be deleted; HubSpot says it as JSON inside a message."""
    group = Address("group", ("contacts",), "contactinformation")
    (outcome,) = portal.execute(single("properties.delete_group", group, HOME | {"groupName": group.key}))
    assert (outcome.settled, outcome.category) == (Settled.FAILED, "VALIDATION_ERROR")
    assert outcome.message == "Can't delete or purge a group with active properties"
    assert outcome.correlation_id != ""


def test_a_stage_that_holds_a_record_is_refused(versioned: Portal, emulator: Emulator) -> None:
    """In every version, since the request asks HubSpot to look first."""
    emulator.occupy("tickets", "hs_pipeline_stage", "1", ["501"])
    stage = Address("pipeline", ("tickets",), "0", ("stages", "1"))
    parameters = {"objectType": "tickets", "pipelineId": "0", "stageId": "1"}
    assert settled(versioned, single("pipelines.delete_stage", stage, parameters)) == [Settled.FAILED]


def test_a_missing_write_scope_fails_the_step_and_names_the_scope(emulator: Emulator) -> None:
    """One call without permission does not end the run."""
    emulator.add_token("narrow", scopes=["crm.schemas.contacts.read"])
    with Portal.open(emulator.base_url, "narrow", read_only=False) as narrow:
        (outcome,) = narrow.execute(batch(BODY))
    assert outcome.settled is Settled.FAILED
    assert "crm.schemas.contacts.write" in outcome.message


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("status", status=401, times=0), NotAuthorised),
        (Fault("status", status=429, policy="DAILY", times=0), DailyLimit),
    ],
    ids=["401", "daily limit"],
)
@pytest.mark.parametrize(
    "call",
    [batch(BODY), single("properties.update", SEATS, HOME | {"propertyName": "seats"}, {"label": "X"})],
    ids=["create", "update"],
)
def test_what_ends_the_run_is_raised_at_once(
    emulator: Emulator, portal: Portal, fault: Fault, error: type[Exception], call: Call
) -> None:
    """No further call could succeed."""
    emulator.faults.add(fault)
    with pytest.raises(error):
        portal.execute(call)
    assert emulator.log.total == 1


def test_calls_side_by_side_do_not_mix_up(emulator: Emulator, portal: Portal) -> None:
    """Several threads share one portal, as the calls of a wave do."""
    emulator.set_limits(Limits.off())
    objects = ["contacts", "companies", "deals", "tickets", "products", "orders", "services", "leads"]
    calls = []
    for name in objects:
        group = portal.fetch([("group", (name,))]).resources
        home = next(iter(group)).key
        addresses = tuple(Address("property", (name,), f"{name}_{number}") for number in range(50))
        bodies = tuple(BODY | {"name": one.key, "groupName": home} for one in addresses)
        steps = tuple(f"{one}:create" for one in addresses)
        parameters = {"objectType": name}
        calls.append(
            Call(1, 1, Operation("properties", "batch_create", 100), parameters, steps, addresses, inputs=bodies)
        )
    with ThreadPoolExecutor(8) as pool:
        outcomes = [outcome for settled in pool.map(portal.execute, calls) for outcome in settled]
    assert [outcome.step for outcome in outcomes] == [step for call in calls for step in call.covers]
    assert {outcome.settled for outcome in outcomes} == {Settled.DONE}
    live = portal.fetch([("property", (name,)) for name in objects]).resources
    assert {address for call in calls for address in call.addresses} <= set(live)
