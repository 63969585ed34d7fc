"""Room: what a plan creates against what is left; too little of it is a person's choice."""

from __future__ import annotations

import pytest
from preflight.conftest import Make, addresses, codes, planned

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.tiers import Quotas

THREE = """\
objects:
  contacts:
    properties:
      one: {label: One, type: string, fieldType: text, groupName: contactinformation}
      two: {label: Two, type: string, fieldType: text, groupName: contactinformation}
      three: {label: Three, type: string, fieldType: text, groupName: contactinformation}
  companies:
    groups:
      extra: {label: Extra}
"""
_STAGES = "{{{0}_open: {{label: Open, metadata: {{probability: 0.5}}}}}}"
PIPELINES = "objects:\n  deals:\n    pipelines:\n" + "".join(
    f"      {name}: {{label: {name.title()}, stages: {_STAGES.format(name)}}}\n"
    for name in ("first", "second", "third")
)
LABELS = """\
associations:
  - from: contacts
    to: companies
    labels: {one: {label: One}, two: {label: Two}, three: {label: Three}}
"""
PREFLIGHT = ("/limits/", "/object-library/", "/oauth/")


def _asked(paths: list[str]) -> list[str]:
    return [path for path in paths if any(part in path for part in PREFLIGHT)]


def test_all_that_compete_for_too_little_room_are_blocked(make: Make) -> None:
    """None is chosen in anybody's place; what needs no room is written."""
    desk = make(THREE, quotas=Quotas(properties_per_object=2))

    plan = planned(desk)
    assert ["group.companies.extra"] == addresses(plan["changes"])
    assert [f"property.contacts.{name}" for name in ("one", "three", "two")] == addresses(plan["blocked"])
    finding = plan["blocked"][0]["findings"][0]
    assert ("LIMIT_EXCEEDED", True) == (finding["code"], finding["allowable"])
    assert "this plan adds 3 custom properties of contacts, and 2 more fit (0 of 2 used)" == finding["message"]
    assert 4 == desk.run("plan").code


def test_a_person_chooses_what_fits(make: Make) -> None:
    """With one left out the others have room."""
    desk = make(THREE, quotas=Quotas(properties_per_object=2))

    assert 0 == desk.run("apply", "--yes", "--exclude", "property.contacts.two").code


def test_a_limit_may_be_tried(make: Make) -> None:
    """The numbers are advice: allowed, they let a plan pass, and HubSpot has the last word."""
    desk = make(THREE, quotas=Quotas(properties_per_object=2))

    ended = desk.run("plan", "--allow", "LIMIT_EXCEEDED:property.contacts.*")
    assert (0, False) == (ended.code, "lets nothing pass" in ended.told)


@pytest.mark.parametrize(
    ("blueprint", "quotas", "told"),
    [
        (THREE, Quotas(properties_overall=1), "this plan adds 3 custom properties, and 1 more fit (0 of 1 used)"),
        (PIPELINES, Quotas(pipelines=2), "this plan adds 3 pipelines of deals, and 2 more fit (0 of 2 used)"),
        (LABELS, Quotas(association_labels=2), "association labels from contacts to companies, and 2 more fit"),
    ],
)
def test_each_limit_is_told_with_its_numbers(make: Make, blueprint: str, quotas: Quotas, told: str) -> None:
    """By object or pair where HubSpot limits them one by one."""
    plan = planned(make(blueprint, quotas=quotas))

    messages = [one["message"] for change in plan["blocked"] for one in change["findings"]]
    assert 3 == sum(told in message for message in messages)


def test_what_is_used_already_takes_room(make: Make) -> None:
    """Usage comes from HubSpot, whoever made what is there."""
    desk = make(THREE, quotas=Quotas(properties_per_object=3))
    body = {"name": "x", "label": "X", "type": "string", "fieldType": "text", "groupName": "contactinformation"}
    desk.ask("POST", "/crm/v3/properties/contacts", body)

    plan = planned(desk)
    assert "2 more fit (1 of 3 used)" in plan["blocked"][0]["findings"][0]["message"]


def test_limits_that_cannot_be_read_stop_nothing(make: Make) -> None:
    """It is said that they were not checked."""
    desk = make(THREE)
    desk.emulator.faults.add(Fault("status", status=403, route="/limits/", times=9))

    plan = planned(desk)
    assert ["LIMITS_UNREADABLE"] == codes(plan["notices"])
    assert 4 == len(plan["changes"])


def test_a_plan_that_creates_nothing_asks_about_no_limits(make: Make) -> None:
    """Nothing to do: not one call more; something to update: the token alone."""
    desk = make(THREE)
    desk.run("apply", "--yes")
    desk.emulator.log.clear()
    desk.run("plan")
    assert [] == _asked([one.path for one in desk.emulator.log.entries])

    desk.write("blueprints/portal.yaml", THREE.replace("label: Two", "label: Second"))
    desk.run("plan")
    assert ["/oauth/v2/private-apps/get/access-token-info"] == _asked([one.path for one in desk.emulator.log.entries])


def test_drift_asks_for_nothing_of_this(make: Make) -> None:
    """Who only looks needs no word about writing."""
    desk = make(THREE)
    desk.run("drift")

    assert [] == _asked([one.path for one in desk.emulator.log.entries])


def test_a_pipeline_id_that_tickets_have(make: Make) -> None:
    """Deals and tickets share one list of ids, which only the portal knows whole."""
    desk = make(PIPELINES + LABELS)
    stage = {"label": "Open", "displayOrder": 0, "metadata": {"ticketState": "OPEN"}, "stageId": "elsewhere_open"}
    closed = {"label": "Done", "displayOrder": 1, "metadata": {"ticketState": "CLOSED"}, "stageId": "elsewhere_done"}
    deal = {"label": "Open", "displayOrder": 0, "metadata": {"probability": "0.5"}, "stageId": "first_open"}
    desk.ask("POST", "/crm/pipelines/2026-09/deals", {"label": "Old", "displayOrder": 8, "stages": [deal]})
    desk.ask("POST", "/crm/pipelines/2026-09/tickets", {"label": "Old", "displayOrder": 8, "stages": [stage, closed]})

    plan = planned(desk)
    told = [one for change in plan["blocked"] for one in change["findings"]]
    assert ["NAME_TAKEN"] == codes(told)
    assert "pipeline.deals.first/stages/first_open" == told[0]["address"]
