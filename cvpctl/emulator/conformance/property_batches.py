"""Properties many at a time: whole, in part, and over names that are not there."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import make_property, property_wish

_WHOLE = ("completedAt", "status", "startedAt", "results")
_PART = (*_WHOLE, "errors", "numErrors")


@case(op.CREATE_PROPERTIES)
def a_batch_that_succeeds(bench: Bench) -> None:
    """A batch create is a 201 whose results say less than single creates do."""
    wishes = [property_wish(bench, tail) for tail in ("one", "two")]
    for wish in wishes:
        bench.undo(op.DELETE_PROPERTY, "contacts", wish["name"])
    made = bench.ask(op.CREATE_PROPERTIES, "contacts", body={"inputs": wishes}).has_exactly(*_WHOLE)
    made.says(status="COMPLETE")
    bench.check("both are in the results", holds={one["name"] for one in made.results} == {w["name"] for w in wishes})
    absent = {"createdAt", "updatedAt", "createdUserId", "updatedUserId", "archived"}
    bench.check("times, users and archived are absent", holds=not absent & set(made.results[0]))


@case(op.CREATE_PROPERTIES, op.CREATE_PROPERTY)
def a_batch_that_succeeds_in_part(bench: Bench) -> None:
    """A taken name makes it a 207 that tells the error beside the results."""
    make_property(bench, "one")
    bench.undo(op.DELETE_PROPERTY, "contacts", bench.name("two"))
    body = {"inputs": [property_wish(bench, tail) for tail in ("one", "two")]}
    answer = bench.ask(op.CREATE_PROPERTIES, "contacts", body=body, status=207).has_exactly(*_PART)
    answer.says(numErrors=1)
    error = {
        "status": "error",
        "category": "OBJECT_ALREADY_EXISTS",
        "subCategory": "Properties.PROPERTY_WITH_NAME_EXISTS",
        "message": f"A property named '{bench.name('one')}' already exists.",
        "context": {"name": [bench.name("one")]},
    }
    answer.says(errors=[error])


@case(op.READ_PROPERTIES, op.CREATE_PROPERTY)
def a_batch_read(bench: Bench) -> None:
    """Names that are there are results, the others errors of a 207."""
    make_property(bench, "one")
    body = {"inputs": [{"name": bench.name("one")}], "archived": False, "dataSensitivity": "non_sensitive"}
    read = bench.ask(op.READ_PROPERTIES, "contacts", body=body)
    bench.check("the one there is found", holds=[one["name"] for one in read.results] == [bench.name("one")])
    body["inputs"] = [{"name": bench.name("none")}]
    missing = bench.ask(op.READ_PROPERTIES, "contacts", body=body, status=207).says(numErrors=1)
    bench.check("the error is OBJECT_NOT_FOUND", holds=missing["errors"][0]["category"] == "OBJECT_NOT_FOUND")


@case(op.ARCHIVE_PROPERTIES, op.CREATE_PROPERTY, op.READ_PROPERTY)
def a_batch_archive(bench: Bench) -> None:
    """204 whatever the names were before."""
    make_property(bench, "one")
    body = {"inputs": [{"name": bench.name("one")}, {"name": bench.name("none")}]}
    bench.ask(op.ARCHIVE_PROPERTIES, "contacts", body=body)
    bench.ask(op.ARCHIVE_PROPERTIES, "contacts", body=body)
    bench.ask(op.READ_PROPERTY, "contacts", bench.name("one"), status=404)
