"""What happened to pipelines and stages, as the audit lists tell it: newest first."""

import json

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body

_MESSAGES = {"CREATE": "creation", "UPDATE": "update", "DELETE": "deletion"}


def record(call: Call, noun: str, action: str, thing: Body) -> None:
    """`noun` is Pipeline or Stage. The row's shape is documented; CREATE and DELETE messages are assumed."""
    collection = f"audits/{noun}/{call.object_type.id}/{thing['id']}"
    row = {
        "portalId": call.portal.id,
        "identifier": f"{call.portal.id}:{thing['id']}",
        "action": action,
        "timestamp": call.now,
        "message": f"{noun} {_MESSAGES[action]}",
        "rawObject": json.dumps(thing, separators=(",", ":")),
        "fromUserId": int(call.user_id) if call.user_id.isdecimal() else 0,
    }
    call.portal.put(collection, str(len(call.portal.all(collection))), row)


def rows(call: Call, noun: str, thing_id: str) -> Body:
    collection = f"audits/{noun}/{call.object_type.id}/{thing_id}"
    return {"results": list(call.portal.all(collection).values())[::-1]}
