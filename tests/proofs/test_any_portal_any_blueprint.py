"""Whatever a portal holds and a blueprint says: applied it plans empty, and nothing else moved; rolled back it was.

The portal is drawn; the blueprint is what a second drawn portal was pulled as, which shares most things with the
first, so that fields, options, stages and types collide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from desk import PROJECT, Desk, Ended
from hypothesis import HealthCheck, Phase, event, given, settings
from proofs.drawn_meetings import Meeting, meetings
from pull.test_random_portals import SCHEMAS, _create
from pull_harness import opened, pull_into

from cvpctl.emulator.server import Emulator
from cvpctl.model import Address

VOLATILE = frozenset(
    {"createdAt", "updatedAt", "createdUserId", "updatedUserId", "archivedAt", "created_at", "updated_at", "timestamp"}
)
KINDS = {"properties": "property", "groups": "group", "pipelines": "pipeline", "property_validations": "validation"}
LINKS = {"association_types": ("from_id", "to_id"), "association_limits": ("from", "to")}
"""With the names of both ends."""
UNTOLD = ("audits/", "archived", "counters", "records", "record_history")
ATTEMPTS = 3
NUMBERS = count()
REMOVED = "blueprint: acme/removed\nversion: 1.0.0\nremoved: [{}]\nmoved: [{}]\n"
CONTACTS = "/crm/properties/2026-09/contacts"


def _desk(running: Emulator, folder: Path, heard: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(folder, running, heard)
    desk.write("cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    return desk


def _texts(desk: Desk) -> list[str]:
    """The portal's own text properties of contacts that take any value."""
    ruled = {key.partition("/")[0] for key in desk.emulator.state()["collections"].get("property_validations/0-1", {})}
    rows = desk.ask("GET", CONTACTS)["results"]
    own = (one["name"] for one in rows if one["type"] == "string" and not one.get("hubspotDefined"))
    return [name for name in own if name not in ruled]


def _fill(desk: Desk) -> None:
    names = _texts(desk)
    desk.emulator.add_records("contacts", [{name: f"{name} {number}" for name in names} for number in range(3)])


def _values(desk: Desk) -> list[dict[str, Any]]:
    """What records hold in the properties that somebody made."""
    names = _texts(desk)
    rows = desk.emulator.state()["collections"]["records/0-1"].values()
    return [{name: row["properties"].get(name) for name in names} for row in rows]


def _plan(desk: Desk, *words: str) -> dict[str, Any]:
    ended = desk.run("plan", "--format", "json", *words)
    assert ended.code in (0, 4), ended.said + ended.told
    plan: dict[str, Any] = json.loads(ended.said)
    return plan


def _planned(desk: Desk, *words: str) -> dict[str, Any]:
    plan = _plan(desk, *words)
    for one in plan["changes"]:
        event(f"{one['action']} {one['address'].partition('.')[0]}")
    return plan


def _allowed(ended: Ended) -> list[str]:
    """The words that a command asks for."""
    return [word for one in re.findall(r"--allow ([A-Z_]+:\S+)", ended.said) for word in ("--allow", one)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in sorted(value.items()) if name not in VOLATILE}
    if isinstance(value, list) and all(isinstance(one, dict) and "displayOrder" in one for one in value):
        ordered = sorted(value, key=lambda one: one["displayOrder"])
        return [_plain({name: inner for name, inner in one.items() if name != "displayOrder"}) for one in ordered]
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _snapshot(desk: Desk) -> dict[tuple[str, str], Any]:
    """Each thing of the portal by collection and key."""
    found = desk.emulator.state()["collections"]
    return {
        (name, key): _plain(thing)
        for name, things in found.items()
        if not name.startswith(UNTOLD)
        for key, thing in things.items()
    }


def _moved(before: dict[tuple[str, str], Any], after: dict[tuple[str, str], Any]) -> set[tuple[str, str]]:
    return {place for place in {*before, *after} if before.get(place) != after.get(place)}


