"""Making what cases need: each thing is noted down to be taken away before the portal is asked for it."""

from typing import Any

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Answer, Bench, Undo
from cvpctl.emulator.conformance.judgements import Skipped
from cvpctl.emulator.errors import Body

GROUPS = {"contacts": "contactinformation", "companies": "companyinformation", "deals": "dealinformation"}

SPECIFIED: Body = {"associatedObjects": [], "requiredProperties": []}
"""What the reference marks as required of a schema besides; sent lest every case depends on it."""


def property_wish(bench: Bench, tail: str, object_type: str = "contacts", **fields: Any) -> Body:
    name = bench.name(tail)
    smallest = {"name": name, "label": name, "type": "string", "fieldType": "text"}
    return {**smallest, "groupName": GROUPS.get(object_type, ""), **fields}


def make_property(bench: Bench, tail: str, object_type: str = "contacts", **fields: Any) -> Answer:
    wish = property_wish(bench, tail, object_type, **fields)
    bench.undo(op.DELETE_PROPERTY, object_type, wish["name"])
    return bench.ask(op.CREATE_PROPERTY, object_type, body=wish)


def make_group(bench: Bench, tail: str, object_type: str = "contacts", **fields: Any) -> Answer:
    name = bench.name(tail)
    bench.undo(op.DELETE_GROUP, object_type, name)
    return bench.ask(op.CREATE_GROUP, object_type, body={"name": name, "label": name, **fields})


def stage_wish(bench: Bench, label: str, order: int = 0, **metadata: Any) -> Body:
    """A stage of a deal pipeline with an id of its own; another object's metadata takes the place of probability."""
    said = metadata or {"probability": "0.5"}
    return {"stageId": bench.name(label.lower()), "label": label, "displayOrder": order, "metadata": said}


def pipeline_wish(bench: Bench, tail: str, stages: list[Body] | None = None, **fields: Any) -> Body:
    name = bench.name(tail)
    stages = stages or [stage_wish(bench, "One", 0), stage_wish(bench, "Two", 1)]
    return {"pipelineId": name, "label": name, "displayOrder": 90, "stages": stages, **fields}


def make_pipeline(bench: Bench, tail: str, object_type: str = "deals", **fields: Any) -> Answer:
    """Needs room for one more pipeline, which small subscriptions have not."""
    need_room_for_a_pipeline(bench, object_type)
    wish = pipeline_wish(bench, tail, **fields)
    bench.undo(op.DELETE_PIPELINE, object_type, wish["pipelineId"])
    return bench.ask(op.CREATE_PIPELINE, object_type, body=wish)


def need_room_for_a_pipeline(bench: Bench, object_type: str) -> None:
    """HubSpot's own pipeline is not counted as used (observed), yet it takes a place: hence one more than used."""
    kept = bench.run.kept
    if "pipelines" not in kept:
        rows = bench.ask(op.LIMIT_PIPELINES)["hubspotDefinedObjectTypes"]
        full = [one["objectTypeId"] for one in rows if one["usage"] + 1 >= one["limit"]]
        kept["pipelines"] = " ".join(full)
    if {"deals": "0-3", "tickets": "0-5"}.get(object_type) in kept["pipelines"].split():
        raise Skipped(f"this portal has no room for one more pipeline of {object_type}")


def make_record(bench: Bench, object_type: str, **properties: Any) -> Answer:
    made = bench.ask(op.CREATE_RECORD, object_type, body={"properties": properties})
    bench.owns(made["id"])
    bench.undo(op.DELETE_RECORD, object_type, made["id"])
    return made


def contact(bench: Bench, tail: str) -> str:
    return str(make_record(bench, "contacts", email=f"{bench.name(tail)}@example.com")["id"])


def company(bench: Bench, tail: str) -> str:
    return str(make_record(bench, "companies", name=bench.name(tail))["id"])


def make_label(bench: Bench, tail: str, start: str = "contacts", end: str = "deals", **fields: Any) -> list[int]:
    """Both type ids, the one from `start` first."""
    body = {"name": bench.name(tail), "label": bench.name(tail), **fields}
    made = bench.ask(op.CREATE_LABEL, start, end, body=body)
    rows = made.results
    bench.owns(*(one["typeId"] for one in rows))
    bench.undo(op.DELETE_LABEL, start, end, str(rows[0]["typeId"]))
    return [one["typeId"] for one in rows]


def schema_wish(bench: Bench, tail: str, **fields: Any) -> Body:
    name = bench.name(tail)
    title = {"name": "title", "label": "Title", "type": "string", "fieldType": "text"}
    return {
        "name": name,
        "labels": {"singular": name, "plural": f"{name}s"},
        "primaryDisplayProperty": "title",
        "properties": [title],
        **SPECIFIED,
        **fields,
    }


def make_schema(bench: Bench, tail: str, **fields: Any) -> Answer:
    need_room_for_a_schema(bench)
    wish = schema_wish(bench, tail, **fields)
    undo_schema(bench, bench.undos, wish["name"])
    made = bench.ask(op.CREATE_SCHEMA, body=wish)
    bench.owns(made["objectTypeId"])
    return made


def custom_object(bench: Bench) -> str:
    """The type id of one object that all cases of a run share, since portals may have only a few."""
    kept = bench.run.kept
    if "object" not in kept:
        need_room_for_a_schema(bench)
        wish = schema_wish(bench, "shared")
        undo_schema(bench, bench.run.undos, wish["name"])
        kept["object"] = str(bench.ask(op.CREATE_SCHEMA, body=wish)["objectTypeId"])
        bench.owns(kept["object"])
        bench.settles(lambda: bench.ask(op.READ_SCHEMA, kept["object"], status=(200, 404)).raw.status < 400)  # noqa: PLR2004
    return kept["object"]


def need_room_for_a_calculation(bench: Bench) -> None:
    limit = bench.ask(op.LIMIT_CALCULATED)
    if limit["overallUsage"] >= limit["overallLimit"]:
        raise Skipped("this portal has no room for one more calculated property")


def need_room_for_a_schema(bench: Bench) -> None:
    kept = bench.run.kept
    if "schemas" not in kept:
        limit = bench.ask(op.LIMIT_TYPES)
        kept["schemas"] = "full" if limit["usage"] >= limit["limit"] else "room"
    if kept["schemas"] == "full":
        raise Skipped("this portal has no room for one more custom object")


def undo_schema(bench: Bench, undos: list[Undo], name: str) -> None:
    """Archive, then purge: in the order of undoing."""
    address = f"p{bench.run.portal_id}_{name}"
    undos.append(Undo(op.DELETE_SCHEMA, (address,), query={"archived": "true"}))
    undos.append(Undo(op.DELETE_SCHEMA, (address,)))
