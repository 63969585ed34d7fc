"""A portal older than its blueprint: numeric ids and other names on its side, ours on this one, everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from portal.deeds import DELIVERABLE, NAMED, calls, create, done, live, remove, update

from cvpctl.emulator.server import Emulator
from cvpctl.model import Action, Address, Body, Call, Operation, Settled, State
from cvpctl.portal import Patience, Portal

BINDINGS = {
    "group.contacts.value": "contactinformation",
    "property.contacts.seats": "old_seats",
    "property.contacts.seats_twice": "old_double",
    "pipeline.tickets.reactive_only": "0",
    "pipeline.tickets.reactive_only/stages/asked": "1",
    "pipeline.tickets.reactive_only/stages/solved": "4",
}
SEATS: Body = {"label": "Seats", "type": "number", "fieldType": "number", "groupName": "value"}
PIPELINE, STAGE = "pipeline.tickets.reactive_only", Operation("pipelines", "create_stage")


def bound(emulator: Emulator, bindings: Mapping[str, str], patience: Patience | None = None) -> Portal:
    addresses = {Address.parse(text): identity for text, identity in bindings.items()}
    return Portal.open(emulator.base_url, emulator.token, read_only=False, bindings=addresses, patience=patience)


@pytest.fixture
def older(emulator: Emulator, patience: Patience) -> Iterator[Portal]:
    with bound(emulator, BINDINGS, patience) as opened:
        yield opened


def contacts(portal: Portal) -> State:
    return portal.fetch([("group", ("contacts",)), ("property", ("contacts",))])


def test_things_live_under_their_live_names(older: Portal, portal: Portal) -> None:
    """What is created by our name is read by it, and is called otherwise in the portal."""
    create(older, "property.contacts.seats", SEATS)
    ours, theirs = contacts(older).resources, contacts(portal).resources
    seats = ours[Address.parse("property.contacts.seats")]
    assert (seats.body["name"], seats.body["groupName"], seats.identity) == ("seats", "value", "old_seats")
    assert theirs[Address.parse("property.contacts.old_seats")].body["groupName"] == "contactinformation"
    assert Address.parse("property.contacts.seats") not in theirs
    assert Address.parse("group.contacts.contactinformation") not in ours


def test_changes_and_removals_reach_the_bound_thing(older: Portal, portal: Portal) -> None:
    """Parameters and bodies are translated."""
    create(older, "property.contacts.seats", SEATS)
    update(older, "property.contacts.seats", {"label": "Places"})
    update(older, "group.contacts.value", {"label": "Value"})
    theirs = contacts(portal).resources
    assert theirs[Address.parse("property.contacts.old_seats")].body["label"] == "Places"
    assert theirs[Address.parse("group.contacts.contactinformation")].body["label"] == "Value"
    remove(older, "property.contacts.seats")
    assert live(portal, "property.contacts.old_seats") == {}


def test_formulas_speak_of_bound_properties(older: Portal, portal: Portal) -> None:
    """Names are translated inside a formula, texts that look like names are not."""
    create(older, "property.contacts.seats", SEATS)
    formula = "if seats > 1 then 'seats' else 'none'"
    shown = {"type": "string", "fieldType": "calculation_equation", "calculationFormula": formula}
    create(older, "property.contacts.seats_twice", SEATS | shown)
    theirs = contacts(portal).resources[Address.parse("property.contacts.old_double")].body["calculationFormula"]
    ours = contacts(older).resources[Address.parse("property.contacts.seats_twice")].body["calculationFormula"]
    assert ("old_seats" in theirs, "'seats'" in theirs) == (True, True)
    assert ("old_seats" in ours, "seats" in ours) == (False, True)


def test_a_lost_create_is_found_under_its_live_name(older: Portal, emulator: Emulator) -> None:
    """Reading back speaks the portal's language as well."""
    emulator.faults.drop_after_write(route="batch/create")
    create(older, "property.contacts.seats", SEATS)
    assert older.calls.by_operation == {"properties.batch_create": 1, "properties.list": 1}


