"""Requests of every shape for the fuzz: the route table says where to, this file says what with.

A route that is new in the table is fuzzed without a line here: its body is then any of the bodies below, or junk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from cvpctl.emulator.routes import Mounted, mounted_routes
from cvpctl.emulator.search_filters import OPERATORS

MOUNTED = list(mounted_routes())
NEWEST = [one for one in MOUNTED if one.version in {"2026-09", "v2"}]

OBJECTS = ["contacts", "companies", "Deal", "0-5", "services", "notes", "p_cvp", "2-1000001", "nowhere"]
IDS = ["1", "2", "3", "279", "1000002", "1000003", "1000004", "1000006", "99", "ada@example.org"]
NAMES = [
    *("email", "firstname", "amount", "closedate", "dealstage", "lifecyclestage", "hs_object_id", "domain", "no_such"),
    *("abc", "contactinformation", "default", "0", "closedwon", "cvp", "MIN_LENGTH", "REGEX"),
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
KEYS = [
    *("name", "label", "type", "fieldType", "groupName", "options", "displayOrder", "calculationFormula", "inputs"),
    *("metadata", "stages", "stageId", "pipelineId", "value", "probability", "ticketState", "tokenKey", "hidden"),
    *("externalOptions", "dataSensitivity", "numberDisplayHint", "showCurrencySymbol", "currencyPropertyName"),
    *("properties", "associations", "id", "to", "from", "types", "labels", "idProperty", "filterGroups", "sorts"),
]

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
texts = st.sampled_from([*VALUES, *NAMES]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
keys = st.sampled_from(KEYS) | texts
junk = st.recursive(
    scalars | texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5), max_leaves=12
)
objects, names = st.sampled_from(OBJECTS), st.sampled_from(NAMES)


def bodies(needed: dict[str, Any], **optional: Any) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(needed, optional=optional)


def some(inner: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(inner, max_size=most)


definitions = bodies(
    {
        "name": st.from_regex(r"[a-z]{1,3}", fullmatch=True) | st.sampled_from(["hs_x", "\u00c4", ""]),
        "label": st.text(max_size=8),
        "type": st.sampled_from(["string", "number", "bool", "enumeration", "date"]),
        "fieldType": st.sampled_from(["text", "number", "booleancheckbox", "select", "date", "calculation_equation"]),
        "groupName": st.sampled_from(["contactinformation", "dealinformation", "nowhere"]),
    },
    options=some(st.dictionaries(st.sampled_from(["label", "value", "displayOrder"]), scalars | texts, max_size=3)),
    calculationFormula=st.text("amount+-*/()<>=!,'\" 12.5ifthenelseandorot[]", max_size=40),
    hasUniqueValue=st.booleans(),
)
stages = bodies(
    {"label": st.text(max_size=4), "displayOrder": st.integers(-2, 9)},
    stageId=st.text(max_size=4) | st.just("s" * 101),
    metadata=st.dictionaries(st.sampled_from(["probability", "ticketState", "isClosed"]), scalars | texts, max_size=3),
)
pipelines = bodies(
    {"label": st.text(max_size=4), "displayOrder": st.integers(-2, 9), "stages": some(stages, 4)},
    pipelineId=st.text(max_size=4) | st.just("p" * 37),
)
eggs = bodies(
    {
        "name": st.sampled_from(["cvp", "CVP", "a_b"]) | st.text(max_size=3),
        "labels": st.just({"singular": "One", "plural": "Many"}) | junk,
        "primaryDisplayProperty": names,
    },
    properties=some(definitions | junk, 2), associatedObjects=some(objects), secondaryDisplayProperties=some(names),
    clearDescription=st.booleans(), allowsSensitiveProperties=st.booleans(),
)  # fmt: skip
ties = bodies(
    {"name": st.from_regex(r"[a-z]{1,3}", fullmatch=True), "label": st.sampled_from(["", "A", "B"]) | scalars},
    inverseLabel=st.sampled_from(["", "C"]), associationTypeId=st.integers(0, 40), fromObjectTypeId=objects,
    toObjectTypeId=objects,
)  # fmt: skip
categories = st.sampled_from(["HUBSPOT_DEFINED", "USER_DEFINED", "NONE"])
limits = bodies({"category": categories, "typeId": st.sampled_from([1, 3, 4, 279])}, maxToObjectIds=st.integers(-1, 5))
rules = bodies({"ruleArguments": some(scalars | texts, 2) | scalars}, shouldApplyNormalization=st.booleans())
values = st.dictionaries(names, texts | scalars, max_size=3) | junk
ids = st.sampled_from(IDS) | st.integers(1_000_001, 1_000_012) | junk
types = some(bodies({"associationTypeId": st.sampled_from([1, 3, 4, 279, 280, 0])}, associationCategory=categories), 2)
ends = bodies({"id": ids})
links = bodies({"to": ends | junk, "types": types | junk})
records = bodies(
    {"id": ids, "properties": values, "from": ends | junk, "to": ends | some(ends, 2), "types": types | junk},
    idProperty=names | junk, objectWriteTraceId=texts, associations=some(links, 2) | junk,
)  # fmt: skip
filters = bodies(
    {"propertyName": names, "operator": st.sampled_from(sorted(OPERATORS))},
    value=texts | scalars, values=some(texts | junk), highValue=texts | scalars,
)  # fmt: skip
searches = bodies(
    {}, filterGroups=some(bodies({"filters": some(filters)}) | junk), sorts=some(names | junk, 1), query=texts,
    limit=st.integers(-1, 201) | junk, after=st.integers(-1, 10_001) | texts, properties=some(names) | junk,
)  # fmt: skip
merges = bodies({"primaryObjectId": ids, "objectIdToMerge": ids})


def inputs(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return bodies({"inputs": some(inner, 4) | junk}, properties=some(names), idProperty=names)


anything = st.one_of(definitions, stages, pipelines, eggs, ties, rules, records, searches, inputs(junk), junk)

FITTING: tuple[tuple[str, st.SearchStrategy[Any]], ...] = (
    (r"/search$", searches),
    (r"/merge$", merges),
    (r"/configurations/", inputs(limits)),
    (r"/rule-type/", rules),
    (r"/properties/.*/batch/", inputs(definitions)),
    (r"/batch/", inputs(records)),
    (r"/objects/.*/associations/", types),
    (r"/objects/", records),
    (r"/stages", stages),
    (r"/pipelines/", pipelines),
    (r"/schemas.*/associations|/labels", ties),
    (r"/schemas", eggs),
    (r"/properties/", definitions),
)
"""The first pattern that the path template has decides what body would fit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it goes over the wire."""

    method: str
    target: str
    body: bytes = b""
    headers: dict[str, bytes] = field(default_factory=dict)
    chunked: bool = False

    @property
    def content(self) -> bytes | Iterable[bytes]:
        return iter((self.body[:5], self.body[5:])) if self.chunked else self.body


def _twice(body: bytes) -> bytes:
    """The first key once more, with another value."""
    key = re.match(rb'\{("[^"]*"):', body)
    return body if key is None else b"{" + key[1] + b":[1]," + body[1:]


BROKEN: tuple[Callable[[bytes], bytes], ...] = (
    _twice,
    lambda body: body[: len(body) // 2],
    lambda body: body.replace(b'"', b"\x00", 1),
    lambda body: body.replace(b":", b':"\xff\xfe",', 1),
    lambda body: re.sub(rb"\d+", b"9" * 400, body, count=1),
    lambda body: re.sub(rb"\d+", b"1e999", body, count=1),
    lambda body: re.sub(rb"\d+", b"NaN", body, count=1),
    lambda body: re.sub(rb'"[^"]*"', b'"\\\\ud800"', body, count=3),
    lambda body: re.sub(rb':"[^"]*"', b':"\\\\u0000"', body, count=2),
    lambda body: b"\xef\xbb\xbf" + body,
    lambda body: b'{"a":' * 3000 + body,
    lambda _: b"[" * 5000,
    lambda _: b'"' + b"x" * 70_000 + b'"',
    lambda _: b"",
)
QUERIES = [
    *("archived=true", "dataSensitivity=x", "validateReferencesBeforeDelete=no", "idProperty=email", "idProperty=x"),
    *("limit=2&after=1000011", "limit=%D9%A3", "limit=-1", "limit=" + "9" * 50, "after=%00", "after=%B2", "a=b&a=c&=&"),
    *("properties=email,x&propertiesWithHistory=email", "associations=companies,nowhere", "email=%FF", "%ED%A0%80=1"),
    *("fromObjectTypeId=0-1&toObjectTypeId=x", "includePropertyDefinitions=false", "q=" + "y" * 20_000),
]
ODD_PARTS = ["%00", "%FF%FE", "%2F", "..", "%ED%A0%80", "%F0%9F%98%80", "x" * 9_000, "9" * 40, "-1", "%D9%A3", "%C2%B2"]
HEADERS: list[dict[str, bytes]] = [
    {"Content-Type": b"text/plain"}, {"Content-Type": b"application/json; charset=utf-16"}, {"Accept": b"*/*"},
    {"Content-Type": b"\xff"}, {"Authorization": b"Bearer \xff\xfe"}, {"Authorization": b""}, {"Accept": b""},
    {"X-Emulator-User": b"\xb2"}, {"X-Emulator-User": b"9" * 5000}, {"Content-Encoding": b"gzip"},
]  # fmt: skip
VERBS = ["HEAD", "OPTIONS", "TRACE", "PURGE", "get", "PUT", "PATCH", "DELETE", "POST", "GET"]


def fitting(template: str) -> st.SearchStrategy[Any]:
    return next((fit for pattern, fit in FITTING if re.search(pattern, template)), anything)


def known(part: str) -> list[str]:
    """What may stand for a parameter of a path."""
    if part.endswith(("Type}", "TypeId}")) and part not in {"{ruleType}", "{associationTypeId}"}:
        return OBJECTS
    return [*NAMES, *IDS] if part == "{ruleType}" or not part.endswith("Id}") else [*IDS, *NAMES[-8:]]


def _one_in(number: int) -> st.SearchStrategy[bool]:
    return st.integers(1, number).map(lambda die: die == number // 2 + 1)


@st.composite
def _targets(draw: st.DrawFn, mounted: Mounted) -> str:
    parts = []
    for part in mounted.template.split("/"):
        if not part.startswith("{"):
            parts.append(part)
        elif draw(_one_in(12)):
            parts.append(draw(st.sampled_from(ODD_PARTS) | texts.map(lambda text: quote(text, safe=""))))
        else:
            parts.append(quote(draw(st.sampled_from(known(part))), safe=""))
    query = draw(st.sampled_from(["", "", *(f"?{one}" for one in QUERIES)]))
    return "/".join(parts) + query


@st.composite
def requests(draw: st.DrawFn) -> Asked:
    mounted = draw(st.sampled_from(NEWEST if draw(st.booleans()) else MOUNTED))
    method = draw(st.sampled_from(VERBS)) if draw(_one_in(10)) else mounted.route.method
    fit = anything if draw(_one_in(8)) else fitting(mounted.template)
    body = b"" if method == "GET" and not draw(_one_in(10)) else json.dumps(draw(fit)).encode()
    if draw(_one_in(6)):
        body = draw(st.sampled_from(BROKEN))(body)
    headers = draw(st.sampled_from(HEADERS)) if draw(_one_in(8)) else {}
    return Asked(method, draw(_targets(mounted)), body, headers, chunked=draw(_one_in(8)))
