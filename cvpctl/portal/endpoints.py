"""The endpoint registry: what each operation is on the wire. Paths stand here and nowhere else.

Sources: HubSpot's API reference. Date versions live 18 months; v1 to v3 lose support in September 2027, so a version
is one line per area and `versions` of a portal may override it. The answers have the same shapes in all three.
Associations never had a v3; where a portal shall speak v3, their v4 is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from cvpctl.errors import CvpError, UsageProblem

DEFAULT_VERSION = "2026-09"
VERSIONS = ("2026-09", "2026-03", "v3")

Versions = Mapping[str, str]
"""Area → version, for the areas that shall not speak the default one."""


class Retry(Enum):
    """What may be done when nobody knows whether a call was carried out. Never decided by HTTP method."""

    READ = auto()  # again
    SAME_AGAIN = auto()  # again: it writes the same values over themselves
    GONE_IS_DONE = auto()  # again: a 404 then says that the first try did it
    LOOK_FIRST = auto()  # a create: look for its natural key, send only what is missing


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation. `path` follows the root of its area; parameters that the path does not name go to the query."""

    area: str
    name: str
    method: str
    path: str = ""
    writes: bool = False
    retry: Retry = Retry.READ
    query: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.area}.{self.name}"


@dataclass(frozen=True, slots=True)
class Area:
    """Where an API lives: one root for the date versions, one for v3. `fixed` has a single path and no choice."""

    dated: str = ""
    v3: str = ""
    fixed: str = ""


AREAS = {
    "properties": Area("/crm/properties/{version}", "/crm/v3/properties"),
    "pipelines": Area("/crm/pipelines/{version}", "/crm/v3/pipelines"),
    "schemas": Area("/crm-object-schemas/{version}/schemas", "/crm-object-schemas/v3/schemas"),
    "associations": Area("/crm/associations/{version}", "/crm/v4/associations"),
    "validations": Area("/crm/property-validations/{version}", "/crm/v3/property-validations"),
    "objects": Area("/crm/objects/{version}", "/crm/v3/objects"),
    "limits": Area("/crm/limits/{version}", "/crm/v3/limits"),
    "object_library": Area("/crm/object-library/{version}", "/crm/v3/object-library"),
    "lists": Area("/crm/lists/{version}", "/crm/v3/lists"),
    "forms": Area(fixed="/marketing/v3/forms"),
    "workflows": Area(fixed="/automation/v4/flows"),
    "owners": Area("/crm/owners/{version}", "/crm/v3/owners"),
    "account": Area("/account-info/{version}", "/account-info/v3"),
    "auth": Area(fixed="/oauth/v2/private-apps/get"),
}

_ONE = "/{objectType}/{propertyName}"
_GROUPS = "/{objectType}/groups"
_GROUP = "/{objectType}/groups/{groupName}"
_PIPELINE = "/{objectType}/{pipelineId}"
_STAGE = "/{objectType}/{pipelineId}/stages/{stageId}"
_LABELS = "/{fromObjectType}/{toObjectType}/labels"
_LIMITS = "/definitions/configurations/{fromObjectType}/{toObjectType}"
_RULE = "/{objectType}/{propertyName}/rule-type/{ruleType}"

# What a list of schemas would bring along and nobody here reads; it makes the answer large.
_BARE = {"includePropertyDefinitions": "false", "includeAuditMetadata": "false"}
_BAREST = {**_BARE, "includeAssociationDefinitions": "false"}

# Before 2026-09 HubSpot deletes a pipeline or stage under the records that stand in it unless told to look first.
_LOOK = {"validateReferencesBeforeDelete": "true"}
_LOOK_AT_DEALS = {**_LOOK, "validateDealStageUsagesBeforeDelete": "true"}


def _read(area: str, name: str, path: str, method: str = "GET", **query: str) -> Endpoint:
    return Endpoint(area, name, method, path, query=query)


def _create(area: str, name: str, path: str) -> Endpoint:
    return Endpoint(area, name, "POST", path, writes=True, retry=Retry.LOOK_FIRST)


def _update(area: str, name: str, path: str, method: str = "PATCH") -> Endpoint:
    return Endpoint(area, name, method, path, writes=True, retry=Retry.SAME_AGAIN)


def _delete(area: str, name: str, path: str, **query: str) -> Endpoint:
    return Endpoint(area, name, "DELETE", path, writes=True, retry=Retry.GONE_IS_DONE, query=query)


