"""Associations as a part of schemas: the other way to make and remove a plain pair."""

from cvpctl.emulator.association_labels import taken
from cvpctl.emulator.association_pairs import drop_pair, has_plain, make_plain, name_is_taken, plain_name
from cvpctl.emulator.association_types import id_said, made_type
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import is_custom, resolve
from cvpctl.emulator.errors import Body, invalid, not_found
from cvpctl.emulator.schema_reads import association
from cvpctl.emulator.schemas import own_or_standard
from cvpctl.emulator.shapes import shaped

_SHAPE = {"fromObjectTypeId": str, "toObjectTypeId": str, "name": str}


def create_association(call: Call) -> Body:
    """One end is the object of the path, one is custom; refusals are assumed."""
    type_id = own_or_standard(call)
    sent = shaped(call.body, _SHAPE, ("fromObjectTypeId", "toObjectTypeId"))
    start, end = (resolve(call.portal, sent[name]).id for name in ("fromObjectTypeId", "toObjectTypeId"))
    if type_id not in {start, end}:
        raise invalid(f"One end of the association must be {type_id}")
    if has_plain(call.portal, start, end) or not (is_custom(start) or is_custom(end)):
        raise taken(call, f"An association between {start} and {end} already exists.")
    name = sent.get("name") or plain_name(call.portal, start, end)
    if "name" in sent and name_is_taken(call.portal, name):
        raise taken(call, f"An association type named '{name}' already exists.")
    return association(make_plain(call.portal, start, end, name, call.now))


def delete_association(call: Call) -> None:
    """Only a portal's own, of the object of the path, and without labels on it (documented; refusals assumed)."""
    type_id = own_or_standard(call)
    said = id_said(call.params["associationId"])
    found = None if said is None else made_type(call.portal, said)
    if found is None or type_id not in {found.from_id, found.to_id}:
        raise not_found()
    drop_pair(call.portal, found)
