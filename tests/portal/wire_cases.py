"""What goes over the wire for each operation: asked through the public face, after what had to be there before.

Type ids are those a new portal gives; a recording against another one would have to say its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cvpctl.model import Address, Body, Call, Ending, Migration, Operation, Scope, Settled
from cvpctl.portal import Portal

STAND_IN = "token-taken-out"
ROOT = "/crm"

APPOINTMENTS, TICKETS = {"objectType": "appointments"}, {"objectType": "tickets"}
GROUP: Body = {"name": "cvpctl_&_fictional", "label": "Fictional group"}
PROPERTY: Body = {"name": "cvpctl_fictional", "label": "Fictional", "type": "enumeration", "fieldType": "select"}
PROPERTY |= {"groupName": GROUP["name"], "options": [{"value": "a", "label": "A", "hidden": False, "displayOrder": 0}]}
ONE_GROUP = APPOINTMENTS | {"groupName": GROUP["name"]}
ONE_PROPERTY = APPOINTMENTS | {"propertyName": PROPERTY["name"]}
ONE_PIPELINE = TICKETS | {"pipelineId": "cvpctl_fictional"}
ONE_STAGE = ONE_PIPELINE | {"stageId": "cvpctl_waiting"}
STAGE: Body = {"stageId": "cvpctl_waiting", "label": "Waiting", "displayOrder": 2, "metadata": {"ticketState": "OPEN"}}
PIPELINE: Body = {
    "pipelineId": "cvpctl_fictional",
    "label": "Fictional pipeline",
    "displayOrder": 9,
    "stages": [
        {"stageId": "cvpctl_asked", "label": "Asked", "displayOrder": 0, "metadata": {"ticketState": "OPEN"}},
        {"stageId": "cvpctl_solved", "label": "Solved", "displayOrder": 1, "metadata": {"ticketState": "CLOSED"}},
    ],
}


HAVING: Body = {
    "filterGroups": [{"filters": [{"propertyName": "hs_appointment_name", "operator": "HAS_PROPERTY"}]}],
    "limit": 1,
    "properties": [],
}
ACTIVE_LISTS: Body = {"query": "", "offset": 0, "count": 100, "processingTypes": ["DYNAMIC"]}
CHOICE = Address("property", ("appointments",), "cvpctl_fictional")
VALUES = Migration(CHOICE.child("options", "old"), CHOICE.child("options", "a"), Ending.HIDDEN)
READ_VALUES: Body = {
    "properties": ["cvpctl_fictional"],
    "propertiesWithHistory": ["cvpctl_fictional"],
    "inputs": [{"id": "1"}],
}
WRITE_VALUES: Body = {"inputs": [{"id": "1", "properties": {"cvpctl_fictional": "a"}}]}
BATCHES = ("batch_create", "create_limits", "update_limits")
SCHEMA: Body = {
    "name": "cvpctl_fictional",
    "labels": {"singular": "Fictional", "plural": "Fictionals"},
    "primaryDisplayProperty": "title",
    "properties": [{"name": "title", "label": "Title", "type": "string", "fieldType": "text"}],
}
ONE_SCHEMA = {"objectType": "cvpctl_fictional"}
PAIR: Scope = ("label", ("deals", "contacts"))
ENDS = {"fromObjectType": "deals", "toObjectType": "contacts"}
LABEL: Body = {"name": "deals_contacts_cvpctl_fictional", "label": "Fictional buyer", "inverseLabel": "Fictional deal"}
ADDRESSES = {
    "schemas": Address("schema", (), "cvpctl_fictional"),
    "associations": Address("label", PAIR[1], "cvpctl_fictional"),
}
IT = f"${{{ADDRESSES['associations']}}}"
LIMIT: Body = {"category": "USER_DEFINED", "typeId": IT, "maxToObjectIds": 3}
TEXT: Body = {name: value for name, value in PROPERTY.items() if name != "options"}
TEXT |= {"type": "string", "fieldType": "text"}
RULE: Body = {"ruleArguments": ["5"], "shouldApplyNormalization": False}

Write = tuple[str, Mapping[str, str], Body | None]
Asked = tuple[str, str, Any]
"""Method, path with query, and body."""


@dataclass(frozen=True)
class Case:
    """One operation: what has to be there before, what is asked through the public face, what must go out.

    `seeds` are put into the embedded portal, whose clients cannot make such things.
    """

    operation: str
    ask: Callable[[Portal], object]
    wire: tuple[Asked, ...]
    before: tuple[Write, ...] = ()
    seeds: tuple[tuple[str, Body], ...] = ()


def write(portal: Portal, step: Write) -> Settled:
    operation, parameters, body = step
    area, name = operation.split(".")
    address = ADDRESSES.get(area) or Address(area, (parameters["objectType"],), name)
    content: dict[str, Any] = {"inputs": (body,)} if name in BATCHES else {"body": body}
    (outcome,) = portal.execute(Call(1, 1, Operation(area, name), parameters, ("step",), (address,), **content))
    return outcome.settled


def writing(step: Write, method: str, path: str, *before: Write, after: tuple[Asked, ...] = ()) -> Case:
    """`after` is what has to be asked first."""
    operation, _, body = step
    sent = {"inputs": [body]} if operation.endswith("batch_create") else body
    return Case(operation, lambda portal: write(portal, step), (*after, (method, path, sent)), before)


def writing_label(step: Write, method: str, path: str, sent: Body | None, *before: Write) -> Case:
    """Its type ids are not known before the pair was read."""

    def ask(portal: Portal) -> object:
        portal.fetch([PAIR])
        return write(portal, step)

    return Case(step[0], ask, (*READ_PAIR, *READ_NAMES, (method, path, sent)), (LABELLED, *before))


def reading(operation: str, ask: Callable[[Portal], object], *paths: str, before: tuple[Write, ...] = ()) -> Case:
    return Case(operation, ask, tuple(("GET", path, None) for path in paths), before)


MADE_GROUP: Write = ("properties.create_group", APPOINTMENTS, GROUP)
MADE: Write = ("properties.batch_create", APPOINTMENTS, PROPERTY)
ARCHIVED: Write = ("properties.archive", ONE_PROPERTY, None)
PIPED: Write = ("pipelines.create", TICKETS, PIPELINE)
STAGED: Write = ("pipelines.create_stage", ONE_PIPELINE, STAGE)
UNPIPED: Write = ("pipelines.delete", ONE_PIPELINE, None)
UNGROUPED: Write = ("properties.delete_group", ONE_GROUP, None)
NEW_LABEL: Body = {"label": "Still fictional"}
GROUPS_OF, PROPERTIES_OF = ("group", ("appointments",)), ("property", ("appointments",))
TO_GROUPS, TO_PROPERTIES = f"{ROOT}/properties/2026-09/0-421/groups", f"{ROOT}/properties/2026-09/0-421"
TO_GROUP, TO_PROPERTY = f"{TO_GROUPS}/cvpctl_%26_fictional", f"{TO_PROPERTIES}/cvpctl_fictional"
TO_PIPELINES = f"{ROOT}/pipelines/2026-09/0-5"
TO_PIPELINE = f"{TO_PIPELINES}/cvpctl_fictional"
TO_STAGE = f"{TO_PIPELINE}/stages/cvpctl_waiting"
LOOK = "validateReferencesBeforeDelete=true"
TO_SCHEMAS = "/crm-object-schemas/2026-09/schemas"
BAREST = "includeAssociationDefinitions=false&includeAuditMetadata=false&includePropertyDefinitions=false"
TO_SCHEMA = f"{TO_SCHEMAS}/p11223344_cvpctl_fictional"
TO_LABELS, TO_INVERSE = (f"{ROOT}/associations/2026-09/{pair}/labels" for pair in ("0-3/0-1", "0-1/0-3"))
TO_LIMITS = f"{ROOT}/associations/2026-09/definitions/configurations"
TO_RULES = f"{ROOT}/property-validations/2026-09/0-421"
TO_NAMES = f"{TO_SCHEMAS}/0-1?includeAuditMetadata=false&includePropertyDefinitions=false"
ASK_ID: Asked = ("GET", "/account-info/2026-09/details", None)
ASK_SCHEMAS: Asked = ("GET", f"{TO_SCHEMAS}?{BAREST}", None)
READ_LABELS: tuple[Asked, ...] = (("GET", TO_LABELS, None), ("GET", TO_INVERSE, None))
READ_PAIR: tuple[Asked, ...] = (*READ_LABELS, ("GET", f"{TO_LIMITS}/all", None))
READ_NAMES: tuple[Asked, ...] = (("GET", TO_NAMES, None),)
FIRST_ID = 1
MADE_SCHEMA: Write = ("schemas.create", {}, SCHEMA)
ARCHIVED_SCHEMA: Write = ("schemas.archive", ONE_SCHEMA, None)
LABELLED: Write = ("associations.create_label", ENDS, LABEL)
UNLABELLED: Write = ("associations.delete_label", ENDS | {"label": str(ADDRESSES["associations"])}, None)
RELABELLED: Body = {"associationTypeId": IT, "label": "Fictional payer", "inverseLabel": "Fictional bill"}
LIMITED: Write = ("associations.create_limits", ENDS, LIMIT)
RULED: Write = ("validations.put", ONE_PROPERTY | {"ruleType": "MAX_LENGTH"}, RULE)
MADE_TEXT: Write = ("properties.batch_create", APPOINTMENTS, TEXT)

CASES = (
    reading("account.details", Portal.identity, "/account-info/2026-09/details"),
    Case(
        "auth.introspect",
        Portal.token_info,
        (("POST", "/oauth/v2/private-apps/get/access-token-info", {"tokenKey": STAND_IN}),),
    ),
    reading("properties.list_groups", lambda portal: portal.fetch([GROUPS_OF]), TO_GROUPS),
    writing(MADE_GROUP, "POST", TO_GROUPS),
    Case(
        "objects.search",
        lambda portal: portal.count([Address("property", ("appointments",), "hs_appointment_name")]),
        (("POST", f"{ROOT}/objects/2026-09/0-421/search", HAVING),),
    ),
    reading(
        "limits.records",
        lambda portal: portal.count([Address("property", ("appointments",), "hs_appointment_name")], how="limits"),
        f"{ROOT}/limits/2026-09/records",
    ),
    Case(
        "lists.read_many",
        lambda portal: portal.references([Address("property", ("contacts",), "email")]),
        (
            ("POST", "/crm/lists/2026-09/search", ACTIVE_LISTS),
            ("GET", "/crm/lists/2026-09?includeFilters=true&listIds=1&listIds=2", None),
            ("GET", "/marketing/v3/forms?formTypes=all&limit=50", None),
            ("GET", "/automation/v4/flows?limit=100", None),
            ("POST", "/automation/v4/flows/batch/read", {"inputs": [{"flowId": "1", "type": "FLOW_ID"}]}),
        ),
        seeds=(
            ("lists", {"name": "Fictional list", "objectType": "contacts"}),
            ("lists", {"name": "Another list", "objectType": "contacts"}),
            ("workflows", {"name": "Fictional workflow", "objectType": "contacts"}),
        ),
    ),
    Case(
        "objects.batch_read",
        lambda portal: portal.values(VALUES, ["1"], past=True),
        (("POST", f"{ROOT}/objects/2026-09/0-421/batch/read", READ_VALUES),),
    ),
    Case(
        "objects.batch_update",
        lambda portal: portal.write_values(VALUES, {"1": "a"}),
        (("POST", f"{ROOT}/objects/2026-09/0-421/batch/update", WRITE_VALUES),),
        (MADE_GROUP, MADE),
    ),
    writing(("properties.update_group", ONE_GROUP, NEW_LABEL), "PATCH", TO_GROUP, MADE_GROUP),
    writing(UNGROUPED, "DELETE", TO_GROUP, MADE_GROUP),
    reading("properties.list", lambda portal: portal.fetch([PROPERTIES_OF]), TO_PROPERTIES),
    reading(
        "properties.list_archived",
        lambda portal: portal.fetch([], archived=[PROPERTIES_OF]),
        f"{TO_PROPERTIES}?archived=true",
        before=(MADE_GROUP, MADE, ARCHIVED),
    ),
    reading(
        "properties.list_sensitive",
        lambda portal: portal.fetch([PROPERTIES_OF], sensitive={PROPERTIES_OF: frozenset({"sensitive"})}),
        TO_PROPERTIES,
        f"{TO_PROPERTIES}?dataSensitivity=sensitive",
    ),
    writing(MADE, "POST", f"{TO_PROPERTIES}/batch/create", MADE_GROUP),
    writing(("properties.create", APPOINTMENTS, PROPERTY), "POST", TO_PROPERTIES, MADE_GROUP, MADE, ARCHIVED),
    writing(("properties.update", ONE_PROPERTY, NEW_LABEL), "PATCH", TO_PROPERTY, MADE_GROUP, MADE),
    writing(ARCHIVED, "DELETE", TO_PROPERTY, MADE_GROUP, MADE),
    reading("pipelines.list", lambda portal: portal.fetch([("pipeline", ("tickets",))]), TO_PIPELINES),
    writing(PIPED, "POST", TO_PIPELINES),
    writing(("pipelines.update", ONE_PIPELINE, NEW_LABEL), "PATCH", TO_PIPELINE, PIPED),
    writing(UNPIPED, "DELETE", f"{TO_PIPELINE}?validateDealStageUsagesBeforeDelete=true&{LOOK}", PIPED),
    writing(STAGED, "POST", f"{TO_PIPELINE}/stages", PIPED),
    writing(("pipelines.update_stage", ONE_STAGE, NEW_LABEL), "PATCH", TO_STAGE, PIPED, STAGED),
    writing(("pipelines.delete_stage", ONE_STAGE, None), "DELETE", f"{TO_STAGE}?{LOOK}", PIPED, STAGED),
    reading("schemas.list", lambda portal: portal.fetch([("schema", ())]), ASK_SCHEMAS[1], before=(MADE_SCHEMA,)),
    reading(
        "schemas.list_archived",
        lambda portal: portal.fetch([], archived=[("schema", ())]),
        f"{TO_SCHEMAS}?archived=true&{BAREST}",
        before=(MADE_SCHEMA, ARCHIVED_SCHEMA),
    ),
    writing(MADE_SCHEMA, "POST", TO_SCHEMAS, after=(ASK_SCHEMAS,)),
    writing(("schemas.update", ONE_SCHEMA, {"description": "New"}), "PATCH", TO_SCHEMA, MADE_SCHEMA, after=(ASK_ID,)),
    writing(ARCHIVED_SCHEMA, "DELETE", TO_SCHEMA, MADE_SCHEMA, after=(ASK_ID,)),
    Case("schemas.read", lambda portal: portal.fetch([PAIR]), (*READ_PAIR, *READ_NAMES), (LABELLED,)),
    Case("associations.list_labels", lambda portal: portal.fetch([PAIR]), READ_PAIR),
    Case(
        "associations.list_limits", lambda portal: portal.fetch([PAIR]), (*READ_PAIR, *READ_NAMES), (LABELLED, LIMITED)
    ),
    reading(
        "limits.labels",
        lambda portal: portal.labelled_pairs(["deals", "contacts"]),
        f"{ROOT}/limits/2026-09/associations/labels",
        before=(LABELLED,),
    ),
    writing(LABELLED, "POST", TO_LABELS, after=READ_LABELS),
    writing_label(
        ("associations.update_label", ENDS, RELABELLED), "PUT", TO_LABELS, RELABELLED | {"associationTypeId": FIRST_ID}
    ),
    writing_label(UNLABELLED, "DELETE", f"{TO_LABELS}/{FIRST_ID}", None),
    writing_label(LIMITED, "POST", f"{TO_LIMITS}/0-3/0-1/batch/create", {"inputs": [LIMIT | {"typeId": FIRST_ID}]}),
    writing_label(
        ("associations.update_limits", ENDS, LIMIT),
        "POST",
        f"{TO_LIMITS}/0-3/0-1/batch/update",
        {"inputs": [LIMIT | {"typeId": FIRST_ID}]},
        LIMITED,
    ),
    reading(
        "validations.list",
        lambda portal: portal.fetch([("validation", ("appointments",))]),
        TO_RULES,
        before=(MADE_GROUP, MADE_TEXT, RULED),
    ),
    writing(RULED, "PUT", f"{TO_RULES}/cvpctl_fictional/rule-type/MAX_LENGTH", MADE_GROUP, MADE_TEXT),
)


def _unlabel(portal: Portal) -> object:
    portal.fetch([PAIR])
    return write(portal, UNLABELLED)


CLEAN_UP: tuple[Callable[[Portal], object], ...] = (
    _unlabel,
    *(lambda portal, step=step: write(portal, step) for step in (ARCHIVED_SCHEMA, UNPIPED, ARCHIVED, UNGROUPED)),
)
