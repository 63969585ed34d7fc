"""One at a time: whatever writes a portal's record keeps the others of this machine out while it looks and decides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from cvpctl.cli.session import Session
from cvpctl.errors import CvpError


@contextmanager
def alone(session: Session) -> Iterator[None]:
    """Hold the lock of a portal, from the first look at it to the last word in its record."""
    path = session.places.lock(session.settings.name, session.identity.portal_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path, timeout=0):
            yield
    except Timeout as error:
        message = f"another apply is writing to {session.settings.name}"
        raise CvpError(message, help="wait until it has ended") from error
