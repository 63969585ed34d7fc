"""What came to a portal between a plan and its apply: nothing that a fresh plan would block gets through an old one."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from desk import Desk, Ended

pytestmark = pytest.mark.long  # the same in many shapes; the short suite has one of each sort

FILE = "blueprints/portal.yaml"
PROPERTIES = "/crm/properties/2026-09/contacts"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}, spare: {label: Spare}}
    properties:
      tier: {label: Tier, groupName: value, type: enumeration, fieldType: select, options: [gold, silver]}
      code: {label: Code, groupName: value, type: string, fieldType: text}
      seats: {label: Seats, groupName: value, type: string, fieldType: text}
  deals:
    pipelines:
      path:
        label: Path
        stages:
          first: {label: First, metadata: {probability: "0.2"}}
          second: {label: Second, metadata: {probability: "0.5"}}
"""
OPTION, WITHOUT_OPTION = "property.contacts.tier/options/silver", BLUEPRINT.replace("[gold, silver]", "[gold]")
WITHOUT_CODE = BLUEPRINT.replace("      code: {label: Code, groupName: value, type: string, fieldType: text}\n", "")
NUMBERS = BLUEPRINT.replace(
    "Seats, groupName: value, type: string, fieldType: text", "Seats, groupName: value, type: number, fieldType: number"
)
WITHOUT_STAGE = BLUEPRINT.replace('          second: {label: Second, metadata: {probability: "0.5"}}\n', "")
WITHOUT_GROUP = BLUEPRINT.replace(", spare: {label: Spare}", "")
MORE = BLUEPRINT.replace(
    "  deals:", "      more: {label: More, groupName: value, type: string, fieldType: text}\n  deals:"
)
OBJECT = """\
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: deliverable_name
    justification:
      nativesConsidered: [services, projects]
      why: A service holds many promises at once and cannot say that this one was kept.
    properties:
      deliverable_name: {label: Name, groupName: deliverable_information, type: string, fieldType: text}
"""


@pytest.fixture
def ready(fresh: Desk) -> Desk:
    """A portal that stands as the blueprint says."""
    fresh.write(FILE, BLUEPRINT)
    assert 0 == fresh.run("apply", "--yes").code
    return fresh


def without(blueprint: str, address: str) -> str:
    return f"{blueprint}removed: [{{address: {address}}}]\n"


def planned(desk: Desk, blueprint: str, *words: str) -> Ended:
    desk.write(FILE, blueprint)
    return desk.run("plan", "-o", "plan.json", *words)


def saved(desk: Desk) -> Ended:
    return desk.run("apply", "plan.json", "--yes")


def writes(desk: Desk) -> list[str]:
    return [entry.path for entry in desk.emulator.log.entries if entry.writes]


HELD = [
    pytest.param(without(WITHOUT_OPTION, OPTION), {"tier": "silver"}, "OPTION_REMOVED", id="option"),
    pytest.param(without(WITHOUT_CODE, "property.contacts.code"), {"code": "x"}, "PROPERTY_ARCHIVED", id="property"),
    pytest.param(NUMBERS, {"seats": "abc"}, "TYPE_CHANGED", id="type"),
]


@pytest.mark.parametrize(("blueprint", "values", "code"), HELD)
def test_records_that_came_since_keep_what_they_hold(
    ready: Desk, blueprint: str, values: dict[str, Any], code: str
) -> None:
    """A plan made over no records is no word for seven: the change is left out, and the number is said."""
    assert 0 == planned(ready, blueprint).code
    ready.emulator.add_records("contacts", [values] * 7)
    ready.emulator.log.clear()

    ended = saved(ready)

    assert 5 == ended.code, ended.said
    assert [] == writes(ready)
    assert f"{code}: " in ended.told
    assert "7 records hold it (none when the plan was made)" in ended.told


def test_more_records_than_somebody_allowed_are_left_alone(ready: Desk) -> None:
    """Two were allowed to keep a value nobody can pick; a third was not."""
    ready.emulator.add_records("contacts", [{"tier": "silver"}] * 2)
    assert 0 == planned(ready, without(WITHOUT_OPTION, OPTION), "--allow", f"OPTION_REMOVED:{OPTION}").code
    ready.emulator.add_records("contacts", [{"tier": "silver"}])

    ended = saved(ready)

    assert 5 == ended.code
    assert "3 records hold it (2 when the plan was made)" in ended.told


def test_what_was_allowed_when_it_was_planned_still_is(ready: Desk) -> None:
    """The word stands in the plan file, so nobody repeats it where nothing grew."""
    ready.emulator.add_records("contacts", [{"tier": "silver"}] * 2)
    assert 0 == planned(ready, without(WITHOUT_OPTION, OPTION), "--allow", f"OPTION_REMOVED:{OPTION}").code

    assert 0 == saved(ready).code
    assert [f"OPTION_REMOVED:{OPTION}"] == json.loads(ready.read("plan.json"))["allowed"]


def test_a_word_put_into_the_file_is_not_the_plan_that_was_approved(ready: Desk) -> None:
    """The digest covers what was allowed, and a file whose digest does not fit is refused."""
    ready.emulator.add_records("contacts", [{"tier": "silver"}] * 2)
    planned(ready, without(WITHOUT_OPTION, OPTION))
    plan = json.loads(ready.read("plan.json"))
    ready.write("plan.json", json.dumps({**plan, "allowed": [f"OPTION_REMOVED:{OPTION}"]}))

    assert 64 == saved(ready).code


