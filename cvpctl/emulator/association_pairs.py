"""Making, relabelling and removing a portal's own association types, always both directions at once."""

from dataclasses import asdict, replace
from itertools import count
from typing import Any

from cvpctl.emulator.association_types import MADE, AssociationType, made_type, plain_type, types_between
from cvpctl.emulator.custom_objects import find_schema, is_custom
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.object_types import infer
from cvpctl.emulator.store import Portal

USER_DEFINED = "USER_DEFINED"
LIMITS = "association_limits"
TOO_MANY = 437


def make_pair(
    portal: Portal, from_id: str, to_id: str, name: str, *, labels: tuple[str, str] | None, moment: str | None
) -> list[AssociationType]:
    """Two type ids that point at each other; one and the same where both ends and both labels are (assumed)."""
    label, inverse_label = labels or (None, None)
    forth = portal.next_number("association types")
    one_way = from_id == to_id and label == inverse_label
    back = forth if one_way else portal.next_number("association types")
    way = AssociationType(USER_DEFINED, forth, back, from_id, to_id, name, label, created_at=moment)
    turned = AssociationType(USER_DEFINED, back, forth, to_id, from_id, name, inverse_label, created_at=moment)
    made = [way] if one_way else [way, turned]
    _keep(portal, made)
    return made


def make_plain(portal: Portal, from_id: str, to_id: str, name: str = "", moment: str | None = None) -> AssociationType:
    free = _free(portal, name or plain_name(portal, from_id, to_id))
    return make_pair(portal, from_id, to_id, free, labels=None, moment=moment)[0]


def plain_name(portal: Portal, from_id: str, to_id: str) -> str:
    """`deliverable_to_contact`, as recorded for what a schema brings along."""
    return f"{_short_name(portal, from_id)}_to_{_short_name(portal, to_id)}"


def relabel(portal: Portal, found: AssociationType, label: str, inverse_label: str) -> None:
    _keep(portal, [replace(found, label=label)])
    turned = made_type(portal, found.inverse_id)
    if turned is not None and turned.type_id != found.type_id:
        _keep(portal, [replace(turned, label=inverse_label)])


def drop_pair(portal: Portal, found: AssociationType) -> None:
    """The plain type stays as long as labels stand on it (observed)."""
    if found.label is None:
        labelled = [one for one in types_between(portal, found.from_id, found.to_id) if _stands_on(one)]
        if labelled:
            raise invalid(
                "Definition with label still exists;"
                f" Cannot delete unlabeled type with associationTypeId {found.type_id}"
            )
    for type_id in (found.type_id, found.inverse_id):
        _drop(portal, type_id)


def drop_all(portal: Portal, object_type_id: str) -> None:
    """An object that goes takes its associations along (observed)."""
    for type_id, body in list(portal.all(MADE).items()):
        if object_type_id in {body["from_id"], body["to_id"]}:
            _drop(portal, int(type_id))


def has_plain(portal: Portal, from_id: str, to_id: str) -> bool:
    return plain_type(portal, from_id, to_id) is not None


def name_is_taken(portal: Portal, name: str) -> bool:
    return any(body["name"].lower() == name.lower() for body in portal.all(MADE).values())


def labels_between(portal: Portal, from_id: str, to_id: str) -> list[AssociationType]:
    """The portal's labels of one direction: what the limit counts."""
    return [one for one in types_between(portal, from_id, to_id) if _stands_on(one)]


def check_room(portal: Portal, from_id: str, to_id: str) -> None:
    """Observed, status included."""
    most = portal.account["quotas"].get("association_labels", 50)
    if len(labels_between(portal, from_id, to_id)) >= most:
        message = f"No more than {most} association types are allowed between {from_id} and {to_id}"
        raise Refusal(TOO_MANY, message, "VALIDATION_ERROR")


def _free(portal: Portal, name: str) -> str:
    """Names are unique in a portal (observed); what HubSpot makes of its own when its name is taken is assumed."""
    numbered = (f"{name}_{number}" for number in count(2))
    return name if not name_is_taken(portal, name) else next(one for one in numbered if not name_is_taken(portal, one))


def _drop(portal: Portal, type_id: int) -> None:
    """A type with the limits that were set for it; records associated by it alone are so no more (assumed)."""
    gone = made_type(portal, type_id)
    portal.drop(MADE, str(type_id))
    for key in [key for key in portal.all(LIMITS) if key.startswith(f"{USER_DEFINED}/{type_id}/")]:
        portal.drop(LIMITS, key)
    if gone is not None:
        _unlink(portal, f"links/{gone.from_id}/{gone.to_id}", [USER_DEFINED, type_id])


def _unlink(portal: Portal, collection: str, gone: list[Any]) -> None:
    for record_id, held in list(portal.all(collection).items()):
        kept = {to_id: [key for key in keys if key != gone] for to_id, keys in held["to"].items()}
        left = {to_id: keys for to_id, keys in kept.items() if keys}
        if not left:
            portal.drop(collection, record_id)
        elif left != held["to"]:
            portal.put(collection, record_id, {**held, "to": left})


def _stands_on(one: AssociationType) -> bool:
    return one.category == USER_DEFINED and one.label is not None


def _short_name(portal: Portal, type_id: str) -> str:
    schema = find_schema(portal, type_id) if is_custom(type_id) else None
    return str(schema["name"]) if schema else infer(type_id).singular


def _keep(portal: Portal, types: list[AssociationType]) -> None:
    for one in types:
        body: Body = asdict(one)
        portal.put(MADE, str(one.type_id), body)
