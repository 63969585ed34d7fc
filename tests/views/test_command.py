"""`cvpctl audit --views` as a command: a portal or blueprints, formats, the patch, and how it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk import Desk, Ended
from jsonschema import Draft202012Validator

from cvpctl.emulator.faults import Fault
from cvpctl.model.plan import Plan
from cvpctl.model.plan_json import plan_from_json
from cvpctl.render.views_schema import views_schema

PROPERTIES = "/crm/properties/2026-09/{}"
LIVE = ("audit", "--views", "--portal", "acme")
HEALTH = "property.companies.account_health"
REASON = "property.companies.account_health_reason"
CHOICE = {"type": "enumeration", "fieldType": "select", "options": [{"label": "Good", "value": "good"}]}


def told(ended: Ended, *, code: int = 0) -> Any:
    assert code == ended.code, ended.told
    document = json.loads(ended.said)
    assert [] == [error.message for error in Draft202012Validator(views_schema()).iter_errors(document)]
    return document


def verdicts(document: Any) -> dict[str, str]:
    return {f"{view['key']}.{one['key']}": one["verdict"] for view in document["views"] for one in view["questions"]}


def missing(document: Any) -> set[str]:
    return {one["address"] for one in document["missing"]}


def parts(document: Any, address: str) -> list[Any]:
    needs = [need for view in document["views"] for one in view["questions"] for need in one["needs"]]
    return [part for need in needs for part in need["parts"] if part["address"] == address]


def create(desk: Desk, object_name: str, name: str, label: str, **more: Any) -> None:
    group = {"companies": "companyinformation", "contacts": "contactinformation"}[object_name]
    body = {"name": name, "label": label, "type": "string", "fieldType": "text", "groupName": group, **more}
    desk.ask("POST", PROPERTIES.format(object_name), body)


def planned(desk: Desk, path: str, *, code: int = 0) -> Plan:
    ended = desk.run("plan", path, "--portal", "acme", "--format", "json")
    assert code == ended.code, ended.told
    return plan_from_json(json.loads(ended.said))


@pytest.mark.long
def test_what_an_empty_portal_lacks_is_planned_as_creates_and_supports_every_view(desk: Desk) -> None:
    """Audit, patch, validate, format, plan, apply, audit: from missing to supported, and nothing left to write."""
    before = desk.run(*LIVE, "--patch", "views.yaml")
    assert 0 == before.code, before.told
    assert "First of all UCV (1 of 13 supported)" in before.said

    assert "No problems found." == desk.run("validate", "views.yaml").said.strip()
    assert 0 == desk.run("fmt", "--check", "views.yaml").code
    plan = planned(desk, "views.yaml")
    assert {"create"} == {change.action.value for change in plan.changes}
    assert ((), (), ()) == (plan.held, plan.blocked, plan.unavailable)
    assert 0 == desk.run("apply", "views.yaml", "--portal", "acme", "--yes").code

    desk.emulator.log.clear()
    after = told(desk.run(*LIVE, "--format", "json"))
    assert {"supports"} == set(verdicts(after).values())
    assert ([], None, []) == (after["missing"], after["patch"], after["unknown"])
    assert [] == [entry for entry in desk.emulator.log.entries if entry.writes]
    again = desk.run(*LIVE, "--patch", "more.yaml")
    assert (0, False) == (again.code, (desk.folder / "more.yaml").exists())
    assert "there is nothing that a blueprint could add" in again.told


def test_blueprints_are_looked_at_offline(desk: Desk) -> None:
    """A blueprint that extends a view supports it and those before it, and the next ones are told what they lack."""
    desk.write("blueprints/acme.yaml", "blueprint: acme/portal\nversion: 1.0.0\nviews: [URV]\n")
    document = told(desk.run("audit", "--views", "--format", "json"))
    counts = {view["key"]: view["counts"]["supports"] == len(view["questions"]) for view in document["views"]}
    assert {"UCV": True, "URV": True, "UBC": False, "UTE": False} == counts
    assert (False, [], ["UBC"]) == (document["live"], document["unknown"], document["views"][3]["waitsFor"])


def test_a_patch_stands_beside_the_blueprints_it_was_made_for(desk: Desk) -> None:
    """Put among them it is valid, states nothing twice, and leaves nothing missing."""
    desk.write("blueprints/acme.yaml", "blueprint: acme/portal\nversion: 1.0.0\nviews: [UCV]\n")
    ended = desk.run("audit", "--views", "--patch", "blueprints/views.yaml")
    assert 0 == ended.code, ended.told
    assert "wrote blueprints/views.yaml: " in ended.told
    assert "      # URV: When does it come up for renewal?\n      committed_until:\n" in desk.read(
        "blueprints/views.yaml"
    )
    assert 0 == desk.run("validate").code
    assert {"supports"} == set(verdicts(told(desk.run("audit", "--views", "--format", "json"))).values())


@pytest.mark.long
def test_what_blueprints_state_already_is_on_its_way_and_not_in_the_patch(desk: Desk) -> None:
    """It is missing in the portal; what to do about it is to apply."""
    desk.write("blueprints/acme.yaml", "blueprint: acme/portal\nversion: 1.0.0\nviews: [UCV]\n")
    document = told(desk.run(*LIVE, "--format", "json"))
    assert HEALTH in missing(document)
    assert "account_health:" not in document["patch"]
    assert "committed_until:" in document["patch"]
    assert "of the missing things already: apply them. --patch FILE writes the rest" in desk.run(*LIVE).said


def test_a_patch_never_overwrites(desk: Desk) -> None:
    """It is refused before anything is read."""
    desk.write("views.yaml", "mine\n")
    desk.emulator.log.clear()
    ended = desk.run(*LIVE, "--patch", "views.yaml")
    assert (64, "mine\n") == (ended.code, desk.read("views.yaml"))
    assert "views.yaml exists and is left as it is" in ended.told
    assert 0 == len(desk.emulator.log.entries)


def test_what_could_not_be_read_is_neither_there_nor_missing_and_ends_with_nine(desk: Desk) -> None:
    """The question stays open, and nothing of it is in the patch."""
    desk.emulator.faults.add(Fault("status", status=403, method="GET", route=PROPERTIES.format("0-162"), times=0))
    document = told(desk.run(*LIVE, "--format", "json"), code=9)
    found = verdicts(document)
    assert ("unread", "unread", "partly") == (found["UCV.delivery"], found["UBC.works"], found["UTE.before"])
    assert [("property", ["services"])] == [(one["kind"], one["scope"]) for one in document["unknown"]]
    assert set() == {one for one in missing(document) if one.startswith("property.services")}


def test_what_a_binding_says_counts(desk: Desk) -> None:
    """The portal has it under its own name, and cvpctl.yaml says which that is."""
    create(desk, "companies", "acct_state", "Customer Mood", **CHOICE)
    create(desk, "contacts", "p_state", "Person's Mood")
    create(desk, "contacts", "p_state_why", "Person's Mood, Why")
    create(desk, "companies", "acct_state_why", "Customer Mood, Why")
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("drift: hold", "drift: hold, bindings: {BOUND}"))
    person = "property.contacts.relationship_health"
    bound = f"{{{HEALTH}: acct_state, {REASON}: acct_state_why, {person}: p_state, {person}_reason: p_state_why}}"
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("{BOUND}", bound))
    document = told(desk.run(*LIVE, "--format", "json"))
    assert set() == {HEALTH, REASON, person} & missing(document)
    assert {"there"} == {one["standing"] for text in (HEALTH, REASON) for one in parts(document, text)}
    assert [("other", "it holds string and not enumeration")] == [
        (one["standing"], one["differs"]) for one in parts(document, person)
    ]
    assert "partly" == verdicts(document)["UCV.health"]


def test_something_else_by_the_name_of_a_part_carries_nothing(desk: Desk) -> None:
    """It is told what it is, no patch states the name again, and its head says that no blueprint helps."""
    create(desk, "contacts", "value_path_stage", "Whatever")
    ended = desk.run(*LIVE, "--patch", "views.yaml")
    other = "property.contacts.value_path_stage is something else here: it holds string and not enumeration"
    assert other in " ".join(ended.said.split())
    contacts = desk.read("views.yaml").split("\n  contacts:\n")[1].split("\n  companies:\n")[0]
    assert "value_path_stage:" not in contacts
    assert other in " ".join(desk.read("views.yaml").replace("\n#", " ").split())


@pytest.mark.long
def test_what_bears_the_label_is_only_mentioned(desk: Desk) -> None:
    """In the report, and above the thing in the patch; a plan stops at it too."""
    create(desk, "companies", "acct_state", "Account health", **CHOICE)
    create(desk, "companies", "why_so", "Account health reason", type="number", fieldType="number")
    ended = desk.run(*LIVE, "--patch", "views.yaml")
    assert 'property.companies.acct_state "Account health" is called like' in ended.said
    hint = 'Perhaps there already as property.companies.acct_state "Account health": then bind it, and take this out.'
    assert f"      # {hint}\n      account_health:\n" in desk.read("views.yaml")
    assert "it holds number and not string" in " ".join(ended.said.split())
    assert {HEALTH, REASON} == {str(one.address) for one in planned(desk, "views.yaml", code=4).blocked}


def test_an_object_that_is_off_is_a_step_for_a_person(desk: Desk) -> None:
    """Its parts are no gap that a blueprint closes; appointments have another way."""
    for name in ("services", "appointments"):
        desk.emulator.enable_object(name, on=False)
    ended = desk.run(*LIVE, "--patch", "views.yaml")
    text = desk.read("views.yaml")
    assert 0 == ended.code, ended.told
    assert "where it stands, in words: services are switched off" in " ".join(ended.said.split())
    assert "\n  services:" not in text
    assert "property.meetings.next_steps; or property.appointments.next_steps" in ended.said
    assert "# Not here, since no blueprint can do it: services are switched off." in text


@pytest.mark.long
def test_a_lower_subscription_gets_the_way_it_can_carry(desk: Desk) -> None:
    """Without custom objects a project holds the promise; labels go without saying on Professional."""
    text = desk.read("cvpctl.yaml")
    for tier, expected in (("professional", {"label"}), ("starter", set[str]())):
        desk.write("cvpctl.yaml", text.replace("drift: hold", f"drift: hold, tier: {tier}"))
        document = told(desk.run(*LIVE, "--format", "json"))
        kinds = {one.partition(".")[0] for one in missing(document)}
        assert {"property", "pipeline"} | expected == kinds
        assert "property.projects.waiting_for" in missing(document)
        assert "supports" == verdicts(document)["UCV.who"]
        assert {"there"} == {one["standing"] for one in parts(document, "schema.emails")}


def test_markdown_holds_a_table_for_each_view_and_the_blueprint(desk: Desk) -> None:
    """For a pull request; the blueprint is folded away."""
    desk.write("blueprints/acme.yaml", "blueprint: acme/portal\nversion: 1.0.0\nviews: [UCV]\n")
    said = desk.run("audit", "--views", "--format", "markdown").said
    assert said.startswith("## Unified views in the blueprints of acme\n")
    assert 4 == said.count("| | Question | What it takes |")
    assert "<details><summary>A blueprint with what is missing</summary>\n\n````yaml\n# yaml-language-server" in said


MIXED = [("--rules", "NATIVE_TWIN"), ("--fill-rate",), ("--strict",), ("--format", "sarif")]


@pytest.mark.parametrize("words", MIXED, ids=lambda words: words[0])
def test_words_about_rules_are_refused(desk: Desk, words: tuple[str, ...]) -> None:
    """A view breaks no rule and weighs nothing."""
    ended = desk.run("audit", "--views", *words)
    assert 64 == ended.code
    assert "and --views do not go together" in ended.told


def test_a_library_of_the_clients_own_may_have_less(desk: Desk) -> None:
    """What it does not state is told, is in no patch, and a lock that pins nothing of it does not matter."""
    leaf = "objects: {companies: {groups: {value_path: {label: Value Path}}}}\n"
    desk.write("fork/leaf.yaml", f"blueprint: value-first/leaf\nversion: 1.0.0\n{leaf}")
    desk.write("blueprints/acme.yaml", "blueprint: acme/portal\nversion: 1.0.0\nobjects: {}\n")
    desk.write("cvpctl.lock", '{"format": "cvpctl.lock/1", "libraries": {}}\n')
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml") + "libraries: {value-first: ./fork}\n")
    ended = desk.run("audit", "--views", "--patch", "views.yaml")
    assert 0 == ended.code, ended.told
    assert "The library value-first here does not have property.companies.relationship_summary, " in ended.said
    assert not (desk.folder / "views.yaml").exists()


def test_blueprints_that_are_invalid_do_not_hide_a_portal(desk: Desk) -> None:
    """Unless the patch is to stand beside them."""
    desk.write("blueprints/acme.yaml", "blueprint: acme/portal\nversion: 1.0.0\nview: [UCV]\n")
    ended = desk.run(*LIVE)
    assert (0, True) == (ended.code, "The blueprints here are not valid" in ended.told)
    assert 3 == desk.run(*LIVE, "--patch", "views.yaml").code
    assert not (desk.folder / "views.yaml").exists()
