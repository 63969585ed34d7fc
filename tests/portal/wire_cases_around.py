"""What goes over the wire for operations that no kind has: limits, the object library, owners, audits, and who refers.

Asked through the public face like the others; each seeded so that the answer holds something to understand.
"""

from __future__ import annotations

from portal.wire_cases import PIPED, ROOT, STAGED, TO_PIPELINE, TO_STAGE, Asked, Case, reading

from cvpctl.model import Address, Unknown
from cvpctl.model.surroundings import Quota, Rooms, Wanted
from cvpctl.portal import Portal

_PIPELINE = Address("pipeline", ("tickets",), "cvpctl_fictional")
_EMAIL = Address("property", ("contacts",), "email")
_FIRST_USER = "1001"

NO_LISTS: Asked = (
    "POST",
    "/crm/lists/2026-09/search",
    {"query": "", "offset": 0, "count": 100, "processingTypes": ["DYNAMIC"]},
)
FORMS: Asked = ("GET", "/marketing/v3/forms?formTypes=all&limit=50", None)
WORKFLOWS: Asked = ("GET", "/automation/v4/flows?limit=100", None)
FULL: Asked = ("POST", "/automation/v4/flows/batch/read", {"inputs": [{"flowId": "1", "type": "FLOW_ID"}]})
FORM = {"name": "Fictional form", "fieldGroups": [{"fields": [{"name": "email", "fieldType": "email"}]}]}
WORKFLOW = {"name": "Fictional workflow", "objectType": "contacts"}


def _room(operation: str, path: str, quota: Quota) -> Case:
    def ask(portal: Portal) -> Rooms | Unknown:
        return portal.surroundings(Wanted(quotas=(quota,), objects=("contacts",))).rooms[quota]

    return reading(operation, ask, f"{ROOT}/limits/2026-09/{path}")


AROUND = (
    reading("limits.pipelines", Portal.most_pipelines, f"{ROOT}/limits/2026-09/pipelines"),
    _room("limits.custom_object_types", "custom-object-types", Quota.CUSTOM_OBJECTS),
    _room("limits.custom_properties", "custom-properties", Quota.PROPERTIES),
    _room("limits.calculated_properties", "calculated-properties", Quota.CALCULATED),
    reading(
        "object_library.list",
        lambda portal: portal.surroundings(Wanted(library=True)).switched_on,
        f"{ROOT}/object-library/2026-09/enablement",
    ),
    reading("owners.list", lambda portal: portal.owner_names([_FIRST_USER]), f"{ROOT}/owners/2026-09?limit=500"),
    reading("pipelines.audit", lambda portal: portal.last_edit(_PIPELINE), f"{TO_PIPELINE}/audit", before=(PIPED,)),
    reading(
        "pipelines.audit_stage",
        lambda portal: portal.last_edit(_PIPELINE.child("stages", "cvpctl_waiting")),
        f"{TO_STAGE}/audit",
        before=(PIPED, STAGED),
    ),
    Case("lists.search", lambda portal: portal.references([_EMAIL]), (NO_LISTS, FORMS, WORKFLOWS)),
    Case(
        "forms.list",
        lambda portal: portal.references([_EMAIL]),
        (NO_LISTS, FORMS, WORKFLOWS),
        seeds=(("forms", FORM),),
    ),
    Case(
        "workflows.list",
        lambda portal: portal.references([_EMAIL]),
        (NO_LISTS, FORMS, WORKFLOWS, FULL),
        seeds=(("workflows", WORKFLOW),),
    ),
    Case(
        "workflows.batch_read",
        lambda portal: portal.references([_EMAIL]),
        (NO_LISTS, FORMS, WORKFLOWS, FULL),
        seeds=(("workflows", WORKFLOW | {"enrollmentCriteria": {"property": "email"}}),),
    ),
)
