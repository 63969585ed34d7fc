"""Records one at a time, contacts and companies of our own."""

import json

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import company, contact, make_property, make_record

_KEYS = ("id", "properties", "createdAt", "updatedAt", "archived")
_ALWAYS = ("hs_object_id", "createdate", "lastmodifieddate")
_GONE = 404


@case(op.CREATE_RECORD, op.UPDATE_RECORD)
def what_a_record_tells(bench: Bench) -> None:
    """A create tells all that is set, HubSpot's additions included; since 2025 answers carry a url."""
    made = make_record(bench, "contacts", email=f"{bench.name('ada')}@example.com", firstname="Ada")
    made.has(*_KEYS).says(archived=False)
    made.has(*_ALWAYS, "email", "firstname", of=made["properties"])
    bench.check("values are texts", holds=all(isinstance(one, str) for one in made["properties"].values()))
    changed = bench.ask(op.UPDATE_RECORD, "contacts", made["id"], body={"properties": {"firstname": "Eda"}})
    older = "2024" if "hs_is_contact" in changed["properties"] else "2022"
    bench.observe("record_answers", "2025" if "url" in made.body else older)


@case(op.CREATE_RECORD, op.READ_RECORD)
def a_read_tells_a_few_properties(bench: Bench) -> None:
    """Unasked, a contact tells address and names; asked, what was asked, unknown names passed over."""
    record = contact(bench, "ada")
    read = bench.ask(op.READ_RECORD, "contacts", record).has(*_KEYS)
    read.has_exactly(*_ALWAYS, "email", "firstname", "lastname", of=read["properties"])
    asked = bench.ask(op.READ_RECORD, "contacts", record, query={"properties": f"phone,{bench.name('none')}"})
    asked.has_exactly(*_ALWAYS, "phone", of=asked["properties"])
    bench.check("what is empty is null", holds=asked["properties"]["phone"] is None)


@case(op.CREATE_RECORD, op.READ_RECORD)
def a_contact_is_found_by_address(bench: Bench) -> None:
    """idProperty=email finds a contact, in lower case."""
    address = f"{bench.name('ada')}@example.com"
    made = make_record(bench, "contacts", email=address.replace("_ada", "_Ada"))
    bench.check("the address is lower case", holds=made["properties"]["email"] == address)
    read = bench.ask(op.READ_RECORD, "contacts", address, query={"idProperty": "email"})
    bench.check("it is the same record", holds=read["id"] == made["id"])


@case(op.CREATE_RECORD)
def an_address_that_is_taken(bench: Bench) -> None:
    """The same address again is a 409 that tells the id."""
    record = contact(bench, "ada")
    body = {"properties": {"email": f"{bench.name('ada')}@example.com"}}
    answer = bench.refused(
        op.CREATE_RECORD,
        "contacts",
        body=body,
        status=409,
        category="CONFLICT",
        message="Contact already exists. Existing ID: <id>",
    )
    bench.check("the id is that of the first", holds=str(answer["message"]).endswith(record))


@case(op.CREATE_RECORD, op.CREATE_PROPERTY, evidence="assumed")
def a_unique_value_that_is_taken(bench: Bench) -> None:
    """A value of a unique property again is refused."""
    make_property(bench, "code", "companies", hasUniqueValue=True)
    values = {bench.name("code"): bench.name("a1"), "name": bench.name("one")}
    make_record(bench, "companies", **values)
    answer = bench.ask(op.CREATE_RECORD, "companies", body={"properties": values}, status=(400, 409))
    bench.observe("unique_conflict_status", answer.raw.status)


@case(op.CREATE_RECORD)
def an_unknown_property(bench: Bench) -> None:
    """A property that does not exist is told twice: as JSON in the message and among the errors."""
    name = bench.name("none")
    answer = bench.ask(op.CREATE_RECORD, "contacts", body={"properties": {name: "x"}}, status=400)
    answer.says(category="VALIDATION_ERROR")
    sentence, _, listed = str(answer["message"]).partition(": ")
    bench.check("the message begins as known", holds=sentence == "Property values were not valid")
    inner = json.loads(listed)[0]
    bench.check("its JSON names the property", holds=(inner["name"], inner["error"]) == (name, "PROPERTY_DOESNT_EXIST"))
    error = answer["errors"][0]
    told = (error["code"], error["context"]["propertyName"]) == ("PROPERTY_DOESNT_EXIST", [name])
    bench.check("so does the error", holds=told)


