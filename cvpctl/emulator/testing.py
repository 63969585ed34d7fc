"""Emulated portals for the tests of other projects: a context manager, and fixtures for pytest. PYTEST_DONT_REWRITE.

With pytest, in the `conftest.py` at the root of the tests:

    pytest_plugins = ["cvpctl.emulator.testing"]

and then the fixture `hubspot_portal` is a fresh portal for each test; `@pytest.mark.hubspot_portal(tier="free")` says
what kind. With anything else, `with emulated_portal() as portal:`. Each portal lives in memory and on a port of its
own in the test's process, so tests may run side by side in any number of processes.

pytest is no dependency of the emulator: without it there are no fixtures, and the rest works.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cvpctl.emulator import snapshots
from cvpctl.emulator.faults import Fault
from cvpctl.emulator.identity import DEFAULT_PORTAL_ID, DEFAULT_TOKEN
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.request_log import Entry, RequestLog
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import Tier

__all__ = [
    "EmulatedPortal",
    "EmulatorFault",
    "Entry",
    "Fault",
    "Limits",
    "RequestLog",
    "Seed",
    "Switches",
    "Tier",
    "emulated_portal",
]

MARK = "hubspot_portal"

Seed = Path | str | Mapping[str, Any]
"""A directory of recorded answers of HubSpot, a file that `save` wrote, or what `snapshot` returned."""


class EmulatorFault(Exception):
    """The emulator met a bug of its own: it answered 500 although nobody asked it to."""


class EmulatedPortal(Emulator):
    """A portal for one test. Point a client at `base_url` with `token`; the rest arranges what it finds, and looks.

    `log` counts requests, `faults` lets some of them go wrong, `add_records`, `add_owner`, `add_list`, `add_form`,
    `add_workflow`, `add_token`, `add_portal`, `occupy`, `use_property` and `enable_object` do what a person or another
    app would do in HubSpot.
    """

    @property
    def headers(self) -> dict[str, str]:
        """For clients that take headers: requests, httpx, urllib."""
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def environment(self) -> dict[str, str]:
        """For programs that are told by variables where HubSpot is, cvpctl among them."""
        return {
            "HUBSPOT_BASE_URL": self.base_url,
            "HUBSPOT_ACCESS_TOKEN": self.token,
            "HUBSPOT_PORTAL_ID": str(self.portal_id),
        }

    def seed(self, source: Seed) -> None:
        """Make the portal look like the source. A snapshot replaces what it held; ValueError where there is nothing."""
        if isinstance(source, Mapping):
            self.load(dict(source))
        elif Path(source).is_dir():
            if not self.seed_from(Path(source)):
                raise ValueError(f"{source} holds no recorded answer that is understood")
        else:
            self.load(snapshots.read(Path(source)))

    def snapshot(self) -> dict[str, Any]:
        """The whole portal as a value: `seed` takes it back, also in another portal. It holds no token."""
        return self.state()


@contextmanager
def emulated_portal(
    *,
    seed: Seed | None = None,
    tier: Tier = "enterprise",
    token: str = DEFAULT_TOKEN,
    scopes: Iterable[str] | None = None,
    portal_id: int = DEFAULT_PORTAL_ID,
    account_type: str = "DEVELOPER_TEST",
    limits: Limits | None = Limits.off(),  # noqa: B008 - a frozen value
    switches: Switches | None = None,
    sensitive_data: bool = False,
    deterministic: bool = False,
) -> Iterator[EmulatedPortal]:
    """Give a fresh portal that answers until the block ends.

    No rate limit holds unless told: `limits=None` sets those of the tier. Without `scopes` the token may do
    everything. `deterministic` makes times and ids the same in every run. Raises EmulatorFault at the end where the
    emulator answered 500 unasked.
    """
    portal = EmulatedPortal(
        token=token,
        portal_id=portal_id,
        tier=tier,
        account_type=account_type,
        scopes=scopes,
        limits=limits,
        switches=switches,
        sensitive_data=sensitive_data,
        deterministic=deterministic,
    )
    with portal:
        if seed is not None:
            portal.seed(seed)
        yield portal
        if portal.log.bugs:
            raise EmulatorFault(f"a bug of the emulator, please report it:\n{portal.log.bugs[0]}")


try:
    import pytest
except ModuleNotFoundError:
    pass
else:

    def pytest_configure(config: "pytest.Config") -> None:
        config.addinivalue_line(
            "markers", f"{MARK}(**options): what the fixture hubspot_portal is like, in the words of emulated_portal"
        )

    @pytest.fixture
    def hubspot_portal(request: "pytest.FixtureRequest") -> Iterator[EmulatedPortal]:
        """A fresh emulated HubSpot portal; marks of the same name say what it is like, the nearest last."""
        options: dict[str, Any] = {}
        for mark in reversed(list(request.node.iter_markers(MARK))):
            options |= mark.kwargs
        with emulated_portal(**options) as portal:
            yield portal
