"""Archived properties: gone from reads, back under their name, and what keeps one from being archived."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import (
    make_group,
    make_property,
    need_room_for_a_calculation,
    property_wish,
)
from cvpctl.emulator.conformance.properties import CREATED, FOUND


@case(op.DELETE_PROPERTY, op.CREATE_PROPERTY, op.READ_PROPERTY)
def an_archived_property(bench: Bench) -> None:
    """Archived, it is a 404 unless asked for; archiving again is a 404 as well."""
    make_property(bench, "gone")
    bench.ask(op.DELETE_PROPERTY, "contacts", bench.name("gone"))
    bench.ask(op.READ_PROPERTY, "contacts", bench.name("gone"), status=404)
    query = {"archived": "true"}
    read = bench.ask(op.READ_PROPERTY, "contacts", bench.name("gone"), query=query)
    read.has_exactly(*CREATED, "archivedAt").says(archived=True)
    bench.refused(op.DELETE_PROPERTY, "contacts", bench.name("gone"), status=404, **FOUND)


@case(op.CREATE_PROPERTY, op.DELETE_PROPERTY, op.READ_PROPERTY)
def an_archived_name_created_again(bench: Bench) -> None:
    """A create over an archived name brings the old property back under the new definition."""
    first = make_property(bench, "again", description="Old")
    bench.ask(op.DELETE_PROPERTY, "contacts", bench.name("again"))
    wish = property_wish(bench, "again", description="New")
    second = bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=(201, 400, 409))
    if second.raw.status != 201:  # noqa: PLR2004
        bench.observe("recreate_archived", "refuse")
        return
    second.says(description="New", archived=False)
    kept = bench.ask(
        op.READ_PROPERTY, "contacts", bench.name("again"), query={"archived": "true"}, status=(200, 404)
    )  # fmt: skip
    restored = second["createdAt"] == first["createdAt"] and kept.raw.status == 404  # noqa: PLR2004
    bench.observe("recreate_archived", "restore" if restored else "new")


@case(op.CREATE_PROPERTY, op.DELETE_PROPERTY, op.CREATE_GROUP, op.DELETE_GROUP)
def not_restored_into_a_group_that_is_gone(bench: Bench) -> None:
    """An archived property whose group went cannot come back there."""
    make_group(bench, "home")
    make_property(bench, "lodger", groupName=bench.name("home"))
    bench.ask(op.DELETE_PROPERTY, "contacts", bench.name("lodger"))
    bench.ask(op.DELETE_GROUP, "contacts", bench.name("home"))
    wish = property_wish(bench, "lodger", groupName=bench.name("home"))
    answer = bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=400)
    answer.says(subCategory="PropertyGroupError.GROUP_DOES_NOT_EXIST")


@case(op.DELETE_PROPERTY, op.CREATE_PROPERTY)
def a_property_in_use_stays(bench: Bench) -> None:
    """What a calculation uses cannot be archived; the answer names the user."""
    need_room_for_a_calculation(bench)
    make_property(bench, "base", type="number", fieldType="number")
    formula = f"{bench.name('base')} + 1"
    make_property(bench, "sum", type="number", fieldType="number", calculationFormula=formula)
    answer = bench.ask(op.DELETE_PROPERTY, "contacts", bench.name("base"), status=400)
    answer.says(
        category="VALIDATION_ERROR",
        subCategory="PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
        message=f"Property: {bench.name('base')} of object type 0-1"
        " is currently used in 1 places and cannot be deleted",
        context={"usageCount": ["1"]},
    )
    usage = answer["errors"][0]
    bench.check("the error is a PROPERTY_USAGE", holds=usage["subCategory"] == "PropertyValidationError.PROPERTY_USAGE")
    bench.check("its parent is a calculation", holds=usage["context"]["parentType"] == ["CALCULATED_PROPERTY"])
