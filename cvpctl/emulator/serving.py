"""A portal that stays: served until a signal ends it, and found by other processes meanwhile."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cvpctl.emulator import ownership
from cvpctl.emulator.identity import DEFAULT_TOKEN
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import Tier


def serve(
    db: Path | None = None,
    *,
    token: str = DEFAULT_TOKEN,
    portal_id: int | None = None,
    tier: Tier = "enterprise",
    account_type: str = "DEVELOPER_TEST",
    port: int = 0,
    deterministic: bool = False,
    limits: Limits | None = None,
    switches: Switches | None = None,
    prepare: Callable[[Emulator], None] | None = None,
    announce: Callable[[Emulator], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, after `prepare`. Raises DatabaseInUse where another process owns the file."""
    emulator = Emulator(
        db, token=token, portal_id=portal_id, tier=tier, account_type=account_type, port=port,
        deterministic=deterministic, limits=limits, switches=switches,
    )  # fmt: skip
    with _told_to_stop() as stop, emulator as portal:
        if prepare is not None:
            prepare(portal)
        with _announced(portal):
            (announce or _say)(portal)
            stop.wait()


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """Set by SIGINT or SIGTERM; what these did before is put back."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)


@contextmanager
def _announced(portal: Emulator) -> Iterator[None]:
    """Other processes find the portal by its database file, where it has one."""
    try:
        if portal.db is not None:
            ownership.announce(portal.db, portal.base_url, portal.portal_id)
        yield
    finally:
        if portal.db is not None:
            ownership.withdraw(portal.db)


def _say(portal: Emulator) -> None:
    sys.stdout.write(f"{portal.base_url}\nportal {portal.portal_id} (emulated, not HubSpot)\n")
    sys.stdout.flush()
