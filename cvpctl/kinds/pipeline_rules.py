"""What a person may write about a pipeline, its canonical form, and what HubSpot would refuse about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.kinds.base import Problem
from cvpctl.model import BY_NAME, Address, Body

LONGEST_PIPELINE_ID = 36
LONGEST_STAGE_ID = 100
CUSTOM_OBJECT_STAGE_CAP = 100
METADATA = {"deals": "probability", "tickets": "ticketState"}
STATES = ("OPEN", "CLOSED")
STATE_CODES = {"ticketState": "TICKET_STATE", "state": "STAGE_STATE"}

STAGE = {
    "type": "object",
    "description": "One stage; its key is the stable stageId we ask HubSpot for.",
    "properties": {
        "label": {"type": "string", "minLength": 1, "description": "What people see."},
        "metadata": {
            "type": "object",
            "description": "deals: probability (0 to 1; 0 and 1 close the deal). tickets: ticketState (OPEN, CLOSED)."
            " Custom objects: state (OPEN, CLOSED).",
            "additionalProperties": {"type": ["string", "number", "boolean"]},
        },
    },
    "additionalProperties": False,
}

SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A pipeline; its key is the stable pipelineId we ask HubSpot for.",
    "properties": {
        "label": {"type": "string", "minLength": 1, "description": "What people see."},
        "displayOrder": {"type": "integer", "minimum": 0, "description": "Position among the object's pipelines."},
        "stages": {
            "type": "object",
            "description": "Stages in the order records go through them.",
            "minProperties": 1,
            "additionalProperties": STAGE,
        },
    },
    "additionalProperties": False,
}


def metadata_key(object_name: str) -> str:
    """Return what a stage says besides its label, or nothing where HubSpot documents nothing."""
    return METADATA.get(object_name, "" if object_name in BY_NAME else "state")


def normalise(address: Address, body: Body) -> Body:
    known: Body = {name: body[name] for name in ("label", "displayOrder", "stages") if name in body}
    if "stages" in known:
        known["stages"] = {key: _stage(address.scope[0], stage) for key, stage in _pairs(known["stages"])}
    return known


def _pairs(stages: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if isinstance(stages, Mapping):
        return stages.items()
    # Sorted before the numbers go, since HubSpot's list is not in display order.
    return ((stage["id"], stage) for stage in sorted(stages, key=lambda stage: stage.get("displayOrder", 0)))


def _stage(object_name: str, stage: Mapping[str, Any]) -> Body:
    kept = {name: stage[name] for name in ("label", "metadata") if name in stage}
    if "metadata" in kept:
        # isClosed is derived by HubSpot (deals: probability 0 or 1); sending it is ignored.
        kept["metadata"] = {k: _text(object_name, k, v) for k, v in kept["metadata"].items() if k != "isClosed"}
    return kept


def _text(object_name: str, name: str, value: Any) -> str:
    """Spell a metadata value as HubSpot reads it back: "0.50" is "0.5", 1 is "1.0"."""
    if object_name == "deals" and name == "probability":
        number = _number(value)
        return str(value) if number is None else str(abs(number) if number == 0 else number)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def problems(address: Address, body: Body) -> Iterable[Problem]:
    object_type = BY_NAME.get(address.scope[0])
    cap = object_type.stage_cap if object_type else CUSTOM_OBJECT_STAGE_CAP
    stages = body.get("stages", {})
    if not cap:
        yield Problem(
            (),
            "PIPELINE_NOT_POSSIBLE",
            f"{address.scope[0]} have no pipelines a blueprint can write",
            "use a property",
            at_key=True,
        )
        return
    yield from _id_problems((), "pipeline", address.key, LONGEST_PIPELINE_ID)
    if len(stages) > cap:
        yield Problem(
            ("stages",),
            "TOO_MANY_STAGES",
            f"{len(stages)} stages; HubSpot allows {cap} on {address.scope[0]}",
            "split the pipeline",
        )
    yield from _label_problems(stages, defines="label" in body)
    for key, stage in stages.items():
        yield from _id_problems(("stages", key), "stage", key, LONGEST_STAGE_ID)
        yield from _metadata_problems(address.scope[0], key, stage, defines="label" in body)
    if address.scope[0] == "tickets" and "label" in body and stages and not _has_closed(stages):
        yield Problem(
            ("stages",),
            "CLOSED_STAGE_MISSING",
            "a ticket pipeline needs a stage that closes",
            "give one metadata: {ticketState: CLOSED}",
            at_key=True,
        )


def _has_closed(stages: Mapping[str, Body]) -> bool:
    return any(stage.get("metadata", {}).get("ticketState") == "CLOSED" for stage in stages.values())


def _id_problems(path: tuple[str, ...], noun: str, key: str, longest: int) -> Iterable[Problem]:
    if len(key) > longest:
        yield Problem(
            path, "ID_TOO_LONG", f"the {noun} id has {len(key)} characters", f"use at most {longest}", at_key=True
        )
    if key != key.lower():
        yield Problem(
            path, "NAME_UNUSUAL", f"the {noun} id {key!r} has capitals", "prefer lower case", at_key=True, warning=True
        )


def _label_problems(stages: Mapping[str, Body], *, defines: bool) -> Iterable[Problem]:
    seen: dict[str, str] = {}
    for key, stage in stages.items():
        if "label" not in stage:
            if defines:
                yield Problem(
                    ("stages", key), "FIELD_MISSING", f"the stage {key!r} needs a label", "add label", at_key=True
                )
            continue
        folded = stage["label"].strip().casefold()
        if folded in seen:
            message = (
                f"the stages {seen[folded]!r} and {key!r} have the same label; HubSpot ignores case and outer spaces"
            )
            yield Problem(("stages", key, "label"), "DUPLICATE_STAGE_LABEL", message, "give each its own label")
        seen.setdefault(folded, key)


def _metadata_problems(object_name: str, key: str, stage: Body, *, defines: bool) -> Iterable[Problem]:
    metadata, known = stage.get("metadata", {}), metadata_key(object_name)
    for name in metadata:
        if name != known:
            help_ = f"{object_name} know {known}" if known else f"none is documented for {object_name}"
            message = f"HubSpot drops the metadata {name!r} silently"
            yield Problem(("stages", key, "metadata", name), "METADATA_UNKNOWN", message, help_, at_key=True)
    if known == "probability":
        yield from _probability_problems(key, metadata, defines=defines)
    if known in STATE_CODES and known in metadata and metadata[known] not in STATES:
        message = f"{metadata[known]!r} is no {known}"
        yield Problem(("stages", key, "metadata", known), STATE_CODES[known], message, "write OPEN or CLOSED")


def _probability_problems(key: str, metadata: Body, *, defines: bool) -> Iterable[Problem]:
    if "probability" not in metadata:
        if defines:
            yield Problem(
                ("stages", key),
                "PROBABILITY_MISSING",
                f"the deal stage {key!r} needs metadata.probability",
                "add metadata: {probability: 0.5}",
                at_key=True,
            )
        return
    number = _number(metadata["probability"])
    if number is None or not 0 <= number <= 1:
        path = ("stages", key, "metadata", "probability")
        yield Problem(
            path, "PROBABILITY_RANGE", f"{metadata['probability']!r} is no probability", "write a number from 0 to 1"
        )
