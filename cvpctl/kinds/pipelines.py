"""Pipelines and their stages. Ids are ours: the key of a blueprint is the id we ask HubSpot for.

Source: HubSpot's pipelines guide; details observed on live portals by third parties (API 2026-09): ids are kept
verbatim and never change, a PUT deletes the stages it leaves out (so it is never sent), deletion is for good.
"""

from __future__ import annotations

from collections.abc import Iterable

from cvpctl.kinds.base import FieldRule, Hazard, Hit, Kind, RemovalVerb
from cvpctl.kinds.pipeline_rules import SCHEMA, normalise, problems
from cvpctl.kinds.stage_steps import pipeline_steps
from cvpctl.model import ABSENT, Action, Body, Change, Operation


def pipeline_deleted(change: Change, _live: Body | None) -> Iterable[Hit]:
    if change.action is Action.REMOVE:
        message = "the pipeline and its stages are deleted for good; HubSpot refuses while records stand in it"
        yield Hit(change.address, message, "move its records to another pipeline first", counted=True, refused=True)


def stage_deleted(change: Change, _live: Body | None) -> Iterable[Hit]:
    for edit in change.fields:
        if change.action is Action.UPDATE and edit.path[0] == "stages" and edit.after is ABSENT:
            yield Hit(
                change.address.child("stages", edit.path[1]),
                f"the stage {edit.path[1]!r} is deleted for good; HubSpot refuses while records stand in it",
                "move its records to another stage first",
                counted=True,
                refused=True,
            )


PIPELINE = Kind(
    name="pipeline",
    noun="pipeline",
    collection="pipelines",
    key="id",
    key_parameter="pipelineId",
    schema=SCHEMA,
    source="https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide",
    required=("label", "stages"),
    fields={"stages": FieldRule(default={}, keyed_by="id", fields={"metadata": FieldRule(default={})})},
    normalise=normalise,
    serial=True,
    problems=problems,
    steps=pipeline_steps,
    operations={
        "list": Operation("pipelines", "list"),
        "create": Operation("pipelines", "create"),
        "update": Operation("pipelines", "update"),
        "remove": Operation("pipelines", "delete"),
        "create_stage": Operation("pipelines", "create_stage"),
        "update_stage": Operation("pipelines", "update_stage"),
        "remove_stage": Operation("pipelines", "delete_stage"),
    },
    removal=RemovalVerb.DELETE,
    hazards=(
        Hazard("PIPELINE_DELETED", "A pipeline is deleted for good", pipeline_deleted),
        Hazard("STAGE_DELETED", "A stage is deleted for good", stage_deleted),
    ),
)
