"""The runbook: steps for a person, with where to go, seen in the portal or vouched for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from preflight.conftest import Make, codes, planned

RUNBOOK = """\
blueprint: acme/portal
objects:
  contacts:
    groups:
      promise: {label: Promise}
runbook:
  - {step: Turn on Services in the object library, object: services, check: objectLibrary}
  - {step: Put the record layout of deals in order, key: deal-layout, object: deals, link: objectSettings}
  - {step: "Agree on who owns what, in writing"}
"""
OFF = "turn-on-services-in-the-object-library"
AGREE = "agree-on-who-owns-what-in-writing"


def _steps(plan: dict[str, Any]) -> dict[str, str]:
    return {one["message"]: one["help"] for one in plan["manual"]}


def test_open_steps_stand_in_the_plan_with_links(make: Make) -> None:
    """Each says where to go and how it comes to count as done; none of them makes a plan pending."""
    desk = make(RUNBOOK, off=("services",))
    portal = desk.emulator.portal_id
    base = "https://app.hubspot.com"

    assert {
        "Turn on Services in the object library": (
            f"{base}/object-library/{portal} , the next plan sees that it is done"
        ),
        "Put the record layout of deals in order": (
            f"{base}/sales-products-settings/{portal}/object/0-3 , then: cvpctl attest deal-layout --portal acme"
        ),
        "Agree on who owns what, in writing": f"then: cvpctl attest {AGREE} --portal acme",
    } == _steps(planned(desk))
    assert 0 == desk.run("apply", "--yes").code
    ended = desk.run("plan", "--exit-code")
    assert (0, True) == (ended.code, "Manual (3)" in ended.said)


def test_what_the_portal_tells_needs_nobodys_word(make: Make) -> None:
    """A step that the API can check is done as soon as it is; it is counted, and no longer open."""
    plan = planned(make(RUNBOOK))

    assert 2 == len(plan["manual"])
    assert f"1 runbook step is done: {OFF} (the portal says so)" in [one["message"] for one in plan["notices"]]


def test_an_attested_step_is_done(make: Make) -> None:
    """With its date and who said so; the note is kept beside the record for whoever asks."""
    desk = make(RUNBOOK)
    ended = desk.run("attest", "deal-layout", "--portal", "acme", "--by", "Ada", "--note", "as drawn")
    assert (0, True) == (ended.code, "commit applied/acme.attested.json" in ended.said)

    kept = json.loads(desk.read("applied/acme.attested.json"))
    assert ("cvpctl.attested/1", desk.emulator.portal_id) == (kept["format"], kept["portalId"])
    today = kept["steps"]["deal-layout"]["date"]
    plan = planned(desk)
    assert f"deal-layout (attested {today} by Ada)" in plan["notices"][0]["message"]
    assert ["Agree on who owns what, in writing"] == [*_steps(plan)]


def test_attest_lists_the_steps(make: Make) -> None:
    """Without a portal: open, attested with its note, and those that only the portal can tell."""
    desk = make(RUNBOOK)
    desk.run("attest", "deal-layout", "--note", "as drawn")
    desk.emulator.log.clear()

    said = desk.run("attest", "--list").said
    assert f"{OFF}  the portal tells: see cvpctl plan" in said
    assert "as drawn" in said
    assert f"{AGREE}  open" in said
    assert "1 step open." in said
    assert 0 == desk.emulator.log.total


def test_an_attestation_is_withdrawn(make: Make) -> None:
    """The step is open again; one that nobody attested cannot be."""
    desk = make(RUNBOOK)
    desk.run("attest", "deal-layout")

    assert 0 == desk.run("attest", "deal-layout", "--withdraw").code
    assert 2 == len(planned(desk)["manual"])
    assert 64 == desk.run("attest", "deal-layout", "--withdraw").code


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("deal-layuot",), "did you mean deal-layout?"),
        ((), "name one, or use --list"),
        (("deal-layout", "--list"), "name one, or use --list"),
    ],
)
def test_a_step_that_nobody_asks_for_is_refused(make: Make, words: tuple[str, ...], told: str) -> None:
    """With the nearest one there is."""
    ended = make(RUNBOOK).run("attest", *words)

    assert (64, True) == (ended.code, told in ended.told)


def test_the_portal_counts_more_than_a_word(make: Make) -> None:
    """Somebody vouched for a switch that is off: the step stays open."""
    desk = make(RUNBOOK, off=("services",))
    assert "its answer counts" in desk.run("attest", OFF).said

    assert "Turn on Services in the object library" in _steps(planned(desk))


def test_a_rule_that_no_api_removes_has_its_page(make: Make) -> None:
    """The property settings of the object."""
    rule = "{ruleType: FORMAT, ruleArguments: [DOMAIN]}"
    stated = f"objects:\n  companies:\n    validations:\n      domain: [{rule}]\n"
    desk = make(stated)
    desk.run("apply", "--yes")
    desk.write("blueprints/portal.yaml", "removed:\n  - {address: validation.companies.domain}\n")

    plan = planned(desk)
    assert ["REMOVE_BY_HAND"] == codes(plan["manual"])
    assert plan["manual"][0]["help"].endswith(f"/property-settings/{desk.emulator.portal_id}/properties?type=0-2")


@pytest.mark.parametrize("text", ["{", '{"format": "cvpctl.attested/9", "steps": {}}', '{"format": 1}'])
def test_a_damaged_file_of_attestations_is_named(make: Make, text: str) -> None:
    """Nobody's word is guessed."""
    desk = make(RUNBOOK)
    desk.write("applied/acme.attested.json", text)

    ended = desk.run("plan")
    assert (1, True) == (ended.code, "applied/acme.attested.json is damaged" in ended.told)