@case(op.CREATE_RECORD, evidence="documented")
def values_that_are_no_good(bench: Bench) -> None:
    """An address without @ and a number without digits are refused."""
    for object_type, properties in (("contacts", {"email": "nobody"}), ("companies", {"numberofemployees": "many"})):
        bench.ask(op.CREATE_RECORD, object_type, body={"properties": properties}, status=400)


@case(op.UPDATE_RECORD, op.READ_RECORD, op.CREATE_RECORD)
def a_value_changed_and_cleared(bench: Bench) -> None:
    """A PATCH keeps what it does not say; an empty text clears."""
    record = make_record(bench, "companies", name=bench.name("one"), city="Bern", phone="1")["id"]
    bench.ask(op.UPDATE_RECORD, "companies", record, body={"properties": {"city": "", "phone": "2"}})
    read = bench.ask(op.READ_RECORD, "companies", record, query={"properties": "city,phone,name"})["properties"]
    found = (read["city"] or None, read["phone"], read["name"])
    bench.check("city is empty, phone is 2, name is kept", holds=found == (None, "2", bench.name("one")))


@case(op.DELETE_RECORD, op.READ_RECORD, op.CREATE_RECORD)
def an_archived_record(bench: Bench) -> None:
    """Archived it is a 404 unless asked for; archiving again is a 204."""
    record = company(bench, "gone")
    bench.ask(op.DELETE_RECORD, "companies", record)
    bench.ask(op.READ_RECORD, "companies", record, status=_GONE)
    bench.ask(op.READ_RECORD, "companies", record, query={"archived": "true"}).says(archived=True).has("archivedAt")
    bench.ask(op.DELETE_RECORD, "companies", record)


@case(op.READ_RECORD)
def a_record_by_no_number(bench: Bench) -> None:
    """An id that is no number is a 404 whose message says so."""
    answer = bench.ask(op.READ_RECORD, "contacts", bench.name("none"), status=_GONE)
    answer.says(category="OBJECT_NOT_FOUND", message="Object not found.  objectId are usually numeric.")


@case(op.LIST_RECORDS, op.CREATE_RECORD)
def a_page_of_records(bench: Bench) -> None:
    """`limit` makes pages; the next one is told as `after` and `link`."""
    for tail in ("one", "two"):
        company(bench, tail)
    answer = bench.ask(op.LIST_RECORDS, "companies", query={"limit": "1"}).has_exactly("results", "paging")
    bench.check("a page of one holds one", holds=len(answer.results) == 1)
    following = answer["paging"]["next"]
    bench.check("next has after and link", holds=set(following) == {"after", "link"})
    further = bench.ask(op.LIST_RECORDS, "companies", query={"limit": "1", "after": following["after"]}).results
    bench.check("the next page holds another one", holds=further[0]["id"] != answer.results[0]["id"])


@case(op.LIST_RECORDS, evidence="assumed")
def a_page_that_is_too_big(bench: Bench) -> None:
    """A limit of 101 is refused."""
    bench.ask(op.LIST_RECORDS, "companies", query={"limit": "101"}, status=400)


@case(op.MERGE_RECORDS, op.READ_RECORD, op.CREATE_RECORD)
def two_records_merged(bench: Bench) -> None:
    """The primary keeps its values and takes those it lacks."""
    first = make_record(bench, "companies", name=bench.name("one"))["id"]
    second = make_record(bench, "companies", name=bench.name("two"), city="Bern")["id"]
    body = {"primaryObjectId": first, "objectIdToMerge": second}
    merged = bench.ask(op.MERGE_RECORDS, "companies", body=body)
    bench.owns(merged["id"])
    bench.undo(op.DELETE_RECORD, "companies", merged["id"])
    read = bench.ask(op.READ_RECORD, "companies", merged["id"], query={"properties": "name,city"})["properties"]
    found = (read["name"], read["city"])
    bench.check("name is the primary's, city the other's", holds=found == (bench.name("one"), "Bern"))
