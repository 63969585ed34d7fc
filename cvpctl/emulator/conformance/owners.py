"""Owners: shapes only, since they are people."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.judgements import Skipped

_KEYS = {"id", "email", "type", "firstName", "lastName", "userId", "userIdIncludingInactive", "createdAt",
         "updatedAt", "archived"}  # fmt: skip


@case(op.LIST_OWNERS, op.READ_OWNER)
def owners_are_listed_and_read(bench: Bench) -> None:
    """A row has ten fields (teams, where there are some); a read by id or by userId says the same."""
    rows = [one for one in bench.ask(op.LIST_OWNERS).results if one.get("type") == "PERSON" and one.get("userId")]
    if not rows:
        raise Skipped("this portal has no owner that is a person")
    bench.check("the row has ten fields", holds=set(rows[0]) - {"teams"} == _KEYS)
    read = bench.ask(op.READ_OWNER, str(rows[0]["id"]))
    bench.check("a read by id is the same one", holds=read["id"] == rows[0]["id"])
    by_user = bench.ask(op.READ_OWNER, str(rows[0]["userId"]), query={"idProperty": "userId"})
    bench.check("so is a read by userId", holds=by_user["id"] == rows[0]["id"])


@case(op.LIST_OWNERS)
def pages_of_owners(bench: Bench) -> None:
    """`limit` makes pages, which say where the next begins."""
    answer = bench.ask(op.LIST_OWNERS, query={"limit": "1"})
    bench.check("a page of one holds one", holds=len(answer.results) <= 1)
    if "paging" in answer.body:
        bench.check("the next page is told", holds={"after", "link"} <= set(answer["paging"]["next"]))


@case(op.READ_OWNER, evidence="assumed")
def an_owner_that_is_not_there(bench: Bench) -> None:
    """A read of an unknown id is a 404."""
    bench.ask(op.READ_OWNER, "999999999", status=404)
