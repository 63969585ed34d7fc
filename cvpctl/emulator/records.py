"""CRM records of every object: list, read, create, change, archive, merge."""

from typing import Any
from urllib.parse import urlencode

from cvpctl.emulator import record_links
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid, no_such_record, unreadable
from cvpctl.emulator.record_history import history_of, remember
from cvpctl.emulator.record_index import archived_records_of, holders_of, index_of, records_of
from cvpctl.emulator.record_values import Problem, refusal_of, settled
from cvpctl.emulator.record_views import (
    born_with,
    modified_property,
    told,
    told_after_create,
    told_after_update,
)
from cvpctl.emulator.shapes import shaped

USUAL_PAGE = 10
BIGGEST_PAGE = 100
BIGGEST_PAGE_WITH_HISTORY = 50

_CONTACTS = "0-1"
_RECORD: dict[str, Any] = {"properties": dict, "associations": list}


def list_records(call: Call) -> Body:
    """In the order of ids. `after` is the id to go on from (observed: one more than the last)."""
    limit = page_size(call, BIGGEST_PAGE_WITH_HISTORY if call.listed("propertiesWithHistory") else BIGGEST_PAGE)
    after = call.query.get("after") or "0"
    if not _is_id(after):
        raise invalid(f"Invalid paging offset: {after}")  # assumed wording
    found = _page(call, int(after), limit + 1)
    body: Body = {"results": [_read(call, record) for record in found[:limit]]}
    if len(found) > limit:
        further = str(int(found[limit - 1]["id"]) + 1)
        body["paging"] = {"next": {"after": further, "link": _link(call, limit, further)}}
    return body


def get_record(call: Call) -> Body:
    """By id or a unique property; what was asked for, and three more (observed)."""
    return _read(call, existing(call, archived=call.asks("archived")))


def create_record(call: Call) -> Body:
    """Properties exist, may be written and take the values; unique ones are free; defaults filled in (observed)."""
    sent = shaped(call.body, _RECORD)
    values = checked(call, [sent.get("properties", {})])[0]
    record = give_birth(call, values, in_batch=False)
    record_links.link_new(call, record["id"], sent.get("associations", []))
    return told_after_create(call, record)


def update_record(call: Call) -> Body:
    """As on create; an empty text clears, the answer tells what was sent and a few more (observed)."""
    before = existing(call)
    sent = shaped(call.body, {"properties": dict}, ("properties",))
    values = checked(call, [sent["properties"]])[0]
    return change(call, before, values)


def delete_record(call: Call) -> None:
    """Into the recycle bin; 204 as well for one that is not there (assumed)."""
    archive(call, call.params["objectId"])


def merge_records(call: Call) -> Body:
    """The primary record keeps its values and takes those it lacks (documented); the other is archived."""
    sent = shaped(call.body, {"primaryObjectId": str, "objectIdToMerge": str}, ("primaryObjectId", "objectIdToMerge"))
    primary, other = (_by_id(call, sent[name]) for name in ("primaryObjectId", "objectIdToMerge"))
    if primary["id"] == other["id"]:
        raise invalid("Cannot merge a record into itself")  # assumed wording
    merged = ";".join(one for one in (primary["properties"].get("hs_merged_object_ids"), other["id"]) if one)
    taken = {name: value for name, value in other["properties"].items() if not primary["properties"].get(name)}
    archive(call, other["id"])
    record = _store(call, primary, {**taken, "hs_merged_object_ids": merged})
    return told(call, record, None)


def existing(call: Call, *, archived: bool = False) -> Body:
    """The record that path and idProperty name."""
    said, by = call.params["objectId"], call.query.get("idProperty")
    found = find(call, said, by, archived=archived)
    if found is None:
        raise no_such_record(said, numeric=bool(by) or _is_id(said))
    return found


def find(call: Call, said: str, by: str | None, *, archived: bool = False) -> Body | None:
    if archived:
        return call.portal.get(archived_records_of(call.object_type), said)
    if not by or by == "hs_object_id":
        return call.portal.get(records_of(call.object_type), said)
    if not is_identifying(call, by):
        raise invalid(f"Property {by} cannot be used as an idProperty, its values are not unique")  # assumed wording
    held = holders_of(call.portal, call.object_type, by, said)
    return call.portal.get(records_of(call.object_type), held[0]) if held else None


def is_identifying(call: Call, name: str) -> bool:
    """Unique by definition; the address of a contact is, although its definition does not say so (observed)."""
    if call.object_type.id == _CONTACTS and name == "email":
        return True
    definition = call.portal.get(f"properties/{call.object_type.id}", name)
    return bool(definition and definition["hasUniqueValue"])