ENDPOINTS = {
    str(endpoint): endpoint
    for endpoint in (
        _read("properties", "list", "/{objectType}"),
        _read("properties", "list_archived", "/{objectType}", archived="true"),
        _read("properties", "list_sensitive", "/{objectType}"),
        _create("properties", "create", "/{objectType}"),
        _create("properties", "batch_create", "/{objectType}/batch/create"),
        _update("properties", "update", _ONE),
        _delete("properties", "archive", _ONE),
        _read("properties", "list_groups", _GROUPS),
        _create("properties", "create_group", _GROUPS),
        _update("properties", "update_group", _GROUP),
        _delete("properties", "delete_group", _GROUP),
        _read("pipelines", "list", "/{objectType}"),
        _create("pipelines", "create", "/{objectType}"),
        _update("pipelines", "update", _PIPELINE),
        _delete("pipelines", "delete", _PIPELINE, **_LOOK_AT_DEALS),
        _create("pipelines", "create_stage", _PIPELINE + "/stages"),
        _update("pipelines", "update_stage", _STAGE),
        _delete("pipelines", "delete_stage", _STAGE, **_LOOK),
        _read("pipelines", "audit", _PIPELINE + "/audit"),
        _read("pipelines", "audit_stage", _STAGE + "/audit"),
        _read("schemas", "list", "", **_BAREST),
        _read("schemas", "list_archived", "", archived="true", **_BAREST),
        _read("schemas", "read", "/{objectType}", **_BARE),
        _create("schemas", "create", ""),
        _update("schemas", "update", "/{objectType}"),
        _delete("schemas", "archive", "/{objectType}"),
        _read("associations", "list_labels", _LABELS),
        _create("associations", "create_label", _LABELS),
        _update("associations", "update_label", _LABELS, "PUT"),
        _delete("associations", "delete_label", _LABELS + "/{label}"),
        _read("associations", "list_limits", "/definitions/configurations/all"),
        _create("associations", "create_limits", _LIMITS + "/batch/create"),
        _update("associations", "update_limits", _LIMITS + "/batch/update", "POST"),
        _read("validations", "list", "/{objectType}"),
        _update("validations", "put", _RULE, "PUT"),
        _read("objects", "search", "/{objectType}/search", "POST"),
        _read("objects", "batch_read", "/{objectType}/batch/read", "POST"),
        _update("objects", "batch_update", "/{objectType}/batch/update", "POST"),
        _read("limits", "pipelines", "/pipelines"),
        _read("limits", "records", "/records"),
        _read("limits", "labels", "/associations/labels"),
        _read("limits", "custom_object_types", "/custom-object-types"),
        _read("limits", "custom_properties", "/custom-properties"),
        _read("limits", "calculated_properties", "/calculated-properties"),
        _read("object_library", "list", "/enablement"),
        _read("owners", "list", ""),
        _read("lists", "search", "/search", "POST"),
        _read("lists", "read_many", "", includeFilters="true"),
        _read("forms", "list", "", formTypes="all"),
        _read("workflows", "list", ""),
        _read("workflows", "batch_read", "/batch/read", "POST"),
        _read("account", "details", "/details"),
        _read("auth", "introspect", "/access-token-info", "POST"),
    )
}


def find(operation: str) -> Endpoint:
    """Return the endpoint of `area.name`."""
    if operation not in ENDPOINTS:
        raise CvpError(f"no endpoint is registered for {operation}")
    return ENDPOINTS[operation]


def template(endpoint: Endpoint, versions: Versions) -> str:
    """Return the path of an endpoint with the version filled in and the parameters still open."""
    area = AREAS[endpoint.area]
    version = versions.get(endpoint.area, DEFAULT_VERSION)
    root = area.fixed or (area.v3 if version == "v3" else area.dated.replace("{version}", version))
    return root + endpoint.path


def checked(versions: Versions) -> Versions:
    """Return `versions`, or say which area or version does not exist."""
    for area, version in versions.items():
        if area not in AREAS:
            raise UsageProblem(f"there is no API area {area!r}", help=f"areas: {', '.join(AREAS)}")
        if version not in VERSIONS:
            raise UsageProblem(f"{area} has no version {version!r} here", help=f"versions: {', '.join(VERSIONS)}")
    return dict(versions)
