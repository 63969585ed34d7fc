"""Records, searches and associations under fire; the other areas have a fuzz of their own."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.routes import Mounted, mounted_routes
from cvpctl.emulator.search_filters import OPERATORS
from cvpctl.emulator.server import Emulator

ROUTES = [one for one in mounted_routes() if one.route.access == "records" and one.version == "2026-09"]
TYPES = ["contacts", "companies", "deals", "tickets", "p_cvp", "nowhere"]
IDS = ["1000002", "1000003", "1000004", "1000006", "99", "ada@example.org"]
NAMES = [
    "email",
    "firstname",
    "amount",
    "closedate",
    "dealstage",
    "lifecyclestage",
    "hs_object_id",
    "domain",
    "no_such",
]
VALUES = [
    "",
    "ada@example.org",
    "12",
    "closedwon",
    "2026-02-30",
    "2026-01-01",
    "\u0130x",
    "1e400",
    "9" * 30,
    "*",
    "a;b",
]

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
texts = st.sampled_from(VALUES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
junk = st.recursive(
    scalars | texts, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2)
)
values = st.dictionaries(st.sampled_from(NAMES), texts | scalars, max_size=3) | junk
ids = st.sampled_from(IDS) | st.integers(1_000_001, 1_000_012) | junk
types = st.lists(
    st.fixed_dictionaries({"associationTypeId": st.sampled_from([1, 3, 4, 279, 280, 0])},
                          optional={"associationCategory": st.sampled_from(["HUBSPOT_DEFINED", "USER_DEFINED", "X"])}),
    max_size=2,
)  # fmt: skip
ends = st.fixed_dictionaries({"id": ids})
inputs = st.fixed_dictionaries(
    {
        "id": ids,
        "properties": values,
        "from": ends | junk,
        "to": ends | st.lists(ends, max_size=2),
        "types": types | junk,
    },
    optional={
        "idProperty": st.sampled_from(["email", "hs_object_id", "firstname"]) | junk,
        "objectWriteTraceId": texts,
        "associations": st.lists(st.fixed_dictionaries({"to": ends | junk, "types": types | junk}), max_size=2),
    },
)
filters = st.fixed_dictionaries(
    {"propertyName": st.sampled_from(NAMES), "operator": st.sampled_from(sorted(OPERATORS))},
    optional={"value": texts | scalars, "values": st.lists(texts | junk, max_size=3), "highValue": texts | scalars},
)
searches = st.fixed_dictionaries(
    {},
    optional={
        "filterGroups": st.lists(st.fixed_dictionaries({"filters": st.lists(filters, max_size=3)}) | junk, max_size=3),
        "sorts": st.lists(st.sampled_from(["-email", "createdate", "no_such"]) | junk, max_size=1),
        "query": texts,
        "limit": st.integers(-1, 201) | junk,
        "after": st.integers(-1, 10_001) | texts,
        "properties": st.lists(st.sampled_from(NAMES), max_size=3) | junk,
    },
)
single = st.fixed_dictionaries({"properties": values, "associations": st.lists(inputs, max_size=1) | junk})
merges = st.fixed_dictionaries({"primaryObjectId": ids, "objectIdToMerge": ids})
queries = st.sampled_from(
    [
        *("", "?archived=true", "?limit=2&after=1000011", "?idProperty=email", "?idProperty=x", "?limit=\u0663"),
        *(
            "?properties=email,x&propertiesWithHistory=email",
            "?associations=companies,nowhere",
            "?after=%00",
            "?limit=-1",
        ),
    ]
)


def _body(template: str) -> st.SearchStrategy[Any]:
    if template.endswith("/search"):
        return searches
    if "/batch/" in template:
        return st.fixed_dictionaries({"inputs": st.lists(inputs, max_size=3) | junk})
    if "/associations/" in template:
        return types
    return merges if template.endswith("/merge") else single


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, Any]:
    mounted: Mounted = draw(st.sampled_from(ROUTES))
    known = {"{objectType}": TYPES, "{toObjectType}": TYPES, "{objectId}": IDS, "{toObjectId}": IDS}
    parts = [
        quote(draw(st.sampled_from(known[part])), safe="") if part in known else part
        for part in mounted.template.split("/")
    ]
    body = draw(_body(mounted.template) | junk) if mounted.route.method != "GET" else None
    return mounted.route.method, "/".join(parts) + draw(queries), body


@pytest.fixture(scope="module")
def client(running_portal: Emulator) -> Iterator[httpx.Client]:
    running_portal.reset()
    running_portal.set_limits(Limits.off())
    headers = {"Authorization": f"Bearer {running_portal.token}", "Accept": "application/json"}
    with httpx.Client(base_url=running_portal.base_url, headers=headers) as http:
        egg = {"name": "cvp", "labels": {"singular": "C", "plural": "Cs"}, "primaryDisplayProperty": "hs_object_id"}
        http.post("/crm/v3/schemas", json=egg).raise_for_status()
        for plural in TYPES[:-1]:
            running_portal.add_records(plural, [{}, {}])
        yield http


@settings(max_examples=600, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(asked=requests())
def test_no_request_breaks_the_records(
    running_portal: Emulator, client: httpx.Client, asked: tuple[str, str, Any]
) -> None:
    """Whatever is sent, the answer is one of HubSpot's, and never a 500 nobody asked for."""
    method, path, body = asked

    answer = client.request(method, path, json=body)

    assert running_portal.log.bugs == []
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert {"status", "message", "correlationId"} <= set(answer.json())
