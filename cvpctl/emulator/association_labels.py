"""Association labels: list, create, rename, delete. A label is a pair of types, one for each direction."""

import re

from cvpctl.emulator.association_pairs import (
    check_room,
    drop_pair,
    has_plain,
    make_pair,
    make_plain,
    name_is_taken,
    relabel,
)
from cvpctl.emulator.association_types import AssociationType, id_said, is_linkable, made_type, types_between
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import is_custom, resolve
from cvpctl.emulator.errors import Body, Refusal, invalid, not_found
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.shapes import shaped

_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_DOCUMENTED = {"0-1", "0-2", "0-3", "0-5"}


def ends(call: Call) -> tuple[ObjectType, ObjectType]:
    return resolve(call.portal, call.params["fromObjectType"]), resolve(call.portal, call.params["toObjectType"])


def list_labels(call: Call) -> Body:
    """The names are never here (observed); neither is any promise about the order."""
    start, end = ends(call)
    found = types_between(call.portal, start.id, end.id)
    if call.switches.association_order == "reversed":
        found.reverse()
    return {"results": [_row(one, with_ends=call.version == "v4") for one in found]}


def create_label(call: Call) -> Body:
    """An empty label makes the plain pair; a label brings the plain pair along where there is none (observed)."""
    start, end = ends(call)
    sent = shaped(call.body, {"name": str, "label": str, "inverseLabel": str}, ("name", "label"))
    _check_linkable(call, start, end)
    _check_name(call, sent["name"])
    _check_included(call)
    if not sent["label"].strip():
        return _rows(_plain(call, start, end, sent["name"]))
    check_room(call.portal, start.id, end.id)
    if not has_plain(call.portal, start.id, end.id):
        make_plain(call.portal, start.id, end.id)
    labels = (sent["label"], sent.get("inverseLabel") or sent["label"])
    made = make_pair(call.portal, start.id, end.id, sent["name"], labels=labels, moment=call.now)
    for one in made:
        call.lag.wrote(call.portal.id, f"label {one.type_id}", None)
    return _rows(made)


def update_label(call: Call) -> None:
    """Without `inverseLabel` both directions get the same text (observed). The name cannot change."""
    start, end = ends(call)
    shape = {"associationTypeId": int, "label": str, "inverseLabel": str}
    sent = shaped(call.body, shape, ("associationTypeId", "label"))
    found = _existing(call, start, end, sent["associationTypeId"])
    if found.label is None or not sent["label"].strip():
        raise invalid("Unlabeled association types cannot be renamed and labels cannot be empty")  # assumed
    relabel(call.portal, found, sent["label"], sent.get("inverseLabel") or sent["label"])


def delete_label(call: Call) -> None:
    """Either id removes both (observed)."""
    start, end = ends(call)
    said = call.params["associationTypeId"]
    type_id = id_said(said)
    if type_id is None:
        raise invalid(f"associationTypeId must be a number, but was {said}")  # assumed
    drop_pair(call.portal, _existing(call, start, end, type_id))


def taken(call: Call, message: str) -> Refusal:
    return Refusal(call.switches.association_exists_status, message, "OBJECT_ALREADY_EXISTS")


def _plain(call: Call, start: ObjectType, end: ObjectType, name: str) -> list[AssociationType]:
    if has_plain(call.portal, start.id, end.id):
        raise taken(call, f"An unlabeled association type already exists between {start.id} and {end.id}")  # assumed
    return make_pair(call.portal, start.id, end.id, name, labels=None, moment=call.now)


def _check_linkable(call: Call, start: ObjectType, end: ObjectType) -> None:
    """Labels are documented for four objects and custom ones; more have them in the app. The refusal is assumed."""
    for one in (start, end):
        documented = is_custom(one.id) or one.id in _DOCUMENTED
        if not (documented if call.switches.labelled_objects == "documented" else is_linkable(one.id)):
            raise invalid(f"Association labels are not supported for object type {one.id}")


def _check_included(call: Call) -> None:
    """Labels come with Professional (documented); how others are refused is assumed."""
    if not call.portal.account["quotas"].get("association_labels", 50):
        raise Refusal(403, f"Portal {call.portal.id} is not enabled for association labels", "FORBIDDEN")


def _check_name(call: Call, name: str) -> None:
    """No hyphen and no leading digit (documented); unique in the portal (observed). Wordings are assumed."""
    if not _NAME.fullmatch(name):
        message = f"Association names hold letters, digits and underscores and begin with no digit. Given: {name}"
        raise invalid(message)
    if name_is_taken(call.portal, name):
        raise taken(call, f"An association type named '{name}' already exists.")


def _existing(call: Call, start: ObjectType, end: ObjectType, type_id: int) -> AssociationType:
    found = made_type(call.portal, type_id)
    if found is not None and {found.from_id, found.to_id} == {start.id, end.id}:
        return found
    if any(one.type_id == type_id for one in types_between(call.portal, start.id, end.id)):
        raise invalid(f"Association type {type_id} is defined by HubSpot and cannot be changed")  # assumed
    raise not_found()


def _rows(types: list[AssociationType]) -> Body:
    return {"results": [_row(one, with_ends=True) for one in types]}


def _row(one: AssociationType, *, with_ends: bool) -> Body:
    """From the date versions on, a list leaves both ends null (observed)."""
    return {
        "category": one.category,
        "typeId": one.type_id,
        "label": one.label,
        "fromObjectTypeId": one.from_id if with_ends else None,
        "toObjectTypeId": one.to_id if with_ends else None,
    }
