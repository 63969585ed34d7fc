"""Workflows, which the API calls flows: their definitions. Read only; they come from outside.

Shapes are those of the reference: the list tells no actions, a batch read tells all.
"""

from typing import Any

from cvpctl.emulator.call import Call
from cvpctl.emulator.cursor_pages import cursor_page
from cvpctl.emulator.errors import Body
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.store import Portal

FLOWS = "flows"
MOST_IN_A_PAGE = 100
_ROW = ("id", "isEnabled", "flowType", "objectTypeId", "revisionId", "createdAt", "updatedAt", "name", "uuid")


def add_flow(
    portal: Portal, name: str, type_id: str, *, actions: list[Any], enrollment: Body, enabled: bool = True
) -> Body:
    number, moment = portal.next_number(FLOWS), portal.now()
    body: Body = {
        "id": str(number),
        "type": "CONTACT_FLOW" if type_id == "0-1" else "PLATFORM_FLOW",
        "flowType": "WORKFLOW",
        "name": name,
        "objectTypeId": type_id,
        "isEnabled": enabled,
        "revisionId": "1",
        "uuid": f"00000000-0000-4000-8000-{number:012d}",
        "createdAt": moment,
        "updatedAt": moment,
        "nextAvailableActionId": str(len(actions) + 1),
        "actions": actions,
        "enrollmentCriteria": enrollment,
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        "dataSources": [],
        "crmObjectCreationStatus": "COMPLETE",
        "suppressionListIds": [],
        "canEnrollFromSalesforce": False,
    }
    portal.put(FLOWS, str(number), body)
    return body


def list_flows(call: Call) -> Body:
    """Switched off ones as well, without what they do; at most 100 a page (assumed)."""
    rows = [{name: one[name] for name in _ROW} for one in call.portal.all(FLOWS).values()]
    return cursor_page(call, rows, usual=MOST_IN_A_PAGE, most=MOST_IN_A_PAGE)


def read_batch(call: Call) -> Body:
    """Those of the ids that exist, whole; that an unknown id is passed over is assumed."""
    inputs = shaped(call.sent, {"inputs": [{"flowId": str, "type": frozenset({"FLOW_ID"})}]}, ("inputs",))["inputs"]
    known = call.portal.all(FLOWS)
    results = [known[one["flowId"]] for one in inputs if one.get("flowId") in known]
    return {"status": "COMPLETE", "startedAt": call.now, "completedAt": call.now, "results": results}
