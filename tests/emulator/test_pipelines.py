from typing import Any

import httpx
import pytest

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

DEALS = "/crm/pipelines/2026-09/deals"
TICKETS = "/crm/pipelines/2026-09/tickets"
JSON = {"Accept": "application/json"}


def _stage(stage_id: str, order: int, probability: Any = "0.5", **more: Any) -> dict[str, Any]:
    metadata = {"probability": probability}
    return {"stageId": stage_id, "label": stage_id.title(), "displayOrder": order, "metadata": metadata, **more}


def _pipeline(pipeline_id: str = "path", **more: Any) -> dict[str, Any]:
    stages = [_stage("discover", 0, "0.1"), _stage("commit", 1, "1")]
    return {"pipelineId": pipeline_id, "label": pipeline_id.title(), "displayOrder": 1, "stages": stages, **more}


def test_ids_are_kept_and_a_read_shows_what_is_stored(http: httpx.Client) -> None:
    """The write answers with metadata as sent; the read with canonical values and a derived isClosed."""
    sent = _pipeline("Path to Value", stages=[_stage("s.1", 0, "0.50", metadata={"probability": "0.50", "foo": 1})])

    created = http.post(DEALS, json=sent)
    read = http.get(f"{DEALS}/Path%20to%20Value").json()

    assert created.status_code == 201
    assert created.json()["stages"][0]["metadata"] == {"probability": "0.50", "foo": "1"}
    assert read["stages"][0]["metadata"] == {"isClosed": "false", "probability": "0.5"}
    assert sorted({"id", "label", "stages"} & set(read)) == ["id", "label", "stages"]
    assert read["stages"][0]["writePermissions"] == "CRM_PERMISSIONS_ENFORCEMENT"


def test_ids_are_numbers_when_not_said(http: httpx.Client) -> None:
    """A pipeline and a stage without an id get a number of their own."""
    sent = {
        "label": "P",
        "displayOrder": 1,
        "stages": [{"label": "S", "displayOrder": 0, "metadata": {"probability": 1}}],
    }

    created = http.post(DEALS, json=sent).json()

    assert created["id"].isdigit()
    assert created["stages"][0]["id"].isdigit()
    assert created["id"] != created["stages"][0]["id"]


@pytest.mark.parametrize(
    ("path", "changes", "status", "says"),
    [
        (DEALS, {"pipelineId": "default"}, 400, "There's another pipeline"),
        (DEALS, {"pipelineId": "0"}, 409, "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE"),
        (DEALS, {"stages": [_stage("closedwon", 0)]}, 409, "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE"),
        (DEALS, {"label": "sales PIPELINE"}, 400, "An active pipeline with label"),
        (DEALS, {"stages": []}, 400, "Pipeline must have at least one stage"),
        (DEALS, {"stages": [_stage("a", 0), _stage("b", 1, label=" A ")]}, 400, "label"),
        (DEALS, {"stages": [_stage("a", 0, metadata={})]}, 400, "must specify probability when writing a deal"),
        (DEALS, {"stages": [_stage("a", 0, "1.1")]}, 400, "must be between 0.0 and 1.0 (inclusive)"),
        (DEALS, {"stages": [_stage("a", 0, "nan")]}, 400, "must be between 0.0 and 1.0 (inclusive)"),
        (DEALS, {"stages": [_stage("a", -1)]}, 400, "Pipeline display order cannot be negative"),
        (DEALS, {"pipelineId": "x" * 37}, 500, ""),
        (DEALS, {"stages": [_stage("x" * 101, 0)]}, 500, ""),
        (DEALS, {"stages": [_stage(f"s{n}", n) for n in range(101)]}, 400, "at most 100 stages"),
        (TICKETS, {}, 400, "PipelineError.MISSING_CLOSED_STAGE"),
        (
            TICKETS,
            {"stages": [_stage("a", 0, metadata={"ticketState": "closed"})]},
            400,
            "PipelineError.INVALID_PIPELINE_STAGE_METADATA",
        ),
        ("/crm/pipelines/2026-09/contacts", {}, 400, ""),
        ("/crm/pipelines/2026-09/notes", {}, 400, ""),
    ],
)
def test_what_a_pipeline_may_not_be(
    http: httpx.Client, path: str, changes: dict[str, Any], status: int, says: str
) -> None:
    """Each refusal of a create, with its status, wording and subcategory; nothing is created."""
    before = http.get(path).json()

    refused = http.post(path, json=_pipeline(**changes))

    assert status == refused.status_code, refused.text
    body = refused.json()
    assert says == body.get("subCategory") if says.startswith("PipelineError.") else says in body["message"]
    assert ("subCategory" in body) == says.startswith("PipelineError.")
    assert before == http.get(path).json()


def test_a_ticket_stage_may_reuse_a_deal_stages_id(http: httpx.Client) -> None:
    """Stage ids are unique per object type only; the ticket state defaults to OPEN."""
    stages = [_stage("closedwon", 0, metadata={"ticketState": "CLOSED"}), _stage("b", 1, metadata={})]

    assert http.post(TICKETS, json=_pipeline(stages=stages)).status_code == 201
    metadata = [stage["metadata"] for stage in http.get(f"{TICKETS}/path").json()["stages"]]
    assert metadata == [{"isClosed": "true", "ticketState": "CLOSED"}, {"isClosed": "false", "ticketState": "OPEN"}]


