"""A portal to try on what the kinds believe about HubSpot."""

from collections.abc import Iterator

import pytest

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.portal import Portal


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """One portal with all features, and no limit on calls, for all tests of this room."""
    with (
        Emulator(sensitive_data=True, limits=Limits.off()) as server,
        Portal.open(server.base_url, server.token, read_only=False) as opened,
    ):
        yield opened
