"""One table: which method on which path is which rule, under every version that has the area.

A new area is a line in `AREAS`, lines in `ROUTES`, and a file of rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from cvpctl.emulator import (
    account,
    flows,
    forms,
    lists,
    pipelines,
    properties,
    property_batches,
    property_groups,
    record_associations,
    record_batches,
    records,
    search,
    stages,
)
from cvpctl.emulator.areas import AREAS, Route
from cvpctl.emulator.call import Version
from cvpctl.emulator.schema_routes import SCHEMA_ROUTES

_PROPERTY = "/{objectType}/{propertyName}"
_GROUPS = "/{objectType}/groups"
_GROUP = "/{objectType}/groups/{groupName}"
_BATCH = "/{objectType}/batch"
_PIPELINE = "/{objectType}/{pipelineId}"
_STAGES = "/{objectType}/{pipelineId}/stages"
_STAGE = "/{objectType}/{pipelineId}/stages/{stageId}"

_RECORD = "/{objectType}/{objectId}"
_LINKS = f"{_RECORD}/associations"
_ENDS = "/{objectType}/{toObjectType}/batch"

ROUTES: tuple[Route, ...] = (
    Route("GET", "account", "/details", account.get_details, access="account"),
    Route("POST", "introspection", "", account.introspect, access="open"),
    Route("GET", "properties", "/{objectType}", properties.list_properties),
    Route("POST", "properties", "/{objectType}", properties.create_property, 201, writes=True, location="name"),
    Route("GET", "properties", _PROPERTY, properties.get_property),
    Route("PATCH", "properties", _PROPERTY, properties.update_property, writes=True),
    Route("DELETE", "properties", _PROPERTY, properties.delete_property, 204, writes=True),
    Route("POST", "properties", f"{_BATCH}/create", property_batches.create_batch, 201, writes=True),
    Route("POST", "properties", f"{_BATCH}/read", property_batches.read_batch, evidence="documented"),
    Route("POST", "properties", f"{_BATCH}/archive", property_batches.archive_batch, 204, writes=True,
          evidence="documented"),
    Route("GET", "properties", _GROUPS, property_groups.list_groups),
    Route("POST", "properties", _GROUPS, property_groups.create_group, 201, writes=True, location="name"),
    Route("GET", "properties", _GROUP, property_groups.get_group),
    Route("PATCH", "properties", _GROUP, property_groups.update_group, writes=True),
    Route("DELETE", "properties", _GROUP, property_groups.delete_group, 204, writes=True),
    Route("GET", "pipelines", "/{objectType}", pipelines.list_pipelines, access="pipelines"),
    Route("POST", "pipelines", "/{objectType}", pipelines.create_pipeline, 201, access="pipelines", writes=True),
    Route("GET", "pipelines", _PIPELINE, pipelines.get_pipeline, access="pipelines"),
    Route("PATCH", "pipelines", _PIPELINE, pipelines.update_pipeline, access="pipelines", writes=True),
    Route("PUT", "pipelines", _PIPELINE, pipelines.replace_pipeline, access="pipelines", writes=True),
    Route("DELETE", "pipelines", _PIPELINE, pipelines.delete_pipeline, 204, access="pipelines", writes=True),
    Route("GET", "pipelines", f"{_PIPELINE}/audit", pipelines.audit_pipeline, access="pipelines",
          evidence="documented"),
    Route("GET", "pipelines", _STAGES, stages.list_stages, access="pipelines"),
    Route("POST", "pipelines", _STAGES, stages.create_stage, 201, access="pipelines", writes=True),
    Route("GET", "pipelines", _STAGE, stages.get_stage, access="pipelines"),
    Route("PATCH", "pipelines", _STAGE, stages.update_stage, access="pipelines", writes=True),
    Route("PUT", "pipelines", _STAGE, stages.replace_stage, access="pipelines", writes=True, evidence="documented"),
    Route("DELETE", "pipelines", _STAGE, stages.delete_stage, 204, access="pipelines", writes=True),
    Route("GET", "pipelines", f"{_STAGE}/audit", stages.audit_stage, access="pipelines", evidence="documented"),
    *SCHEMA_ROUTES,
    Route("POST", "lists", "/search", lists.search_lists, access="lists", evidence="documented"),
    Route("GET", "lists", "", lists.read_lists, access="lists", evidence="documented"),
    Route("GET", "forms", "", forms.list_forms, access="forms", evidence="documented"),
    Route("GET", "workflows", "", flows.list_flows, access="workflows", evidence="documented"),
    Route("POST", "workflows", "/batch/read", flows.read_batch, access="workflows", evidence="documented"),
    Route("GET", "records", "/{objectType}", records.list_records, access="records"),
    Route("POST", "records", "/{objectType}", records.create_record, 201, "records", writes=True, location="id"),
    Route("GET", "records", _RECORD, records.get_record, access="records"),
    Route("PATCH", "records", _RECORD, records.update_record, access="records", writes=True),
    Route("DELETE", "records", _RECORD, records.delete_record, 204, "records", writes=True),
    Route("POST", "records", "/{objectType}/merge", records.merge_records, access="records", writes=True,
          evidence="documented"),
    Route("POST", "records", "/{objectType}/search", search.search, access="records"),
    Route("POST", "records", f"{_BATCH}/create", record_batches.create_batch, 201, "records", writes=True),
    Route("POST", "records", f"{_BATCH}/read", record_batches.read_batch, access="records", evidence="documented"),
    Route("POST", "records", f"{_BATCH}/update", record_batches.update_batch, access="records", writes=True),
    Route("POST", "records", f"{_BATCH}/upsert", record_batches.upsert_batch, access="records", writes=True,
          evidence="documented"),
    Route("POST", "records", f"{_BATCH}/archive", record_batches.archive_batch, 204, "records", writes=True),
    Route("GET", "record associations", f"{_LINKS}/{{toObjectType}}", record_associations.list_links,
          access="records", evidence="documented"),
    Route("PUT", "record associations", f"{_LINKS}/default/{{toObjectType}}/{{toObjectId}}",
          record_associations.put_default, access="records", writes=True, evidence="documented"),
    Route("PUT", "record associations", f"{_LINKS}/{{toObjectType}}/{{toObjectId}}", record_associations.put_labels,
          201, "records", writes=True, evidence="documented"),
    Route("DELETE", "record associations", f"{_LINKS}/{{toObjectType}}/{{toObjectId}}",
          record_associations.delete_links, 204, "records", writes=True, evidence="documented"),
    Route("POST", "association types", f"{_ENDS}/create", record_associations.create_batch, 201, "records",
          writes=True, evidence="documented"),
    Route("POST", "association types", f"{_ENDS}/associate/default", record_associations.default_batch,
          access="records", writes=True, evidence="documented"),
    Route("POST", "association types", f"{_ENDS}/read", record_associations.read_batch, access="records"),
    Route("POST", "association types", f"{_ENDS}/archive", record_associations.archive_batch, 204, "records",
          writes=True, evidence="documented"),
    Route("POST", "association types", f"{_ENDS}/labels/archive", record_associations.archive_labels_batch, 204,
          "records", writes=True, evidence="documented"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mounted:
    """A route under one version."""

    route: Route
    version: Version
    template: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a request addresses."""

    mounted: Mounted
    params: dict[str, str]


