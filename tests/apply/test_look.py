"""Looking before planning: each list once, the archive for new names, and nothing unread taken for absent."""

from __future__ import annotations

from apply.made_up_portal import MadeUpPortal, answered
from engine.situation import GROUPS, STAGE, TEXT, addresses, desired, planned

from cvpctl.apply import look
from cvpctl.model import Address, Body

GROUP_LIST, PROPERTY_LIST = ("group", ("contacts",)), ("property", ("contacts",))
SECRET: Body = {**TEXT, "dataSensitivity": "sensitive"}


def test_one_round_where_everything_is_live() -> None:
    """The lists of the resources and of what they refer to."""
    portal = MadeUpPortal(answered({**GROUPS, STAGE: TEXT}))
    state = look(portal, desired({STAGE: TEXT}))
    assert portal.reads == [(GROUP_LIST, PROPERTY_LIST)]
    assert len(state.resources) == 2


def test_a_second_round_for_new_names() -> None:
    """Only lists that have an archive, only where a name is missing."""
    portal = MadeUpPortal(answered(GROUPS), archive=answered({STAGE: TEXT}))
    state = look(portal, desired({**GROUPS, "group.contacts.new": {"label": "New"}, STAGE: TEXT}))
    assert portal.reads[1:] == [(PROPERTY_LIST,)]
    assert list(state.archived) == [Address.parse(STAGE)]


def test_a_sensitive_name_is_looked_for_in_the_archive_too() -> None:
    """HubSpot hides it there as well, and a create would bring it back unawares."""
    portal = MadeUpPortal(answered(GROUPS), archive=answered({STAGE: SECRET}))
    wanted = desired({**GROUPS, STAGE: SECRET})
    (change,) = planned(wanted, look(portal, wanted)).changes
    assert change.action == "restore"


def test_an_archive_that_cannot_be_read_is_not_empty() -> None:
    """Nothing is created where an old name could come back unseen; the plan says what it could not read."""
    portal = MadeUpPortal(answered(GROUPS), archive_unreadable=True)
    wanted = desired({**GROUPS, STAGE: TEXT})
    plan = planned(wanted, look(portal, wanted))
    assert (addresses(plan.changes), [scope for scope, _ in plan.unknown]) == ([], [PROPERTY_LIST])