def test_numeric_stage_ids_have_our_names(older: Portal) -> None:
    """Inside the body of a pipeline, in HubSpot's order; what is not bound keeps its own id."""
    found = older.fetch([("pipeline", ("tickets",))]).resources[Address.parse(PIPELINE)]
    assert (found.body["id"], found.identity) == ("reactive_only", "0")
    assert [stage["id"] for stage in found.body["stages"]] == ["asked", "2", "3", "solved"]


def test_stages_are_written_by_our_names(older: Portal, portal: Portal) -> None:
    """Changed, added and removed in a pipeline that has ids of its own."""
    one = {"objectType": "tickets", "pipelineId": "reactive_only"}
    pipeline = Address.parse(PIPELINE)
    solved, waiting = pipeline.child("stages", "solved"), pipeline.child("stages", "waiting")

    def stage(name: str, address: Address, body: Body | None = None, **more: str) -> Call:
        return Call(1, 1, Operation("pipelines", name), one | more, ("step",), (address,), body=body)

    new: Body = {"stageId": "waiting", "label": "On hold", "displayOrder": 9, "metadata": {"ticketState": "OPEN"}}
    done(older, stage("update_stage", solved, {"label": "Solved"}, stageId="solved"))
    done(older, stage("create_stage", waiting, new))
    done(older, stage("delete_stage", pipeline.child("stages", "asked"), stageId="asked"))
    done(older, stage("update", pipeline, {"label": "Reactive"}))
    theirs = portal.fetch([("pipeline", ("tickets",))]).resources[Address.parse("pipeline.tickets.0")].body
    assert theirs["label"] == "Reactive"
    assert {one["id"]: one["label"] for one in theirs["stages"]}.items() >= {
        "4": "Solved",
        "waiting": "On hold",
    }.items()
    assert "1" not in {one["id"] for one in theirs["stages"]}


def test_a_pipeline_is_made_with_its_bound_ids(emulator: Emulator, portal: Portal, patience: Patience) -> None:
    """Pipeline and stages, also where the answer is lost."""
    bindings = {"pipeline.tickets.queue": "900", "pipeline.tickets.queue/stages/open": "901"}
    stages = {
        "open": {"label": "Open", "metadata": {}},
        "shut": {"label": "Shut", "metadata": {"ticketState": "CLOSED"}},
    }
    emulator.faults.drop_after_write(route="/pipelines/")
    with bound(emulator, bindings, patience) as older:
        create(older, "pipeline.tickets.queue", {"label": "Queue", "stages": stages})
        assert older.calls.by_operation["pipelines.create"] == 1
    theirs = portal.fetch([("pipeline", ("tickets",))]).resources[Address.parse("pipeline.tickets.900")].body
    assert [stage["id"] for stage in theirs["stages"]] == ["901", "shut"]


def test_a_lost_stage_is_found_in_a_bound_pipeline(older: Portal, emulator: Emulator) -> None:
    """By the live ids of both."""
    emulator.faults.drop_after_write(route="/stages")
    body: Body = {"stageId": "waiting", "label": "On hold", "displayOrder": 9, "metadata": {"ticketState": "OPEN"}}
    one = {"objectType": "tickets", "pipelineId": "reactive_only"}
    address = Address.parse(PIPELINE).child("stages", "waiting")
    done(older, Call(1, 1, STAGE, one, ("step",), (address,), body=body))
    assert older.calls.by_operation == {"pipelines.create_stage": 1, "pipelines.list": 1}


def test_a_thing_whose_name_was_given_away_has_no_address(emulator: Emulator, portal: Portal) -> None:
    """The blueprint's `seats` is the live `old_seats`; the live `seats` cannot be called anything."""
    home = {**SEATS, "groupName": "contactinformation"}
    create(portal, "property.contacts.seats", home | {"label": "Other"})
    create(portal, "property.contacts.old_seats", home)
    with bound(emulator, {"property.contacts.seats": "old_seats"}) as older:
        found = contacts(older).resources
    assert found[Address.parse("property.contacts.seats")].body["label"] == "Seats"
    assert Address.parse("property.contacts.old_seats") not in found


