"""What a subscription does not include is said and left out, with what hangs on it; the rest is provisioned."""

from __future__ import annotations

import shutil

import pytest
from client_repository import ROOT
from preflight.conftest import Make, addresses, codes, planned

from cvpctl.blueprint import check

LIBRARIES = ("value-first",)
CUSTOM = """\
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: title
    properties:
      title: {label: Title, type: string, fieldType: text, groupName: deliverable_information}
associations:
  - {from: contacts, to: deliverable, labels: {accepts: {label: Accepts, inverseLabel: Accepted by}}}
objects:
  contacts:
    properties:
      tier: {label: Tier, type: string, fieldType: text, groupName: contactinformation}
"""
PIPELINES = """\
objects:
  deals:
    pipelines:
      renewals:
        label: Renewals
        stages:
          open: {label: Open, metadata: {probability: 0.5}}
          won: {label: Won, metadata: {probability: 1.0}}
"""
FORMULA = """\
objects:
  deals:
    properties:
      doubled:
        {label: Doubled, type: number, fieldType: calculation_equation, groupName: dealinformation,
         calculationFormula: amount * 2}
"""


def test_the_whole_library_on_a_professional_portal(make: Make) -> None:
    """Exactly what hangs on custom objects is named as not available; all the rest is made, and stays made."""
    desk = make("objects: {}\n", tier="professional")
    for name in LIBRARIES:
        shutil.copytree(ROOT / "blueprints" / name, desk.folder / "blueprints" / name)
    desired = check([desk.folder / "blueprints"], root=desk.folder).desired
    assert desired is not None
    ours = {"deliverable", "interest", "investment"}
    custom = {str(one) for one in desired.resources if ours & {*one.scope, one.key if one.kind == "schema" else ""}}

    plan = planned(desk)
    left_out = " ".join(one["message"] for one in plan["unavailable"])
    assert custom == {name.strip(",") for name in left_out.split() if name.count(".") and "@" not in name} & {
        str(one) for one in desired.resources
    }
    assert not custom & {*addresses(plan["changes"])}
    assert len(desired.resources) == len(plan["changes"]) + len(custom)

    applied = desk.run("apply", "--yes")
    assert 0 == applied.code, applied.said + applied.told
    again = desk.run("plan", "--exit-code")
    assert 0 == again.code
    assert f"Nothing to do. {len(desired.resources) - len(custom)} unchanged" in again.said


@pytest.mark.parametrize("tier", ["free", "starter", "professional"])
def test_a_custom_object_below_enterprise(make: Make, tier: str) -> None:
    """It goes with its properties and labels; no write is tried, and nothing waits for anybody."""
    desk = make(CUSTOM, tier=tier)

    plan = planned(desk)
    assert ["property.contacts.tier"] == addresses(plan["changes"])
    assert ["property.contacts.tier"] == [one for call in plan["calls"] for one in call["addresses"]]
    assert [] == plan["blocked"]
    assert "NOT_INCLUDED" in codes(plan["unavailable"])
    assert 0 == desk.run("apply", "--yes").code
    assert 0 == desk.run("plan", "--exit-code").code


def test_an_enterprise_portal_misses_nothing(make: Make) -> None:
    """The same blueprint is available whole."""
    plan = planned(make(CUSTOM, says="tier: enterprise"))

    assert [] == plan["unavailable"]
    assert 4 == len(plan["changes"])


def test_a_second_pipeline_on_a_free_portal(make: Make) -> None:
    """HubSpot's own is the one there is; the exit code is that of nothing to do."""
    desk = make(PIPELINES, tier="free")

    ended = desk.run("plan", "--exit-code")
    assert (0, True) == (ended.code, "more than one pipeline of deals needs Starter" in ended.said)
    assert "left out for want of pipelines of deals: 1 pipeline: pipeline.deals.renewals" in ended.said


def test_formulas_and_labels_where_the_tier_has_none(make: Make) -> None:
    """A limit of nothing is a thing that is not there."""
    labels = CUSTOM.split("associations:")[1].replace("to: deliverable", "to: companies").split("objects:")[0]
    desk = make(FORMULA + "associations:" + labels, tier="free")

    plan = planned(desk)
    assert ["NOT_INCLUDED", "WAITS_FOR_ABSENT"] * 2 == codes(plan["unavailable"])
    assert [] == plan["changes"]


def test_the_declared_tier_counts_where_hubspot_does_not_tell(make: Make) -> None:
    """A token that may not see custom objects, on a portal declared professional, leaves nothing unknown."""
    scopes = ("crm.schemas.contacts.read", "crm.schemas.contacts.write")
    desk = make(CUSTOM, tier="professional", scopes=scopes)
    assert 9 == desk.run("plan").code

    desk = make(CUSTOM, tier="professional", scopes=scopes, says="tier: professional")
    ended = desk.run("plan")
    assert 0 == ended.code, ended.said
    assert "left out for want of custom objects: 1 custom object: schema.deliverable" in ended.said


@pytest.mark.parametrize(("declared", "real"), [("enterprise", "professional"), ("professional", "enterprise")])
def test_a_tier_that_the_limits_contradict(make: Make, declared: str, real: str) -> None:
    """It is told as a warning, and what HubSpot says counts."""
    plan = planned(make(CUSTOM, tier=real, says=f"tier: {declared}"))

    assert "TIER_CONTRADICTED" in codes(plan["notices"])
    assert ("NOT_INCLUDED" in codes(plan["unavailable"])) is (real == "professional")


def test_what_to_do_without_a_custom_object_is_said(make: Make) -> None:
    """Where it cannot be made the plan prints the blueprint's own fallback, and no step that is about it."""
    why = "justification: {nativesConsidered: [services], why: Because., without: use a project instead}\n    "
    text = CUSTOM.replace("    properties:\n      title", f"    {why}properties:\n      title", 1)
    steps = "runbook:\n  - {step: Ask for a company., object: deliverable}\n  - {step: Make a view., object: deals}\n"

    plan = planned(make(text + steps, tier="professional"))
    said = [one["message"] for one in plan["unavailable"] if one["code"] == "DO_INSTEAD"]
    assert ["without deliverable: use a project instead"] == said
    assert ["Make a view."] == [one["message"] for one in plan["manual"]]


def test_where_a_custom_object_can_be_made_nothing_is_said_of_doing_without(make: Make) -> None:
    """On Enterprise the fallback is silent and the step is there."""
    why = "justification: {nativesConsidered: [services], why: Because., without: use a project instead}\n    "
    text = CUSTOM.replace("    properties:\n      title", f"    {why}properties:\n      title", 1)

    plan = planned(make(text + "runbook:\n  - {step: Ask for a company., object: deliverable}\n"))
    assert ([], ["Ask for a company."]) == (plan["unavailable"], [one["message"] for one in plan["manual"]])
