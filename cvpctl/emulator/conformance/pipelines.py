"""Whole pipelines: ids of one's own, clashes, replacement, and what keeps one from going."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import (
    custom_object,
    make_pipeline,
    make_record,
    need_room_for_a_pipeline,
    pipeline_wish,
    stage_wish,
)

_KEYS = ("label", "displayOrder", "id", "stages", "createdAt", "updatedAt", "archived")
_CREATED = 201
_REFUSED = 400


@case(op.CREATE_PIPELINE, op.READ_PIPELINE)
def ids_of_our_own_are_kept(bench: Bench) -> None:
    """`pipelineId` and stageId come back as they were sent."""
    make_pipeline(bench, "path").has_exactly(*_KEYS).says(id=bench.name("path"), archived=False)
    read = bench.ask(op.READ_PIPELINE, "deals", bench.name("path")).has_exactly(*_KEYS)
    ids = {one["id"] for one in read["stages"]}
    bench.check("the stages have the ids sent", holds=ids == {bench.name("one"), bench.name("two")})


@case(op.CREATE_PIPELINE, op.LIST_PIPELINES)
def the_list_holds_whole_pipelines(bench: Bench) -> None:
    """A list gives `results` with the stages inside; asking for archived ones changes nothing."""
    make_pipeline(bench, "path")
    listed = bench.ask(op.LIST_PIPELINES, "deals").has_exactly("results").results
    mine = [one for one in listed if one["id"] == bench.name("path")]
    bench.check("the new one is there with its stages", holds=[len(one["stages"]) for one in mine] == [2])
    archived = bench.ask(op.LIST_PIPELINES, "deals", query={"archived": "true"}).results
    bench.check("the archived list is the same", holds={a["id"] for a in archived} == {b["id"] for b in listed})


@case(op.LIST_PIPELINES)
def contacts_have_a_lifecycle_pipeline(bench: Bench) -> None:
    """Contacts list one pipeline of lifecycle stages."""
    listed = bench.ask(op.LIST_PIPELINES, "contacts").results
    ids = [one["id"] for one in listed]
    bench.check("it is contacts-lifecycle-pipeline", holds=ids == ["contacts-lifecycle-pipeline"])


@case(op.CREATE_PIPELINE, op.DELETE_PIPELINE, evidence="assumed")
def lifecycle_pipelines_are_not_made(bench: Bench) -> None:
    """A further pipeline for contacts is refused."""
    bench.undo(op.DELETE_PIPELINE, "contacts", bench.name("life"))
    body = pipeline_wish(bench, "life", [stage_wish(bench, "One", state="OPEN")])
    answer = bench.ask(op.CREATE_PIPELINE, "contacts", body=body, status=(201, 400))
    bench.observe("lifecycle_writes", "allow" if answer.raw.status == _CREATED else "refuse")


@case(op.CREATE_PIPELINE)
def a_pipeline_needs_a_stage(bench: Bench) -> None:
    """An empty list of stages is refused."""
    need_room_for_a_pipeline(bench, "deals")
    body = {**pipeline_wish(bench, "empty"), "stages": []}
    answer = bench.ask(op.CREATE_PIPELINE, "deals", body=body, status=_REFUSED)
    answer.says(message="Pipeline must have at least one stage", category="VALIDATION_ERROR")


@case(op.CREATE_PIPELINE)
def an_id_that_is_taken_here(bench: Bench) -> None:
    """The same pipelineId again is a 400."""
    make_pipeline(bench, "path")
    body = pipeline_wish(bench, "path", [stage_wish(bench, "Three")], label=bench.name("other"))
    answer = bench.ask(op.CREATE_PIPELINE, "deals", body=body, status=_REFUSED)
    begins = str(answer["message"]).startswith("There's another pipeline")
    bench.check("the message begins with 'There's another pipeline'", holds=begins)


@case(op.CREATE_PIPELINE)
def an_id_that_is_taken_elsewhere(bench: Bench) -> None:
    """A pipelineId of deals is taken for tickets too, and the 409 names the wrong cause."""
    make_pipeline(bench, "path")
    need_room_for_a_pipeline(bench, "tickets")
    body = pipeline_wish(bench, "path", [stage_wish(bench, "Shut", ticketState="CLOSED")])
    answer = bench.ask(op.CREATE_PIPELINE, "tickets", body=body, status=409)
    answer.says(subCategory="PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE")


@case(op.CREATE_PIPELINE)
def a_stage_id_that_is_taken(bench: Bench) -> None:
    """A stage id of another pipeline of the object is a 409."""
    make_pipeline(bench, "path")
    body = pipeline_wish(bench, "other", [stage_wish(bench, "One")])
    answer = bench.ask(op.CREATE_PIPELINE, "deals", body=body, status=409)
    answer.says(subCategory="PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE")


@case(op.CREATE_PIPELINE)
def a_label_that_is_taken(bench: Bench) -> None:
    """Labels of pipelines are unique, whatever their case."""
    make_pipeline(bench, "path")
    body = pipeline_wish(bench, "other", [stage_wish(bench, "Three")], label=bench.name("PATH"))
    answer = bench.ask(op.CREATE_PIPELINE, "deals", body=body, status=_REFUSED)
    begins = str(answer["message"]).startswith("An active pipeline with label ")
    bench.check("the message begins with 'An active pipeline with label '", holds=begins)


@case(op.CREATE_PIPELINE, op.DELETE_PIPELINE)
def over_long_ids(bench: Bench) -> None:
    """A pipelineId of more than 36 characters makes nothing."""
    need_room_for_a_pipeline(bench, "deals")
    body = pipeline_wish(bench, "long")
    body["pipelineId"] = f"{bench.name('long')}{'x' * 40}"[:37]
    bench.undo(op.DELETE_PIPELINE, "deals", body["pipelineId"])
    bench.observe("over_long_ids", bench.ask(op.CREATE_PIPELINE, "deals", body=body, status=(201, 400, 500)).raw.status)


@case(op.UPDATE_PIPELINE, op.CREATE_PIPELINE, op.READ_PIPELINE)
def a_change_keeps_the_stages(bench: Bench) -> None:
    """A PATCH of the label keeps stages and ids."""
    make_pipeline(bench, "path")
    label = bench.name("renamed")
    bench.ask(op.UPDATE_PIPELINE, "deals", bench.name("path"), body={"label": label}).says(label=label)
    read = bench.ask(op.READ_PIPELINE, "deals", bench.name("path")).says(label=label, displayOrder=90)
    bench.check("both stages are there", holds=len(read["stages"]) == 2)  # noqa: PLR2004


@case(op.UPDATE_PIPELINE, op.CREATE_PIPELINE, evidence="documented")
def an_active_pipeline_cannot_be_restored(bench: Bench) -> None:
    """`archived` in a PATCH of an active pipeline is refused."""
    make_pipeline(bench, "path")
    bench.ask(op.UPDATE_PIPELINE, "deals", bench.name("path"), body={"archived": False}, status=_REFUSED)


@case(op.REPLACE_PIPELINE, op.CREATE_PIPELINE, op.READ_PIPELINE)
def a_replacement_deletes_what_it_leaves_out(bench: Bench) -> None:
    """PUT keeps stages named by id, numbers those without, deletes the rest."""
    make_pipeline(bench, "path")
    fresh = stage_wish(bench, "Three", 1)
    del fresh["stageId"]
    body = {"label": bench.name("path"), "displayOrder": 90, "stages": [stage_wish(bench, "One", 0), fresh]}
    bench.ask(op.REPLACE_PIPELINE, "deals", bench.name("path"), body=body)
    stages = bench.ask(op.READ_PIPELINE, "deals", bench.name("path"))["stages"]
    by_label = {one["label"]: one["id"] for one in stages}
    bench.check("One kept its id and Two is gone", holds=by_label.get("One") == bench.name("one"))
    bench.check("there are One and Three", holds=set(by_label) == {"One", "Three"})
    bench.check("the new one has a number", holds=str(by_label.get("Three", "")).isdecimal())


@case(op.DELETE_PIPELINE, op.CREATE_PIPELINE, op.READ_PIPELINE, op.LIST_PIPELINES)
def a_deleted_pipeline_is_gone(bench: Bench) -> None:
    """Deleting purges: a read is a 404, the id is free, and a second delete is a 404 in JSON."""
    make_pipeline(bench, "path")
    bench.ask(op.DELETE_PIPELINE, "deals", bench.name("path"))
    bench.ask(op.READ_PIPELINE, "deals", bench.name("path"), status=404)
    archived = bench.ask(op.LIST_PIPELINES, "deals", query={"archived": "true"}).results
    kept = bench.name("path") in {one["id"] for one in archived}
    bench.observe("pipeline_removal", "archive" if kept else "purge")
    bench.ask(op.DELETE_PIPELINE, "deals", bench.name("path"), status=404).says(category="OBJECT_NOT_FOUND")
    bench.ask(op.CREATE_PIPELINE, "deals", body=pipeline_wish(bench, "path"))


@case(op.DELETE_PIPELINE, op.CREATE_PIPELINE, op.CREATE_RECORD)
def a_pipeline_with_records_stays(bench: Bench) -> None:
    """A stage that holds a deal keeps its pipeline."""
    make_pipeline(bench, "path")
    stage = bench.name("one")
    make_record(bench, "deals", dealname=bench.name("deal"), pipeline=bench.name("path"), dealstage=stage)
    answer = bench.ask(op.DELETE_PIPELINE, "deals", bench.name("path"), status=_REFUSED)
    answer.says(subCategory="PipelineError.STAGE_ID_IN_USE", category="VALIDATION_ERROR")
    bench.check("the context names the stage", holds=answer["context"]["stageIds"] == [f"[{stage}]"])


@case(op.AUDIT_PIPELINE, op.CREATE_PIPELINE, op.UPDATE_PIPELINE)
def changes_are_audited(bench: Bench) -> None:
    """The newest row of the audit is the last change."""
    make_pipeline(bench, "path")
    bench.ask(op.UPDATE_PIPELINE, "deals", bench.name("path"), body={"label": bench.name("renamed")})
    rows = bench.ask(op.AUDIT_PIPELINE, "deals", bench.name("path")).has_exactly("results").results
    keys = {"portalId", "identifier", "action", "timestamp", "message", "rawObject", "fromUserId"}
    bench.check("a row holds seven fields", holds=bool(rows) and set(rows[0]) == keys)
    bench.check("the newest is an UPDATE", holds=bool(rows) and rows[0]["action"] == "UPDATE")


@case(op.CREATE_PIPELINE, op.READ_PIPELINE, op.READ_PROPERTY, op.CREATE_SCHEMA)
def a_custom_object_gets_its_pipeline_properties(bench: Bench) -> None:
    """The first pipeline of a custom object adds hs_pipeline and hs_pipeline_stage; stages are open or closed."""
    object_type = custom_object(bench)
    bench.undo(op.DELETE_PIPELINE, object_type, bench.name("path"))
    body = pipeline_wish(bench, "path", [stage_wish(bench, "Begun", state="CLOSED")])
    bench.ask(op.CREATE_PIPELINE, object_type, body=body)
    stage = bench.ask(op.READ_PIPELINE, object_type, bench.name("path"))["stages"][0]
    expected = {"isClosed": "true", "state": "CLOSED"}
    bench.check("metadata says state and isClosed", holds=stage["metadata"] == expected)
    for name in ("hs_pipeline", "hs_pipeline_stage"):
        bench.ask(op.READ_PROPERTY, object_type, name).says(name=name)
