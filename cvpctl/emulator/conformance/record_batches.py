"""Records many at a time."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Answer, Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import company, contact

_WHOLE = ("completedAt", "status", "startedAt", "results")
_PART = (*_WHOLE, "errors", "numErrors")


def _made(bench: Bench, object_type: str, answer: Answer) -> list[str]:
    ids = [str(one["id"]) for one in answer.results]
    bench.owns(*ids)
    for one in ids:
        bench.undo(op.DELETE_RECORD, object_type, one)
    return ids


@case(op.CREATE_RECORDS)
def a_batch_that_succeeds(bench: Bench) -> None:
    """A batch create is a 201 with every record in its results."""
    body = {"inputs": [{"properties": {"name": bench.name(tail)}} for tail in ("one", "two")]}
    made = bench.ask(op.CREATE_RECORDS, "companies", body=body)
    ids = _made(bench, "companies", made.has_exactly(*_WHOLE).says(status="COMPLETE"))
    bench.check("there are two", holds=len(set(ids)) == 2)  # noqa: PLR2004


@case(op.CREATE_RECORDS, op.CREATE_RECORD)
def one_conflict_refuses_all(bench: Bench) -> None:
    """Without objectWriteTraceId a taken address refuses the whole batch, and no id is told."""
    contact(bench, "ada")
    inputs = [{"properties": {"email": f"{bench.name(tail)}@example.com"}} for tail in ("ada", "bob")]
    answer = bench.ask(op.CREATE_RECORDS, "contacts", body={"inputs": inputs}, status=(409, 201, 207))
    if answer.raw.status != 409:  # noqa: PLR2004
        _made(bench, "contacts", answer)
    bench.check("the status is 409", holds=answer.raw.status == 409)  # noqa: PLR2004
    answer.says(category="CONFLICT", message="Contact already exists")


@case(op.CREATE_RECORDS, op.CREATE_RECORD)
def traced_conflicts_are_told_apart(bench: Bench) -> None:
    """With objectWriteTraceId it is a 207 whose error carries the trace."""
    contact(bench, "ada")
    inputs = [
        {"properties": {"email": f"{bench.name(tail)}@example.com"}, "objectWriteTraceId": tail}
        for tail in ("ada", "bob")
    ]
    answer = bench.ask(op.CREATE_RECORDS, "contacts", body={"inputs": inputs}, status=207)
    _made(bench, "contacts", answer)
    answer.has_exactly(*_PART).says(numErrors=1)
    told = answer["errors"][0]["context"]["objectWriteTraceId"]
    bench.check("the trace is that of the taken address", holds=told == ["ada"])


@case(op.READ_RECORDS, op.CREATE_RECORD)
def a_batch_read(bench: Bench) -> None:
    """What is there are results; one error lists all ids that are not."""
    record = company(bench, "one")
    gone = company(bench, "gone")
    bench.ask(op.DELETE_RECORD, "companies", gone)
    body = {"inputs": [{"id": record}, {"id": gone}], "properties": ["name"], "propertiesWithHistory": []}
    answer = bench.ask(op.READ_RECORDS, "companies", body=body, status=207).has_exactly(*_PART).says(numErrors=1)
    bench.check("one result is the company", holds=[one["id"] for one in answer.results] == [record])
    error = answer["errors"][0]
    bench.check("the error lists the id", holds=error["context"]["ids"] == [gone])
    message = "Could not get some COMPANY objects, they may be deleted or not exist. Check that ids are valid."
    bench.check("the error says so as known", holds=error["message"] == message)


@case(op.UPDATE_RECORDS, op.CREATE_RECORD)
def a_batch_update(bench: Bench) -> None:
    """A batch update is a 200 with the changed records."""
    records = [company(bench, tail) for tail in ("one", "two")]
    body = {"inputs": [{"id": one, "properties": {"city": "Bern"}} for one in records]}
    answer = bench.ask(op.UPDATE_RECORDS, "companies", body=body).has_exactly(*_WHOLE)
    cities = {one["properties"].get("city") for one in answer.results}
    bench.check("both have the value", holds=cities == {"Bern"})


@case(op.UPDATE_RECORDS, op.CREATE_RECORD)
def an_id_said_twice(bench: Bench) -> None:
    """The same id twice in a batch update is refused, and named."""
    record = company(bench, "one")
    body = {"inputs": [{"id": record, "properties": {"city": "Bern"}}] * 2}
    answer = bench.ask(op.UPDATE_RECORDS, "companies", body=body, status=400)
    answer.says(category="VALIDATION_ERROR", context={"ids": [record]})
    answer.says(message=f"Duplicate IDs found in batch input: [{record}]. IDs must be unique")


@case(op.UPSERT_RECORDS)
def an_upsert_makes_then_changes(bench: Bench) -> None:
    """By address it makes a contact the first time and changes it the second; `new` says which."""
    address = f"{bench.name('ada')}@example.com"
    first = {"inputs": [{"id": address, "idProperty": "email", "properties": {"firstname": "Ada"}}]}
    made = bench.ask(op.UPSERT_RECORDS, "contacts", body=first)
    (record,) = _made(bench, "contacts", made)
    bench.check("the first is new", holds=made.results[0]["new"] is True)
    again = bench.ask(op.UPSERT_RECORDS, "contacts", body=first).results[0]
    bench.check("the second is not, and is the same", holds=(again["id"], again["new"]) == (record, False))


@case(op.ARCHIVE_RECORDS, op.READ_RECORD, op.CREATE_RECORD)
def a_batch_archive(bench: Bench) -> None:
    """204, the second time too."""
    record = company(bench, "one")
    for _ in range(2):
        bench.ask(op.ARCHIVE_RECORDS, "companies", body={"inputs": [{"id": record}]})
    bench.ask(op.READ_RECORD, "companies", record, status=404)
