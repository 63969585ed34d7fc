"""`compare` and `snapshot` as a consultant types them, against two portals over HTTP."""

from __future__ import annotations

import json

import pytest
from compare.two_portals import PROPERTIES, SECOND, Pair

from cvpctl.emulator.faults import Fault

BLUEPRINT = """\
blueprint: fictional/contacts
version: 1.0.0
objects:
  contacts:
    groups: {fit: {label: Fit}}
    properties:
      tier: {label: Tier, groupName: fit, type: string, fieldType: text, description: "${var.why}"}
variables:
  why: {type: string, default: How big}
"""
TIER = {"name": "tier", "label": "Tier", "groupName": "contactinformation", "type": "string", "fieldType": "text"}


def test_a_portal_and_what_it_was_made_from_are_the_same(pair: Pair) -> None:
    """Exit 0, and one more fact when something was edited in the portal: exit 2 and both sides of the field."""
    pair.apply("acme", "blueprints/contacts.yaml", text=BLUEPRINT)

    same = pair.run("compare", "blueprints", "portal:acme")
    pair.ask("acme", "PATCH", f"{PROPERTIES}/contacts/tier", {"label": "Level"})
    found = pair.run("compare", "blueprints/contacts.yaml", "portal:acme")

    assert (0, "They are the same: 2 equal.") == (same.code, same.said.splitlines()[-1])
    assert (2, "1 differs; 1 equal.") == (found.code, found.said.splitlines()[-1])
    assert '        label: A "Tier", B "Level"' in found.said.splitlines()
    assert "portal:acme: took " in found.told


def test_each_portal_is_asked_with_its_own_token_and_none_is_written(pair: Pair) -> None:
    """Of two portals each answers for itself; a variable takes the value that the portal beside it has."""
    project = pair.desk.read("cvpctl.yaml").replace(
        "token: {env: BETA_TOKEN}", "token: {env: BETA_TOKEN}, variables: {why: Fit}"
    )
    pair.desk.write("cvpctl.yaml", project)
    pair.desk.write("blueprints/contacts.yaml", BLUEPRINT)
    pair.ask("beta", "POST", f"{PROPERTIES}/contacts", {**TIER, "description": "Fit"})
    pair.desk.emulator.log.clear()

    found = pair.compared("blueprints", "portal:beta")

    assert ["group.contacts.fit", "property.contacts.tier"] == [one["address"] for one in found["differences"]]
    assert [["groupName"]] == [one["path"] for one in found["differences"][1]["fields"]]
    assert ("blueprint", "portal", 22) == (found["a"]["origin"], found["b"]["origin"], found["b"]["portalId"])
    assert 0 == pair.desk.emulator.log.writes


