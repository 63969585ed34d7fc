"""Moving record values on somebody's word: counted before, one record first, nothing lost, gone on with later."""

from __future__ import annotations

import json
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from scenarios.older_portal import planned

from cvpctl.apply import read_journal

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    properties:
      role:
        label: Role
        groupName: contactinformation
        type: enumeration
        fieldType: checkbox
        options: [{value: mql, label: Qualified}, {value: tin, label: Tin}]
      city_old: {label: Town, groupName: contactinformation, type: string, fieldType: text}
"""
OPTION = "property.contacts.role/options/{}"
TO_RESEARCHER = BLUEPRINT.replace("{value: mql, label: Qualified}", "{value: researcher, label: Qualified}")
OPTION_MOVED = f"moved: [{{from: {OPTION.format('mql')}, to: {OPTION.format('researcher')}}}]\n"
OPTION_GOES = f"removed: [{{address: {OPTION.format('mql')}}}]\n"
ALLOWED = ("--allow", f"MIGRATE:{OPTION.format('mql')}")
PROPERTY_MOVED = "moved: [{from: property.contacts.city_old, to: property.contacts.town}]\n"
PROPERTY_ALLOWED = ("--allow", "MIGRATE:property.contacts.city_old")
TO_TOWN = BLUEPRINT.replace("city_old:", "town:")
ROLE = "/crm/properties/2026-09/contacts/role"
BIN = "/crm/objects/2026-09/contacts/{}"


def add(desk: Desk, number: int, **properties: str) -> list[str]:
    sent = {"inputs": [{"properties": properties} for _ in range(number)]}
    made = desk.ask("POST", "/crm/objects/2026-09/contacts/batch/create", sent)
    return [str(one["id"]) for one in made["results"]]


def held(desk: Desk, name: str) -> Counter[str]:
    rows = desk.ask("GET", f"/crm/objects/2026-09/contacts?limit=100&properties={name}")["results"]
    return Counter(one["properties"].get(name) or "" for one in rows)


def options(desk: Desk) -> dict[str, bool]:
    return {one["value"]: one["hidden"] for one in desk.ask("GET", ROLE)["options"]}


def values_files(desk: Desk) -> list[Path]:
    return list(desk.folder.rglob("*.values"))


@pytest.fixture
def filled(fresh: Desk) -> Desk:
    """Thirty contacts with a role, some with two, five without; twenty of all have a town."""
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    ended = fresh.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told
    add(fresh, 20, role="mql", city_old="Ulm")
    add(fresh, 10, role="tin;mql")
    add(fresh, 5)
    return fresh


def findings(plan: dict[str, Any]) -> list[tuple[str, int | None]]:
    return [(one["code"], one.get("records")) for change in plan["blocked"] for one in change["findings"]]


def test_nobody_s_word_is_no_migration(filled: Desk) -> None:
    """A tombstone for the old option asks for one, so the plan stops and says what it would cost."""
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)

    plan = planned(filled)
    ended = filled.run("apply", "--yes")

    assert [("MIGRATE", 30)] == findings(plan)
    assert 4 == ended.code
    assert f"--allow MIGRATE:{OPTION.format('mql')}" in ended.said
    assert {"mql": 20, "tin;mql": 10, "": 5} == held(filled, "role")


@pytest.mark.long
def test_the_values_of_an_option_go_over(filled: Desk) -> None:
    """The new option first, then the records, other choices kept, then the old option goes; nothing is left to do."""
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)

    text = filled.run("plan", *ALLOWED)
    ended = filled.run("apply", "--yes", *ALLOWED)

    assert f"{OPTION.format('mql')} → researcher: 30 records" in text.said
    assert "recycle bin" in text.said
    assert 0 == ended.code, ended.said + ended.told
    assert {"researcher": 20, "tin;researcher": 10, "": 5} == held(filled, "role")
    assert {"researcher": False, "tin": False} == options(filled)
    assert "30 of 30 records went from" in ended.said
    assert "30 of 30 records" in ended.told
    assert [] == values_files(filled)
    assert 0 == filled.run("plan", "--exit-code").code


@pytest.mark.long
def test_it_begins_with_one_record_then_ten(filled: Desk) -> None:
    """The journal says so before each write, and names no record and no value."""
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)
    assert 0 == filled.run("apply", "--yes", *ALLOWED).code

    path = max(filled.folder.rglob("journal/**/*.jsonl"))
    batches = [(one["records"], one["done"], one["of"]) for one in read_journal(path) if one["event"] == "migrating"]

    assert [(1, 0, 30), (10, 1, 30), (19, 11, 30)] == batches
    assert "tin;mql" not in path.read_text()


@pytest.mark.long
def test_the_old_option_is_kept_and_hidden_unless_it_is_removed(filled: Desk) -> None:
    """Somebody's word alone migrates as well."""
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED)

    text = filled.run("plan", *ALLOWED)
    ended = filled.run("apply", "--yes", *ALLOWED)

    assert 0 == ended.code, ended.said + ended.told
    assert "kept and hidden" in text.said
    assert {"researcher": False, "mql": True, "tin": False} == options(filled)
    assert {"researcher": 20, "tin;researcher": 10, "": 5} == held(filled, "role")