def _places(plan: dict[str, Any], part: str = "changes") -> list[Address]:
    found = [Address.parse(one["address"]) for one in plan[part]]
    known = {Address.parse(text): name for text, name in plan.get("identities", {}).items()}
    # What was renamed in the blueprint keeps its name in the portal.
    return [*found, *(replace(one, key=known[one]) for one in found if one in known)]


def _covered(place: tuple[str, str], thing: Any, addresses: Iterable[Address], names: dict[str, str]) -> bool:
    """Whether one of the addresses means this thing of the portal, or makes the object it belongs to."""
    collection, key = place
    noun, _, type_id = collection.partition("/")
    if noun in LINKS:
        ends = {names.get(thing[end], thing[end]) for end in LINKS[noun]}
        return any(one.kind == "label" and set(one.scope) == ends for one in addresses) or any(
            one.kind == "schema" and one.key in ends for one in addresses
        )
    if noun == "schemas":
        return any(address.kind == "schema" for address in addresses)
    wanted = (KINDS[noun], names.get(type_id, type_id), key.partition("/")[0])
    return any((one.kind, one.scope[0] if one.scope else "", one.key) == wanted for one in addresses)


def _names(desk: Desk) -> dict[str, str]:
    own = {one["objectTypeId"]: one["name"] for one in desk.ask("GET", f"/{SCHEMAS}")["results"]}
    return {"0-1": "contacts", "0-3": "deals", **own}


def _assert_only(desk: Desk, before: dict[tuple[str, str], Any], addresses: list[Address]) -> None:
    names, after = _names(desk), _snapshot(desk)
    moved = {place: after.get(place) or before.get(place) for place in _moved(before, after)}
    assert [] == [place for place, thing in moved.items() if not _covered(place, thing, addresses, names)]


def _held(plan: dict[str, Any]) -> dict[str, Any]:
    """Each field that is held, and what the portal has there."""
    fields = ((one["address"], field) for one in plan["held"] for field in one["fields"])
    return {json.dumps([address, field["path"]]): field["before"] for address, field in fields}


def _ordered_alike(first: Any, second: Any) -> bool:
    """Whether what both orders name stands the same way round; a part that came or went is no order."""
    both = {*first} & {*second}
    return [one for one in first if one in both] == [one for one in second if one in both]


