"""Lists, forms and workflows: shapes only, since a portal's own are what it is about and none is made for a case."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case


@case(op.SEARCH_LISTS, op.READ_LISTS)
def lists_are_found_and_read(bench: Bench) -> None:
    """A search tells pages of lists without their filters; a read by id tells the filters where it is asked to."""
    page = bench.ask(op.SEARCH_LISTS, body={"query": "", "offset": 0, "count": 1, "processingTypes": ["DYNAMIC"]})
    page.is_shaped(lists=list, hasMore=bool, offset=int, total=int)
    bench.check("a page of one holds one", holds=len(page["lists"]) <= 1)
    bench.check("no filters are told", holds=all("filterBranch" not in one for one in page["lists"]))
    ids = [str(one["listId"]) for one in page["lists"]]
    read = bench.ask(op.READ_LISTS, query={"listIds": ",".join(ids), "includeFilters": "true"}).is_shaped(lists=list)
    bench.check("a read tells the filters", holds=all("filterBranch" in one for one in read["lists"]))


@case(op.LIST_FORMS)
def forms_are_listed(bench: Bench) -> None:
    """Forms of all sorts come in pages, with their field groups."""
    answer = bench.ask(op.LIST_FORMS, query={"limit": "1", "formTypes": "all"})
    bench.check("a page of one holds one", holds=len(answer.results) <= 1)
    bench.check("a form tells its field groups", holds=all("fieldGroups" in one for one in answer.results))


@case(op.LIST_FLOWS, op.READ_FLOWS)
def workflows_are_listed_and_read(bench: Bench) -> None:
    """The list tells no actions, a batch read tells them."""
    rows = bench.ask(op.LIST_FLOWS, query={"limit": "1"}).results
    bench.check("a page of one holds one", holds=len(rows) <= 1)
    bench.check("no actions are told", holds=all("actions" not in one for one in rows))
    inputs = [{"flowId": str(one["id"]), "type": "FLOW_ID"} for one in rows]
    read = bench.ask(op.READ_FLOWS, body={"inputs": inputs}).results
    bench.check("a read tells the actions", holds=all("actions" in one for one in read))
