"""Identity and token information, against the embedded portal."""

import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.errors import NotAuthorised
from cvpctl.portal import Identity, Patience, Portal


def test_identity_names_the_portal_behind_the_token(reader: Portal, emulator: Emulator) -> None:
    """The wrong-portal guard compares these."""
    expected = Identity(emulator.portal_id, "DEVELOPER_TEST", "UTC", "USD", "Emulated portal", "app.hubspot.com")
    assert expected == reader.identity()


@pytest.mark.parametrize("version", ["2026-03", "v3"])
def test_older_versions_tell_no_name(emulator: Emulator, version: str) -> None:
    """PortalName came with 2026-09."""
    versions = {"account": version}
    with Portal.open(emulator.base_url, emulator.token, read_only=True, versions=versions) as older:
        assert (older.identity().portal_id, older.identity().name) == (emulator.portal_id, "")


def test_token_info_gives_scopes_and_portal(reader: Portal, emulator: Emulator) -> None:
    """Introspection is a POST that reads, so a read-only portal may ask."""
    emulator.add_token("narrow", scopes=["crm.schemas.contacts.read"])
    with Portal.open(emulator.base_url, "narrow", read_only=True) as narrow:
        told = narrow.token_info()
    assert (told.portal_id, told.scopes) == (emulator.portal_id, frozenset({"oauth", "crm.schemas.contacts.read"}))
    assert told.scopes < reader.token_info().scopes


def test_a_rejected_token_is_said_at_once(emulator: Emulator, pauses: list[float], patience: Patience) -> None:
    """401 is not repeated."""
    with (
        Portal.open(emulator.base_url, "wrong", read_only=True, patience=patience) as stranger,
        pytest.raises(NotAuthorised),
    ):
        stranger.identity()
    assert (pauses, emulator.log.total) == ([], 1)
