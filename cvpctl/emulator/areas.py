"""The areas of the API with their paths in every version, and what a line of the route table says."""

from dataclasses import dataclass
from typing import Literal

from cvpctl.emulator.call import Rule, Version

Evidence = Literal["observed", "documented", "assumed"]
Access = Literal[
    "definitions", "pipelines", "account", "open", "schemas", "associations", "limits", "owners", "records",
    "validations", "lists", "forms", "workflows",
]  # fmt: skip

AREAS: dict[str, dict[Version, str | tuple[str, ...]]] = {
    "properties": {
        "v3": "/crm/v3/properties",
        "2026-03": "/crm/properties/2026-03",
        "2026-09": "/crm/properties/2026-09",
    },
    "pipelines": {
        "v3": "/crm/v3/pipelines",
        "2026-03": "/crm/pipelines/2026-03",
        "2026-09": "/crm/pipelines/2026-09",
    },
    "account": {
        "v3": "/account-info/v3",
        "2026-03": "/account-info/2026-03",
        "2026-09": "/account-info/2026-09",
    },
    "schemas": {
        "v3": ("/crm-object-schemas/v3/schemas", "/crm/v3/schemas"),
        "2026-03": "/crm-object-schemas/2026-03/schemas",
        "2026-09": "/crm-object-schemas/2026-09/schemas",
    },
    "association types": {
        "v4": ("/crm/v4/associations", "/crm/associations/v4"),
        "2026-03": "/crm/associations/2026-03",
        "2026-09": "/crm/associations/2026-09",
    },
    "records": {
        "v3": "/crm/v3/objects",
        "2026-03": "/crm/objects/2026-03",
        "2026-09": "/crm/objects/2026-09",
    },
    "record associations": {
        "v4": ("/crm/v4/objects", "/crm/objects/v4"),
        "2026-03": "/crm/objects/2026-03",
        "2026-09": "/crm/objects/2026-09",
    },
    "property validations": {
        "v3": "/crm/v3/property-validations",
        "2026-03": "/crm/property-validations/2026-03",
        "2026-09": "/crm/property-validations/2026-09",
    },
    "object library": {
        "v3": "/crm/v3/object-library",
        "2026-03": "/crm/object-library/2026-03",
        "2026-09": "/crm/object-library/2026-09",
    },
    "limits": {
        "v3": "/crm/v3/limits",
        "2026-03": "/crm/limits/2026-03",
        "2026-09": "/crm/limits/2026-09",
    },
    "owners": {
        "v3": "/crm/v3/owners",
        "2026-03": "/crm/owners/2026-03",
        "2026-09": "/crm/owners/2026-09",
    },
    "lists": {
        "v3": "/crm/v3/lists",
        "2026-03": "/crm/lists/2026-03",
        "2026-09": "/crm/lists/2026-09",
    },
    "forms": {"v3": "/marketing/v3/forms"},
    "workflows": {"v4": "/automation/v4/flows"},
    "introspection": {"v2": "/oauth/v2/private-apps/get/access-token-info"},
}


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the table. `location` names the body field that the Location header ends in."""

    method: str
    area: str
    path: str
    rule: Rule
    status: int = 200
    access: Access = "definitions"
    writes: bool = False
    location: str = ""
    evidence: Evidence = "observed"
