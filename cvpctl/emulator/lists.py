"""Lists (HubSpot calls them segments now): their definitions, without members. Read only; they come from outside.

Shapes are those of the reference; that a search tells no filters is documented by its model.
"""

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, invalid
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.store import Portal

LISTS = "lists"
PROCESSING_TYPES = frozenset({"MANUAL", "DYNAMIC", "SNAPSHOT"})
MOST_IN_A_SEARCH = 500
USUAL_SEARCH = 20
_SEARCH = {
    "query": str, "count": int, "offset": int, "processingTypes": [str], "listIds": [str], "objectTypeId": str,
    "additionalProperties": [str], "sort": str,
}  # fmt: skip


def add_list(portal: Portal, name: str, type_id: str, *, processing_type: str = "DYNAMIC", filters: Body) -> Body:
    list_id, moment = str(portal.next_number(LISTS)), portal.now()
    body: Body = {
        "listId": list_id,
        "listVersion": 1,
        "name": name,
        "objectTypeId": type_id,
        "processingType": processing_type,
        "processingStatus": "COMPLETE",
        "createdAt": moment,
        "updatedAt": moment,
        "filtersUpdatedAt": moment,
        "filterBranch": filters,
    }
    portal.put(LISTS, list_id, body)
    return body


def search_lists(call: Call) -> Body:
    """Part of a name, ids, an object and ways of processing narrow it down; at most 500 a page, filters not told."""
    said = shaped(call.sent, _SEARCH)
    count, offset = said.get("count", USUAL_SEARCH), said.get("offset", 0)
    if not 0 < count <= MOST_IN_A_SEARCH or offset < 0:
        raise invalid(f"count must be between 1 and {MOST_IN_A_SEARCH}, and offset not negative")  # assumed wording
    found = [one for one in call.portal.all(LISTS).values() if _fits(one, said)]
    page = found[offset : offset + count]
    return {
        "lists": [_without_filters(one) | {"additionalProperties": {}} for one in page],
        "hasMore": offset + count < len(found),
        "offset": offset + len(page),
        "total": len(found),
    }


def read_lists(call: Call) -> Body:
    """Those of `listIds` that exist, with their filters where `includeFilters` says so."""
    wanted = call.listed("listIds") or []
    known = call.portal.all(LISTS)
    found = [known[one] for one in wanted if one in known]
    return {"lists": found if call.asks("includeFilters") else [_without_filters(one) for one in found]}


def _fits(one: Body, said: Body) -> bool:
    return (
        said.get("query", "").casefold() in one["name"].casefold()
        and one["processingType"] in (said.get("processingTypes") or PROCESSING_TYPES)
        and one["listId"] in (said.get("listIds") or [one["listId"]])
        and one["objectTypeId"] == said.get("objectTypeId", one["objectTypeId"])
    )


def _without_filters(one: Body) -> Body:
    return {name: value for name, value in one.items() if name != "filterBranch"}
