"""Searching records: filters, a text, an order, pages, and a total that paging does not cap."""

import heapq
import re
from typing import Any

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, invalid, unreadable
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.record_index import RecordIndex, index_of, kind_of
from cvpctl.emulator.record_views import told
from cvpctl.emulator.search_filters import Comparable, comparable, filter_groups, fitting, text_of
from cvpctl.emulator.shapes import shaped

USUAL_PAGE = 10
BIGGEST_PAGE = 200
WINDOW = 10_000
LONGEST_QUERY = 3_000

_SHAPE: dict[str, Any] = {
    "filterGroups": list, "filters": list, "query": str, "sorts": list, "properties": [str], "limit": int,
    "after": str | int,
}  # fmt: skip

# Documented for these; of other objects the text properties that are their names (assumed).
_SEARCHED: dict[str, tuple[str, ...]] = {
    "contacts": ("firstname", "lastname", "email", "phone", "hs_additional_emails", "fax", "mobilephone", "company"),
    "companies": ("website", "phone", "name", "domain"),
    "deals": ("dealname", "pipeline", "dealstage", "description", "dealtype"),
    "tickets": ("subject", "content", "hs_pipeline_stage", "hs_ticket_category", "hs_ticket_id"),
    "products": ("name", "description", "price", "hs_sku"),
    "tasks": ("hs_body_preview", "hs_task_subject"),
    "notes": ("hs_note_body",),
    "quotes": ("hs_title", "hs_quote_number"),
}


def search(call: Call) -> Body:
    """Filters, a text, one order; pages to 10,000, `total` beyond; 5 a second (documented, answers observed)."""
    sent = shaped(call.body, _SHAPE)
    limit, begin = _window(sent)
    index = index_of(call.portal, call.object_type)
    found = _found(call, index, sent)
    page = _sorted(call, index, found, sent.get("sorts", []), begin + limit)[begin:]
    asked = sent.get("properties") or None
    body: Body = {
        "total": len(found),
        "results": [told(call, index.record(one), asked) for one in page],
    }
    if begin + limit < len(found):
        body["paging"] = {"next": {"after": str(begin + limit)}}
    return body


def _window(sent: Body) -> tuple[int, int]:
    limit, after = sent.get("limit", USUAL_PAGE), str(sent.get("after") or "0")
    if not 0 <= limit <= BIGGEST_PAGE:
        raise invalid(f"The limit of a search must be between 0 and {BIGGEST_PAGE}")  # assumed wording
    if not (after.isascii() and after.isdecimal()) or len(after) > LONGEST_AFTER:
        raise invalid(f"Invalid paging offset: {after[:20]}")  # assumed wording
    if int(after) + limit > WINDOW:
        # The status is documented, the wording assumed.
        raise invalid(f"Searches cannot be paged beyond {WINDOW} results")
    return limit, int(after)


LONGEST_AFTER = 9


def _found(call: Call, index: RecordIndex, sent: Body) -> set[int]:
    groups = filter_groups(call, sent.get("filterGroups", []))
    if sent.get("filters"):
        groups += filter_groups(call, [{"filters": sent["filters"]}])
    fits = [_in_group(call, index, group) for group in groups if group]
    found = fits[0] if len(fits) == 1 else set().union(*fits) if fits else set(index.everyone())
    query = sent.get("query", "").strip().lower()
    if len(query) > LONGEST_QUERY:
        raise invalid(f"The query of a search must not be longer than {LONGEST_QUERY} characters")  # assumed wording
    return _with_text(call, index, found, query) if query else found


def _in_group(call: Call, index: RecordIndex, group: list[Body]) -> set[int]:
    sets = sorted((fitting(call, index, one) for one in group), key=len)
    return sets[0] if len(sets) == 1 else sets[0].intersection(*sets[1:])


def _with_text(call: Call, index: RecordIndex, found: set[int], query: str) -> set[int]:
    """Every word of the query begins a word of the searched properties."""
    names = _searched(call, call.object_type)
    words = [re.compile(rf"(?<!\w){re.escape(word)}") for word in query.split()]
    return {
        one
        for one in found
        if (text := text_of(index.record(one)["properties"], names)) and all(word.search(text) for word in words)
    }


def _searched(call: Call, object_type: ObjectType) -> tuple[str, ...]:
    schema = call.portal.get("schemas", object_type.id)
    if schema is not None:
        return (schema["primaryDisplayProperty"], *schema["searchableProperties"])
    return _SEARCHED.get(object_type.plural, ("hs_name", "name", "hs_title"))


def _sorted(call: Call, index: RecordIndex, found: set[int], sorts: list[Any], most: int) -> list[int]:
    """By id, which is by creation, unless one order was asked for. Those without a value come last."""
    if len(sorts) > 1:
        raise invalid("Searches can be sorted by one property only")  # documented limit, assumed wording
    if not sorts:
        return heapq.nsmallest(most, found) if most < len(found) // 4 else sorted(found)[:most]
    name, falling = _sort(sorts[0])
    definition = call.portal.get(f"properties/{call.object_type.id}", name)
    if definition is None:
        raise invalid(f"There was a problem with the request: property '{name}' does not exist")  # assumed
    kind = kind_of(definition)
    keys: dict[int, Comparable] = {}
    for form, holders in index.by_value(name, kind).items():
        keys |= dict.fromkeys(holders & found, comparable(kind, form))
    ranked = sorted(sorted(keys), key=keys.__getitem__, reverse=falling)
    return (ranked + sorted(found - keys.keys()))[:most]


def _sort(said: Any) -> tuple[str, bool]:
    """`{propertyName, direction}`, or a name with a minus for falling (both are used in the wild)."""
    if isinstance(said, str):
        return said.removeprefix("-"), said.startswith("-")
    if not isinstance(said, dict):
        raise unreadable("Cannot deserialize value for 'sorts': an object was expected")
    directions = frozenset({"ASCENDING", "DESCENDING"})
    sort = shaped(said, {"propertyName": str, "direction": directions}, ("propertyName",))
    return sort["propertyName"], sort.get("direction") == "DESCENDING"
