"""The embedded portal for one command: the one that already runs on this database, else one started here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from cvpctl.emulator.identity import DEFAULT_TOKEN
from cvpctl.emulator.ownership import DatabaseInUse, running
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.store import StoreMismatch
from cvpctl.errors import CvpError

TOKEN_VARIABLE = "CVPCTL_EMULATOR_TOKEN"  # noqa: S105 - the name of a variable


@contextmanager
def embedded(db: Path) -> Iterator[tuple[str, str]]:
    """Yield base URL and token of the portal that owns `db`."""
    token = os.environ.get(TOKEN_VARIABLE, DEFAULT_TOKEN)
    if found := running(db):
        yield found.base_url, token
        return
    emulator = Emulator(db, token=token)
    with in_use_said(db):
        emulator.start()
    with emulator:
        yield emulator.base_url, token


@contextmanager
def in_use_said(db: Path) -> Iterator[None]:
    """Turn the emulator's own words for a portal that cannot start into ours."""
    try:
        yield
    except DatabaseInUse as error:
        raise CvpError(f"{db} belongs to another process", help="wait for it to end, or name another --db") from error
    except StoreMismatch as error:
        raise CvpError(f"{db} is no portal of this version: {error}", help="move the file away") from error
    except OSError as error:
        raise CvpError(
            f"the embedded portal cannot start: {error.strerror}", help="try another --port or --db"
        ) from error


def reset(db: Path) -> None:
    """Make the portal of `db` a fresh one, whoever runs it."""
    if found := running(db):
        with urlopen(Request(found.base_url + "/_emulator/reset", method="POST")):  # noqa: S310 - loopback, by `running`
            return
    with in_use_said(db), Emulator(db) as emulator:
        emulator.reset()
