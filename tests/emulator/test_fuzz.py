from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.routes import Mounted, mounted_routes
from cvpctl.emulator.server import Emulator

ROUTES = [one for one in mounted_routes() if one.version in {"2026-09", "v2"}]
OBJECTS = ["contacts", "Deal", "0-5", "services", "notes"]
ENDS = [*OBJECTS, "p_cvp", "2-1000001", "2-1000002"]
IDS = ["1", "2", "3", "279", "90000001"]
RULES = ["MIN_LENGTH", "REGEX"]
NAMES = ["contacts", "deals", "tickets", "0-162", "nowhere", "email", "dealstage", "default", "0", "closedwon", "cvp"]

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(NAMES)
fields = st.sampled_from(
    [
        *("name", "label", "type", "fieldType", "groupName", "options", "displayOrder", "calculationFormula", "inputs"),
        *("metadata", "stages", "stageId", "pipelineId", "value", "probability", "ticketState", "tokenKey", "hidden"),
        *("externalOptions", "dataSensitivity", "numberDisplayHint", "showCurrencySymbol", "currencyPropertyName"),
    ]
)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(fields | st.text(max_size=5), inner, max_size=8),
    max_leaves=20,
)
formulas = st.text("amount+-*/()<>=!,'\" 12.5ifthenelseandorot[]", max_size=40)
definitions = st.fixed_dictionaries(
    {
        "name": st.from_regex(r"[a-z]{1,3}", fullmatch=True) | st.sampled_from(["hs_x", "Ä", ""]),
        "label": st.text(max_size=8),
        "type": st.sampled_from(["string", "number", "bool", "enumeration", "date"]),
        "fieldType": st.sampled_from(["text", "number", "booleancheckbox", "select", "date", "calculation_equation"]),
        "groupName": st.sampled_from(["contactinformation", "dealinformation", "nowhere"]),
    },
    optional={
        "options": st.lists(st.dictionaries(st.sampled_from(["label", "value", "displayOrder"]), scalars, max_size=3)),
        "calculationFormula": formulas,
        "hasUniqueValue": st.booleans(),
    },
)
stages = st.fixed_dictionaries(
    {"label": st.text(max_size=4), "displayOrder": st.integers(-2, 9)},
    optional={"stageId": st.text(max_size=4), "metadata": st.dictionaries(fields, scalars, max_size=3)},
)
pipelines = st.fixed_dictionaries(
    {"label": st.text(max_size=4), "displayOrder": st.integers(-2, 9), "stages": st.lists(stages, max_size=4)},
    optional={"pipelineId": st.text(max_size=4)},
)
eggs = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["cvp", "CVP", "a_b"]) | st.text(max_size=3),
        "labels": st.just({"singular": "One", "plural": "Many"}) | json_values,
        "primaryDisplayProperty": st.sampled_from(["hs_object_id", "hs_createdate", "abc"]),
    },
    optional={
        "properties": st.lists(definitions | json_values, max_size=2),
        "associatedObjects": st.lists(st.sampled_from([*ENDS, "nowhere"]), max_size=3),
        "secondaryDisplayProperties": st.lists(st.sampled_from(["hs_object_id", "hs_createdate", "x"]), max_size=3),
        "clearDescription": st.booleans(),
        "allowsSensitiveProperties": st.booleans(),
    },
)
associations = st.fixed_dictionaries(
    {"name": st.from_regex(r"[a-z]{1,3}", fullmatch=True), "label": st.sampled_from(["", "A", "B"]) | scalars},
    optional={
        "inverseLabel": st.sampled_from(["", "C"]),
        "associationTypeId": st.integers(0, 40),
        "fromObjectTypeId": st.sampled_from(ENDS),
        "toObjectTypeId": st.sampled_from(ENDS),
    },
)
limits = st.fixed_dictionaries(
    {
        "category": st.sampled_from(["HUBSPOT_DEFINED", "USER_DEFINED", "NONE"]),
        "typeId": st.sampled_from([1, 3, 4, 279]),
    },
    optional={"maxToObjectIds": st.integers(-1, 5)},
)
rules = st.fixed_dictionaries({"ruleArguments": st.lists(scalars, max_size=2) | scalars})
documents = json_values | definitions | stages | pipelines | st.fixed_dictionaries({"inputs": st.lists(definitions)})
broken = st.binary(max_size=30) | st.sampled_from([b"", b"{", b"NaN", b'{"name":"\\ud800"}', b"[" * 5000])