def test_a_token_of_another_portal_ends_it(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each side is guarded: nothing is compared with a portal that the project does not mean."""
    monkeypatch.setenv("ACME_TOKEN", SECOND)

    ended = pair.run("compare", "portal:acme", "portal:beta")

    assert (4, "") == (ended.code, ended.said)
    assert SECOND not in ended.told


@pytest.mark.long
def test_a_snapshot_stands_for_its_portal(pair: Pair) -> None:
    """The same bytes each time, no token; it is compared like the portal, and what a file holds else stays."""
    pair.ask("acme", "POST", f"{PROPERTIES}/contacts", TIER)
    first = pair.run("snapshot", "--portal", "acme", "-o", "out/acme.json")
    text = pair.desk.read("out/acme.json")
    again = pair.run("snapshot", "--portal", "acme", "-o", "out/acme.json")

    assert (0, 0) == (first.code, again.code)
    assert first.said.startswith("wrote out/acme.json: ")
    assert again.said.startswith("out/acme.json holds the same already: ")
    assert pair.desk.emulator.token not in text
    pair.ask("acme", "PATCH", f"{PROPERTIES}/contacts/tier", {"label": "Level"})
    assert {"property.contacts.tier": "differs"} == pair.standings("out/acme.json", "portal:acme")
    refused = pair.run("snapshot", "--portal", "acme", "-o", "out/acme.json")
    assert (64, text) == (refused.code, pair.desk.read("out/acme.json"))
    assert "--force" in refused.told
    assert 0 == pair.run("snapshot", "--portal", "acme", "-o", "out/acme.json", "--force").code
    assert "Level" in pair.desk.read("out/acme.json")


def test_what_could_not_be_read_survives_in_the_file(pair: Pair) -> None:
    """Exit 9, the list with its reason in the file, and a comparison that calls nothing of it absent."""
    pair.ask("beta", "POST", f"{PROPERTIES}/companies/groups", {"name": "fit", "label": "Fit"})
    pair.desk.emulator.faults.add(Fault("status", status=403, route="/0-2/groups", times=0))
    taken = pair.run("snapshot", "--portal", "acme", "-o", "acme.json")
    pair.desk.emulator.faults.clear()

    found = pair.compared("acme.json", "portal:beta")

    assert 9 == taken.code
    told = json.loads(pair.desk.read("acme.json"))["unknown"]
    assert [("group", ["companies"], "forbidden")] == [(one["kind"], one["scope"], one["why"]) for one in told]
    assert [] == found["differences"]
    assert [("A", "group", ["companies"])] == [(one["side"], one["kind"], one["scope"]) for one in found["unread"]]
    assert 9 == pair.run("compare", "acme.json", "acme.json").code


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("acme", "portal:beta"), "for the portal say portal:acme"),
        (("portal:acmee", "blueprints"), "did you mean acme?"),
        (("portal:", "blueprints"), "this project has portal:acme, portal:beta"),
        (("bluprints", "portal:acme"), "did you mean blueprints?"),
        (("nothing.json", "blueprints"), "there is no file or folder nothing.json here"),
        (("cvpctl.yaml,nowhere.yaml", "blueprints"), "there is no file or folder nowhere.yaml here"),
        (("", "blueprints"), "say portal:NAME for a portal"),
        (("folder.json", "blueprints"), "folder.json is a directory"),
        (("blueprints", "blueprints", "--patch", "cvpctl.yaml"), "a patch overwrites nothing"),
    ],
)
def test_a_side_that_nobody_can_mean(pair: Pair, words: tuple[str, ...], told: str) -> None:
    """It is refused with what to say instead, before anything is asked."""
    (pair.folder / "folder.json").mkdir()
    pair.desk.write("blueprints/contacts.yaml", BLUEPRINT)

    ended = pair.run("compare", *words)

    assert (64, "") == (ended.code, ended.said)
    assert told in ended.told


def test_blueprints_beside_blueprints_need_no_portal(pair: Pair) -> None:
    """Several paths have commas between; what is not sound is told as by validate."""
    pair.desk.write("a.yaml", BLUEPRINT)
    pair.desk.write("b.yaml", "blueprint: fictional/b\nobjects: {deals: {groups: {fit: {label: Fit}}}}\n")
    pair.desk.write("broken.yaml", "blueprint: fictional/broken\nobjets: {}\n")
    pair.desk.emulator.log.clear()

    assert {"group.deals.fit": "onlyA"} == pair.standings("a.yaml,b.yaml", "a.yaml")
    assert {} == pair.standings("a.yaml", "a.yaml", "--var", "why=x")
    assert 3 == pair.run("compare", "a.yaml", "broken.yaml").code
    assert 0 == pair.desk.emulator.log.total


def test_markdown_is_for_a_page(pair: Pair) -> None:
    """A table per object; words of strangers stay letters."""
    pair.desk.write("a.yaml", BLUEPRINT.replace("label: Tier", 'label: "<b>|T|</b>"'))
    pair.desk.write("b.yaml", BLUEPRINT)

    said = pair.run("compare", "a.yaml", "b.yaml", "--format", "markdown").said

    assert "### Contacts" in said
    assert "| ~ | property | &lt;b&gt;&#124;T&#124;&lt;/b&gt; | `tier` | label: A" in said
