"""From the words of a command to an emulated portal that answers: a served one, else that of a database, started here.

Whoever runs the portal, the commands speak to it through its admin routes, so that there is one way to do a thing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

import click

from cvpctl.errors import CvpError, PortalUnreachable, UsageProblem

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PATIENCE_SECONDS = 60.0
Function = TypeVar("Function", bound=Callable[..., Any])

database = click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), help="SQLite file; the project's own otherwise."
)
address = click.option("--url", metavar="URL", help="A portal that runs, by its address on this machine.")


@dataclass(frozen=True, slots=True)
class Reached:
    """A portal with what a person calls it: the path of its database, or its address."""

    base_url: str
    name: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Ask an admin route; raises CvpError in the portal's words, PortalUnreachable where none answers."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.base_url}/_emulator{path}", data, method=method)  # noqa: S310 - loopback, checked
        try:
            # No proxy has any business on this machine.
            with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE_SECONDS) as answer:
                return json.loads(answer.read() or "null")
        except HTTPError as error:
            with error:
                raise CvpError(f"{self.name} refused: {_words(error)}") from error
        except (OSError, ValueError, HTTPException) as error:
            raise PortalUnreachable(f"no emulated portal answers at {self.base_url}") from error

    @property
    def portals(self) -> list[int]:
        """The ids of the portals in it, the one that is meant when none is named first."""
        told = self.ask("GET", "")
        if not isinstance(told, dict) or told.get("emulator") != "cvpctl":
            raise PortalUnreachable(f"what answers at {self.base_url} is no emulated portal")
        return [int(one) for one in told["portals"]]

    def query(self, portal_id: int | None) -> str:
        """Return the words that choose a portal; raises UsageProblem for one that is not in it."""
        portals = self.portals
        if portal_id is not None and portal_id not in portals:
            raise UsageProblem(
                f"{self.name} has no portal {portal_id}", help=f"it has {', '.join(str(one) for one in portals)}"
            )
        return "" if portal_id is None else f"?portal={portal_id}"


def own_db() -> Path:
    """Return where the embedded portal of the project lies."""
    from cvpctl.project import Places, find_project  # noqa: PLC0415

    return Places.of(find_project(Path.cwd())).emulator_db


def made(path: Path) -> Path:
    """Return the path of a database that there is from now on; raises UsageProblem."""
    from cvpctl.cli.output import usable  # noqa: PLC0415

    with usable(path, "opened"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    return path


def served(db: Path | None, url: str | None) -> Reached | None:
    """Return the portal at the address, or the one that another process serves from the database."""
    from cvpctl.emulator.ownership import running  # noqa: PLC0415

    if url is not None:
        if db is not None:
            raise UsageProblem("--db and --url name two portals", help="name one of them")
        return Reached(_on_this_machine(url), url)
    found = running(db or own_db())
    return Reached(found.base_url, str(db or own_db())) if found else None


@contextmanager
def reached(db: Path | None, url: str | None, *, new: bool = False) -> Iterator[Reached]:
    """Yield the served portal, else the one of the database, which has to exist unless it may be `new`."""
    if found := served(db, url):
        yield found
        return
    path = db or own_db()
    if not new and not path.is_file():
        raise UsageProblem(f"{path}: there is no emulated portal", help="name its --db, or the --url where it runs")
    from cvpctl.cli.embedded import in_use_said  # noqa: PLC0415
    from cvpctl.emulator.server import Emulator  # noqa: PLC0415

    emulator = Emulator(made(path))
    with in_use_said(path):
        emulator.start()
    with emulator:
        yield Reached(emulator.base_url, str(path))


def _on_this_machine(url: str) -> str:
    try:
        where = urlsplit(url)
        named = where.scheme == "http" and where.hostname in LOOPBACK and where.port is not None
    except ValueError:
        named = False
    if not named:
        raise UsageProblem(f"{url!r} is no address on this machine", help="write http://127.0.0.1:PORT")
    return f"{where.scheme}://{where.netloc}"


def _words(error: HTTPError) -> str:
    try:
        return str(json.loads(error.read())["message"])
    except (ValueError, KeyError, TypeError, OSError):
        return f"{error.code} {error.reason}"
