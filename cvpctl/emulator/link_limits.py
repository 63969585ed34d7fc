"""How many records one record may be associated with: looked at before a link is made, in both directions.

That HubSpot refuses is documented, and that its own bound counts per pair of objects; status and wording are assumed.
"""

from collections.abc import Iterable

from cvpctl.emulator.association_limits import most_to_objects
from cvpctl.emulator.association_types import AssociationType
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.store import Portal

Ways = Iterable[AssociationType]


def check_room(portal: Portal, held: Body, to_id: str, types: Ways) -> None:
    """One direction: what a record is associated with already, and the types that are to lead from it to one more."""
    if to_id not in held["to"] and len(held["to"]) >= portal.account["quotas"].get("associations_per_record", 50_000):
        raise _full("associations")
    for one in types:
        most = most_to_objects(portal, one.category, one.type_id, one.from_id, one.to_id)
        key = [one.category, one.type_id]
        others = sum(1 for other, keys in held["to"].items() if other != to_id and key in keys)
        if most is not None and others >= most:
            raise _full(f"associations of type {one.type_id}")


def _full(of_what: str) -> Refusal:
    return invalid(f"The record has reached its limit of {of_what}", "crm.associations.ASSOCIATION_LIMIT_EXCEEDED")