def test_replacing_deletes_what_is_left_out(http: httpx.Client) -> None:
    """Stages named by id stay with their birthday, unnamed ones get a number, the rest is gone for good."""
    before = http.post(DEALS, json=_pipeline()).json()
    stages = [_stage("discover", 0), {"label": "New", "displayOrder": 1, "metadata": {"probability": "0.3"}}]

    replaced = http.put(f"{DEALS}/path", json={"label": "Path", "displayOrder": 1, "stages": stages})

    kept, new = http.get(f"{DEALS}/path").json()["stages"]
    assert replaced.status_code == 200
    assert ("discover", before["stages"][0]["createdAt"]) == (kept["id"], kept["createdAt"])
    assert new["id"].isdigit()
    assert http.get(f"{DEALS}/path/stages/commit").status_code == 404


def test_a_patch_touches_every_stage(http: httpx.Client) -> None:
    """One field is enough; all stages count as updated; `archived` is only for restoring."""
    before = http.post(DEALS, json=_pipeline()).json()

    after = http.patch(f"{DEALS}/path", json={"label": "Renamed"}).json()

    assert ("Renamed", before["displayOrder"]) == (after["label"], after["displayOrder"])
    assert all(stage["updatedAt"] == after["updatedAt"] for stage in after["stages"])
    assert http.patch(f"{DEALS}/path", json={"archived": False}).status_code == 400


def test_a_deleted_pipeline_is_gone(http: httpx.Client) -> None:
    """No archive: a read is a bare 404, the ids are free, and deleting again is a JSON 404."""
    http.post(DEALS, json=_pipeline())

    assert http.delete(f"{DEALS}/path").status_code == 204
    again = http.delete(f"{DEALS}/path")
    html, empty = http.get(f"{DEALS}/path"), http.get(f"{DEALS}/path", headers=JSON)

    assert (again.status_code, again.json()["category"]) == (404, "OBJECT_NOT_FOUND")
    assert html.headers["content-type"].startswith("text/html")
    assert (empty.status_code, empty.content) == (404, b"")
    assert http.get(DEALS, params={"archived": "true"}).json() == http.get(DEALS).json()
    assert http.post(DEALS, json=_pipeline()).status_code == 201


def test_records_hold_a_pipeline_from_2026_09_on(http: httpx.Client, portal: Emulator) -> None:
    """The newest version always looks for records, earlier ones only when asked."""
    http.post(DEALS, json=_pipeline())
    portal.occupy("deals", "dealstage", "commit", ["22901690010"])

    newest = http.delete(f"{DEALS}/path", params={"validateReferencesBeforeDelete": "false"})
    asked = http.delete("/crm/v3/pipelines/deals/path", params={"validateReferencesBeforeDelete": "true"})
    replaced = http.put(f"{DEALS}/path", json=_pipeline(stages=[_stage("discover", 0)]))
    unasked = http.delete("/crm/v3/pipelines/deals/path")

    body = newest.json()
    body.pop("correlationId")
    assert body == {
        "status": "error",
        "message": "Stage IDs: [commit] are being referenced by object IDs: [22901690010]",
        "context": {"stageIds": ["[commit]"], "objectIds": ["[22901690010]"]},
        "category": "VALIDATION_ERROR",
        "subCategory": "PipelineError.STAGE_ID_IN_USE",
    }
    assert [one.status_code for one in (newest, asked, replaced, unasked)] == [400, 400, 400, 204]


def test_the_documented_bypass_is_a_switch(http: httpx.Client, portal: Emulator) -> None:
    """Where the flag is honoured, `false` deletes a pipeline that holds records."""
    portal.use_switches(Switches(validate_bypass="honoured"))
    http.post(DEALS, json=_pipeline())
    portal.occupy("deals", "dealstage", "commit", ["1"])

    assert http.delete(f"{DEALS}/path").status_code == 400
    assert http.delete(f"{DEALS}/path?validateReferencesBeforeDelete=false").status_code == 204


def test_the_audit_tells_newest_first(http: httpx.Client) -> None:
    """Every write of a pipeline leaves a row with the stored object as text."""
    http.post(DEALS, json=_pipeline())
    http.patch(f"{DEALS}/path", json={"label": "Renamed"})

    rows = http.get(f"{DEALS}/path/audit").json()["results"]

    assert [row["action"] for row in rows] == ["UPDATE", "CREATE"]
    assert tuple(rows[0][key] for key in ("identifier", "message", "fromUserId")) == (
        "11223344:path",
        "Pipeline update",
        1001,
    )
    assert '"label":"Renamed"' in rows[0]["rawObject"]


@pytest.mark.parametrize(("tier", "most"), [("free", 1), ("starter", 2), ("professional", 15)])
def test_tiers_differ_in_pipelines(tier: Any, most: int) -> None:
    """A portal of a smaller tier refuses the pipeline too many."""
    with (
        Emulator(tier=tier, limits=Limits.off()) as portal,
        httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as http,
    ):
        made = [http.post(DEALS, json=_pipeline(f"p{n}", stages=[_stage(f"s{n}", 0)])).status_code for n in range(most)]

    assert [201] * (most - 1) + [400] == made