def _content(value: Any) -> bytes:
    return httpx.Request("POST", "http://x", json=_finite(value)).content


def _fitting(template: str) -> st.SearchStrategy[bytes]:
    """Mostly what the route could take, sometimes anything, sometimes no JSON at all."""
    fit: st.SearchStrategy[Any]
    if "/stages" in template:
        fit = stages
    elif "/configurations" in template:
        fit = st.fixed_dictionaries({"inputs": st.lists(limits, max_size=3)})
    elif "/schemas" in template:
        fit = associations if "/associations" in template else eggs
    elif "/labels" in template:
        fit = associations
    elif "/rule-type" in template:
        fit = rules
    elif "/pipelines" in template:
        fit = pipelines
    elif template.endswith("/create"):
        fit = st.fixed_dictionaries({"inputs": st.lists(definitions, max_size=5)})
    else:
        fit = definitions
    odd = documents.map(_content) | broken
    return st.integers(0, 3).flatmap(lambda die: odd if die == 0 else fit.map(_content))


def _finite(value: Any) -> Any:
    if isinstance(value, float) and (value != value or value in {float("inf"), float("-inf")}):  # noqa: PLR0124
        return None
    if isinstance(value, dict):
        return {_text(key): _finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    return value.encode(errors="replace").decode()


def _part(name: str) -> st.SearchStrategy[str]:
    ends = name.endswith(("ectType}", "fromTypeId}", "toTypeId}", "{schemaType}"))
    known = st.sampled_from(ENDS if ends else RULES if name == "{ruleType}" else [*NAMES, *IDS])
    odd = st.sampled_from(NAMES) | st.text(min_size=1, max_size=6).map(_text)
    return st.integers(0, 9).flatmap(lambda die: odd if die == 0 else known)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, bytes]:
    mounted: Mounted = draw(st.sampled_from(ROUTES))
    parts = [
        quote(draw(_part(part)), safe="") if part.startswith("{") else part for part in mounted.template.split("/")
    ]
    query = draw(st.sampled_from(["", "?archived=true", "?dataSensitivity=x", "?validateReferencesBeforeDelete=no"]))
    return mounted.route.method, "/".join(parts) + query, draw(_fitting(mounted.template))


@pytest.fixture(scope="module")
def client(running_portal: Emulator) -> Iterator[httpx.Client]:
    running_portal.reset()
    running_portal.set_limits(Limits.off())
    headers = {"Authorization": f"Bearer {running_portal.token}", "Accept": "application/json"}
    with httpx.Client(base_url=running_portal.base_url, headers=headers) as http:
        egg = {"name": "cvp", "labels": {"singular": "C", "plural": "Cs"}, "primaryDisplayProperty": "hs_object_id"}
        http.post("/crm/v3/schemas", json=egg).raise_for_status()
        yield http


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(asked=requests())
def test_no_request_breaks_the_portal(
    running_portal: Emulator, client: httpx.Client, asked: tuple[str, str, bytes]
) -> None:
    """Whatever is sent, the answer is one of HubSpot's, and never a 500 nobody asked for."""
    method, path, body = asked

    answer = client.request(method, path, content=body)

    assert running_portal.log.bugs == []
    assert answer.status_code < 500
    if answer.status_code >= 400 and answer.status_code != 404:
        assert {"status", "message", "correlationId"} <= set(answer.json())
