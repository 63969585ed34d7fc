"""Every recorded request sent to the emulator: the same status, keys and values apart from ids and times."""

import json
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import recorded_pairs as recorded

from cvpctl.emulator import seeding
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.store import Portal
from cvpctl.emulator.switches import Switches

HERE = recorded.RECORDED.is_dir()
FILES = recorded.files() if HERE else {}

pytestmark = pytest.mark.skipif(not HERE, reason="the recorded answers are not here (CVPCTL_REAL)")

_PORTAL, _COMPANY = "44237313", "29022297485"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|\d{13}")
_ID = re.compile(r"\d{5,}|<HUBSPOT_PORTAL_ID>|(?<=/record/0-1/)\d+")
_LONG = re.compile(r"\d{6,}")
_IDS = {"id", "correlationId", "hs_object_id", "hs_all_contact_vids", "hs_object_source_id", "toObjectId", "portalId",
        "createdUserId", "updatedUserId"}  # fmt: skip
_ROOTS = re.compile(r"https://api\.hubapi\.com|http://127\.0\.0\.1:\d+")
_PSEUDONYMISED = {"hs_email_domain"}
"""The addresses in the recordings were replaced, what follows from them was not."""
_TYPES = {"companies": "0-2", "users": "0-115"}


def _plain(value: Any, key: str = "") -> Any:
    """A value without ids and times; lists in an order of their own where HubSpot's order means nothing."""
    if isinstance(value, dict):
        return {name: _plain(one, name) for name, one in value.items() if name not in _PSEUDONYMISED}
    if isinstance(value, list):
        each = [_plain(one) for one in value]
        return sorted(each, key=lambda one: json.dumps(one, sort_keys=True)) if key == "results" else each
    if key in _IDS and value is not None:
        return "<id>"
    if isinstance(value, str):
        return _ID.sub("<id>", _TIME.sub("<time>", _ROOTS.sub("<root>", value)))
    return value


def _same(ours: Any, theirs: Any, *, trimmed: bool) -> bool:
    """Equal, or for a trimmed recording: everything that it still holds is in ours."""
    if not trimmed:
        return bool(ours == theirs)
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and all(
            name in ours and _same(ours[name], one, trimmed=True) for name, one in theirs.items()
        )
    if isinstance(theirs, list):
        return isinstance(ours, list) and all(any(_same(o, one, trimmed=True) for o in ours) for one in theirs)
    return bool(ours == theirs)


def _as_recorded_by(stem: str) -> Switches:
    if "sensadrome" in stem:
        return Switches(record_answers="2024")
    return Switches(record_answers="2022") if "grouparoo" in stem else Switches()


def _put(portal: Portal, type_id: str, record: dict[str, Any], known: dict[str, Any]) -> None:
    """A record as the recording shows it; what later answers show of it is there from the start."""
    earlier = known.get(record["id"], {"properties": {}})
    properties = {name: value for name, value in record["properties"].items() if value is not None}
    whole = {**record, "archived": False, "properties": {**properties, **earlier["properties"]}}
    whole.pop("url", None)
    known[record["id"]] = whole
    portal.put(f"records/{type_id}", record["id"], whole)


def _shown(pair: recorded.Pair) -> list[dict[str, Any]]:
    answer = pair.answer if isinstance(pair.answer, dict) and "/objects/" in pair.path else {}
    return [
        one for one in [answer, *answer.get("results", [])] if isinstance(one, dict) and {"createdAt", "id"} <= set(one)
    ]


def _prepare(emulator: Emulator, stem: str, pairs: list[recorded.Pair]) -> list[recorded.Pair]:
    """The state that the recorded portal must have been in; gives the reads of what was put there from themselves.

    Their values prove nothing but that the store keeps them; keys, order and shape are still the emulator's.
    """
    fed: list[recorded.Pair] = []
    portal = emulator.world.store.portal(emulator.portal_id)
    with emulator.world.store.transaction():
        if stem.startswith(("contacts_", "sampled_")):
            properties = [pair.answer for pair in pairs] if stem.startswith("sampled_") else pairs[0].answer["results"]
            seeding.put_properties(portal, "0-3" if "-deals-" in stem else "0-1", properties)
            fed += pairs
        if stem == "amp_post-auth__account-info":
            portal.put("account", "account", {**portal.account, **pairs[0].answer, "portalId": portal.id})
            fed += pairs
        if "grouparoo" in stem:
            seeding.seed(portal, recorded.RECORDED / "v3_schemas")
        if "amp_search__contacts" in stem or "err-" in stem:
            _fill(portal, stem)
        fed += _put_what_is_shown(portal, stem, pairs)
    return fed


def _put_what_is_shown(portal: Portal, stem: str, pairs: list[recorded.Pair]) -> list[recorded.Pair]:
    """Records that an answer shows and that no earlier request of the recording made; gives the reads among these."""
    fed: list[recorded.Pair] = []
    made: set[str] = set()
    known: dict[str, Any] = {}
    for pair in pairs:
        type_id = next((one for name, one in _TYPES.items() if f"/{name}" in pair.path), "0-1")
        makes = pair.status == 201 or pair.path.endswith("batch/create")
        for record in _shown(pair):
            if makes:
                made.add(record["id"])
            elif record["id"] not in made:
                _put(portal, type_id, record, known)
                fed += [pair] if pair.method == "GET" and pair not in fed else []
        if "/search" in pair.path and "total" in pair.answer and "sensadrome" in stem:
            _fill_up(portal, pair.answer["total"])
        if "list_first" in stem and "paging" in pair.answer:
            _put(portal, type_id, {**_shown(pair)[0], "id": pair.answer["paging"]["next"]["after"]}, known)
    return fed


