"""The operations that cases speak to, and what each may touch: a write only ever meets what the suite made itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from cvpctl.emulator.areas import AREAS, Evidence, Route
from cvpctl.emulator.call import Version
from cvpctl.emulator.routes import ROUTES

STRENGTHS: tuple[Evidence, ...] = ("observed", "documented", "assumed")
"""From strong to weak."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A line of the route table as a client sees it. `ours` names what in path or body must be of our making."""

    method: str
    area: str
    path: str
    ours: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.method} {self.area} {self.path}"

    @property
    def route(self) -> Route:
        return next(one for one in ROUTES if (one.method, one.area, one.path) == (self.method, self.area, self.path))

    def address(self, version: Version | None, at: tuple[str, ...]) -> str:
        """The path under a version, the newest that has it unless told otherwise; `at` fills it in."""
        prefixes = AREAS[self.area][version or [*AREAS[self.area]][-1]]
        prefix = prefixes if isinstance(prefixes, str) else prefixes[0]
        values = iter(at)
        parts = [quote(next(values), safe="") if part.startswith("{") else part for part in self.path.split("/")]
        return prefix + "/".join(parts)

    def touched(self, at: tuple[str, ...], body: Any) -> Iterator[str]:
        """The names and ids that a request is about and that must be ours."""
        params = dict(zip([part for part in self.path.split("/") if part.startswith("{")], at, strict=True))
        for wanted in self.ours:
            if wanted.startswith("{"):
                yield params[wanted]
            else:
                yield from _said(body, wanted.split("."))


def weakest(operations: tuple[Operation, ...]) -> Evidence:
    return max((one.route.evidence for one in operations), key=STRENGTHS.index)


def _said(body: Any, path: list[str]) -> Iterator[str]:
    if isinstance(body, list):
        for one in body:
            yield from _said(one, path)
    elif not path:
        yield str(body)
    elif isinstance(body, Mapping) and path[0] in body:
        yield from _said(body[path[0]], path[1:])


def _of(line: str, *ours: str) -> Operation:
    method, area, path = (part.strip() for part in line.split("|"))
    return Operation(method, area, path, ours)


DETAILS = _of("GET    | account | /details")
API_USAGE = _of("GET    | account | /api-usage/daily/private-apps")
INTROSPECT = _of("POST   | introspection |")

LIST_PROPERTIES = _of("GET    | properties | /{objectType}")
CREATE_PROPERTY = _of("POST   | properties | /{objectType}", "name")
READ_PROPERTY = _of("GET    | properties | /{objectType}/{propertyName}")
UPDATE_PROPERTY = _of("PATCH  | properties | /{objectType}/{propertyName}", "{propertyName}")
DELETE_PROPERTY = _of("DELETE | properties | /{objectType}/{propertyName}", "{propertyName}")
CREATE_PROPERTIES = _of("POST   | properties | /{objectType}/batch/create", "inputs.name")
READ_PROPERTIES = _of("POST   | properties | /{objectType}/batch/read")
ARCHIVE_PROPERTIES = _of("POST   | properties | /{objectType}/batch/archive", "inputs.name")

LIST_GROUPS = _of("GET    | properties | /{objectType}/groups")
CREATE_GROUP = _of("POST   | properties | /{objectType}/groups", "name")
READ_GROUP = _of("GET    | properties | /{objectType}/groups/{groupName}")
UPDATE_GROUP = _of("PATCH  | properties | /{objectType}/groups/{groupName}", "{groupName}")
DELETE_GROUP = _of("DELETE | properties | /{objectType}/groups/{groupName}", "{groupName}")

LIST_RULES = _of("GET    | property validations | /{objectType}")
LIST_RULES_OF_ONE = _of("GET    | property validations | /{objectType}/{propertyName}")
READ_RULE = _of("GET    | property validations | /{objectType}/{propertyName}/rule-type/{ruleType}")
PUT_RULE = _of("PUT    | property validations | /{objectType}/{propertyName}/rule-type/{ruleType}", "{propertyName}")

LIST_PIPELINES = _of("GET    | pipelines | /{objectType}")
CREATE_PIPELINE = _of("POST   | pipelines | /{objectType}", "label")
READ_PIPELINE = _of("GET    | pipelines | /{objectType}/{pipelineId}")
UPDATE_PIPELINE = _of("PATCH  | pipelines | /{objectType}/{pipelineId}", "{pipelineId}")
REPLACE_PIPELINE = _of("PUT    | pipelines | /{objectType}/{pipelineId}", "{pipelineId}")
DELETE_PIPELINE = _of("DELETE | pipelines | /{objectType}/{pipelineId}", "{pipelineId}")
AUDIT_PIPELINE = _of("GET    | pipelines | /{objectType}/{pipelineId}/audit")
LIST_STAGES = _of("GET    | pipelines | /{objectType}/{pipelineId}/stages")
CREATE_STAGE = _of("POST   | pipelines | /{objectType}/{pipelineId}/stages", "{pipelineId}")
READ_STAGE = _of("GET    | pipelines | /{objectType}/{pipelineId}/stages/{stageId}")
UPDATE_STAGE = _of("PATCH  | pipelines | /{objectType}/{pipelineId}/stages/{stageId}", "{pipelineId}")
REPLACE_STAGE = _of("PUT    | pipelines | /{objectType}/{pipelineId}/stages/{stageId}", "{pipelineId}")
DELETE_STAGE = _of("DELETE | pipelines | /{objectType}/{pipelineId}/stages/{stageId}", "{pipelineId}")
AUDIT_STAGE = _of("GET    | pipelines | /{objectType}/{pipelineId}/stages/{stageId}/audit")

