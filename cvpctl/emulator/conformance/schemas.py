"""Custom object schemas. Their reads lag on a live portal, so that what follows a write is waited for."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import (
    SPECIFIED,
    custom_object,
    make_record,
    make_schema,
    need_room_for_a_schema,
    schema_wish,
    undo_schema,
)

_KEYS = (
    "labels", "requiredProperties", "searchableProperties", "primaryDisplayProperty", "secondaryDisplayProperties",
    "archived", "restorable", "metaType", "id", "fullyQualifiedName", "createdAt", "updatedAt", "createdByUserId",
    "updatedByUserId", "objectTypeId", "allowsSensitiveProperties", "name", "properties", "associations",
)  # fmt: skip
_OK = 200
_CREATED = 201
_REFUSED = 400


def _reads(bench: Bench, type_id: str, **values: object) -> bool:
    read = bench.ask(op.READ_SCHEMA, type_id, status=(200, 404))
    return read.raw.status == _OK and all(read.body.get(name) == value for name, value in values.items())


@case(op.CREATE_SCHEMA, op.LIST_GROUPS)
def a_new_object_brings_a_lot(bench: Bench) -> None:
    """Name, labels and a primary property are enough; hs_ properties, a group and associations come along."""
    made = make_schema(bench, "thing").has_exactly(*_KEYS)
    made.says(metaType="PORTAL_SPECIFIC", archived=False, restorable=True, allowsSensitiveProperties=True)
    name = bench.name("thing")
    bench.check("its full name is p<portal>_<name>", holds=made["fullyQualifiedName"] == _full(bench, name))
    own = [one for one in made["properties"] if one.get("hubspotDefined")]
    bench.check("at least thirty properties are HubSpot's", holds=len(own) >= 30)  # noqa: PLR2004
    groups = bench.ask(op.LIST_GROUPS, made["objectTypeId"]).results
    bench.check("there is a group <name>_information", holds=f"{name}_information" in {one["name"] for one in groups})
    ties = {one["toObjectTypeId"] for one in made["associations"]}
    bench.check("it is tied to notes and tasks", holds={"0-46", "0-27"} <= ties)


@case(op.CREATE_SCHEMA)
def what_is_searchable_by_itself(bench: Bench) -> None:
    """Without a word about it, the record id is searchable."""
    found = make_schema(bench, "thing")["searchableProperties"]
    told = {("hs_object_id",): "hs_object_id", ("hs_object_id", "title"): "with_primary"}
    bench.observe("schema_searchable", told.get(tuple(sorted(found)), f"{len(found)} properties"))


@case(op.CREATE_SCHEMA)
def a_primary_property_is_needed(bench: Bench) -> None:
    """Without primaryDisplayProperty nothing is made."""
    wish = schema_wish(bench, "thing")
    del wish["primaryDisplayProperty"]
    answer = bench.ask(op.CREATE_SCHEMA, body=wish, status=_REFUSED)
    told = str(answer.body)
    bench.check("it says PRIMARY_DISPLAY_PROPERTY_REQUIRED", holds="PRIMARY_DISPLAY_PROPERTY_REQUIRED" in told)


@case(op.CREATE_SCHEMA, evidence="documented")
def a_name_begins_with_a_letter(bench: Bench) -> None:
    """A hyphen in a name is refused."""
    wish = {**schema_wish(bench, "thing"), "name": f"{bench.name('thing')}-x"}
    bench.ask(op.CREATE_SCHEMA, body=wish, status=_REFUSED)


@case(op.CREATE_SCHEMA, op.LIST_SCHEMAS)
def a_name_that_is_taken(bench: Bench) -> None:
    """An active name again is refused, or the old object comes back with what was added."""
    custom_object(bench)
    name = _shared_name(bench)
    wish = {**schema_wish(bench, "x"), "name": name}
    answer = bench.ask(op.CREATE_SCHEMA, body=wish, status=(201, 409))
    bench.observe("schema_exists", "merge" if answer.raw.status == _CREATED else "refuse")
    loud = {**wish, "name": name.replace("shared", "SHARED")}
    bench.ask(op.CREATE_SCHEMA, body=loud, status=409)


@case(op.READ_SCHEMA, op.LIST_SCHEMAS, op.READ_SCHEMAS, op.CREATE_SCHEMA)
def four_ways_to_read(bench: Bench) -> None:
    """By type id, by full name, in the list and in a batch it is the same object."""
    type_id = custom_object(bench)
    name = _full(bench, _shared_name(bench))
    bench.check("the type id finds it", holds=bench.settles(lambda: _reads(bench, type_id, fullyQualifiedName=name)))
    bench.ask(op.READ_SCHEMA, name).has_exactly(*_KEYS).says(fullyQualifiedName=name)
    listed = bench.ask(op.LIST_SCHEMAS).has_exactly("results").results
    bench.check("the list has it", holds=type_id in {one["objectTypeId"] for one in listed})
    flags = ("includePropertyDefinitions", "includeAssociationDefinitions", "includeAuditMetadata")
    body = {"inputs": [type_id], **dict.fromkeys(flags, False)}
    found = bench.ask(op.READ_SCHEMAS, body=body).results
    bench.check("the batch has it", holds=[one["objectTypeId"] for one in found] == [type_id])
    bench.check("without definitions there are none", holds=not found[0].get("properties"))


@case(op.READ_SCHEMA)
def an_object_that_is_not_there(bench: Bench) -> None:
    """A full name that nobody has is a 404."""
    bench.ask(op.READ_SCHEMA, _full(bench, bench.name("none")), status=404)


@case(op.READ_SCHEMA, evidence="observed")
def hubspots_objects_have_schemas(bench: Bench) -> None:
    """`contacts` can be read as a schema with its associations by name."""
    read = bench.ask(op.READ_SCHEMA, "contacts").says(objectTypeId="0-1", metaType="HUBSPOT")
    keys = {"id", "fromObjectTypeId", "toObjectTypeId", "name"}
    bench.check("associations are named", holds=all(keys <= set(one) for one in read["associations"]))


@case(op.UPDATE_SCHEMA, op.READ_SCHEMA, op.CREATE_SCHEMA)
def a_change_and_the_next_read(bench: Bench) -> None:
    """A PATCH answers without definitions; whether the next read shows it depends on HubSpot's caches."""
    made = make_schema(bench, "thing")
    type_id, description = str(made["objectTypeId"]), bench.name("why")
    changed = bench.ask(op.UPDATE_SCHEMA, type_id, body={"description": description})
    bench.check("properties are not told", holds="properties" not in changed.body)
    bench.observe("schema_reads", "current" if _reads(bench, type_id, description=description) else "lagging")
    shown = bench.settles(lambda: _reads(bench, type_id, description=description))
    bench.check("it shows in the end", holds=shown)