@pytest.mark.long
def test_a_property_s_values_go_over(filled: Desk) -> None:
    """The new property gets them, the old one stays behind, hidden; a value of its own is left alone."""
    filled.write("blueprints/portal.yaml", TO_TOWN + PROPERTY_MOVED)
    (own,) = add(filled, 1, city_old="Bonn")
    town = {"name": "town", "label": "Town", "groupName": "contactinformation", "type": "string", "fieldType": "text"}
    filled.ask("POST", "/crm/properties/2026-09/contacts", town)
    filled.ask("PATCH", BIN.format(own), {"properties": {"town": "Köln"}})

    ended = filled.run("apply", "--yes", *PROPERTY_ALLOWED)

    assert 0 == ended.code, ended.said + ended.told
    assert {"Ulm": 20, "Köln": 1, "": 15} == held(filled, "town")
    assert {"Ulm": 20, "Bonn": 1, "": 15} == held(filled, "city_old")
    assert "1 keep a value of their own there" in ended.said
    assert filled.ask("GET", "/crm/properties/2026-09/contacts/city_old")["hidden"]


@pytest.mark.long
def test_an_archived_property_leaves_its_values_with_the_new_one(filled: Desk) -> None:
    """Created, filled, then archived, in one apply."""
    gone = "removed: [{address: property.contacts.city_old}]\n"
    filled.write("blueprints/portal.yaml", TO_TOWN + PROPERTY_MOVED + gone)

    ended = filled.run("apply", "--yes", *PROPERTY_ALLOWED)

    assert 0 == ended.code, ended.said + ended.told
    assert {"Ulm": 20, "": 15} == held(filled, "town")
    names = [one["name"] for one in filled.ask("GET", "/crm/properties/2026-09/contacts")["results"]]
    assert ("town" in names, "city_old" in names) == (True, False)


@pytest.mark.long
def test_a_saved_plan_carries_its_migration(filled: Desk) -> None:
    """With its number of records; the word that allowed it is in it, and the digest binds it."""
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)
    assert 0 == filled.run("plan", "-o", "plan.json", *ALLOWED).code
    plan = json.loads(filled.read("plan.json"))

    ended = filled.run("apply", "plan.json", "--yes")

    assert [30] == [one["records"] for one in plan["migrations"]]
    assert 0 == ended.code, ended.said + ended.told
    assert {"researcher": 20, "tin;researcher": 10, "": 5} == held(filled, "role")


def test_a_forged_migration_is_refused(filled: Desk) -> None:
    """A plan file whose migrations are not those of its digest is damaged."""
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)
    assert 0 == filled.run("plan", "-o", "plan.json", *ALLOWED).code
    filled.write("plan.json", filled.read("plan.json").replace('"ending": "removed"', '"ending": "hidden"'))

    assert 64 == filled.run("apply", "plan.json", "--yes").code


@pytest.mark.long
def test_the_first_refusal_stops_it_and_the_next_apply_goes_on(filled: Desk) -> None:
    """What was not written stays, so does the old option, and what records held is kept for nobody else to read."""
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)
    filled.emulator.faults.fail_once(400, route="/batch/update", nth=2)

    stopped = filled.run("apply", "--yes", *ALLOWED)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in values_files(filled)]
    middle = held(filled, "role")
    noted = filled.run("plan", *ALLOWED)
    again = filled.run("apply", "--yes", *ALLOWED)

    assert 6 == stopped.code, stopped.said + stopped.told
    assert "nothing further was written" in stopped.said
    assert {"researcher": 1, "mql": 19, "tin;mql": 10, "": 5} == middle
    assert ([0o600], []) == (modes, values_files(filled))
    assert "a migration of" in noted.told
    assert "1 of 30 records are through" in noted.told
    assert 0 == again.code, again.said + again.told
    assert {"researcher": 20, "tin;researcher": 10, "": 5} == held(filled, "role")
    assert {"researcher": False, "tin": False} == options(filled)


@pytest.mark.long
def test_records_in_the_recycle_bin_are_left_alone(filled: Desk) -> None:
    """They are not counted and keep what they held."""
    (gone,) = add(filled, 1, role="mql")
    filled.ask("POST", "/crm/objects/2026-09/contacts/batch/archive", {"inputs": [{"id": gone}]})
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)

    ended = filled.run("apply", "--yes", *ALLOWED)

    assert 0 == ended.code, ended.said + ended.told
    assert "30 of 30 records" in ended.said
    found = filled.ask("GET", f"{BIN.format(gone)}?archived=true&properties=role")
    assert "mql" == found["properties"]["role"]


@pytest.mark.long
def test_an_option_renamed_before_can_still_be_migrated(filled: Desk) -> None:
    """Known under its new name since the last apply, it becomes an option of its own on somebody's word."""
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED)
    assert 0 == filled.run("apply", "--yes").code
    assert {"mql": 20, "tin;mql": 10, "": 5} == held(filled, "role")
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)

    ended = filled.run("apply", "--yes", *ALLOWED)

    assert 0 == ended.code, ended.said + ended.told
    assert {"researcher": 20, "tin;researcher": 10, "": 5} == held(filled, "role")
    assert 0 == filled.run("plan", "--exit-code").code


def test_who_watches_the_old_option_is_named(filled: Desk) -> None:
    """A list that compares it will see records change, which takes a word of its own."""
    comparing = {"operationType": "ENUMERATION", "operator": "IS_ANY_OF", "values": ["mql"]}
    filters = [{"property": "role", "filterType": "PROPERTY", "operation": comparing}]
    branch = {"filterBranchType": "AND", "filterBranches": [], "filters": filters}
    either = {"filterBranchType": "OR", "filterBranches": [branch], "filters": []}
    filled.emulator.add_list("Qualified ones", "contacts", either)
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED + OPTION_GOES)
    watched = ("--allow", f"USED_ELSEWHERE:{OPTION.format('mql')}")

    stopped = filled.run("plan", *ALLOWED)
    text = filled.run("plan", *ALLOWED, *watched)

    assert 4 == stopped.code
    assert 0 == text.code, text.said + text.told
    assert "watched by list 'Qualified ones': they will see these records change" in text.said