def checked(call: Call, sent: list[Any]) -> list[dict[str, str]]:
    """The values of all inputs, or one refusal that lists what is wrong in any of them (observed)."""
    values: list[dict[str, str]] = []
    problems: list[Problem] = []
    for one in sent:
        if not isinstance(one, dict):
            raise unreadable("Cannot deserialize value for 'properties': an object was expected")
        settled_values, wrong = settled(call, one)
        values.append(settled_values)
        problems += wrong
    if problems:
        raise refusal_of(problems)
    return values


def give_birth(call: Call, said: dict[str, str], *, in_batch: bool) -> Body:
    _require(call, said)
    check_unique(call, said, "", in_batch=in_batch)
    record_id = str(call.portal.next_id())
    properties = {**born_with(call, record_id, said), **{name: value for name, value in said.items() if value}}
    record: Body = {
        "id": record_id,
        "properties": properties,
        "createdAt": call.now,
        "updatedAt": call.now,
        "archived": False,
    }
    call.portal.put(records_of(call.object_type), record_id, record)
    return record


def change(call: Call, before: Body, values: dict[str, str], *, in_batch: bool = False) -> Body:
    check_unique(call, values, before["id"], in_batch=in_batch)
    return told_after_update(call, _store(call, before, values), values)


def archive(call: Call, record_id: str) -> None:
    before = call.portal.get(records_of(call.object_type), record_id)
    if before is None:
        return
    call.portal.drop(records_of(call.object_type), record_id)
    gone = {**before, "archived": True, "archivedAt": call.now}
    call.portal.put(archived_records_of(call.object_type), record_id, gone)


def check_unique(call: Call, values: dict[str, str], record_id: str, *, in_batch: bool) -> None:
    for name, value in values.items():
        if not value or not is_identifying(call, name):
            continue
        held = [one for one in holders_of(call.portal, call.object_type, name, value) if one != record_id]
        if held and name == "email" and call.object_type.id == _CONTACTS:
            raise already_exists(held[0], in_batch=in_batch)
        if held and call.switches.unique_conflict_status == 409:  # noqa: PLR2004 - a status
            raise Refusal(409, f"A record with {name} {value} already exists. Existing ID: {held[0]}", "CONFLICT")
        if held:
            raise refusal_of([Problem(name, f"{value} already has that value.", "CONFLICTING_UNIQUE_VALUE")])


def already_exists(held: str, *, in_batch: bool) -> Refusal:
    """Observed: the id is told for one record, and not where a whole batch falls over it."""
    refusal = Refusal(409, "Contact already exists", "CONFLICT", batch_context={"existingId": [held]})
    if not in_batch:
        refusal.message += f". Existing ID: {held}"
    return refusal


def page_size(call: Call, most: int) -> int:
    said = call.query.get("limit")
    if said is None:
        return USUAL_PAGE
    if not _is_id(said) or not 0 < int(said) <= most:
        raise invalid(f"Invalid limit {said[:20]}: it must be between 1 and {most}")  # assumed wording
    return int(said)


def _require(call: Call, said: dict[str, str]) -> None:
    """From 2026-09 on writes enforce what is required (documented); only schemas can say so here."""
    if call.version != "2026-09":
        return
    schema = call.portal.get("schemas", call.object_type.id) or {}
    missing = [name for name in schema.get("requiredProperties", []) if not said.get(name)]
    if missing:
        raise refusal_of(
            [Problem(name, f'Property "{name}" is required', "MISSING_REQUIRED_PROPERTY") for name in missing]
        )


def _store(call: Call, before: Body, values: dict[str, str]) -> Body:
    remember(call, before, values)
    properties = {**before["properties"], **values, modified_property(call.object_type): call.now}
    properties = {name: value for name, value in properties.items() if value}
    record = {**before, "properties": properties, "updatedAt": call.now}
    call.portal.put(records_of(call.object_type), record["id"], record)
    return record


def _read(call: Call, record: Body) -> Body:
    body = told(call, record, call.listed("properties"))
    historic = call.listed("propertiesWithHistory")
    if historic:
        body["propertiesWithHistory"] = history_of(call, record, historic)
    associated = call.listed("associations")
    if associated:
        found = record_links.associated(call, record["id"], associated)
        if found:
            body["associations"] = found
    return body


def _page(call: Call, first: int, most: int) -> list[Body]:
    if call.asks("archived"):
        gone = call.portal.all(archived_records_of(call.object_type))
        return [gone[str(one)] for one in sorted(int(key) for key in gone) if one >= first][:most]
    index = index_of(call.portal, call.object_type)
    return [index.record(one) for one in index.from_id(first, most)]


def _by_id(call: Call, said: str) -> Body:
    found = find(call, said, None)
    if found is None:
        raise no_such_record(said, numeric=_is_id(said))
    return found


def _link(call: Call, limit: int, after: str) -> str:
    """Observed: what was asked, then limit and after."""
    items = [(name, value) for name, value in call.query_items() if name not in {"limit", "after"}]
    return f"{call.url}?{urlencode([*items, ('limit', limit), ('after', after)])}"


def _is_id(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < 19  # noqa: PLR2004 - the digits of a Java long
