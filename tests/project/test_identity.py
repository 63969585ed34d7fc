import pytest

from cvpctl.errors import Blocked, WrongPortal
from cvpctl.project import PortalSettings, check_identity, check_project, drift_mode, is_protected

PINNED = PortalSettings("production", portal_id=111, account_type="STANDARD")
ANY_TYPE = PortalSettings("production", portal_id=111)
UNPINNED = PortalSettings("sandbox")
ENV = PortalSettings("env")
ENV_PINNED = PortalSettings("env", portal_id=111)
EMULATOR = PortalSettings("emulator", base_url="", embedded=True)

LET_IN = [
    (PINNED, 111, "STANDARD", True),
    (ANY_TYPE, 111, "SANDBOX", True),
    (UNPINNED, 222, "SANDBOX", False),
    (ENV, 222, "STANDARD", False),
    (ENV_PINNED, 111, "STANDARD", True),
    (EMULATOR, 222, "DEVELOPER_TEST", True),
]

REFUSED = [
    (PINNED, 222, "STANDARD", False, "belongs to portal 222, but portals.production.portalId says 111"),
    (PINNED, 222, "STANDARD", True, "belongs to portal 222, but portals.production.portalId says 111"),
    (PINNED, 111, "SANDBOX", False, "is a SANDBOX account, but portals.production.accountType says STANDARD"),
    (ENV_PINNED, 222, "STANDARD", False, "belongs to portal 222, but HUBSPOT_PORTAL_ID says 111"),
]


@pytest.mark.parametrize(("settings", "portal_id", "account_type", "writing"), LET_IN)
def test_the_portal_that_was_meant_is_let_in(
    settings: PortalSettings, portal_id: int, account_type: str, *, writing: bool
) -> None:
    """A pin that fits opens everything; without a pin, reading is allowed."""
    check_identity(settings, portal_id, account_type, writing=writing)


@pytest.mark.parametrize(("settings", "portal_id", "account_type", "writing", "expected"), REFUSED)
def test_another_portal_is_refused(
    settings: PortalSettings, portal_id: int, account_type: str, *, writing: bool, expected: str
) -> None:
    """The refusal names both sides and what to do, for reading as for writing."""
    with pytest.raises(WrongPortal) as raised:
        check_identity(settings, portal_id, account_type, writing=writing)

    assert expected in raised.value.message
    assert raised.value.help


@pytest.mark.parametrize(
    ("settings", "expected"),
    [(ENV, "set HUBSPOT_PORTAL_ID=222"), (UNPINNED, "add portalId: 222 to portals.sandbox in cvpctl.yaml")],
)
def test_nothing_is_written_without_a_pin(settings: PortalSettings, expected: str) -> None:
    """Writing needs somebody to have said which portal; the line to add is printed."""
    with pytest.raises(Blocked) as raised:
        check_identity(settings, 222, "DEVELOPER_TEST", writing=True)

    assert expected in raised.value.help


@pytest.mark.parametrize(
    ("settings", "account_type", "expected"),
    [
        (PINNED, "STANDARD", "hold"),
        (PINNED, "SANDBOX", "hold"),
        (ENV, "STANDARD", "hold"),
        (ENV, "DEVELOPER_TEST", "overwrite"),
        (EMULATOR, "STANDARD", "overwrite"),
        (PortalSettings("main", drift="overwrite"), "STANDARD", "overwrite"),
        (PortalSettings("main", drift="hold"), "DEVELOPER_TEST", "hold"),
        (PortalSettings("emulator", drift="hold", embedded=True), "STANDARD", "hold"),
    ],
)
def test_edits_in_a_portal_are_held_unless_it_is_a_test_account(
    settings: PortalSettings, account_type: str, expected: str
) -> None:
    """Hold is the default; the emulator and test accounts are overwritten; what is stated wins."""
    assert drift_mode(settings, account_type) == expected


@pytest.mark.parametrize(
    ("settings", "account_type", "expected"),
    [
        (ANY_TYPE, "STANDARD", True),
        (ANY_TYPE, "SOMETHING_NEW", True),
        (ANY_TYPE, "SANDBOX", False),
        (ANY_TYPE, "DEVELOPER_TEST", False),
        (ANY_TYPE, "APP_DEVELOPER", False),
        (EMULATOR, "STANDARD", False),
        (PortalSettings("main", protected=False), "STANDARD", False),
        (PortalSettings("main", protected=True), "SANDBOX", True),
    ],
)
def test_a_customers_account_is_protected(settings: PortalSettings, account_type: str, *, expected: bool) -> None:
    """STANDARD accounts, and types nobody knows, are protected unless the file says otherwise."""
    assert is_protected(settings, account_type) == expected


@pytest.mark.parametrize(("recorded", "project"), [("acme", "acme"), ("", "acme"), ("acme", ""), ("", "")])
def test_a_record_of_this_project_or_of_nobody_is_taken(recorded: str, project: str) -> None:
    """A record from before there was a project file has no name, and without one nobody can tell."""
    check_project(recorded, project, "portal")


def test_a_record_of_another_project_stops() -> None:
    """With both names, and what to do."""
    with pytest.raises(Blocked, match=r"'acme'.*'globex'") as refused:
        check_project("acme", "globex", "portal")
    assert "move the record away" in refused.value.help