def test_attestations_of_another_portal_are_refused(make: Make) -> None:
    """A copied file vouches for nothing here."""
    desk = make(RUNBOOK)
    desk.write("applied/acme.attested.json", '{"format": "cvpctl.attested/1", "portalId": 7, "steps": {}}')

    assert 4 == desk.run("plan").code


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("- {step: A, key: deal-layout}", "DUPLICATE_STEP"),
        ("- {step: A, check: objectLibrary}", "CHECK_IMPOSSIBLE"),
        ("- {step: A, object: deals, check: objectLibrary}", "CHECK_IMPOSSIBLE"),
        ("- {step: A, object: wombats}", "OBJECT_UNKNOWN"),
        ("- {step: A, link: 'javascript:alert(1)'}", "BAD_VALUE"),
        ("- {key: a}", "FIELD_MISSING"),
        ("- {step: A, key: 'A b'}", "BAD_VALUE"),
    ],
)
def test_steps_that_make_no_sense_are_found_offline(make: Make, line: str, code: str) -> None:
    """With their place in the file."""
    desk = make(RUNBOOK + f"  {line}\n")

    ended = desk.run("validate", "--format", "json")
    found = json.loads(ended.said)["findings"]
    assert (3, [code]) == (ended.code, [one["code"] for one in found])
    assert found[0]["source"].startswith("blueprints/portal.yaml:10:")


def test_a_file_that_builds_on_another_may_word_a_step_anew(make: Make) -> None:
    """The same key is the same step; the later layer has the last word."""
    desk = make(RUNBOOK)
    desk.write(
        "blueprints/upper.yaml",
        "extends: [./portal.yaml]\nrunbook:\n  - {step: Lay deals out as in the workshop, key: deal-layout}\n",
    )

    assert {"Lay deals out as in the workshop", "Agree on who owns what, in writing"} == {*_steps(planned(desk))}


def test_of_many_steps_a_plan_shows_the_first(make: Make) -> None:
    """A plan is about what it changes: beyond five steps it names three, and the command that lists all with links."""
    steps = "".join(f"  - {{step: Do thing {n}., object: deals, link: objectSettings}}\n" for n in range(7))
    desk = make("runbook:\n" + steps)

    said = desk.run("plan").said
    listed = desk.run("attest", "--list").said

    assert [True] * 3 + [False] * 4 == [f"Do thing {n}." in said for n in range(7)]
    assert "Manual (7)" in said
    assert "… and 4 more:  cvpctl attest --list --portal acme" in said
    assert [True] * 7 == [f"Do thing {n}." in listed for n in range(7)]
    assert 7 == listed.count(f"https://app.hubspot.com/sales-products-settings/{desk.emulator.portal_id}/object/0-3")