def mounted_routes() -> Iterator[Mounted]:
    for route in ROUTES:
        for version, prefixes in AREAS[route.area].items():
            for prefix in (prefixes,) if isinstance(prefixes, str) else prefixes:
                yield Mounted(route, version, prefix + route.path)


def _split(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.split("/") if part)


_BY_SHAPE: dict[tuple[str, int], list[tuple[tuple[str, ...], Mounted]]] = {}
for _mounted in mounted_routes():
    _parts = _split(_mounted.template)
    _BY_SHAPE.setdefault((_mounted.route.method, len(_parts)), []).append((_parts, _mounted))
for _candidates in _BY_SHAPE.values():
    # Literal parts win over parameters: `…/groups` is never a property of that name.
    _candidates.sort(key=lambda candidate: [part.startswith("{") for part in candidate[0]])

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def find(method: str, raw_path: str) -> Match | None:
    """Split before decoding, so that an id may hold a slash."""
    parts = _split(raw_path)
    for wanted, mounted in _BY_SHAPE.get((method, len(parts)), []):
        if all(want.startswith("{") or want == part for want, part in zip(wanted, parts, strict=True)):
            params = {want[1:-1]: unquote(part) for want, part in zip(wanted, parts, strict=True) if want[0] == "{"}
            return Match(mounted, params)
    return None


def other_methods(raw_path: str) -> list[str]:
    return [method for method in _METHODS if find(method, raw_path) is not None]
