"""Properties one at a time: what comes back, what is ignored, what is refused."""

from typing import Any

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import make_property, property_wish

CREATED = (
    "updatedAt", "createdAt", "name", "label", "type", "fieldType", "description", "groupName", "options",
    "createdUserId", "updatedUserId", "displayOrder", "calculated", "externalOptions", "archived", "hasUniqueValue",
    "hidden", "modificationMetadata", "formField", "dataSensitivity",
)  # fmt: skip
_GOLD: dict[str, Any] = {"label": "Gold", "value": "gold", "displayOrder": 0, "hidden": False}
_SILVER: dict[str, Any] = {"label": "Silver", "value": "silver", "displayOrder": 3, "hidden": True}
_CHOICE = {"type": "enumeration", "fieldType": "select"}
FOUND = {"category": "OBJECT_NOT_FOUND", "message": "resource not found"}


@case(op.CREATE_PROPERTY)
def a_new_property_says_everything(bench: Bench) -> None:
    """A create answers with twenty fields, a Location, and defaults for what was not said."""
    made = make_property(bench, "text").has_exactly(*CREATED)
    made.says(description="", options=[], displayOrder=-1, calculated=False, externalOptions=False, archived=False)
    made.says(hasUniqueValue=False, hidden=False, formField=False, dataSensitivity="non_sensitive")
    metadata = {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False}
    made.says(modificationMetadata=metadata)
    where = made.raw.headers.get("location", "")
    bench.check("Location ends in the name", holds=where.endswith(f"/{bench.name('text')}"))


@case(op.CREATE_PROPERTY, op.READ_PROPERTY)
def a_read_gives_what_was_created(bench: Bench) -> None:
    """A read of a custom property says what the create said; hubspotDefined is absent."""
    made = make_property(bench, "text", description="Why", hidden=True)
    read = bench.ask(op.READ_PROPERTY, "contacts", bench.name("text")).has_exactly(*CREATED)
    for name in ("label", "type", "fieldType", "description", "groupName", "displayOrder", "hidden", "createdAt"):
        read.says(**{name: made[name]})


@case(op.CREATE_PROPERTY, op.LIST_PROPERTIES)
def the_list_is_not_paged(bench: Bench) -> None:
    """A list holds `results` and nothing else, the new property among them, no archived ones."""
    make_property(bench, "text")
    listed = bench.ask(op.LIST_PROPERTIES, "contacts").has_exactly("results").results
    bench.check("the new one is listed", holds=bench.name("text") in {one["name"] for one in listed})
    bench.check("none is archived", holds=not any(one.get("archived") for one in listed))


@case(op.LIST_PROPERTIES)
def an_object_has_many_names(bench: Bench) -> None:
    """Singular, plural, any case and the type id mean the same object."""
    lists = [
        {one["name"] for one in bench.ask(op.LIST_PROPERTIES, name).results}
        for name in ("companies", "company", "COMPANIES", "0-2")
    ]
    bench.check("all four lists are alike", holds=all(one == lists[0] for one in lists))


@case(op.CREATE_PROPERTY)
def an_active_name_is_taken(bench: Bench) -> None:
    """A second create of an active name is a 409 with its own subcategory."""
    make_property(bench, "twice")
    bench.refused(
        op.CREATE_PROPERTY,
        "contacts",
        body=property_wish(bench, "twice"),
        status=409,
        category="OBJECT_ALREADY_EXISTS",
        subCategory="Properties.PROPERTY_WITH_NAME_EXISTS",
        message=f"A property named '{bench.name('twice')}' already exists.",
    )


@case(op.CREATE_PROPERTY, evidence="documented")
def a_bad_name_is_refused(bench: Bench) -> None:
    """Capitals in a name are refused with a sentence about lower case."""
    bench.refused(
        op.CREATE_PROPERTY,
        "contacts",
        body=property_wish(bench, "Loud"),
        status=400,
        category="VALIDATION_ERROR",
        message="Names for properties should be lowercase and have less than 100 characters.",
    )


@case(op.CREATE_PROPERTY, evidence="observed")
def an_unknown_group_is_refused(bench: Bench) -> None:
    """A property needs a group that exists."""
    wish = property_wish(bench, "lost", groupName=bench.name("nowhere"))
    answer = bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=400)
    answer.says(subCategory="PropertyGroupError.GROUP_DOES_NOT_EXIST")


@case(op.CREATE_PROPERTY, op.DELETE_PROPERTY)
def reserved_names(bench: Bench) -> None:
    """Names that begin with hs_ are HubSpot's own."""
    wish = property_wish(bench, "mine")
    wish["name"] = f"hs_{wish['name']}"
    bench.undo(op.DELETE_PROPERTY, "contacts", wish["name"])
    status = bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=(201, 400)).raw.status
    bench.observe("reserved_prefixes", {201: "accept", 400: "refuse"}[status])


@case(op.READ_PROPERTY)
def a_missing_property(bench: Bench) -> None:
    """A read of an unknown name is a 404 in JSON."""
    bench.refused(op.READ_PROPERTY, "contacts", bench.name("none"), status=404, **FOUND)


@case(op.UPDATE_PROPERTY, op.CREATE_PROPERTY, op.READ_PROPERTY)
def a_change_keeps_what_it_does_not_say(bench: Bench) -> None:
    """A PATCH of the label leaves the rest, options included."""
    make_property(bench, "tier", **_CHOICE, options=[_GOLD, _SILVER])
    bench.ask(op.UPDATE_PROPERTY, "contacts", bench.name("tier"), body={"label": "Tier"}).says(label="Tier")
    bench.ask(op.READ_PROPERTY, "contacts", bench.name("tier")).says(label="Tier", options=[_GOLD, _SILVER])


@case(op.UPDATE_PROPERTY, op.CREATE_PROPERTY)
def options_are_replaced_whole(bench: Bench) -> None:
    """A PATCH with options takes away those it leaves out; gaps in their order are kept."""
    make_property(bench, "tier", **_CHOICE, options=[_GOLD, _SILVER])
    changed = bench.ask(op.UPDATE_PROPERTY, "contacts", bench.name("tier"), body={"options": [_SILVER]})
    changed.says(options=[_SILVER])


@case(op.CREATE_PROPERTY)
def an_option_without_order_goes_last(bench: Bench) -> None:
    """An option that says no displayOrder stands behind the highest."""
    last = {"label": "Bronze", "value": "bronze"}
    made = make_property(bench, "tier", **_CHOICE, options=[_SILVER, last])
    made.says(options=[_SILVER, {**last, "displayOrder": 4, "hidden": False}])


@case(op.UPDATE_PROPERTY, op.CREATE_PROPERTY, op.READ_PROPERTY)
def fixed_fields_are_ignored(bench: Bench) -> None:
    """hasUniqueValue, dataSensitivity and name are answered with 200 and not changed."""
    make_property(bench, "text")
    sent = {"hasUniqueValue": True, "dataSensitivity": "sensitive", "name": bench.name("other")}
    bench.ask(op.UPDATE_PROPERTY, "contacts", bench.name("text"), body=sent)
    read = bench.ask(op.READ_PROPERTY, "contacts", bench.name("text"))
    read.says(name=bench.name("text"), hasUniqueValue=False, dataSensitivity="non_sensitive")


@case(op.UPDATE_PROPERTY, op.CREATE_PROPERTY)
def a_text_may_grow(bench: Bench) -> None:
    """`text` may become textarea."""
    make_property(bench, "text")
    body = {"fieldType": "textarea"}
    bench.ask(op.UPDATE_PROPERTY, "contacts", bench.name("text"), body=body).says(type="string", **body)