def _assert_still_held(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert first.keys() == second.keys()
    orders = {key for key in first if key.endswith('Order"]]') and isinstance(first[key], list)}
    assert [] == [key for key in orders if not _ordered_alike(first[key], second[key])]
    assert [] == [key for key in first.keys() - orders if first[key] != second[key]]


def _assert_holds(desk: Desk) -> None:
    """An apply in the mode `hold` writes its changes, and leaves each field it holds as it is."""
    plan, before = _planned(desk), _snapshot(desk)
    ended = desk.run("apply", "--yes")
    assert ended.code in (0, 4), ended.said + ended.told
    _assert_only(desk, before, _places(plan))
    if stopped := any(one["severity"] == "error" for one in plan["alarms"]):
        assert (4, set()) == (ended.code, _moved(before, _snapshot(desk))), ended.said
    event(f"stopped as a whole: {stopped}")
    after = _plan(desk)
    assert stopped or [] == after["changes"], ended.said + ended.told
    event(f"held: {min(len(_held(plan)), 3)}")
    _assert_still_held(_held(plan), _held(after))


def _assert_converges(desk: Desk) -> None:
    """Taken for the blueprint and allowed, all of it is written; then there is nothing to do, and nothing is done."""
    words = ["--take", "blueprint"]
    for _ in range(ATTEMPTS):
        before = _snapshot(desk)
        plan = _planned(desk, *words)
        ended = desk.run("apply", "--yes", *words)
        _assert_only(desk, before, _places(plan))
        if not (more := _allowed(ended)):
            break
        words += more
    event(f"blocked for good: {bool(plan['blocked'])}")
    after, writes = _plan(desk, "--take", "blueprint"), desk.emulator.log.writes
    assert ([], []) == (after["changes"], after["held"]), ended.said + ended.told
    desk.run("apply", "--yes", *words)
    assert writes == desk.emulator.log.writes


def _assert_leaves_a_hand(desk: Desk) -> None:
    """An edit by hand of something that was applied is held, by an apply that has nothing else to do."""
    stated = {Address.parse(name) for name in json.loads(desk.read("applied/acme.json"))["entries"]}
    there = {one["name"] for one in desk.ask("GET", CONTACTS)["results"]}
    own = (one.key for one in stated if one.kind == "property" and one.scope == ("contacts",) and not one.subpath)
    mine = sorted(there.intersection(own))
    event(f"edited by hand: {bool(mine)}")
    for name in mine[:1]:
        former = desk.ask("GET", f"{CONTACTS}/{name}")["label"]
        desk.ask("PATCH", f"{CONTACTS}/{name}", {"label": "By hand"})
        ended, drifted = desk.run("apply", "--yes"), desk.run("drift")
        assert "By hand" == desk.ask("GET", f"{CONTACTS}/{name}")["label"], ended.said
        assert 2 == drifted.code, drifted.said
        desk.ask("PATCH", f"{CONTACTS}/{name}", {"label": former})


def _roll_back(desk: Desk, run: str) -> str:
    words: list[str] = []
    said = ""
    for _ in range(ATTEMPTS):
        ended = desk.run("rollback", "--yes", run, *words)
        said += ended.said
        if not (more := _allowed(ended)):
            break
        words += more
    assert 0 == ended.code, said + ended.told
    return said


def _assert_goes_back(desk: Desk, first: dict[tuple[str, str], Any]) -> None:
    """All runs undone, the last one first: what differs still is listed as what cannot come back."""
    runs = json.loads(desk.run("history", "--format", "json").said)["runs"]
    told = [_roll_back(desk, one["id"]) for one in runs if one["calls"]]
    said = "".join(one.partition("Notices")[2] for one in told)
    listed = [Address.parse(text) for text in _addresses(said)]
    names = _names(desk)
    last = _snapshot(desk)
    left = _moved(first, last)
    event(f"irreversible: {bool(left)}")
    both = {place: (first.get(place), last.get(place)) for place in left}
    unlisted = {
        place: sides for place, sides in both.items() if not _covered(place, sides[1] or sides[0], listed, names)
    }
    assert {} == unlisted, said


def _addresses(text: str) -> list[str]:
    return re.findall(r"\b(?:property|group|pipeline|schema|label|validation)\.[\w.\-]+", text)


@pytest.mark.long
@settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
@given(drawn=meetings())
def test_any_blueprint_meets_any_portal(
    running: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    drawn: Meeting,
) -> None:
    """Held, taken, repeated and rolled back, a plan does what it says and nothing beside it."""
    folder = tmp_path.resolve() / str(next(NUMBERS))
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    monkeypatch.setenv("COLUMNS", "1000")
    running.reset()
    _create(running, drawn.wanted)
    desk = _desk(running, folder, capsys)
    with opened(running) as portal:
        pull_into(folder / "blueprints", portal)
    running.reset()
    _create(running, drawn.live)
    _fill(desk)
    for object_type, rows in drawn.rows.items():
        desk.emulator.add_records(object_type, rows)
    removed = ", ".join(f"{{address: {one}}}" for one in drawn.removed)
    moved = ", ".join(f"{{from: {old}, to: {new}}}" for old, new in drawn.moved)
    desk.write("blueprints/removed.yaml", REMOVED.format(removed, moved))
    for part in (*drawn.removed, *(old for old, _ in drawn.moved)):
        kind = part.partition("/")[2].partition("/")[0] or "thing"
        event(f"{'removed' if part in drawn.removed else 'moved'}: {kind}")
    first, values = _snapshot(desk), _values(desk)
    writes = running.log.writes

    assert desk.run("validate").code == 0
    _plan(desk)
    assert (writes, set()) == (running.log.writes, _moved(first, _snapshot(desk)))

    _assert_holds(desk)
    _assert_converges(desk)
    _assert_leaves_a_hand(desk)
    _assert_goes_back(desk, first)
    assert values == _values(desk)
