"""Custom object schemas through the portal: made, finished, read through the list, archived."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from portal.deeds import DELIVERABLE, calls, create, live, remove, update

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.errors import CvpError
from cvpctl.model import Action, Address, Body, Scope, Settled, Unseen
from cvpctl.portal import Patience, Portal

SCHEMAS: Scope = ("schema", ())
NAME = "schema.deliverable"
OURS = Address("schema", (), "deliverable")


@pytest.fixture(params=["2026-09", "2026-03", "v3"])
def versioned(emulator: Emulator, patience: Patience, request: pytest.FixtureRequest) -> Iterator[Portal]:
    versions = dict.fromkeys(("schemas", "properties"), request.param)
    with Portal.open(
        emulator.base_url, emulator.token, read_only=False, versions=versions, patience=patience
    ) as opened:
        yield opened


def test_schema_is_made_finished_changed_and_archived(versioned: Portal) -> None:
    """The whole life of a schema; its fields read as they were written."""
    create(versioned, NAME, {**DELIVERABLE, "description": "What we owe", "searchableProperties": ["title"]})
    made = live(versioned, NAME)[NAME]
    assert {"description": "What we owe", "searchableProperties": ["title"]}.items() <= made.items()
    labels = {"singular": "Result", "plural": "Results"}
    update(versioned, NAME, {"labels": labels, "requiredProperties": ["title"]})
    assert {**made, "labels": labels, "requiredProperties": ["title"]} == live(versioned, NAME)[NAME]
    remove(versioned, NAME)
    assert live(versioned, NAME) == {}


def test_an_archived_schema_stands_apart(portal: Portal) -> None:
    """HubSpot's archived list shows the active ones as well; they are sorted out."""
    create(portal, NAME, DELIVERABLE)
    create(portal, "schema.interest", DELIVERABLE)
    remove(portal, NAME)
    state = portal.fetch([SCHEMAS], archived=[SCHEMAS])
    assert ([one.key for one in state.resources], [one.key for one in state.archived]) == (
        ["interest"],
        ["deliverable"],
    )


def test_description_is_taken_away(portal: Portal) -> None:
    """Clearing is a flag of its own."""
    create(portal, NAME, {**DELIVERABLE, "description": "What we owe"})
    update(portal, NAME, {"description": ""})
    assert live(portal, NAME)[NAME].get("description", "") == ""


def test_a_schema_that_appeared_since_the_plan_is_left_alone(portal: Portal, emulator: Emulator) -> None:
    """HubSpot may answer such a create with 201 and add our properties to somebody else's object."""
    emulator.use_switches(Switches(schema_exists="merge"))
    create(portal, NAME, DELIVERABLE)
    writes = emulator.log.writes
    mine = {**DELIVERABLE, "primaryDisplayProperty": "other"}
    (outcome,) = portal.execute(next(calls(Action.CREATE, NAME, mine)))
    told = (outcome.settled, outcome.message, outcome.category)
    assert told == (Settled.FAILED, "it exists already", "OBJECT_ALREADY_EXISTS")
    assert emulator.log.writes == writes


def test_a_list_that_cannot_be_read_stops_the_create(emulator: Emulator, portal: Portal) -> None:
    """Without looking first nobody knows what a create would do."""
    emulator.faults.fail_once(403, method="GET", route="/schemas")
    (outcome,) = portal.execute(next(calls(Action.CREATE, NAME, DELIVERABLE)))
    assert (outcome.settled, emulator.log.writes) == (Settled.FAILED, 0)


def test_a_list_that_does_not_come_leaves_no_doubt(emulator: Emulator, portal: Portal) -> None:
    """Nothing was sent."""
    emulator.faults.fail_once(477, method="GET", route="/schemas")
    (outcome,) = portal.execute(next(calls(Action.CREATE, NAME, DELIVERABLE)))
    assert (outcome.settled, emulator.log.writes) == (Settled.FAILED, 0)


def test_records_hold_a_schema(portal: Portal, emulator: Emulator) -> None:
    """HubSpot refuses in its own words."""
    create(portal, NAME, DELIVERABLE)
    type_id = portal.fetch([SCHEMAS]).resources[OURS].body["objectTypeId"]
    emulator.occupy(type_id, "title", "First", ["1"])
    (outcome,) = portal.execute(next(calls(Action.REMOVE, NAME, {})))
    assert (outcome.settled, outcome.category) == (Settled.FAILED, "VALIDATION_ERROR")
    assert "existing object records" in outcome.message


def test_a_token_without_custom_objects_leaves_them_unknown(emulator: Emulator) -> None:
    """Neither the list of schemas nor anything of a custom object is said to be empty; the rest is read."""
    emulator.add_token("narrow", scopes=["crm.schemas.contacts.read"])
    theirs: tuple[Scope, ...] = (SCHEMAS, ("property", ("deliverable",)), ("group", ("interest",)))
    with Portal.open(emulator.base_url, "narrow", read_only=True) as narrow:
        state = narrow.fetch([*theirs, ("group", ("contacts",))])
    assert dict.fromkeys(theirs, Unseen.FORBIDDEN) == {scope: one.why for scope, one in state.unknown.items()}
    assert {address.scope for address in state.resources} == {("contacts",)}


def test_identity_is_given_where_a_schema_goes_by_another_name(emulator: Emulator, portal: Portal) -> None:
    """Its own name needs no remembering."""
    create(portal, NAME, DELIVERABLE)
    assert portal.fetch([SCHEMAS]).resources[OURS].identity == ""
    with Portal.open(
        emulator.base_url, emulator.token, read_only=True, bindings={replace(OURS, key="result"): "deliverable"}
    ) as bound:
        found = bound.fetch([SCHEMAS]).resources[Address("schema", (), "result")]
    assert (found.body["name"], found.identity) == ("result", "deliverable")


def test_an_object_without_a_name_is_refused_before_anything_is_sent(emulator: Emulator, portal: Portal) -> None:
    """`DELETE …/schemas/` would reach further than its name."""
    with pytest.raises(CvpError, match="objectType"):
        portal.execute(replace(next(calls(Action.REMOVE, NAME, {})), parameters={"objectType": ""}))
    assert emulator.log.total == 0


def test_the_primary_property_comes_along(portal: Portal) -> None:
    """It needs no call of its own, and HubSpot puts it into the group it makes."""
    create(portal, NAME, DELIVERABLE)
    title = Address("property", ("deliverable",), "title")
    body: Body = dict(portal.fetch([("property", ("deliverable",))]).resources[title].body)
    assert (body["label"], body["groupName"]) == ("Title", "deliverable_information")
