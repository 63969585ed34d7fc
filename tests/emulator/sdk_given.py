"""The portal that each call of the SDK tables meets, and what one line of such a table says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from cvpctl.emulator.server import Emulator

TEXT = {"type": "string", "fieldType": "text"}


@dataclass(frozen=True)
class Given:
    """What stands in the portal: a property `tier` in a group `cvp`, a pipeline `care` of tickets with stages `new`
    and `done`, a custom object, a limited label, records with a tie, a list, a form, a workflow, an owner."""

    portal_id: int
    schema: str
    tie: str
    label: int
    ada: str
    bob: str
    one: str
    two: str
    owner: int


class Drive:
    """One call through a client, and what the typed answer says: attribute paths with their values."""

    def __init__(self, call: Callable[[Any, Given], Any], /, **says: Any) -> None:
        self.call = call
        self.says = {path.replace("__", "."): value for path, value in says.items()}


def look(answer: Any, path: str) -> Any:
    """`results.0.label` of models, lists and dictionaries."""
    for part in path.split("."):
        if isinstance(answer, dict):
            answer = answer[part]
        elif part.removeprefix("_").isdecimal():
            answer = answer[int(part.removeprefix("_"))]
        else:
            answer = getattr(answer, part)
    return answer


def prepare(portal: Emulator, http: httpx.Client) -> Given:
    def ask(method: str, path: str, body: Any = None) -> Any:
        answer = http.request(method, path, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    ask("POST", "/crm/v3/properties/contacts/groups", {"name": "cvp", "label": "CVP"})
    for name in ("tier", "old"):
        ask("POST", "/crm/v3/properties/contacts", {"name": name, "label": name, "groupName": "cvp", **TEXT})
    ask("DELETE", "/crm/v3/properties/contacts/old")
    stages = [
        {"stageId": name, "label": name, "displayOrder": order, "metadata": {"ticketState": state}}
        for order, (name, state) in enumerate((("new", "OPEN"), ("done", "CLOSED")))
    ]
    body = {"pipelineId": "care", "label": "Care", "displayOrder": 1, "stages": stages}
    ask("POST", "/crm/v3/pipelines/tickets", body)
    rule = "/crm/property-validations/2026-03/0-1/tier/rule-type/MAX_LENGTH"
    ask("PUT", rule, {"ruleArguments": ["50"]})
    labels = {"singular": "Investment", "plural": "Investments"}
    title = {"name": "title", "label": "Title", **TEXT}
    egg = {"name": "investment", "labels": labels, "primaryDisplayProperty": "title", "properties": [title]}
    schema = ask("POST", "/crm-object-schemas/v3/schemas", egg)["objectTypeId"]
    ends = {"fromObjectTypeId": schema, "toObjectTypeId": "0-1"}
    tie = ask("POST", f"/crm-object-schemas/v3/schemas/{schema}/associations", ends)["id"]
    sponsor = {"name": "sponsor", "label": "Sponsor"}
    label = ask("POST", "/crm/v4/associations/contacts/companies/labels", sponsor)["results"][0]["typeId"]
    cap = {"inputs": [{"category": "USER_DEFINED", "typeId": label, "maxToObjectIds": 3}]}
    ask("POST", "/crm/associations/v4/definitions/configurations/contacts/companies/batch/create", cap)
    ada, bob = portal.add_records("contacts", [{"email": "ada@example.org"}, {"email": "bob@example.org"}])
    one, two = portal.add_records("companies", [{"name": "One"}, {"name": "Two"}])
    ask("PUT", f"/crm/v4/objects/contacts/{ada}/associations/default/companies/{one}")
    known = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN", "includeObjectsWithNoValueSet": False}
    asked = {"property": "email", "filterType": "PROPERTY", "operation": known}
    branch = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": [], "filters": [asked]}
    root = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filterBranches": [branch], "filters": []}
    portal.add_list("Best of all", "contacts", root)
    field: dict[str, Any] = {"objectTypeId": "0-1", "name": "email", "label": "Email", "fieldType": "single_line_text"}
    field |= {"required": False, "hidden": False, "dependentFields": []}
    portal.add_form("Contact us", [{"groupType": "default_group", "richTextType": "text", "fields": [field]}])
    portal.add_workflow("Welcome", "contacts")
    owner = int(portal.add_owner("oda@example.org", "Oda", user_id=77)["id"])
    portal.log.clear()
    return Given(portal.portal_id, schema, tie, label, ada, bob, one, two, owner)