@case(op.UPDATE_SCHEMA, op.CREATE_SCHEMA)
def display_fields_must_exist(bench: Bench) -> None:
    """An unknown property cannot be shown, nor can three be secondary."""
    type_id = custom_object(bench)
    for body in (
        {"secondaryDisplayProperties": [bench.name("none")]},
        {"secondaryDisplayProperties": ["hs_object_id", "hs_createdate", "hs_lastmodifieddate"]},
    ):
        bench.ask(op.UPDATE_SCHEMA, type_id, body=body, status=_REFUSED)


@case(op.DELETE_SCHEMA, op.CREATE_SCHEMA, op.CREATE_RECORD)
def an_object_with_records_stays(bench: Bench) -> None:
    """Records keep an object from being archived."""
    made = make_schema(bench, "thing")
    make_record(bench, made["objectTypeId"], title=bench.name("record"))
    answer = bench.ask(op.DELETE_SCHEMA, made["objectTypeId"], status=(204, 400))
    bench.observe("schema_with_records", "refuse" if answer.raw.status == _REFUSED else "remove")
    if answer.raw.status == _REFUSED:
        bench.check("it says EXISTING_OBJECT_RECORDS", holds="EXISTING_OBJECT_RECORDS" in str(answer.body))
    else:
        bench.forget(op.DELETE_RECORD)


@case(op.CREATE_SCHEMA)
def how_little_is_enough(bench: Bench) -> None:
    """Name, labels, the primary property and its definition are enough, whatever the reference marks as required."""
    wish = {name: value for name, value in schema_wish(bench, "bare").items() if name not in SPECIFIED}
    need_room_for_a_schema(bench)
    undo_schema(bench, bench.undos, wish["name"])
    answer = bench.ask(op.CREATE_SCHEMA, body=wish, status=(201, 400))
    bench.observe("required_fields", "observed" if answer.raw.status == _CREATED else "specified")


@case(op.DELETE_SCHEMA, op.CREATE_SCHEMA, op.LIST_SCHEMAS)
def archived_then_purged(bench: Bench) -> None:
    """An active object cannot be purged; archived it is listed when asked for; then it can go for good."""
    type_id = str(make_schema(bench, "thing")["objectTypeId"])
    purge = {"archived": "true"}
    bench.ask(op.DELETE_SCHEMA, type_id, query=purge, status=_REFUSED)
    bench.ask(op.DELETE_SCHEMA, type_id)

    def archived() -> bool:
        listed = bench.ask(op.LIST_SCHEMAS, query=purge).results
        return any(one["objectTypeId"] == type_id and one["archived"] for one in listed)

    bench.check("the archived list has it", holds=bench.settles(archived))
    bench.ask(op.DELETE_SCHEMA, type_id, query=purge)
    bench.check("then it is gone", holds=bench.settles(lambda: not archived()))


@case(op.CREATE_SCHEMA, op.DELETE_SCHEMA)
def an_archived_name_created_again(bench: Bench) -> None:
    """A create over an archived name makes a new object."""
    first = make_schema(bench, "thing")["objectTypeId"]
    bench.ask(op.DELETE_SCHEMA, first)
    second = bench.ask(op.CREATE_SCHEMA, body=schema_wish(bench, "thing"))
    bench.owns(second["objectTypeId"])
    bench.check("it has another type id", holds=second["objectTypeId"] != first)


@case(op.ADD_ASSOCIATION, op.DROP_ASSOCIATION, op.CREATE_SCHEMA)
def associations_by_way_of_the_schema(bench: Bench) -> None:
    """A tie to contacts is made and taken away under the schema."""
    type_id = str(make_schema(bench, "thing")["objectTypeId"])
    body = {"fromObjectTypeId": type_id, "toObjectTypeId": "0-1", "name": bench.name("tie")}
    made = bench.ask(op.ADD_ASSOCIATION, type_id, body=body)
    made.has("id", "fromObjectTypeId", "toObjectTypeId", "name").says(toObjectTypeId="0-1", name=bench.name("tie"))
    bench.ask(op.DROP_ASSOCIATION, type_id, str(made["id"]))


def _full(bench: Bench, name: str) -> str:
    return f"p{bench.run.portal_id}_{name}"


def _shared_name(bench: Bench) -> str:
    """The name of the object that the run shares, whichever case made it."""
    wanted = bench.run.kept["object"]
    for one in bench.ask(op.LIST_SCHEMAS).results:
        if one["objectTypeId"] == wanted:
            return str(one["name"])
    bench.check("the shared object is listed", holds=False)
    return ""
