"""Owners: the people and queues that records can be assigned to. Read only, like HubSpot's own."""

from cvpctl.emulator.call import Call
from cvpctl.emulator.cursor_pages import cursor_page
from cvpctl.emulator.errors import Body, not_found
from cvpctl.emulator.identity import DEFAULT_USER_ID
from cvpctl.emulator.store import Portal

OWNERS = "owners"
MOST_IN_A_PAGE = 500
USUAL_PAGE = 100

_BORN = "2020-01-01T00:00:00Z"


def furnish(portal: Portal) -> None:
    """Whoever the default token stands for is the first owner."""
    add_owner(portal, "owner@example.com", "Erin", "Owner", user_id=int(DEFAULT_USER_ID))


def add_owner(
    portal: Portal, email: str, first_name: str, last_name: str, *, user_id: int, archived: bool = False
) -> Body:
    number = portal.next_number("owners")
    body = {
        "id": str(90_000_000 + number),
        "email": email,
        "type": "PERSON",
        "firstName": first_name,
        "lastName": last_name,
        "userId": user_id,
        "userIdIncludingInactive": user_id,
        "createdAt": _BORN,
        "updatedAt": _BORN,
        "archived": archived,
    }
    portal.put(OWNERS, str(body["id"]), body)
    return body


def list_owners(call: Call) -> Body:
    """By id, a page at a time; `after` is the number of those already seen (assumed)."""
    found = [
        one
        for one in call.portal.all(OWNERS).values()
        if one["archived"] == call.asks("archived") and one["email"] == (call.query.get("email") or one["email"])
    ]
    return cursor_page(call, [_shown(one) for one in found], usual=USUAL_PAGE, most=MOST_IN_A_PAGE)


def get_owner(call: Call) -> Body:
    """By owner id, or by user id with `idProperty=userId` (documented)."""
    said = call.params["ownerId"]
    key = "userId" if call.query.get("idProperty") == "userId" else "id"
    for one in call.portal.all(OWNERS).values():
        if str(one[key]) == said and one["archived"] == call.asks("archived"):
            return _shown(one)
    raise not_found()


def _shown(owner: Body) -> Body:
    """An archived one is no user any more (documented)."""
    return {key: value for key, value in owner.items() if key != "userId"} if owner["archived"] else owner
