"""What a stage may say and where it stands: metadata per object, labels, and the order among its siblings."""

import math
from typing import Any

from cvpctl.emulator.errors import Body, Refusal, invalid, unreadable
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.switches import Switches

DEALS = "0-3"
TICKETS = "0-5"

_CLOSED_PROBABILITIES = (0.0, 1.0)


def stored_metadata(object_type: ObjectType, before: Body, sent: Body) -> Body:
    """What a read will show: known keys only, canonical, `isClosed` worked out and never taken (observed)."""
    said = before | _texts(sent)
    if object_type.id == DEALS:
        if "probability" not in said:
            raise Refusal(400, "must specify probability when writing a dealstage", "VALIDATION_ERROR")
        probability = _probability(said["probability"])
        return {"isClosed": _text(probability in _CLOSED_PROBABILITIES), "probability": str(probability)}
    key = "ticketState" if object_type.id == TICKETS else "state"
    state = said.get(key, "OPEN")
    if state not in {"OPEN", "CLOSED"}:
        message = f"Invalid value '{state}' for {key}: it must be one of [OPEN, CLOSED]"  # assumed wording
        raise invalid(message, "PipelineError.INVALID_PIPELINE_STAGE_METADATA")
    return {"isClosed": _text(state == "CLOSED"), key: state}


def echoed_metadata(before: Body, sent: Body) -> Body:
    """What the write answers: the request merged, dropped keys and a stale isClosed included (observed)."""
    return before | _texts(sent)


def place(stages: list[Body], stage: Body, order: int) -> list[Body]:
    """Put a stage at an order. A taken one means: behind its holder, and everybody is renumbered (observed)."""
    others = [one for one in stages if one["id"] != stage["id"]]
    ranked = sorted(others, key=lambda one: int(one["displayOrder"]))
    holder = next((at for at, one in enumerate(ranked) if one["displayOrder"] == order), None)
    orders: dict[str, int] = {stage["id"]: order}
    if holder is not None:
        ids = [one["id"] for one in ranked]
        ids.insert(holder + 1, stage["id"])
        orders = {stage_id: number for number, stage_id in enumerate(ids)}
    known = any(one["id"] == stage["id"] for one in stages)
    listed = [stage if one["id"] == stage["id"] else one for one in stages] if known else [*stages, stage]
    return [{**one, "displayOrder": orders.get(one["id"], one["displayOrder"])} for one in listed]


def resolved_order(order: int, stages: list[Body], switches: Switches) -> int:
    if order >= 0:
        return order
    if switches.negative_display_order == "refuse":
        raise invalid("Pipeline display order cannot be negative")
    return 1 + max((int(one["displayOrder"]) for one in stages), default=-1)


def check_label(stages: list[Body], stage_id: str, label: str, *, inside_pipeline: bool) -> None:
    """Unique per pipeline, whatever the case and the spaces around it (observed)."""
    wanted = label.strip().casefold()
    if any(one["id"] != stage_id and one["label"].strip().casefold() == wanted for one in stages):
        sub_category = None if inside_pipeline else "PipelineError.STAGE_LABEL_EXISTS"
        raise invalid(f"A stage with label '{label}' already exists in the pipeline", sub_category)


def check_whole(object_type: ObjectType, stages: list[Body]) -> None:
    """What must hold for a pipeline after every write."""
    if not stages:
        raise invalid("Pipeline must have at least one stage")
    if len(stages) > object_type.stages:
        raise invalid(f"Pipelines of this object type may have at most {object_type.stages} stages")  # assumed wording
    if object_type.id == TICKETS and not any(one["metadata"]["isClosed"] == "true" for one in stages):
        raise invalid("Ticket pipelines must have at least one closed stage", "PipelineError.MISSING_CLOSED_STAGE")


def _probability(text: str) -> float:
    try:
        number = math.nan if "_" in text else float(text)
    except ValueError:
        number = math.nan
    if not 0.0 <= number <= 1.0:
        raise invalid("dealstage probability is not valid, must be between 0.0 and 1.0 (inclusive)")
    return abs(number)


def _texts(sent: Body) -> Body:
    return {key: _text(value) for key, value in sent.items() if value is not None}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise unreadable("Cannot deserialize value for 'metadata': texts were expected")