def _fill_up(portal: Portal, total: int) -> None:
    for number in range(total - len(portal.all("records/0-1"))):
        properties = {"email": f"more{number}@example.org", "firstname": "Test"}
        _put(portal, "0-1", {"id": f"9{number:011}", "properties": properties, "createdAt": "", "updatedAt": ""}, {})


def _fill(portal: Portal, stem: str) -> None:
    """57 contacts on two pages, a company for one of them, an address that is taken."""
    blank: dict[str, Any] = {"properties": {"createdate": "2023-12-14T23:31:55.758Z"}, "createdAt": "", "updatedAt": ""}
    if "contacts__" in stem and "search" in stem:
        for number in range(502, 555):
            _put(portal, "0-1", {**blank, "id": str(number)}, {})
        for number in (103107104017, 103107104018, 103107104019, 501)[("companies" in stem) :]:
            _put(portal, "0-1", {**blank, "id": str(number)}, {})
        for page in (1, 2):
            record = FILES[f"amp_search__contacts__{page}-{'first' if page == 1 else 'second'}-page"]["results"][0]
            _put(portal, "0-1", record, {})
        _put(portal, "0-2", {**blank, "id": _COMPANY}, {})
        portal.put("links/0-1/0-2", "501", {"to": {_COMPANY: [["HUBSPOT_DEFINED", 1], ["HUBSPOT_DEFINED", 279]]}})
    else:
        _put(portal, "0-1", {**blank, "id": "171591000198", "properties": {"email": "taken@example.com"}}, {})


def _ask(http: httpx.Client, pair: recorded.Pair, ids: dict[str, str]) -> httpx.Response:
    texts = (pair.path, json.dumps(pair.body))
    path, body = (_LONG.sub(lambda found: ids.get(found.group(), found.group()), text) for text in texts)
    headers = {"Authorization": "Bearer nothing"} if "no_scope" in pair.file else {}
    if pair.status == 429:
        for _ in range(5):
            http.post(path, content=body)
    return http.request(pair.method, path, content=None if pair.body is None else body, headers=headers)


def _made(pair: recorded.Pair, answer: httpx.Response) -> dict[str, str]:
    """The ids of what was made in the recording, with the ids it got here."""
    if pair.status != 201 or "/objects/" not in pair.path:
        return {}
    theirs, ours = pair.answer.get("results", [pair.answer]), answer.json().get("results", [answer.json()])
    return {one["id"]: other["id"] for one, other in zip(theirs, ours, strict=True)}


def _told(answer: httpx.Response) -> Any:
    return answer.json() if "json" in answer.headers.get("content-type", "") else answer.text


def _stories() -> list[str]:
    """The files one after the other, but those of one story together."""
    return [stem for stem in FILES if not stem.startswith("amp_custom__")] + ["amp_custom__"]


@pytest.mark.parametrize("story", _stories())
def test_a_recording_is_answered_alike(
    http: httpx.Client, portal: Emulator, story: str, record_property: Callable[[str, object], None]
) -> None:
    """Each request of a recording, sent in its order to a portal in the state it must have been in."""
    stems = [stem for stem in FILES if stem.startswith(story)] if story == "amp_custom__" else [story]
    pairs = [pair for stem in stems for pair in recorded.pairs_of(stem, FILES[stem], FILES)]
    if not pairs:
        assert story in recorded.ELSEWHERE
        record_property(recorded.LEFT_OUT, f"{story}: {recorded.ELSEWHERE[story]}")
        pytest.skip(recorded.ELSEWHERE[story])
    portal.use_switches(_as_recorded_by(story))
    portal.set_limits(Limits(0, 0, 5))
    portal.add_token("nothing", scopes=[])
    fed = _prepare(portal, story, pairs)
    ids: dict[str, str] = {}
    http.headers["Accept"] = "*/*"
    for pair in pairs:
        record_property(recorded.SENT, "fed" if pair in fed else "computed")
        answer = _ask(http, pair, ids)
        ours, theirs = _plain(_told(answer)), _plain(pair.answer)

        assert answer.status_code == pair.status, (pair.name, answer.text[:500])
        ids |= _made(pair, answer)
        assert _same(ours, theirs, trimmed=pair.trimmed), (pair.name, ours, theirs)
        record_property(recorded.MATCHED, "fed" if pair in fed else "computed")


def test_the_contacts_of_a_new_portal_are_the_recorded_ones(http: httpx.Client) -> None:
    """Names, types, labels, options, flags and formulas; descriptions are HubSpot's own texts and are left empty."""
    theirs = {one["name"]: one for one in recorded.results_of(FILES["contacts__estuary"])}
    ours = {one["name"]: one for one in http.get("/crm/v3/properties/contacts").json()["results"]}

    of_that_portal = {name for name in theirs if re.search(r"_\d{6,}$", name)}
    assert set(ours) == set(theirs) - of_that_portal
    for name, one in ours.items():
        assert _undescribed(one) == _undescribed(theirs[name])


def _undescribed(definition: dict[str, Any]) -> dict[str, Any]:
    options = [{**one, **({"description": ""} if "description" in one else {})} for one in definition["options"]]
    undated = {name: "" if name in {"createdAt", "updatedAt"} else value for name, value in definition.items()}
    return {**undated, "options": options, "description": ""}
