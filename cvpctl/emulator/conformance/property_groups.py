"""Property groups: their order, what is inside them, and what becomes of their names."""

import json

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import make_group, make_property

_KEYS = ("name", "label", "displayOrder", "archived")


@case(op.CREATE_GROUP, op.LIST_GROUPS)
def a_new_group_goes_last(bench: Bench) -> None:
    """Without an order a group gets the next free one, and four fields come back."""
    highest = max(one["displayOrder"] for one in bench.ask(op.LIST_GROUPS, "contacts").results)
    made = make_group(bench, "group").has_exactly(*_KEYS).says(archived=False)
    bench.check("it stands behind all others", holds=made["displayOrder"] > highest)


@case(op.CREATE_GROUP, op.READ_GROUP, op.LIST_GROUPS)
def a_group_can_be_read(bench: Bench) -> None:
    """A read and the list say what the create said; an unknown one is a 404."""
    made = make_group(bench, "group")
    bench.ask(op.READ_GROUP, "contacts", bench.name("group")).has_exactly(*_KEYS).says(label=made["label"])
    listed = {one["name"] for one in bench.ask(op.LIST_GROUPS, "contacts").has_exactly("results").results}
    bench.check("it is listed", holds=bench.name("group") in listed)
    bench.ask(op.READ_GROUP, "contacts", bench.name("none"), status=404).says(category="OBJECT_NOT_FOUND")


@case(op.CREATE_GROUP, op.UPDATE_GROUP)
def a_group_keeps_its_place(bench: Bench) -> None:
    """A PATCH of the label changes nothing else."""
    made = make_group(bench, "group")
    changed = bench.ask(op.UPDATE_GROUP, "contacts", bench.name("group"), body={"label": "Renamed"})
    changed.has_exactly(*_KEYS).says(label="Renamed", name=bench.name("group"), displayOrder=made["displayOrder"])


@case(op.CREATE_GROUP, evidence="assumed")
def a_group_made_twice(bench: Bench) -> None:
    """A name that is taken is refused."""
    make_group(bench, "twice")
    body = {"name": bench.name("twice"), "label": "Twice"}
    answer = bench.ask(op.CREATE_GROUP, "contacts", body=body, status=(400, 409))
    bench.observe("group_exists_status", answer.raw.status)
    answer.says(subCategory="PropertyGroupError.GROUP_ALREADY_EXISTS")


@case(op.CREATE_GROUP, op.CREATE_PROPERTY, op.DELETE_GROUP)
def a_group_with_properties_stays(bench: Bench) -> None:
    """The refusal is JSON inside the message, with nothing beside it."""
    make_group(bench, "full")
    make_property(bench, "inside", groupName=bench.name("full"))
    answer = bench.ask(op.DELETE_GROUP, "contacts", bench.name("full"), status=400)
    inner = json.loads(answer.has_exactly("status", "message", "correlationId")["message"])
    constant = "PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES"
    bench.check(f"the subcategory inside is {constant}", holds=inner["subCategory"] == constant)
    told = inner["message"] == "Can't delete or purge a group with active properties"
    bench.check("so is the sentence", holds=told)


@case(op.CREATE_GROUP, op.CREATE_PROPERTY, op.DELETE_PROPERTY, op.DELETE_GROUP, op.READ_GROUP)
def archived_properties_do_not_hold_a_group(bench: Bench) -> None:
    """A group whose properties are archived can go, and is a 404 then."""
    make_group(bench, "left")
    make_property(bench, "inside", groupName=bench.name("left"))
    bench.ask(op.DELETE_PROPERTY, "contacts", bench.name("inside"))
    bench.ask(op.DELETE_GROUP, "contacts", bench.name("left"))
    bench.ask(op.READ_GROUP, "contacts", bench.name("left"), status=404)


@case(op.CREATE_GROUP, op.DELETE_GROUP)
def a_name_is_free_again(bench: Bench) -> None:
    """The same name makes a new group, under the new label."""
    make_group(bench, "again")
    bench.ask(op.DELETE_GROUP, "contacts", bench.name("again"))
    body = {"name": bench.name("again"), "label": "Second"}
    bench.ask(op.CREATE_GROUP, "contacts", body=body).says(label="Second", archived=False)
