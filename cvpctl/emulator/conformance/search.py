"""Searches. New records take moments to appear, so each case waits for its own first."""

from typing import Any

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Answer, Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import make_record
from cvpctl.emulator.errors import Body

_REFUSED = 400
_DAILY = "x-hubspot-ratelimit-daily"


def _filters(*filters: Body) -> Body:
    return {"filterGroups": [{"filters": list(filters)}], "limit": 10}


def _is(name: str, operator: str, value: Any = None, **more: Any) -> Body:
    return {"propertyName": name, "operator": operator, **({} if value is None else {"value": value}), **more}


def _found(bench: Bench, *filters: Body) -> set[str]:
    """The names of our own companies that fit."""
    mine = _is("website", "EQ", bench.name("site"))
    found = bench.ask(op.SEARCH, "companies", body={**_filters(mine, *filters), "properties": ["city"]}).results
    return {str(one["properties"]["city"]) for one in found}


def _three(bench: Bench) -> None:
    """Three companies of one web site: Aarau with ten, Bern with twenty, one without either."""
    for values in ({"city": "Aarau", "numberofemployees": 10}, {"city": "Bern", "numberofemployees": 20}, {}):
        make_record(bench, "companies", name=bench.name("one"), website=bench.name("site"), **values)
    seen = bench.settles(lambda: _total(bench).body.get("total") == 3)  # noqa: PLR2004
    bench.check("three records are found", holds=seen)


def _total(bench: Bench) -> Answer:
    return bench.ask(op.SEARCH, "companies", body=_filters(_is("website", "EQ", bench.name("site"))))


@case(op.SEARCH, op.CREATE_RECORD)
def a_total_and_a_page(bench: Bench) -> None:
    """A search tells the total of what fits, and where the next page begins."""
    _three(bench)
    body = {**_filters(_is("website", "EQ", bench.name("site"))), "limit": 2}
    first = bench.ask(op.SEARCH, "companies", body=body).has_exactly("total", "results", "paging").says(total=3)
    bench.check("the next page begins at 2", holds=first["paging"]["next"]["after"] == "2")
    second = bench.ask(op.SEARCH, "companies", body={**body, "after": "2"}).has_exactly("total", "results")
    bench.check(
        "the pages share nothing", holds=not {o["id"] for o in first.results} & {o["id"] for o in second.results}
    )


@case(op.SEARCH, op.CREATE_RECORD)
def operators(bench: Bench) -> None:
    """Equal, in, between, greater, with and without a value."""
    _three(bench)
    expected = {
        "EQ, whatever the case": (_is("city", "EQ", "bern"), {"Bern"}),
        "IN": (_is("city", "IN", values=["bern", "aarau"]), {"Aarau", "Bern"}),
        "GT": (_is("numberofemployees", "GT", "10"), {"Bern"}),
        "LTE": (_is("numberofemployees", "LTE", "20"), {"Aarau", "Bern"}),
        "BETWEEN": (_is("numberofemployees", "BETWEEN", "5", highValue="15"), {"Aarau"}),
        "HAS_PROPERTY": (_is("city", "HAS_PROPERTY"), {"Aarau", "Bern"}),
        "NOT_HAS_PROPERTY": (_is("city", "NOT_HAS_PROPERTY"), {"None"}),
        "CONTAINS_TOKEN": (_is("city", "CONTAINS_TOKEN", "aar*"), {"Aarau"}),
    }
    for operator, (wanted, cities) in expected.items():
        bench.check(operator, holds=_found(bench, wanted) == cities)


@case(op.SEARCH, op.CREATE_RECORD, evidence="assumed")
def filters_that_say_not(bench: Bench) -> None:
    """Whether NEQ finds records without a value."""
    _three(bench)
    found = _found(bench, _is("city", "NEQ", "Bern"))
    told = {frozenset({"Aarau"}): "skip_empty", frozenset({"Aarau", "None"}): "see_empty"}
    bench.observe("negative_filters", told.get(frozenset(found), f"{len(found)} of 3"))


@case(op.SEARCH, op.CREATE_RECORD)
def an_order(bench: Bench) -> None:
    """Sorted by a number, falling."""
    _three(bench)
    sort = {"propertyName": "numberofemployees", "direction": "DESCENDING"}
    body = _filters(_is("website", "EQ", bench.name("site")), _is("city", "HAS_PROPERTY"))
    found = bench.ask(op.SEARCH, "companies", body={**body, "sorts": [sort], "properties": ["city"]}).results
    cities = [one["properties"]["city"] for one in found]
    bench.check("Bern stands before Aarau", holds=cities == ["Bern", "Aarau"])


@case(op.SEARCH, op.CREATE_RECORD)
def a_text(bench: Bench) -> None:
    """`query` looks into the default properties."""
    _three(bench)
    found = bench.ask(op.SEARCH, "companies", body={"query": bench.name("one"), "limit": 10})
    bench.check("it finds the three by name", holds=found["total"] == 3)  # noqa: PLR2004


@case(op.SEARCH)
def rate_limit_headers(bench: Bench) -> None:
    """Searches tell what is left of the day, or nothing; never of ten seconds."""
    headers = bench.ask(op.SEARCH, "companies", body={"limit": 1}).raw.headers
    bench.check("no header tells of ten seconds", holds="x-hubspot-ratelimit-max" not in headers)
    counted = _DAILY in bench.ask(op.DETAILS).raw.headers
    if counted:
        bench.observe("search_headers", "daily" if _DAILY in headers else "none")


@case(op.SEARCH, evidence="documented")
def too_many_filters(bench: Bench) -> None:
    """Six groups are too many, and so are 201 results on a page."""
    group = {"filters": [_is("city", "HAS_PROPERTY")]}
    bench.ask(op.SEARCH, "companies", body={"filterGroups": [group] * 6}, status=_REFUSED)
    bench.ask(op.SEARCH, "companies", body={"limit": 201}, status=_REFUSED)


@case(op.SEARCH, evidence="documented")
def filters_in_a_group(bench: Bench) -> None:
    """How many filters a group may hold: six by the guide, ten by a later change."""
    answer = bench.ask(op.SEARCH, "companies", body=_filters(*[_is("city", "HAS_PROPERTY")] * 7), status=(200, 400))
    bench.observe("filter_limits", "guide" if answer.raw.status == _REFUSED else "changelog")


@case(op.SEARCH, evidence="assumed")
def an_unknown_property(bench: Bench) -> None:
    """A filter on a property that does not exist is refused."""
    body = _filters(_is(bench.name("none"), "EQ", "x"))
    answer = bench.ask(op.SEARCH, "companies", body=body, status=_REFUSED)
    begins = str(answer["message"]).startswith("There was a problem with the request")
    bench.check("the message begins with 'There was a problem with the request'", holds=begins)


@case(op.SEARCH)
def an_unknown_object(bench: Bench) -> None:
    """A search of a name that is no object is a 400."""
    name = bench.name("butterflies")
    bench.ask(op.SEARCH, name, body={}, status=_REFUSED).says(message=f"Unable to infer object type from: {name}")
