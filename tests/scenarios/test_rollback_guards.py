"""A rollback is a plan like any other: the portal's settings weigh its hazards, and its advice loses nothing."""

from __future__ import annotations

import io

import pytest
from desk import Desk, Ended

FILE = "blueprints/portal.yaml"
PROPERTIES = "/crm/properties/2026-09/contacts"
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}}
    properties:
      tier: {label: Tier, groupName: value, type: enumeration, fieldType: select, options: [gold, silver]}
      code: {label: Code, groupName: value, type: string, fieldType: text}
"""
MORE = "      more: {label: More, groupName: value, type: string, fieldType: text}\n"
GONE = "removed: [{address: property.contacts.more}]\n"
SILVER = "property.contacts.tier/options/silver"
MERGED = f"moved: [{{from: {SILVER}, to: property.contacts.tier/options/gold}}]\n"
MADE = f"moved: [{{from: {SILVER}, to: property.contacts.tier/options/tin}}]\n"
WORD = ("--allow", f"MIGRATE:{SILVER}")
RULE = "    validations:\n      code: [{ruleType: MAX_LENGTH, ruleArguments: ['9']}]\n"
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
LABELS = "associations:\n  - {from: contacts, to: companies, labels: {decider: {label: Decider%s}}}\n"


def says(desk: Desk, setting: str) -> None:
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("drift: hold}", f"drift: hold, {setting}}}"))


def applied(desk: Desk, blueprint: str, *words: str) -> None:
    desk.write(FILE, blueprint)
    ended = desk.run("apply", "--yes", *words)
    assert 0 == ended.code, ended.said + ended.told


def rolled_back(desk: Desk, *words: str) -> Ended:
    desk.emulator.log.clear()
    return desk.run("rollback", "--yes", *words)


def test_no_counts_are_no_counts_for_a_rollback_either(fresh: Desk) -> None:
    """Whoever switched the searches off gets none, and what nobody counted is in use."""
    says(fresh, "counts: off")
    applied(fresh, BLUEPRINT)
    applied(fresh, BLUEPRINT + MORE)

    ended = rolled_back(fresh)

    assert 4 == ended.code, ended.said
    assert [] == [one.path for one in fresh.emulator.log.entries if "/objects/" in one.path]
    assert "counts: off in cvpctl.yaml" in ended.said.replace("\n", " ")


def test_what_this_portal_wants_decided_is_decided_in_a_rollback_too(fresh: Desk) -> None:
    """A weight in cvpctl.yaml stops it as it stops an apply, and a word lets it pass."""
    says(fresh, "hazards: {RESTORES_ARCHIVED: error}")
    applied(fresh, BLUEPRINT + MORE)
    applied(fresh, BLUEPRINT + GONE, "--allow", "PROPERTY_ARCHIVED:*")

    assert 4 == rolled_back(fresh).code
    assert 0 == rolled_back(fresh, "--allow", "RESTORES_ARCHIVED:property.contacts.more").code


def test_a_rollback_asks_who_else_speaks_of_it(fresh: Desk) -> None:
    """Lists, forms and workflows are read, or it is said that they could not be."""
    applied(fresh, BLUEPRINT)
    applied(fresh, BLUEPRINT + MORE)

    ended = rolled_back(fresh)

    read = [one.path for one in fresh.emulator.log.entries]
    assert [] != [path for path in read if "/lists" in path]
    assert [] != [path for path in read if "/forms" in path]
    assert 0 == ended.code, ended.said


def tiers(desk: Desk) -> list[str]:
    records = desk.emulator.state()["collections"]["records/0-1"].values()
    return sorted(record["properties"]["tier"] for record in records)


@pytest.mark.long
def test_nobody_is_told_to_move_back_what_was_there_before(fresh: Desk) -> None:
    """Five held gold already: moving all ten back would change the five, so the rollback says it cannot tell them."""
    applied(fresh, BLUEPRINT)
    fresh.emulator.add_records("contacts", [{"tier": "silver"}] * 5 + [{"tier": "gold"}] * 5)
    applied(fresh, BLUEPRINT.replace("[gold, silver]", "[gold]") + MERGED, *WORD)

    ended = rolled_back(fresh)

    said = " ".join(ended.said.split())
    assert ["gold"] * 10 == tiers(fresh)
    assert "it was live before, so records that came to it cannot be told from those that held it already" in said
    assert "the other way round" not in said


@pytest.mark.long
def test_what_came_with_the_run_can_be_moved_back(fresh: Desk) -> None:
    """Nobody held an option that did not exist."""
    applied(fresh, BLUEPRINT)
    fresh.emulator.add_records("contacts", [{"tier": "silver"}] * 2)
    applied(fresh, BLUEPRINT.replace("[gold, silver]", "[gold, tin]") + MADE, *WORD)

    assert "say moved: the other way round" in " ".join(rolled_back(fresh).said.split())


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


FOR_GOOD = [
    pytest.param(OBJECT, "removed: [{address: schema.deliverable}]\n", "schema.deliverable", id="custom object"),
    pytest.param("", RULE, "validation.contacts.code", id="rule"),
    pytest.param(LABELS % "", LABELS % ", maxToObjects: 3", "label.contacts.companies.decider#", id="first limit"),
    pytest.param("", MERGED, SILVER, id="merge", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("before", "after", "address"), FOR_GOOD)
def test_the_prompt_counts_what_the_rollback_will_not_undo(
    fresh: Desk, monkeypatch: pytest.MonkeyPatch, before: str, after: str, address: str
) -> None:
    """A protected portal asks for the number of all that a rollback would only regret."""
    applied(fresh, BLUEPRINT + before)
    fresh.emulator.add_records("contacts", [{"tier": "silver"}, {"tier": "gold"}])
    says(fresh, "protected: true")
    fresh.write(FILE, (BLUEPRINT.replace("[gold, silver]", "[gold]") if after == MERGED else BLUEPRINT) + after)
    words = (*WORD, "--allow", "SCHEMA_ARCHIVED:*", "--allow", "MASS_CHANGE:*")
    monkeypatch.setattr("sys.stdin", Terminal("acme\n2\n"))
    refused = fresh.run("apply", *words)
    monkeypatch.setattr("sys.stdin", Terminal("acme\n1\n"))

    ended = fresh.run("apply", *words)

    assert 4 == refused.code, refused.told
    assert f"{address}" in refused.said.partition("Digest")[2]
    assert "not applied: the number was not 1" in refused.told
    assert 0 == ended.code, ended.told
    assert address.rstrip("#") in " ".join(fresh.run("rollback", "--yes").said.split("NOT_UNDONE", 1)[1].split())
