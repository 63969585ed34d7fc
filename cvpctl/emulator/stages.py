"""The stages of one pipeline, each by itself: the way to change them without losing the others."""

from typing import Any

from cvpctl.emulator import audits
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import BareNotFound, Body, Refusal
from cvpctl.emulator.pipeline_rules import (
    LONGEST_STAGE_ID,
    check_id,
    check_unoccupied,
    check_writable,
    held_stage_ids,
    pipelines_of,
)
from cvpctl.emulator.pipelines import STAGE_REQUIRED, STAGE_SHAPE, existing, keep, new_stage
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.stage_rules import check_label, echoed_metadata, place, resolved_order, stored_metadata

_PATCH: dict[str, Any] = {"label": str, "displayOrder": int, "metadata": dict}


def list_stages(call: Call) -> Body:
    """In the order they were made, not by displayOrder (observed)."""
    return {"results": existing(call)["stages"]}


def get_stage(call: Call) -> Body:
    """A missing one is HTML, or nothing where JSON was asked for (observed)."""
    return _stage(call, existing(call))


def create_stage(call: Call) -> Body:
    """Id and label unique, metadata by object; on a taken place it comes behind, all renumbered (observed)."""
    pipeline = existing(call)
    check_writable(call)
    sent = shaped(call.body, STAGE_SHAPE, STAGE_REQUIRED)
    stage_id = sent.get("stageId") or str(call.portal.next_id())
    check_id(call, stage_id, LONGEST_STAGE_ID)
    if stage_id in held_stage_ids(call):
        raise Refusal(400, f"Another stage is already using stage id {stage_id}")  # observed: without a category
    stage = new_stage(call, stage_id, sent, None)
    _write(call, pipeline, stage, "CREATE")
    return {**stage, "metadata": echoed_metadata({}, sent["metadata"])}


def update_stage(call: Call) -> Body:
    """One field is enough, and metadata is merged key by key (observed, against the reference)."""
    pipeline = existing(call)
    before = _stage(call, pipeline)
    check_writable(call)
    specified = ("metadata",) if call.switches.required_fields == "specified" else ()
    sent = shaped(call.body, _PATCH, specified)
    metadata = stored_metadata(call.object_type, before["metadata"], sent.get("metadata", {}))
    stage = {**before, **sent, "metadata": metadata, "updatedAt": call.now}
    _write(call, pipeline, stage, "UPDATE")
    return {**stage, "metadata": echoed_metadata(before["metadata"], sent.get("metadata", {}))}


def replace_stage(call: Call) -> Body:
    """All three fields are needed; label, metadata and order by the rules of a create (documented)."""
    pipeline = existing(call)
    before = _stage(call, pipeline)
    check_writable(call)
    sent = shaped(call.body, _PATCH, STAGE_REQUIRED)
    stage = new_stage(call, before["id"], sent, before)
    _write(call, pipeline, stage, "UPDATE")
    return {**stage, "metadata": echoed_metadata({}, sent["metadata"])}


def delete_stage(call: Call) -> None:
    """204 whatever is not there: the stage, the pipeline, or either the second time (observed)."""
    pipeline = call.portal.get(pipelines_of(call.object_type), call.params["pipelineId"])
    stage = next((one for one in pipeline["stages"] if one["id"] == call.params["stageId"]), None) if pipeline else None
    if pipeline is None or stage is None:
        return
    check_writable(call)
    check_unoccupied(call, [stage])
    audits.record(call, "Stage", "DELETE", stage)
    stages = [one for one in pipeline["stages"] if one["id"] != stage["id"]]
    keep(call, {**pipeline, "stages": stages, "updatedAt": call.now}, "UPDATE")


def audit_stage(call: Call) -> Body:
    """Newest first, the thing itself as JSON text (documented)."""
    return audits.rows(call, "Stage", _stage(call, existing(call))["id"])


def _stage(call: Call, pipeline: Body) -> Body:
    for stage in pipeline["stages"]:
        if stage["id"] == call.params["stageId"]:
            found: Body = stage
            return found
    raise BareNotFound


def _write(call: Call, pipeline: Body, stage: Body, action: str) -> None:
    check_label(pipeline["stages"], stage["id"], stage["label"], inside_pipeline=False)
    others = [one for one in pipeline["stages"] if one["id"] != stage["id"]]
    order = resolved_order(stage["displayOrder"], others, call.switches)
    stages = place(pipeline["stages"], stage, order)
    keep(call, {**pipeline, "stages": stages, "updatedAt": call.now}, "UPDATE")
    audits.record(call, "Stage", action, next(one for one in stages if one["id"] == stage["id"]))
