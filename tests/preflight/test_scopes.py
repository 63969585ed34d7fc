"""Scopes of the token: what HubSpot would certainly refuse is blocked, what we only assume is told."""

from __future__ import annotations

import pytest
from preflight.conftest import Make, addresses, codes, planned

from cvpctl.emulator.faults import Fault

BLUEPRINT = """\
objects:
  contacts:
    properties:
      tier: {label: Tier, type: string, fieldType: text, groupName: contactinformation}
  tickets:
    groups:
      care: {label: Care}
    properties:
      mood: {label: Mood, type: string, fieldType: text, groupName: care}
associations:
  - {from: contacts, to: tickets, labels: {reports: {label: Reports, inverseLabel: Reported by}}}
"""
READS = (
    "crm.schemas.contacts.read",
    "crm.schemas.tickets.read",
    "crm.objects.contacts.read",
    "crm.objects.tickets.read",
)


def test_changes_without_their_scope_are_blocked(make: Make) -> None:
    """Only those; the rest is written, and the exit code asks for a person."""
    desk = make(BLUEPRINT, scopes=(*READS, "crm.schemas.contacts.write", "crm.objects.contacts.write"))

    plan = planned(desk)
    assert ["group.tickets.care", "property.tickets.mood"] == addresses(plan["blocked"])
    assert "MISSING_SCOPE" in codes(plan["blocked"][0]["findings"])
    assert "crm.schemas.tickets.write or tickets" in plan["blocked"][0]["findings"][0]["message"]
    ended = desk.run("apply", "--yes", "--target", "property.contacts.*")
    assert 0 == ended.code
    assert "tier" in {one["name"] for one in desk.ask("GET", "/crm/v3/properties/contacts")["results"]}


def test_a_scope_that_is_only_assumed_warns(make: Make) -> None:
    """Labels are tried without the scope that nobody documents for them."""
    scopes = (*READS, "crm.schemas.contacts.write", "crm.schemas.tickets.write", "crm.objects.contacts.write")
    plan = planned(make(BLUEPRINT, scopes=scopes))

    assert "label.contacts.tickets.reports" in addresses(plan["changes"])
    assert ["SCOPE_ASSUMED"] == codes(plan["notices"])
    assert "crm.objects.tickets.write" in plan["notices"][0]["message"]


def test_a_token_that_only_reads_says_nothing_about_the_one_that_writes(make: Make) -> None:
    """With two tokens a plan judges no scopes; an apply asks about its own."""
    desk = make(BLUEPRINT, scopes=READS, token="{read: {env: ACME_TOKEN}, write: {env: ACME_WRITES}}")
    plan = planned(desk)

    assert [] == plan["blocked"]
    assert [] == [one.path for one in desk.emulator.log.entries if "access-token-info" in one.path]


def test_the_writing_token_is_judged_before_the_first_write(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that may write contacts only writes those and blocks the rest."""
    desk = make(BLUEPRINT, token="{read: {env: ACME_TOKEN}, write: {env: ACME_WRITES}}")
    desk.emulator.add_token("writes", scopes=(*READS, "crm.schemas.contacts.write"))
    monkeypatch.setenv("ACME_WRITES", "writes")
    ended = desk.run("apply", "--yes", "--exclude", "label.*")

    assert 4 == ended.code, ended.said + ended.told
    assert "the token lacks crm.schemas.tickets.write or tickets" in ended.said
    writes = [one.path for one in desk.emulator.log.entries if one.method == "POST" and "batch/create" in one.path]
    assert ["/crm/properties/2026-09/0-1/batch/create"] == writes


def test_a_saved_plan_is_checked_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the token lost since the plan was made is left out and told; the rest of the plan is written."""
    desk = make(BLUEPRINT)
    assert 0 == desk.run("plan", "-o", "plan.json").code
    desk.emulator.add_token("poorer", scopes=(*READS, "crm.schemas.contacts.write", "crm.objects.contacts.write"))
    monkeypatch.setenv("ACME_TOKEN", "poorer")

    ended = desk.run("apply", "plan.json", "--yes")
    assert 4 == ended.code, ended.said + ended.told
    assert "the token lacks crm.schemas.tickets.write or tickets" in ended.said
    names = {one["name"] for one in desk.ask("GET", "/crm/v3/properties/tickets")["results"]}
    assert "mood" not in names
    assert "tier" in {one["name"] for one in desk.ask("GET", "/crm/v3/properties/contacts")["results"]}


def test_a_token_nobody_tells_about_is_said(make: Make) -> None:
    """Where introspection is refused, that is told and nothing is blocked."""
    desk = make(BLUEPRINT)
    desk.emulator.faults.add(Fault("status", status=403, route="/oauth/v2/private-apps", times=1))

    plan = planned(desk)
    assert "SCOPES_UNREADABLE" in codes(plan["notices"])
    assert [] == plan["blocked"]
