"""What holds between pipelines: ids and labels that must be unique, how many there may be, who may write them."""

from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import SCHEMAS, is_custom
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.lifecycle import PROPERTY as LIFECYCLE_PROPERTY
from cvpctl.emulator.lifecycle import has_lifecycle
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.occupancy import occupants
from cvpctl.emulator.stage_rules import DEALS, TICKETS
from cvpctl.emulator.store import Portal

LONGEST_PIPELINE_ID = 36
LONGEST_STAGE_ID = 100
MOST_CUSTOM_PIPELINES = 100

_ORDERS = "0-123"


def pipelines_of(object_type: ObjectType) -> str:
    return f"pipelines/{object_type.id}"


def archived_pipelines_of(object_type: ObjectType) -> str:
    """Empty but under the switch that archives what is deleted."""
    return f"archived_pipelines/{object_type.id}"


def check_writable(call: Call) -> None:
    """Neither refusal has been recorded: wordings and statuses are assumed."""
    if not call.object_type.stages:
        raise invalid(f"Object type {call.object_type.id} does not support pipelines")
    if has_lifecycle(call.object_type) and call.switches.lifecycle_writes == "refuse":
        raise invalid("Lifecycle stage pipelines cannot be changed through the pipelines API")


def check_id(call: Call, said: str, longest: int) -> None:
    if len(said) > longest:
        if call.switches.over_long_ids == 500:  # noqa: PLR2004 - a status
            raise Refusal(500, "internal error")  # observed, fourteen tries; nothing is created
        raise invalid(f"Ids must not be longer than {longest} characters")
    if longest == LONGEST_STAGE_ID and said != said.lower() and call.switches.upper_case_stage_ids == "refuse":
        raise invalid(f"Property name must be lowercase, but given: hs_date_entered_{said}")


def check_new_ids(call: Call, pipeline_id: str, stage_ids: list[str]) -> None:
    """Four refusals for four clashes, of which one names the wrong cause (observed)."""
    here = call.portal.all(pipelines_of(call.object_type))
    if pipeline_id in here or pipeline_id in call.portal.all(archived_pipelines_of(call.object_type)):
        raise invalid(f"There's another pipeline in this portal with pipelineId {pipeline_id}")
    elsewhere = {DEALS: TICKETS, TICKETS: DEALS}.get(call.object_type.id)
    held_elsewhere = elsewhere is not None and call.portal.get(f"pipelines/{elsewhere}", pipeline_id) is not None
    if held_elsewhere or len(set(stage_ids)) != len(stage_ids) or held_stage_ids(call).intersection(stage_ids):
        raise stage_taken_elsewhere()


def stage_taken_elsewhere() -> Refusal:
    return Refusal(
        409,
        "There's another pipeline in this portal with one of the same stages",
        "OBJECT_ALREADY_EXISTS",
        "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE",
    )


def held_stage_ids(call: Call, *, but: str = "") -> set[str]:
    """The stage ids of this object, but for those of one pipeline."""
    here = call.portal.all(pipelines_of(call.object_type))
    return {stage["id"] for pipeline in here.values() if pipeline["id"] != but for stage in pipeline["stages"]}


def check_pipeline_label(call: Call, pipeline_id: str, label: str) -> None:
    for other in call.portal.all(pipelines_of(call.object_type)).values():
        if other["id"] != pipeline_id and other["label"].casefold() == label.casefold():
            raise invalid(f"An active pipeline with label {label} already exists.")


def check_count(call: Call) -> None:
    quotas = call.portal.account["quotas"]
    most = quotas["order_pipelines"] if call.object_type.id == _ORDERS else quotas["pipelines"]
    if call.object_type.id in {DEALS, TICKETS, _ORDERS}:
        held = len(call.portal.all(pipelines_of(call.object_type)))
        if held >= most:
            message = f"Portals may have at most {most} pipelines for object type {call.object_type.id}"
            raise invalid(message, "PipelineError.PIPELINE_LIMIT_REACHED")  # assumed
    if is_custom(call.object_type.id) and custom_pipelines(call.portal) >= MOST_CUSTOM_PIPELINES:
        message = f"Portals may have at most {MOST_CUSTOM_PIPELINES} pipelines for custom object types"
        raise invalid(message, "PipelineError.PIPELINE_LIMIT_REACHED")  # the number is observed, the rest assumed


def custom_pipelines(portal: Portal) -> int:
    return sum(len(portal.all(f"pipelines/{type_id}")) for type_id in portal.all(SCHEMAS))


def check_unoccupied(call: Call, stages: list[Body]) -> None:
    if not _looks_for_records(call):
        return
    held = {
        stage["id"]: occupants(call.portal, call.object_type, _stage_property(call), stage["id"]) for stage in stages
    }
    held = {stage_id: objects for stage_id, objects in held.items() if objects}
    if held:
        stage_ids = f"[{', '.join(held)}]"
        object_ids = f"[{', '.join(one for objects in held.values() for one in objects)}]"
        raise invalid(
            f"Stage IDs: {stage_ids} are being referenced by object IDs: {object_ids}",
            "PipelineError.STAGE_ID_IN_USE",
            context={"stageIds": [stage_ids], "objectIds": [object_ids]},
        )


def _stage_property(call: Call) -> str:
    return LIFECYCLE_PROPERTY if has_lifecycle(call.object_type) else call.object_type.stage_property


def _looks_for_records(call: Call) -> bool:
    """By default only from 2026-09 on, and there it cannot be switched off (observed against the documents)."""
    if call.switches.validate_flags != "by_version":
        return call.switches.validate_flags == "always"
    newest = call.version == "2026-09"
    if newest and call.switches.validate_bypass == "ignored":
        return True
    flags = ("validateReferencesBeforeDelete", "validateDealStageUsagesBeforeDelete")
    said = [call.asks(flag) for flag in flags if flag in call.query]
    return any(said) if said else newest