def test_names_that_were_swapped_are_told_apart(emulator: Emulator, portal: Portal) -> None:
    """Each goes by the other's name."""
    for name in ("here", "there"):
        create(portal, f"property.contacts.{name}", {**SEATS, "label": name, "groupName": "contactinformation"})
    swapped = {"property.contacts.here": "there", "property.contacts.there": "here"}
    with bound(emulator, swapped) as older:
        found = live(older, *swapped)
    assert {text: body["label"] for text, body in found.items()} == swapped


def test_display_fields_of_a_schema_name_bound_properties(emulator: Emulator, portal: Portal) -> None:
    """The first property is made under its live name."""
    bindings = {"property.deliverable.title": "deliverable_name", "property.deliverable.owed_on": "due"}
    wanted = {**DELIVERABLE, "secondaryDisplayProperties": ["owed_on"], "searchableProperties": ["title"]}
    made, finished = calls(Action.CREATE, "schema.deliverable", wanted)
    home = {**NAMED, "groupName": "deliverable_information"}
    with bound(emulator, bindings) as older:
        done(older, made)
        create(older, "property.deliverable.owed_on", home)
        done(older, finished)
        ours = live(older, "schema.deliverable")["schema.deliverable"]
    theirs = live(portal, "schema.deliverable")["schema.deliverable"]
    shown = ("primaryDisplayProperty", "secondaryDisplayProperties", "searchableProperties")
    assert [ours[name] for name in shown] == ["title", ["owed_on"], ["title"]]
    assert [theirs[name] for name in shown] == ["deliverable_name", ["due"], ["deliverable_name"]]


def test_an_object_whose_name_was_given_away_has_no_address(emulator: Emulator, portal: Portal) -> None:
    """The blueprint's `deliverable` is the live `work_item`; the live `deliverable` cannot be called anything."""
    for name in ("deliverable", "work_item"):
        create(portal, f"schema.{name}", DELIVERABLE | {"labels": {"singular": name, "plural": name}})
    listed = [("schema", ()), ("property", ("deliverable",))]
    theirs = portal.fetch(listed).resources[Address.parse("schema.work_item")].body["objectTypeId"]
    with bound(emulator, {"schema.deliverable": theirs}) as older:
        found = older.fetch(listed).resources
    assert ["deliverable"] == [address.key for address in found if address.kind == "schema"]
    assert "work_item" == found[Address.parse("schema.deliverable")].identity


def test_a_bound_stage_says_what_the_portal_calls_it(older: Portal) -> None:
    """A stage is no resource of its own, so its identity stands in the body; one with its own name has none."""
    found = older.fetch([("pipeline", ("tickets",))]).resources[Address.parse(PIPELINE)]
    assert {"asked": "1", "2": None, "3": None, "solved": "4"} == {
        stage["id"]: stage.get("identity") for stage in found.body["stages"]
    }


def test_a_bound_label_is_written_to(emulator: Emulator, portal: Portal) -> None:
    """Its address is a blueprint's, its type ids are the portal's."""
    create(portal, "label.deals.contacts.made_by_hand", {"label": "Buyer", "inverseLabel": "Buys"})
    (theirs,) = portal.fetch([("label", ("deals", "contacts"))]).resources.values()
    with bound(emulator, {"label.deals.contacts.buyer": theirs.identity}) as older:
        done(older, *calls(Action.UPDATE, "label.deals.contacts.buyer", {"label": "Payer"}, theirs.body))
        remove_call = next(calls(Action.REMOVE, "label.deals.contacts.buyer", {}))
        assert live(older, "label.deals.contacts.buyer")["label.deals.contacts.buyer"]["label"] == "Payer"
        assert [one.settled for one in older.execute(remove_call)] == [Settled.DONE]
    assert portal.fetch([("label", ("deals", "contacts"))]).resources == {}


def test_without_bindings_bodies_stay_as_they_were_answered(portal: Portal) -> None:
    """Nothing is copied, nothing renamed."""
    state = portal.fetch([("pipeline", ("tickets",)), ("property", ("contacts",))])
    assert {resource.identity for resource in state.resources.values()} == {""}
