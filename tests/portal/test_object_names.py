"""Custom objects by their blueprint's name, wherever HubSpot wants an id of its own."""

import pytest
from portal.deeds import DELIVERABLE, NAMED, SPONSOR, calls, create, done, live, remove

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator
from cvpctl.model import Action, Address, Body, Scope
from cvpctl.portal import Patience, Portal
from cvpctl.portal.object_names import ObjectNames

NAME, GROUP, OWED = "schema.deliverable", "group.deliverable.value", "property.deliverable.owed_on"
OF_IT: tuple[Scope, ...] = (("group", ("deliverable",)), ("property", ("deliverable",)), ("pipeline", ("deliverable",)))
PIPELINE: Body = {
    "label": "Delivery",
    "stages": {"asked": {"label": "Asked", "metadata": {}}, "given": {"label": "Given", "metadata": {}}},
}


def test_everything_of_a_custom_object_is_written_and_read_by_its_name(portal: Portal) -> None:
    """Right after it was made, without reading anything in between."""
    create(portal, NAME, DELIVERABLE)
    create(portal, GROUP, {"label": "Value"})
    create(portal, OWED, {**NAMED, "groupName": "value"})
    create(portal, "pipeline.deliverable.delivery", PIPELINE)
    create(portal, "label.deliverable.contacts.sponsor", SPONSOR)
    reads = {name: count for name, count in portal.calls.by_operation.items() if "list" in name}
    assert reads == {"associations.list_labels": 2, "schemas.list": 1}
    found = live(portal, GROUP, OWED, "pipeline.deliverable.delivery", "label.deliverable.contacts.sponsor")
    assert len(found) == 4
    assert portal.calls.by_operation["schemas.list"] == 1


def test_a_fetch_reads_the_schemas_once(portal: Portal, emulator: Emulator) -> None:
    """One list tells all custom objects of the portal; a second fetch knows them."""
    create(portal, NAME, DELIVERABLE)
    create(portal, "schema.interest", DELIVERABLE)
    with Portal.open(emulator.base_url, emulator.token, read_only=True) as reader:
        state = reader.fetch([("schema", ()), *OF_IT, ("group", ("interest",))])
        assert not state.unknown
        assert {one.scope for one in state.resources} == {(), ("deliverable",), ("interest",)}
        assert (reader.calls.total, reader.calls.by_operation["schemas.list"]) == (5, 1)
        reader.fetch(OF_IT)
        assert reader.calls.by_operation["schemas.list"] == 1


def test_an_object_that_does_not_live_has_empty_lists(reader: Portal) -> None:
    """It is no gap in what was seen: a plan may create it and all that belongs to it."""
    state = reader.fetch([*OF_IT, ("label", ("deliverable", "contacts"))], archived=OF_IT)
    assert (dict(state.resources), dict(state.archived), dict(state.unknown)) == ({}, {}, {})
    assert reader.calls.by_operation == {"schemas.list": 1}


def test_the_archive_is_asked_without_asking_for_objects_again(reader: Portal) -> None:
    """The second round of a look knows what the first one learnt."""
    reader.fetch(OF_IT)
    reader.fetch([], archived=OF_IT)
    assert reader.calls.by_operation == {"schemas.list": 1}


def test_an_object_somebody_made_meanwhile_is_found(emulator: Emulator, reader: Portal) -> None:
    """Not having been there is remembered for no longer than a look."""
    reader.fetch(OF_IT)
    with Portal.open(emulator.base_url, emulator.token, read_only=False) as other:
        create(other, NAME, DELIVERABLE)
    assert reader.fetch(OF_IT).resources != {}


def test_native_objects_cost_no_list_of_schemas(reader: Portal) -> None:
    """Their ids are the same in every portal."""
    reader.fetch([("group", ("contacts",)), ("label", ("deals", "contacts"))])
    assert "schemas.list" not in reader.calls.by_operation


def test_a_name_nobody_learnt_is_qualified(emulator: Emulator, portal: Portal, patience: Patience) -> None:
    """A portal that was not read first asks once for its own id."""
    create(portal, NAME, DELIVERABLE)
    with Portal.open(emulator.base_url, emulator.token, read_only=False, patience=patience) as fresh:
        create(fresh, GROUP, {"label": "Value"})
        create(fresh, OWED, {**NAMED, "groupName": "value"})
        assert fresh.calls.by_operation == {
            "account.details": 1,
            "properties.batch_create": 1,
            "properties.create_group": 1,
        }
    paths = [entry.path for entry in emulator.log.entries]
    assert f"/crm/properties/2026-09/p{emulator.portal_id}_deliverable/groups" in paths


def test_an_identified_portal_is_not_asked_for_its_id_again(emulator: Emulator, portal: Portal) -> None:
    """The guard against the wrong portal has asked already."""
    create(portal, NAME, DELIVERABLE)
    with Portal.open(emulator.base_url, emulator.token, read_only=False) as fresh:
        fresh.identity()
        create(fresh, GROUP, {"label": "Value"})
        assert fresh.calls.by_operation["account.details"] == 1


def test_what_was_made_stays_known_while_the_list_lags(emulator: Emulator, portal: Portal) -> None:
    """HubSpot may leave a new schema out of its list for some seconds."""
    create(portal, NAME, DELIVERABLE)
    emulator.faults.add(Fault("status", status=500, route="/schemas", times=0))
    assert portal.fetch(OF_IT).resources != {}


def test_an_archived_object_is_forgotten(portal: Portal) -> None:
    """Its lists are empty afterwards, not out of reach."""
    create(portal, NAME, DELIVERABLE)
    remove(portal, NAME)
    state = portal.fetch(OF_IT)
    assert (dict(state.resources), dict(state.unknown)) == ({}, {})


@pytest.mark.parametrize("identity", ["live_name", "p4711_live_name", "2-9"])
def test_a_bound_object_is_known_by_any_of_its_names(identity: str) -> None:
    """Name, qualified name or type id."""
    names = ObjectNames({Address("schema", (), "deliverable"): identity})
    names.learn([{"name": "live_name", "fullyQualifiedName": "p4711_live_name", "objectTypeId": "2-9"}])
    assert (names.type_id("deliverable"), names.type_id("live_name")) == ("2-9", None)
    assert names.qualified("deliverable", 4711) in ("p4711_live_name", "2-9")


def test_a_binding_that_fits_nothing_falls_back_to_the_name() -> None:
    """A record may remember an object that was made anew since."""
    names = ObjectNames({Address("schema", (), "deliverable"): "2-8"})
    names.learn([{"name": "deliverable", "fullyQualifiedName": "p4711_deliverable", "objectTypeId": "2-9"}])
    assert names.type_id("deliverable") == "2-9"


def test_a_bound_object_is_written_to(emulator: Emulator, portal: Portal) -> None:
    """The blueprint's name stands for the live one in every call."""
    create(portal, NAME, DELIVERABLE)
    bindings = {Address("schema", (), "result"): "deliverable"}
    with Portal.open(emulator.base_url, emulator.token, read_only=False, bindings=bindings) as bound:
        create(bound, "group.result.value", {"label": "Value"})
        assert "group.result.value" in live(bound, "group.result.value")
        done(bound, *calls(Action.UPDATE, "schema.result", {"description": "Bound"}, DELIVERABLE))
    assert "group.deliverable.value" in live(portal, "group.deliverable.value")
