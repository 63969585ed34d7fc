"""How much a property and a portal may hold, who keeps a property from going, and when it is gone for good."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import Tier

pytestmark = pytest.mark.long

CONTACTS = "/crm/properties/2026-09/contacts"
IN_USE = "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"


def _choices(number: int, label: str = "Choice") -> dict[str, Any]:
    options = [{"label": f"{label} {one}", "value": f"c{one}"} for one in range(number)]
    return {"type": "enumeration", "fieldType": "select", "options": options}


def _on(portal: Emulator, tier: Tier) -> dict[str, str]:
    portal.add_portal(100 + len(tier), f"token of {tier}", tier=tier)
    return {"Authorization": f"Bearer token of {tier}"}


@pytest.mark.parametrize(("number", "label", "status"), [(5_000, "x", 201), (5_001, "x", 400), (1, "x" * 3_000, 400)])
def test_options_are_bounded(http: httpx.Client, a_property: Any, number: int, label: str, status: int) -> None:
    """5,000 options at most, and 3,000 characters in each with everything it says."""
    assert status == http.post(CONTACTS, json=a_property(**_choices(number, label))).status_code


def test_a_free_portal_holds_ten_custom_properties_and_no_calculation(
    http: httpx.Client, portal: Emulator, a_property: Any
) -> None:
    """The eleventh is refused, whatever the object; so is the first calculation."""
    free = _on(portal, "free")
    formula = a_property("sum", type="number", fieldType="calculation_equation", calculationFormula="1 + 1")

    calculated = http.post(CONTACTS, json=formula, headers=free)
    made = [http.post(CONTACTS, json=a_property(f"p{one}"), headers=free).status_code for one in range(10)]
    over = http.post("/crm/v3/properties/deals", json=a_property("p", groupName="dealinformation"), headers=free)

    assert (400, [201] * 10, 400) == (calculated.status_code, made, over.status_code)
    assert "at most 10 custom properties" in over.json()["message"]


def test_only_so_many_pipelines_by_tier(http: httpx.Client, portal: Emulator) -> None:
    """A free portal has its one; a starter one may add a second and no third."""
    body = {"displayOrder": 1, "stages": [{"label": "A", "displayOrder": 0, "metadata": {"probability": "0.5"}}]}
    free, starter = _on(portal, "free"), _on(portal, "starter")

    answers = [
        http.post("/crm/v3/pipelines/deals", json={"label": label, **body}, headers=headers)
        for label, headers in (("A", free), ("A", starter), ("B", starter))
    ]

    assert [400, 201, 400] == [one.status_code for one in answers]
    assert "PipelineError.PIPELINE_LIMIT_REACHED" == answers[2].json()["subCategory"]


@pytest.mark.parametrize("parent", ["LIST", "FORM", "WORKFLOW", "ROLLUP_PROPERTY"])
def test_whatever_uses_a_property_keeps_it(http: httpx.Client, portal: Emulator, a_property: Any, parent: str) -> None:
    """Told by the admin route, the use stands in the refusal, survives a snapshot, and ends where it is taken away."""
    http.post(CONTACTS, json=a_property())
    use = {"objectType": "contacts", "property": "value_path_stage"}
    http.post("/_emulator/usages", json={**use, "uses": [{"parentType": parent, "parentName": "Spring"}]})
    portal.load(portal.state())

    refused = http.delete(f"{CONTACTS}/value_path_stage")
    http.post("/_emulator/usages", json={**use, "uses": []})
    gone = http.delete(f"{CONTACTS}/value_path_stage")

    body = refused.json()
    assert (400, IN_USE, {"usageCount": ["1"]}) == (refused.status_code, body["subCategory"], body["context"])
    context = body["errors"][0]["context"]
    assert [[parent], ["Spring"]] == [context["parentType"], context["parentName"]]
    assert 204 == gone.status_code


def test_one_in_use_refuses_the_whole_batch(http: httpx.Client, portal: Emulator, a_property: Any) -> None:
    """Nothing is archived where one of the names is in use."""
    for name in ("a", "b"):
        http.post(CONTACTS, json=a_property(name))
    portal.use_property("contacts", "b", [("LIST", "Spring")])

    refused = http.post(f"{CONTACTS}/batch/archive", json={"inputs": [{"name": "a"}, {"name": "b"}]})

    assert (400, IN_USE) == (refused.status_code, refused.json()["subCategory"])
    assert 200 == http.get(f"{CONTACTS}/a").status_code


def test_after_ninety_days_an_archived_property_is_gone(http: httpx.Client, portal: Emulator, a_property: Any) -> None:
    """It is in no list, and its name makes a new one."""
    first = http.post(CONTACTS, json=a_property()).json()
    http.delete(f"{CONTACTS}/value_path_stage")
    state = portal.state()
    tombstone = state["collections"]["archived_properties/0-1"]["value_path_stage"]
    long_ago = datetime.fromisoformat(tombstone["archivedAt"]) - timedelta(days=91)
    tombstone["archivedAt"] = long_ago.astimezone(UTC).isoformat().replace("+00:00", "Z")
    portal.load(state)

    assert 404 == http.get(f"{CONTACTS}/value_path_stage?archived=true").status_code
    assert [] == http.get(f"{CONTACTS}?archived=true").json()["results"]
    assert first["createdAt"] != http.post(CONTACTS, json=a_property()).json()["createdAt"]


@pytest.mark.parametrize(("setting", "status"), [("refuse", 400), ("ignore", 200)])
def test_hubspots_own_definitions_do_not_change(
    http: httpx.Client, portal: Emulator, setting: Any, status: int
) -> None:
    """A new label is refused or ignored, by the switch; the definition stays as it was either way."""
    portal.use_switches(Switches(read_only_definitions=setting))
    before = http.get(f"{CONTACTS}/lifecyclestage").json()

    answer = http.patch(f"{CONTACTS}/lifecyclestage", json={"label": "Mine"})

    assert status == answer.status_code
    assert before["label"] == http.get(f"{CONTACTS}/lifecyclestage").json()["label"]
    if status == 400:
        assert "PropertyValidationError.READ_ONLY_DEFINITION" == answer.json()["subCategory"]


@pytest.mark.parametrize(("setting", "status"), [("observed", 201), ("specified", 400)])
def test_the_reference_asks_for_more_than_the_portal(
    http: httpx.Client, portal: Emulator, a_property: Any, setting: Any, status: int
) -> None:
    """Options without an order and schemas without lists are taken, unless the switch says what the reference says."""
    portal.use_switches(Switches(required_fields=setting))
    egg = {"name": "thing", "labels": {"singular": "T", "plural": "Ts"}, "primaryDisplayProperty": "hs_object_id"}
    stage = "/crm/pipelines/2026-09/deals/default/stages/closedwon"

    made = [http.post(CONTACTS, json=a_property(**_choices(1))), http.post("/crm/v3/schemas", json=egg)]
    patched = http.patch(stage, json={"label": "Won"})

    assert [status, status, 200 if status == 201 else 400] == [one.status_code for one in (*made, patched)]


@pytest.mark.parametrize(("tier", "leads", "labels"), [("starter", 403, 403), ("professional", 200, 200)])
def test_what_answers_depends_on_the_tier(
    http: httpx.Client, portal: Emulator, tier: Tier, leads: int, labels: int
) -> None:
    """Leads and association labels come with Professional, custom objects with Enterprise only."""
    headers = _on(portal, tier)
    label = {"name": "sponsor", "label": "Sponsor"}
    egg = {"name": "thing", "labels": {"singular": "T", "plural": "Ts"}, "primaryDisplayProperty": "hs_object_id"}

    read = http.get("/crm/v3/pipelines/leads", headers=headers)
    labelled = http.post("/crm/v4/associations/contacts/deals/labels", json=label, headers=headers)
    made = http.post("/crm/v3/schemas", json=egg, headers=headers)

    assert (leads, labels, 403) == (read.status_code, labelled.status_code, made.status_code)
