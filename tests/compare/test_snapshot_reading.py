"""A portal read for a snapshot: all its objects, and what a token may not see is known to be unseen."""

from __future__ import annotations

from collections.abc import Iterable

from compare.made_up_sides import TEXT, TIER, Bodies, resources
from pull_harness import Recorded

from cvpctl.cli.pulling_objects import Chosen
from cvpctl.cli.snapshot_reading import everything, read_portal
from cvpctl.errors import MissingScope
from cvpctl.model import Scope, State, Unknown, Unseen
from cvpctl.portal.account import TokenInfo

CONTACTS: Scope = ("property", ("contacts",))
BOTH = frozenset({"sensitive", "highly_sensitive"})


class Portal(Recorded):
    """A portal whose token has these scopes; lists in `dark` refuse to tell sensitive properties."""

    def __init__(self, bodies: Bodies, *scopes: str, dark: Iterable[Scope] = ()) -> None:
        super().__init__(State(resources(bodies)))
        self.scopes, self.dark = frozenset(scopes), set(dark)

    def token_info(self) -> TokenInfo:
        if not self.scopes:
            raise MissingScope("no introspection", status=403)
        return TokenInfo(11, self.scopes)

    def fetch(self, scopes: Iterable[Scope], **how: object) -> State:
        wanted = list(scopes)
        asked = how.get("sensitive") or {}
        refused = [scope for scope in wanted if scope in self.dark and scope in asked]  # type: ignore[operator]
        state = super().fetch(wanted)
        return State(state.resources, unknown=dict.fromkeys(refused, Unknown(Unseen.FORBIDDEN, "no")))


def levels(portal: Portal) -> frozenset[str]:
    _, unseen = read_portal(portal, Chosen(("contacts",)))
    return unseen.get(CONTACTS, frozenset())


def test_levels_that_nobody_asked_for_are_unseen() -> None:
    """A token without the scopes is not asked to show such properties, so none of them is known to be absent."""
    assert BOTH == levels(Portal({TIER: TEXT}, "crm.schemas.contacts.read"))
    assert {"highly_sensitive"} == levels(Portal({TIER: TEXT}, "crm.objects.contacts.sensitive.read"))


def test_a_list_that_refuses_its_sensitive_part_is_read_without_it() -> None:
    """What it has otherwise is there, and both levels are unseen; one that answers has none unseen."""
    portal = Portal({TIER: TEXT}, dark=[CONTACTS])

    state, _ = read_portal(portal, Chosen(("contacts",)))

    assert ([TIER], {}) == (list(map(str, state.resources)), dict(state.unknown))
    assert BOTH == levels(portal)
    assert frozenset() == levels(Portal({TIER: TEXT}))


def test_every_custom_object_is_read() -> None:
    """Also one that a blueprint could not name; one that bears a native object's name is known to be unread."""
    made: Bodies = {
        f"schema.{name.replace(' ', '%20')}": {"name": name, "labels": {}} for name in ("widget", "odd name", "lead")
    }
    objects = everything(Portal(made))

    assert {"widget", "odd name", "leads"} <= set(objects.names)
    assert "lead" not in objects.names
    assert [("schema", ("lead",))] == list(objects.schemas.unknown)
