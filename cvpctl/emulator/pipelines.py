"""Pipelines: create, read, change, replace, delete. Write answers echo the request; reads show what is stored."""

from typing import Any

from cvpctl.emulator import audits, lifecycle
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import BareNotFound, Body, invalid, missing_fields, not_found
from cvpctl.emulator.pipeline_rules import (
    LONGEST_PIPELINE_ID,
    LONGEST_STAGE_ID,
    archived_pipelines_of,
    check_count,
    check_id,
    check_new_ids,
    check_pipeline_label,
    check_unoccupied,
    check_writable,
    held_stage_ids,
    pipelines_of,
    stage_taken_elsewhere,
)
from cvpctl.emulator.schema_births import add_pipeline_properties
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.stage_rules import (
    check_label,
    check_whole,
    echoed_metadata,
    place,
    resolved_order,
    stored_metadata,
)

STAGE_SHAPE: dict[str, Any] = {"label": str, "displayOrder": int, "metadata": dict, "stageId": str}
STAGE_REQUIRED = ("label", "displayOrder", "metadata")

_SHAPE: dict[str, Any] = {"label": str, "displayOrder": int, "stages": [STAGE_SHAPE], "pipelineId": str}
_REQUIRED = ("label", "displayOrder", "stages")


def list_pipelines(call: Call) -> Body:
    """Deleting purges, so asking for archived ones changes nothing (observed); unless the switch says otherwise."""
    if call.asks("archived") and call.switches.pipeline_removal == "archive":
        return {"results": list(call.portal.all(archived_pipelines_of(call.object_type)).values())}
    return {"results": list(call.portal.all(pipelines_of(call.object_type)).values())}


def get_pipeline(call: Call) -> Body:
    """What is stored, which a write's own answer need not be; a missing one is HTML or nothing (observed)."""
    return existing(call)


def create_pipeline(call: Call) -> Body:
    """Ids kept as sent, unique, not too long; labels unique; metadata by object (observed); a quota (documented)."""
    check_writable(call)
    sent = shaped(call.body, _SHAPE, _REQUIRED)
    pipeline_id = sent.get("pipelineId") or str(call.portal.next_id())
    check_id(call, pipeline_id, LONGEST_PIPELINE_ID)
    stage_ids = [stage["stageId"] for stage in sent["stages"] if stage.get("stageId")]
    check_new_ids(call, pipeline_id, stage_ids)
    check_pipeline_label(call, pipeline_id, sent["label"])
    check_count(call)
    stored, echoed = _stages(call, sent["stages"], [])
    body = _pipeline(call, pipeline_id, sent, stored, call.now)
    keep(call, body, "CREATE")
    add_pipeline_properties(call.portal, call.object_type)
    return {**body, "stages": echoed}


def update_pipeline(call: Call) -> Body:
    """Label and order; the label is unique, every stage counts as updated (observed)."""
    gone = call.portal.get(archived_pipelines_of(call.object_type), call.params["pipelineId"])
    before = gone or existing(call)
    check_writable(call)
    sent = shaped(call.body, {"label": str, "displayOrder": int, "archived": bool})
    if gone is not None:
        return _restore(call, gone, sent)
    if "archived" in sent:
        raise invalid("Pipelines can only be restored while archived")  # documented as a 400, wording assumed
    if "label" in sent:
        check_pipeline_label(call, before["id"], sent["label"])
    if "displayOrder" in sent:
        sent["displayOrder"] = resolved_order(sent["displayOrder"], _siblings(call), call.switches)
    # Observed: every stage counts as updated too.
    stages = [{**stage, "updatedAt": call.now} for stage in before["stages"]]
    body = {**before, **sent, "stages": stages, "updatedAt": call.now}
    keep(call, body, "UPDATE")
    return body


