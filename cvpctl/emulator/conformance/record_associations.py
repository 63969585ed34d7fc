"""Records tied to each other: plain and labelled, one pair and many."""

from typing import Any

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import company, contact, make_label, make_record

_FIRST = {"HUBSPOT_DEFINED 279", "HUBSPOT_DEFINED 1"}
_PRIMARY = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}


def _pair(bench: Bench) -> tuple[str, str]:
    return contact(bench, "ada"), company(bench, "one")


def _types(bench: Bench, record: str, to: str = "companies") -> list[set[str]]:
    """Ids are unique within a category only (observed)."""
    found = bench.ask(op.LIST_LINKS, "contacts", record, to).results
    return [{f"{kind['category']} {kind['typeId']}" for kind in one["associationTypes"]} for one in found]


def _inputs(*pairs: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"inputs": [{"from": {"id": one}, "to": {"id": other}, **more} for one, other in pairs]}


@case(op.PUT_DEFAULT_LINK, op.LIST_LINKS, op.CREATE_RECORD)
def a_plain_tie(bench: Bench) -> None:
    """The default tie of a contact and its first company is plain in both directions, and Primary besides."""
    record, other = _pair(bench)
    made = bench.ask(op.PUT_DEFAULT_LINK, "contacts", record, "companies", other).has("status", "results")
    specs = {one["associationSpec"]["associationTypeId"] for one in made.results}
    bench.check("both directions are told, 279 and 280", holds=specs == {279, 280})
    bench.check("a read has 279 and 1", holds=_types(bench, record) == [_FIRST])


@case(op.LIST_LINKS, op.PUT_DEFAULT_LINK, op.CREATE_RECORD)
def a_list_of_ties(bench: Bench) -> None:
    """A row has the other id, and types with category, id and label."""
    record, other = _pair(bench)
    bench.ask(op.PUT_DEFAULT_LINK, "contacts", record, "companies", other)
    row = bench.ask(op.LIST_LINKS, "contacts", record, "companies").has_exactly("results").results[0]
    bench.check("the row has two fields", holds=set(row) == {"toObjectId", "associationTypes"})
    bench.check("the id is a number", holds=row["toObjectId"] == int(other))
    keys = {"category", "typeId", "label"}
    bench.check("types have three", holds=all(set(one) == keys for one in row["associationTypes"]))


@case(op.PUT_LINK, op.LIST_LINKS, op.CREATE_LABEL, op.CREATE_RECORD)
def a_labelled_tie_brings_the_plain_one(bench: Bench) -> None:
    """A label on two records also makes their plain tie."""
    type_id = make_label(bench, "role")[0]
    record = contact(bench, "ada")
    deal = str(make_record(bench, "deals", dealname=bench.name("deal"))["id"])
    body = [{"associationCategory": "USER_DEFINED", "associationTypeId": type_id}]
    made = bench.ask(op.PUT_LINK, "contacts", record, "deals", deal, body=body)
    made.has("fromObjectTypeId", "fromObjectId", "toObjectTypeId", "toObjectId", "labels")
    made.says(labels=[bench.name("role")])
    bench.check(
        "a read has the label and 4",
        holds=_types(bench, record, "deals") == [{f"USER_DEFINED {type_id}", "HUBSPOT_DEFINED 4"}],
    )


@case(op.DELETE_LINK, op.PUT_DEFAULT_LINK, op.LIST_LINKS, op.CREATE_RECORD)
def a_tie_removed(bench: Bench) -> None:
    """Deleting a tie is a 204 and removes every type, the second time too."""
    record, other = _pair(bench)
    bench.ask(op.PUT_DEFAULT_LINK, "contacts", record, "companies", other)
    for _ in range(2):
        bench.ask(op.DELETE_LINK, "contacts", record, "companies", other)
    bench.check("nothing is left", holds=_types(bench, record) == [])


@case(op.PUT_LINK, op.CREATE_RECORD, evidence="assumed")
def a_type_that_is_not_there(bench: Bench) -> None:
    """An association type of another pair is a 400."""
    record, other = _pair(bench)
    body = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 3}]
    bench.ask(op.PUT_LINK, "contacts", record, "companies", other, body=body, status=400)


@case(op.DEFAULT_LINKS, op.READ_LINKS, op.ARCHIVE_LINKS, op.CREATE_RECORD)
def many_plain_ties(bench: Bench) -> None:
    """A batch of default ties, read in a batch, archived in a batch; a record without ties is an error then."""
    record, other = _pair(bench)
    bench.ask(op.DEFAULT_LINKS, "contacts", "companies", body=_inputs((record, other))).has("status", "results")
    body = {"inputs": [{"id": record}]}
    read = bench.ask(op.READ_LINKS, "contacts", "companies", body=body).results[0]
    bench.check("the batch read finds it", holds=[str(one["toObjectId"]) for one in read["to"]] == [other])
    archived = {"inputs": [{"from": {"id": record}, "to": [{"id": other}]}]}
    bench.ask(op.ARCHIVE_LINKS, "contacts", "companies", body=archived)
    empty = bench.ask(op.READ_LINKS, "contacts", "companies", body=body, status=207).says(results=[], numErrors=1)
    told = empty["errors"][0]
    bench.check("the error is NO_ASSOCIATIONS_FOUND", holds="NO_ASSOCIATIONS_FOUND" in str(told.get("subCategory")))


@case(op.CREATE_LINKS, op.ARCHIVE_LINK_LABELS, op.LIST_LINKS, op.CREATE_LABEL, op.CREATE_RECORD)
def many_labelled_ties(bench: Bench) -> None:
    """A batch create puts labels on; archiving the label alone leaves the plain tie."""
    type_id = make_label(bench, "role", "contacts", "companies")[0]
    record, other = _pair(bench)
    types = [{"associationCategory": "USER_DEFINED", "associationTypeId": type_id}]
    bench.ask(op.CREATE_LINKS, "contacts", "companies", body=_inputs((record, other), types=types))
    bench.check("the label is there", holds=[_FIRST | {f"USER_DEFINED {type_id}"}] == _types(bench, record))
    bench.ask(op.ARCHIVE_LINK_LABELS, "contacts", "companies", body=_inputs((record, other), types=types))
    bench.check("only the label went", holds=_types(bench, record) == [_FIRST])


@case(op.CREATE_RECORD, op.LIST_LINKS)
def a_record_born_with_a_tie(bench: Bench) -> None:
    """`associations` in a create tie the new record."""
    other = company(bench, "one")
    tie = {"to": {"id": other}, "types": [_PRIMARY]}
    body = {"properties": {"email": f"{bench.name('ada')}@example.com"}, "associations": [tie]}
    made = bench.ask(op.CREATE_RECORD, "contacts", body=body)
    bench.owns(made["id"])
    bench.undo(op.DELETE_RECORD, "contacts", made["id"])
    bench.check("it is tied to the company", holds=_types(bench, str(made["id"])) == [_FIRST])


@case(op.CREATE_RECORD, op.READ_RECORD, op.PUT_DEFAULT_LINK)
def a_read_with_associations(bench: Bench) -> None:
    """associations= adds the other ids by object, each with the name of its type."""
    record, other = _pair(bench)
    bench.ask(op.PUT_DEFAULT_LINK, "contacts", record, "companies", other)
    read = bench.ask(op.READ_RECORD, "contacts", record, query={"associations": "companies"}).has("associations")
    rows = read["associations"]["companies"]["results"]
    bench.check("the company is named", holds={one["id"] for one in rows} == {other})
    bench.check("rows have id and type", holds=all(set(one) == {"id", "type"} for one in rows))