LIST_SCHEMAS = _of("GET    | schemas |")
CREATE_SCHEMA = _of("POST   | schemas |", "name")
READ_SCHEMAS = _of("POST   | schemas | /batch/read")
READ_SCHEMA = _of("GET    | schemas | /{schemaType}")
UPDATE_SCHEMA = _of("PATCH  | schemas | /{schemaType}", "{schemaType}")
DELETE_SCHEMA = _of("DELETE | schemas | /{schemaType}", "{schemaType}")
ADD_ASSOCIATION = _of("POST   | schemas | /{schemaType}/associations", "{schemaType}")
DROP_ASSOCIATION = _of("DELETE | schemas | /{schemaType}/associations/{associationId}", "{schemaType}")

_LABELS = "/{fromObjectType}/{toObjectType}/labels"
_PAIR = "/definitions/configurations/{fromObjectType}/{toObjectType}"
LIST_LABELS = _of(f"GET    | association types | {_LABELS}")
CREATE_LABEL = _of(f"POST   | association types | {_LABELS}", "name")
UPDATE_LABEL = _of(f"PUT    | association types | {_LABELS}", "associationTypeId")
DELETE_LABEL = _of(f"DELETE | association types | {_LABELS}/{{associationTypeId}}", "{associationTypeId}")
LIST_ALL_CAPS = _of("GET    | association types | /definitions/configurations/all")
LIST_CAPS = _of(f"GET    | association types | {_PAIR}")
CREATE_CAPS = _of(f"POST   | association types | {_PAIR}/batch/create", "inputs.typeId")
UPDATE_CAPS = _of(f"POST   | association types | {_PAIR}/batch/update", "inputs.typeId")
PURGE_CAPS = _of(f"POST   | association types | {_PAIR}/batch/purge", "inputs.typeId")

LIST_LIBRARY = _of("GET    | object library | /enablement")
READ_LIBRARY = _of("GET    | object library | /enablement/{libraryType}")

LIMIT_TYPES = _of("GET    | limits | /custom-object-types")
LIMIT_PROPERTIES = _of("GET    | limits | /custom-properties")
LIMIT_CALCULATED = _of("GET    | limits | /calculated-properties")
LIMIT_PIPELINES = _of("GET    | limits | /pipelines")
LIMIT_RECORDS = _of("GET    | limits | /records")
LIMIT_LABELS = _of("GET    | limits | /associations/labels")
LIMIT_FROM = _of("GET    | limits | /associations/records/from")
LIMIT_TO = _of("GET    | limits | /associations/records/{fromTypeId}/to")
LIMIT_BETWEEN = _of("GET    | limits | /associations/records/{fromTypeId}/{toTypeId}")

LIST_OWNERS = _of("GET    | owners |")
READ_OWNER = _of("GET    | owners | /{ownerId}")

SEARCH_LISTS = _of("POST   | lists | /search")
READ_LISTS = _of("GET    | lists |")
LIST_FORMS = _of("GET    | forms |")
LIST_FLOWS = _of("GET    | workflows |")
READ_FLOWS = _of("POST   | workflows | /batch/read")

LIST_RECORDS = _of("GET    | records | /{objectType}")
CREATE_RECORD = _of("POST   | records | /{objectType}")
READ_RECORD = _of("GET    | records | /{objectType}/{objectId}")
UPDATE_RECORD = _of("PATCH  | records | /{objectType}/{objectId}", "{objectId}")
DELETE_RECORD = _of("DELETE | records | /{objectType}/{objectId}", "{objectId}")
MERGE_RECORDS = _of("POST   | records | /{objectType}/merge", "primaryObjectId", "objectIdToMerge")
SEARCH = _of("POST   | records | /{objectType}/search")
CREATE_RECORDS = _of("POST   | records | /{objectType}/batch/create")
READ_RECORDS = _of("POST   | records | /{objectType}/batch/read")
UPDATE_RECORDS = _of("POST   | records | /{objectType}/batch/update", "inputs.id")
UPSERT_RECORDS = _of("POST   | records | /{objectType}/batch/upsert", "inputs.id")
ARCHIVE_RECORDS = _of("POST   | records | /{objectType}/batch/archive", "inputs.id")

_LINK = "/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"
_DEFAULT = "/{objectType}/{objectId}/associations/default/{toObjectType}/{toObjectId}"
_BOTH = ("{objectId}", "{toObjectId}")
LIST_LINKS = _of("GET    | record associations | /{objectType}/{objectId}/associations/{toObjectType}")
PUT_DEFAULT_LINK = _of(f"PUT    | record associations | {_DEFAULT}", *_BOTH)
PUT_LINK = _of(f"PUT    | record associations | {_LINK}", *_BOTH)
DELETE_LINK = _of(f"DELETE | record associations | {_LINK}", *_BOTH)

_ENDS = "/{objectType}/{toObjectType}/batch"
_ENDS_IDS = ("inputs.from.id", "inputs.to.id")
CREATE_LINKS = _of(f"POST   | association types | {_ENDS}/create", *_ENDS_IDS)
DEFAULT_LINKS = _of(f"POST   | association types | {_ENDS}/associate/default", *_ENDS_IDS)
READ_LINKS = _of(f"POST   | association types | {_ENDS}/read")
ARCHIVE_LINKS = _of(f"POST   | association types | {_ENDS}/archive", *_ENDS_IDS)
ARCHIVE_LINK_LABELS = _of(f"POST   | association types | {_ENDS}/labels/archive", *_ENDS_IDS)
