"""`cvpctl audit --portal`: a live portal is read whole and never written, and what cannot be read is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from desk_fixtures import opened

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator

PROPERTIES = "/crm/properties/2026-09/{}"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
LEFT, USED = "property.contacts.left_over", "property.contacts.used"
LIVE = ("audit", "--portal", "acme", "--format", "json")
FILL = (*LIVE, "--fill-rate")


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as server:
        yield server


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A portal with two properties of its own on contacts, one of them on companies, and a custom object."""
    desk = opened(running, tmp_path, monkeypatch, capsys)
    for object_name, name in (("contacts", "left_over"), ("contacts", "used"), ("companies", "zone")):
        group = f"{'company' if object_name == 'companies' else 'contact'}information"
        body = {"name": name, "label": name, "type": "string", "fieldType": "text", "groupName": group}
        desk.ask("POST", PROPERTIES.format(object_name), body)
    return desk


def custom_object(desk: Desk, **more: Any) -> None:
    named = {"name": "title", "label": "Title", "type": "string", "fieldType": "text"}
    labels = {"singular": "Inspection", "plural": "Inspections"}
    body = {"name": "inspection", "labels": labels, "primaryDisplayProperty": "title", "properties": [named], **more}
    desk.ask("POST", SCHEMAS, body)


def records(desk: Desk, number: int) -> None:
    """Add contacts, of which the first holds a value."""
    rows = [{"email": f"person{n}@example.com", **({"used": "yes"} if n == 0 else {})} for n in range(number)]
    desk.emulator.add_records("contacts", rows)


def audited(desk: Desk, *words: str, code: int | None = None) -> Any:
    desk.emulator.log.clear()
    ended = desk.run(*(words or LIVE))
    assert code in (None, ended.code), ended.told
    return json.loads(ended.said)


def searches(desk: Desk) -> int:
    return sum(entry.path.endswith("/search") for entry in desk.emulator.log.entries)


def found(told: Any, code: str) -> list[str]:
    return [one.get("address", "") for one in told["findings"] if one["code"] == code]


def kept(desk: Desk) -> Any:
    return json.loads(desk.read(".cvpctl/fills/acme.json"))


def test_a_portal_is_judged_and_never_written(desk: Desk) -> None:
    """What lives there is told by address; every request reads."""
    custom_object(desk)
    told = audited(desk, code=4)

    assert ["schema.inspection"] == found(told, "FOURTH_CUSTOM_OBJECT")
    assert (desk.emulator.portal_id, []) == (told["portalId"], told["unknown"])
    assert "not HubSpot" in told["note"]
    assert [] == [entry for entry in desk.emulator.log.entries if entry.writes]
    assert (0, ["no_counts"]) == (
        searches(desk),
        [one["unjudged"] for one in told["rules"] if one["code"] == "PROPERTY_EMPTY"],
    )


def test_a_custom_object_is_judged_by_what_its_schema_names(desk: Desk) -> None:
    """The list of schemas leaves associations out, so each is read; what cannot be is said, and not judged."""
    only = (*LIVE, "--rules", "OBJECT_WITHOUT_CUSTOMER")
    custom_object(desk)
    assert ["schema.inspection"] == found(audited(desk, *only, code=0), "OBJECT_WITHOUT_CUSTOMER")

    desk.emulator.faults.add(Fault("status", status=403, method="GET", route=f"{SCHEMAS}/", times=0))
    ended = desk.run(*only)
    assert ([], True) == (json.loads(ended.said)["findings"], "inspection is associated with could not" in ended.told)


def test_a_custom_object_that_meets_contacts_is_kept(desk: Desk) -> None:
    """As its schema says, without any label."""
    custom_object(desk, associatedObjects=["CONTACT"])
    told = audited(desk, *LIVE, "--rules", "OBJECT_WITHOUT_CUSTOMER", code=0)
    judged = {one["code"]: one["judged"] for one in told["rules"]}
    assert ([], True) == (told["findings"], judged["OBJECT_WITHOUT_CUSTOMER"])


def test_what_could_not_be_read_is_said_and_ends_with_nine(desk: Desk) -> None:
    """Nine wins over four, and the rest is judged all the same."""
    custom_object(desk)
    desk.emulator.faults.add(Fault("status", status=403, method="GET", route=PROPERTIES.format("0-3"), times=0))
    told = audited(desk, code=9)

    unread = [(one["kind"], one["scope"], one["why"]) for one in told["unknown"]]
    assert [("group", ["deals"], "forbidden"), ("property", ["deals"], "forbidden")] == unread
    assert found(told, "FOURTH_CUSTOM_OBJECT")


def test_an_object_that_the_portal_does_not_offer_is_no_unknown(desk: Desk) -> None:
    """It is said, and ends nothing."""
    desk.emulator.enable_object("services", on=False)
    ended = desk.run(*LIVE, "--rules", "NATIVE_TWIN")
    assert (0, []) == (ended.code, json.loads(ended.said)["unknown"])
    assert "Not available in this portal: services" in ended.told