def replace_pipeline(call: Call) -> Body:
    """Stages named by id stay, those without get a number, the rest is deleted for good (observed)."""
    before = existing(call)
    check_writable(call)
    sent = shaped(call.body, _SHAPE, _REQUIRED)
    check_pipeline_label(call, before["id"], sent["label"])
    named = [stage["stageId"] for stage in sent["stages"] if stage.get("stageId")]
    if len(set(named)) != len(named) or held_stage_ids(call, but=before["id"]).intersection(named):
        raise stage_taken_elsewhere()
    stored, echoed = _stages(call, sent["stages"], before["stages"])
    left_out = [stage for stage in before["stages"] if stage["id"] not in named]
    check_unoccupied(call, left_out)
    body = _pipeline(call, before["id"], sent, stored, before["createdAt"])
    keep(call, body, "UPDATE")
    return {**body, "stages": echoed}


def delete_pipeline(call: Call) -> None:
    """Gone for good, ids free again. A missing one is a JSON 404, unlike on reads (observed)."""
    before = call.portal.get(pipelines_of(call.object_type), call.params["pipelineId"])
    if before is None:
        raise not_found()
    check_writable(call)
    check_unoccupied(call, before["stages"])
    audits.record(call, "Pipeline", "DELETE", before)
    call.portal.drop(pipelines_of(call.object_type), before["id"])
    if call.switches.pipeline_removal == "archive":
        gone = {**before, "archived": True, "archivedAt": call.now, "updatedAt": call.now}
        call.portal.put(archived_pipelines_of(call.object_type), before["id"], gone)


def _restore(call: Call, gone: Body, sent: Body) -> Body:
    """`archived: false` and nothing else brings it back (documented)."""
    if sent != {"archived": False}:
        raise BareNotFound
    check_pipeline_label(call, gone["id"], gone["label"])
    body = {key: value for key, value in gone.items() if key != "archivedAt"} | {"archived": False}
    call.portal.drop(archived_pipelines_of(call.object_type), gone["id"])
    keep(call, body | {"updatedAt": call.now}, "UPDATE")
    return body


def audit_pipeline(call: Call) -> Body:
    """Newest first, the thing itself as JSON text (documented)."""
    return audits.rows(call, "Pipeline", existing(call)["id"])


def existing(call: Call) -> Body:
    found = call.portal.get(pipelines_of(call.object_type), call.params["pipelineId"])
    if found is None:
        raise BareNotFound
    return found


def keep(call: Call, body: Body, action: str) -> None:
    check_whole(call.object_type, body["stages"])
    call.portal.put(pipelines_of(call.object_type), body["id"], body)
    lifecycle.mirror(call, body["stages"])
    audits.record(call, "Pipeline", action, body)


def new_stage(call: Call, stage_id: str, sent: Body, before: Body | None) -> Body:
    return {
        "label": sent["label"],
        "displayOrder": sent["displayOrder"],
        "metadata": stored_metadata(call.object_type, {}, sent["metadata"]),
        "id": stage_id,
        "createdAt": before["createdAt"] if before else call.now,
        "updatedAt": call.now,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
        "archived": False,
    }


def _stages(call: Call, sent: list[Body], before: list[Body]) -> tuple[list[Body], list[Body]]:
    """The stages as stored and as the answer echoes them."""
    known = {stage["id"]: stage for stage in before}
    stored: list[Body] = []
    echoed: list[Body] = []
    for one in sent:
        absent = [name for name in STAGE_REQUIRED if name not in one]
        if absent:
            raise missing_fields(absent)
        stage_id = one.get("stageId") or str(call.portal.next_id())
        check_id(call, stage_id, LONGEST_STAGE_ID)
        check_label(stored, stage_id, one["label"], inside_pipeline=True)
        stage = new_stage(call, stage_id, one, known.get(stage_id))
        stored = place(stored, stage, resolved_order(one["displayOrder"], stored, call.switches))
        echoed.append({**stage, "metadata": echoed_metadata({}, one["metadata"])})
    return stored, echoed


def _pipeline(call: Call, pipeline_id: str, sent: Body, stages: list[Body], created_at: str) -> Body:
    return {
        "label": sent["label"],
        "displayOrder": resolved_order(sent["displayOrder"], _siblings(call), call.switches),
        "id": pipeline_id,
        "stages": stages,
        "createdAt": created_at,
        "updatedAt": call.now,
        "archived": False,
    }


def _siblings(call: Call) -> list[Body]:
    return list(call.portal.all(pipelines_of(call.object_type)).values())