def test_an_alarm_taken_out_of_the_file_is_another_plan(ready: Desk) -> None:
    """A portal that would be turned over stays as it is, whoever shortens the file."""
    groups = "".join(f", g{number}: {{label: G{number}}}" for number in range(9))
    ready.write(FILE, BLUEPRINT.replace(", spare: {label: Spare}", ", spare: {label: Spare}" + groups))
    assert 0 == ready.run("apply", "--yes").code
    turned = groups.replace("label: G", "label: New ")
    assert 4 == planned(ready, BLUEPRINT.replace(", spare: {label: Spare}", ", spare: {label: Spare}" + turned)).code
    plan = json.loads(ready.read("plan.json"))
    assert ["MASS_CHANGE"] == [one["code"] for one in plan.pop("alarms")]
    ready.write("plan.json", json.dumps(plan))

    assert 64 == saved(ready).code


def test_findings_are_not_believed_from_a_file(ready: Desk) -> None:
    """Whoever takes them out of a plan gets them back: they are found anew."""
    assert 0 == planned(ready, without(WITHOUT_OPTION, OPTION)).code
    ready.emulator.add_records("contacts", [{"tier": "silver"}] * 3)
    plan = json.loads(ready.read("plan.json"))
    for change in plan["changes"]:
        del change["findings"]
    ready.write("plan.json", json.dumps(plan))

    ended = ready.run("apply", "plan.json", "--approve", plan["digest"])

    assert 5 == ended.code
    assert "OPTION_REMOVED" in ended.told


def test_a_create_is_no_silent_restore(ready: Desk) -> None:
    """A property of that name was archived since: it would come back with its values."""
    assert 0 == planned(ready, MORE).code
    made = {"name": "more", "label": "Old", "groupName": "value", "type": "string", "fieldType": "text"}
    ready.ask("POST", PROPERTIES, made)
    ready.ask("DELETE", f"{PROPERTIES}/more")

    ended = saved(ready)

    assert 5 == ended.code
    assert "property.contacts.more: something of this name was archived since" in ended.told
    assert [] == [one for one in ready.ask("GET", PROPERTIES)["results"] if one["name"] == "more"]


def test_a_create_purges_nothing_that_was_archived_since(ready: Desk) -> None:
    """A custom object of that name was archived since: a create would delete its records for good."""
    assert 0 == planned(ready, BLUEPRINT + OBJECT).code
    name = {"name": "deliverable_name", "label": "N", "type": "string", "fieldType": "text"}
    labels = {"singular": "D", "plural": "Ds"}
    keys = {"primaryDisplayProperty": name["name"], "requiredProperties": [name["name"]]}
    made = ready.ask("POST", SCHEMAS, {"name": "deliverable", "labels": labels, **keys, "properties": [name]})
    ready.ask("DELETE", f"{SCHEMAS}/{made['objectTypeId']}")

    ended = saved(ready)

    assert 5 == ended.code
    assert "ARCHIVED_SCHEMA_PURGED" in ended.told
    assert [] == ready.ask("GET", SCHEMAS)["results"]


def test_a_stage_that_deals_came_to_stands(ready: Desk) -> None:
    """HubSpot would refuse it half-way through; so it is not even sent."""
    stage = "pipeline.deals.path/stages/second"
    assert 0 == planned(ready, without(WITHOUT_STAGE, stage)).code
    ready.emulator.add_records("deals", [{"pipeline": "path", "dealstage": "second"}] * 3)

    ended = saved(ready)

    assert 5 == ended.code, ended.said
    assert "3 records stand in it (none when the plan was made)" in ended.told


def test_a_group_that_somebody_uses_by_now_stands(ready: Desk) -> None:
    """HubSpot deletes no group with properties in it; who is in it is said."""
    words = ("--allow", "GROUP_DELETED:group.contacts.spare")
    assert 0 == planned(ready, without(WITHOUT_GROUP, "group.contacts.spare"), *words).code
    theirs = {"name": "theirs", "label": "Theirs", "groupName": "spare", "type": "string", "fieldType": "text"}
    ready.ask("POST", PROPERTIES, theirs)

    ended = saved(ready)

    assert 5 == ended.code
    assert "STILL_USED: property.contacts.theirs still needs it" in ended.told


def test_what_is_not_about_it_is_applied(ready: Desk) -> None:
    """Only the change that grew is left out."""
    both = without(WITHOUT_OPTION, OPTION).replace("label: Code", "label: New code")
    assert 0 == planned(ready, both).code
    ready.emulator.add_records("contacts", [{"tier": "silver"}])

    assert 5 == saved(ready).code
    live = {one["name"]: one for one in ready.ask("GET", PROPERTIES)["results"]}
    assert ("New code", 2) == (live["code"]["label"], len(live["tier"]["options"]))


class Slow(io.StringIO):
    """Somebody at a terminal who says yes after records came in."""

    def __init__(self, desk: Desk, answers: str) -> None:
        super().__init__(answers)
        self._desk, self._came = desk, False

    def isatty(self) -> bool:
        return True

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        if not self._came:
            self._came = True
            self._desk.emulator.add_records("contacts", [{"tier": "silver"}] * 7)
        return super().readline(size)


@pytest.mark.parametrize("how", [("apply",), ("apply", "plan.json")])
def test_records_that_came_while_a_prompt_waited(
    ready: Desk, monkeypatch: pytest.MonkeyPatch, how: tuple[str, ...]
) -> None:
    """A yes is about what stood on the screen; what grew since is left out, of a fresh plan as of a saved one."""
    assert 0 == planned(ready, without(WITHOUT_OPTION, OPTION)).code
    monkeypatch.setattr("sys.stdin", Slow(ready, "y\n"))

    ended = ready.run(*how)

    assert 5 == ended.code, ended.told
    assert "7 records hold it (none when the plan was made)" in ended.told
    assert 2 == len(ready.ask("GET", f"{PROPERTIES}/tier")["options"])