def test_the_token_of_another_portal_looks_at_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 4 before anything is read."""
    desk.emulator.add_portal(7001, "another-fictional-portal")
    monkeypatch.setenv("ACME_TOKEN", "another-fictional-portal")
    desk.emulator.log.clear()
    ended = desk.run(*LIVE)
    assert (4, "") == (ended.code, ended.said)
    assert 1 == len(desk.emulator.log.entries)


@pytest.mark.long
def test_a_budget_is_kept_and_a_second_run_goes_on(desk: Desk) -> None:
    """One search per object and property of people's own; an object without records costs one, no number costs two."""
    records(desk, 25)
    first = audited(desk, *FILL, "--budget", "3")
    assert (3, [LEFT]) == (searches(desk), found(first, "PROPERTY_EMPTY"))
    assert (2, 3) == (first["counted"]["properties"], first["counted"]["of"])

    second = audited(desk, *FILL, "--budget", "3")
    assert (1, [LEFT]) == (searches(desk), found(second, "PROPERTY_EMPTY"))
    assert (3, 1) == (second["counted"]["properties"], second["counted"]["searches"])

    desk.emulator.log.clear()
    third = desk.run("audit", "--portal", "acme", "--fill-rate")
    assert 0 == searches(desk)
    assert "Counted 3 of 3 properties, with 0 searches this time; the numbers are of 20" in " ".join(third.said.split())


def test_an_interrupted_count_is_kept(desk: Desk) -> None:
    """What came back before the token was refused is not asked for again."""
    records(desk, 25)
    desk.emulator.faults.add(Fault("status", status=401, method="POST", route="/search", nth=3, times=0))
    ended = desk.run(*FILL)
    assert 8 == ended.code, ended.told
    assert {"schema.companies", "schema.contacts"} == kept(desk)["counts"].keys()


def test_records_that_may_not_be_counted_are_said(desk: Desk) -> None:
    """Object by object, with the scope that is missing; it costs one search and ends with nine."""
    records(desk, 25)
    desk.emulator.faults.add(Fault("status", status=403, method="POST", route="/search", nth=2, times=0))

    told = audited(desk, *FILL, code=9)

    assert {"contacts": "the token lacks crm.objects.contacts.read"} == told["counted"]["unreadable"]
    assert (2, []) == (searches(desk), found(told, "PROPERTY_EMPTY"))


def test_a_handful_of_records_is_not_judged(desk: Desk) -> None:
    """Four contacts keep no rule and break none; the audit says how many it takes."""
    records(desk, 4)
    only = ("--rules", "PROPERTY_EMPTY,PROPERTY_RARELY_FILLED")
    told = audited(desk, *FILL, *only)
    assert ([], [None]) == (told["findings"], list({one["score"] for one in told["scores"]}))
    assert {"too_few"} == {one["unjudged"] for one in told["rules"] if one["code"] in only[1].split(",")}
    assert {"companies": 0, "contacts": 4} == told["counted"]["records"]
    said = " ".join(desk.run("audit", "--portal", "acme", "--fill-rate", *only).said.split())
    assert "Too few records to judge: companies (0), contacts (4); it takes 20 of an object." in said
    assert "PROPERTY_EMPTY, PROPERTY_RARELY_FILLED: too few records to judge" in said


def test_the_projects_blueprints_say_what_things_are_for(desk: Desk) -> None:
    """Without PATHS, and it is said; invalid ones are told and stop nothing."""
    place, only = "objects: {contacts: {properties: {left_over: {", ("--rules", "PURPOSE_UNSTATED,FOURTH_CUSTOM_OBJECT")
    rest = "label: Left, type: string, fieldType: text, groupName: contactinformation, filledBy: person}}}}"
    desk.write("blueprints/a.yaml", f"blueprint: acme/a\nversion: 1.0.0\n{place}{rest}\n")
    ended = desk.run(*LIVE, *only)
    assert 0 == ended.code, ended.told
    assert "The blueprints of acme say what things of the portal are for." in ended.told
    judged = {one["code"]: one["judged"] for one in json.loads(ended.said)["rules"] if one["code"] in only[1]}
    assert {"PURPOSE_UNSTATED": True, "FOURTH_CUSTOM_OBJECT": False} == judged

    desk.write("blueprints/a.yaml", "blueprint: acme/a\nobjects: {contacts: 1}\n")
    ended = desk.run(*LIVE, *only)
    assert (0, True) == (ended.code, "not valid" in ended.told)


def test_blueprints_beside_a_portal_say_what_its_things_are_for(desk: Desk) -> None:
    """They are read and not judged: what only they state is no finding of the portal."""
    stated = "existingObjects: {survey: {groups: {asked: {label: Asked}}}}"
    desk.write("blueprints/a.yaml", f"blueprint: acme/a\nversion: 1.0.0\n{stated}\n")
    assert [] == found(audited(desk, *LIVE, "blueprints/a.yaml", code=0), "FOURTH_CUSTOM_OBJECT")
    desk.write("blueprints/a.yaml", "blueprint: acme/a\nobjects: {contacts: 1}\n")
    assert 3 == desk.run(*LIVE, "blueprints/a.yaml").code
