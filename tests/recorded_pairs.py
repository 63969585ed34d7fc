"""Recorded requests with the answers that real portals gave. They are read where they are, and never copied.

Some files hold answers only; which request each belongs to is said here, in our own words.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REAL = Path(os.environ.get("CVPCTL_REAL") or Path(__file__).parents[2] / "shared" / "real")
RECORDED = REAL / "recorded"

CONTACTS = "/crm/v3/objects/contacts"
GROUP = "integrationcreatedproperties"

SENT, MATCHED, LEFT_OUT = "recorded pair sent", "recorded pair matched", "recording not replayed"
"""What a replay tells of itself, as properties of its tests: these travel from workers to whoever sums up."""

ELSEWHERE = {
    "CONTACT__grouparoo_2021": "a standard object in 2021: test_recorded_schemas compares what is still so",
    "custom_2-3604285__grouparoo_2021": "needs the object made again: test_recorded_schemas",
    "two_custom_objects__grouparoo_2021": "needs the objects made again: test_recorded_schemas",
    "amp_metadata-err-schemas-scope": "the body of an older gateway; schemas answer as properties do since",
}
"""Files that are not replayed here, and why."""


@dataclass(frozen=True)
class Pair:
    """One request with its recorded answer. `trimmed`: its recorder cut lists short or left fields out."""

    file: str
    number: int
    method: str
    path: str
    body: Any
    status: int
    answer: Any
    trimmed: bool = False

    @property
    def name(self) -> str:
        return f"{self.file}[{self.number}] {self.method} {self.path[:60]}"


def files() -> dict[str, Any]:
    found = sorted(RECORDED.rglob("*.json"))
    return {one.stem: json.loads(one.read_text(encoding="utf-8")) for one in found}


def pairs_of(stem: str, content: Any, every: dict[str, Any]) -> Iterator[Pair]:
    if isinstance(content, list) and content and "method" in content[0]:
        for number, one in enumerate(content):
            body = one.get("request", one.get("request_body"))
            if isinstance(body, str):
                body = json.loads(body) if body else None
            path = str(one.get("uri") or one["path"]).removeprefix("https://api.hubapi.com")
            yield Pair(stem, number, one["method"], path, body, one["status"], one["response"])
    elif stem in ASKED:
        method, path, body, status, trimmed = ASKED[stem]
        yield Pair(stem, 0, method, path, every[body] if isinstance(body, str) else body, status, content, trimmed)
    elif stem.startswith("sampled_"):
        object_type = "deals" if "-deals-" in stem else "contacts"
        for number, one in enumerate(results_of(content)):
            yield Pair(stem, number, "GET", f"/crm/v3/properties/{object_type}/{one['name']}", None, 200, one)
    elif stem.startswith("contacts__"):
        yield Pair(stem, 0, "GET", "/crm/v3/properties/contacts", None, 200, {"results": results_of(content)})


def results_of(content: Any) -> list[Any]:
    found = content.get("results", content) if isinstance(content, dict) else content
    return list(found) if isinstance(found, list) else []


def _contact(email: str, first: str, last: str, **more: Any) -> dict[str, Any]:
    return {"properties": {"email": email, "firstname": first, "lastname": last}, **more}


def _updates(*rows: tuple[str, str, str]) -> dict[str, Any]:
    return {"inputs": [{"id": one, "properties": {"firstname": f, "lastname": last}} for one, f, last in rows]}


_NO_SUCH = {"first000name": "x", "last000name": "y"}
_UNKNOWN = {"inputs": [{"id": str(one), "properties": _NO_SUCH} for one in (1, 2)]}
_PAGE = {"limit": 54, "properties": ["company", "email", "firstname", "lastname", "phone", "website"]}
_MARKUS, _SIENA = (
    ("171591000198", "Markus (updated)", "Blevins (updated)"),
    (
        "171591000199",
        "Siena (updated)",
        "Dyer (updated)",
    ),
)

ASKED: dict[str, tuple[str, str, Any, int, bool]] = {
    "amp_post-auth__account-info": ("GET", "/account-info/v3/details", None, 200, False),
    "amp_metadata-contacts-external-pipelines": ("GET", "/crm/v3/pipelines/contacts", None, 200, False),
    "amp_metadata-deals-external-pipelines": ("GET", "/crm/v3/pipelines/deals", None, 200, False),
    "amp_batch__create__contacts__success": (
        "POST", f"{CONTACTS}/batch/create", {"inputs": [
            _contact("person38@example.com", "Lily", "Skinner"), _contact("person39@example.com", "Marley", "Fleming"),
        ]}, 201, False),
    "amp_batch__create__contacts__err-conflict": (
        "POST", f"{CONTACTS}/batch/create", {"inputs": [_contact("taken@example.com", "A", "B")]}, 409, False),
    "amp_batch__create__contacts__err-partial-success": (
        "POST", f"{CONTACTS}/batch/create", {"inputs": [
            _contact("taken@example.com", "A", "B", objectWriteTraceId="0"),
            _contact("person36@example.com", "Siena", "Dyer", objectWriteTraceId="1"),
        ]}, 207, True),
    "amp_batch__create__contacts__err-many-invalid-properties": (
        "POST", f"{CONTACTS}/batch/create", _UNKNOWN, 400, True),
    "amp_batch__update__contacts__err-many-invalid-properties": (
        "POST", f"{CONTACTS}/batch/update", _UNKNOWN, 400, True),
    "amp_batch__update__contacts__err-duplicate-ids": (
        "POST", f"{CONTACTS}/batch/update", {"inputs": [{"id": "123456"}, {"id": "123456"}]}, 400, False),
    "amp_batch__update__contacts__err-partial-success": (
        "POST", f"{CONTACTS}/batch/update", _updates(_SIENA, ("unknownIdentifier888", "A", "B")), 207, False),
    "amp_batch__update__contacts__success": (
        "POST", f"{CONTACTS}/batch/update", _updates(_MARKUS, _SIENA), 200, False),
    "amp_search__error-invalid-object": ("POST", "/crm/v3/objects/butterflies/search", {}, 400, False),
    "amp_search__contacts__1-first-page": ("POST", f"{CONTACTS}/search", _PAGE, 200, True),
    "amp_search__contacts__2-second-page": ("POST", f"{CONTACTS}/search", _PAGE | {"after": "54"}, 200, True),
    "amp_search__contacts__contacts-to-companies": (
        "POST", "/crm/v4/associations/contacts/companies/batch/read",
        {"inputs": [{"id": one} for one in ("501", "103107104018", *map(str, range(2000, 2035)))]}, 207, True),
    "amp_custom__create__2-response-create-property-group": (
        "POST", "/crm/v3/properties/contacts/groups", "amp_custom__create__1-payload-create-property-group", 201,
        False),
    "amp_custom__create__4-response-batch-create-properties": (
        "POST", "/crm/v3/properties/contacts/batch/create", "amp_custom__create__3-payload-batch-create-properties",
        201, False),
    "amp_custom__update__1-read-property-group": (
        "GET", f"/crm/v3/properties/contacts/groups/{GROUP}", None, 200, False),
    "amp_custom__update__3-response-batch-create-properties": (
        "POST", "/crm/v3/properties/contacts/batch/create", "amp_custom__update__2-payload-batch-create-properties",
        207, False),
    "amp_custom__update__5-response-update-property-age": (
        "PATCH", "/crm/v3/properties/contacts/age__c", "amp_custom__update__4-payload-update-property-age", 200, False),
    "amp_custom__update__7-response-update-property-interests": (
        "PATCH", "/crm/v3/properties/contacts/interests__c",
        "amp_custom__update__6-payload-update-property-interests", 200, False),
}  # fmt: skip


def tally(told: list[tuple[str, Any]]) -> list[str]:
    """The replay in lines: computed and fed apart, since what was put in first comes out again by nature."""
    sent, matched = (Counter(how for name, how in told if name == which) for which in (SENT, MATCHED))
    if not sent:
        return []
    return [
        f"recorded pairs computed from other state: {sent['computed']} sent, {matched['computed']} matched",
        f"recorded pairs fed in first and read back: {sent['fed']} sent, {matched['fed']} matched",
        *(f"  not replayed: {why}" for name, why in told if name == LEFT_OUT),
    ]
