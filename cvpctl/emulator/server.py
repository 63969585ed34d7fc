"""The process: a socket on loopback, uvicorn in a thread, and the portal behind it.

`Emulator` is for tests and for commands that bring their own portal; one that stays is in serving.py.
starlette and uvicorn are loaded when a portal starts, not when this module is imported.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from cvpctl.emulator import ownership, snapshots
from cvpctl.emulator.errors import Body
from cvpctl.emulator.faults import Faults
from cvpctl.emulator.identity import DEFAULT_PORTAL_ID, DEFAULT_TOKEN
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.request_log import RequestLog
from cvpctl.emulator.store import Store, StoreMismatch
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import Quotas, Tier
from cvpctl.emulator.world import World

if TYPE_CHECKING:
    from filelock import FileLock

    from cvpctl.emulator.listening import Listener


class Emulator(AbstractContextManager["Emulator"]):
    """A portal one can start, use and throw away; without an id the usual one, or the first of the file's others."""

    fresh: bool = True  # whether the last start furnished the portal, instead of finding it in the file

    def __init__(
        self,
        db: Path | None = None,
        *,
        token: str = DEFAULT_TOKEN,
        portal_id: int | None = None,
        tier: Tier = "enterprise",
        account_type: str = "DEVELOPER_TEST",
        name: str = "Emulated portal",
        port: int = 0,
        deterministic: bool = False,
        limits: Limits | None = None,
        quotas: Quotas | None = None,
        scopes: Iterable[str] | None = None,
        sensitive_data: bool = False,
        switches: Switches | None = None,
    ) -> None:
        self.db = db
        self.token = token
        self.portal_id = portal_id or DEFAULT_PORTAL_ID
        self._any_portal = portal_id is None
        self._port = port
        self._founding: dict[str, Any] = {
            "name": name, "account_type": account_type, "tier": tier, "quotas": quotas,
            "sensitive_data": sensitive_data,
        }  # fmt: skip
        self._scopes = None if scopes is None else tuple(scopes)
        self._limits = limits
        self._switches = switches or Switches()
        self._deterministic = deterministic
        self._lock: FileLock | None = None
        self._listener: Listener | None = None
        self._world: World | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Self:
        from cvpctl.emulator.app import EmulatorApp  # noqa: PLC0415 - the web libraries are loaded here
        from cvpctl.emulator.listening import Listener  # noqa: PLC0415

        if self._listener is not None:
            return self
        if self.db is not None:
            self._lock = ownership.lock(self.db)
        try:
            store = self._opened()
            self._world = World(store, self.portal_id, switches=self._switches, limits=self._limits)
            self._world.found(self.portal_id, **self._founding)
            self._world.admit(self.token, self.portal_id, scopes=self._scopes)
            world = self._world
            self._listener = Listener(lambda abort: EmulatorApp(world, abort), self._port)
        except BaseException:
            self.stop()
            raise
        return self

    def _opened(self) -> Store:
        try:
            store = Store(self.db, deterministic=self._deterministic)
        except sqlite3.DatabaseError as error:
            raise StoreMismatch(f"{self.db} cannot be read: {error}") from error
        if self._any_portal and self.portal_id not in store.portals:
            self.portal_id = next(iter(store.portals), self.portal_id)
        self.fresh = self.portal_id not in store.portals
        return store

    def stop(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self._world is not None:
            self._world.store.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @property
    def world(self) -> World:
        if self._world is None:
            raise RuntimeError("the emulator has not been started")
        return self._world

    @property
    def base_url(self) -> str:
        if self._listener is None:
            raise RuntimeError("the emulator is not running")
        return f"http://127.0.0.1:{self._listener.port}"

    @property
    def log(self) -> RequestLog:
        return self.world.log

    @property
    def faults(self) -> Faults:
        return self.world.faults

    def add_portal(self, portal_id: int, token: str, *, scopes: Iterable[str] | None = None, **founding: Any) -> None:
        """A further portal in this process, chosen by its token; `founding` as in the constructor."""
        self.world.found(portal_id, **founding)
        self.world.admit(token, portal_id, scopes=scopes)

    def add_token(self, token: str, *, scopes: Iterable[str] | None = None, user_id: str = "") -> None:
        """A further token for the portal, for example one with fewer scopes or of another person."""
        self.world.admit(token, self.portal_id, scopes=scopes, user_id=user_id)

    def expire_token(self, token: str) -> None:
        """The token is too old from now on; `add_token` makes it good again."""
        self.world.expire(token)

    def set_limits(self, limits: Limits | None) -> None:
        self.world.set_limits(limits)

    def use_switches(self, switches: Switches) -> None:
        self.world.switches = switches

    def occupy(self, object_type: str, property_name: str, value: str, object_ids: Iterable[str]) -> None:
        """Put records on an option or a stage (no ids: take them off)."""
        self.world.occupy(self.portal_id, object_type, property_name, value, list(object_ids))

    def add_records(self, object_type: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Many records at once, each a mapping of property values; gives their ids."""
        return self.world.add_records(self.portal_id, object_type, rows)

    def use_property(self, object_type: str, property_name: str, uses: Iterable[tuple[str, str]]) -> None:
        """Say what uses a property: pairs such as ("WORKFLOW", "Welcome"). None of them: it is free again."""
        self.world.use_property(self.portal_id, object_type, property_name, list(uses))

    def enable_object(self, object_type: str, *, on: bool = True) -> None:
        """Switch an object of HubSpot's library on or off, which its API cannot do; a new portal has all of them."""
        self.world.enable(self.portal_id, object_type, on=on)

    def add_owner(self, email: str, first_name: str = "", last_name: str = "", *, user_id: int) -> Body:
        """A further owner; gives what a read of it answers."""
        return self.world.add_owner(
            self.portal_id, email=email, first_name=first_name, last_name=last_name, user_id=user_id
        )

    def add_list(
        self, name: str, object_type: str, filters: Mapping[str, Any], *, processing_type: str = "DYNAMIC"
    ) -> Body:
        """A list with the filter branch of HubSpot's reference; gives its definition."""
        return self.world.add_list(self.portal_id, name, object_type, dict(filters), processing_type=processing_type)

    def add_form(self, name: str, field_groups: Iterable[Mapping[str, Any]]) -> Body:
        """A form with the field groups of HubSpot's reference; gives its definition."""
        return self.world.add_form(self.portal_id, name, [dict(one) for one in field_groups])

    def add_workflow(
        self,
        name: str,
        object_type: str,
        actions: Iterable[Mapping[str, Any]] = (),
        *,
        enrollment: Mapping[str, Any] | None = None,
        enabled: bool = True,
    ) -> Body:
        """A workflow with the actions and the enrolment criteria of HubSpot's reference; gives its definition."""
        definition = {"actions": [dict(one) for one in actions], "enrollment": dict(enrollment or {})}
        return self.world.add_workflow(self.portal_id, name, object_type, enabled=enabled, **definition)

    def reset(self) -> None:
        self.world.reset()

    def state(self) -> Body:
        return self.world.export(self.portal_id)

    def load(self, state: Body) -> None:
        """Any export of this format, also of a portal with another id; raises its Refusal for anything else."""
        self.world.load(self.portal_id, state)

    def save(self, path: Path) -> None:
        """The whole portal as one JSON file."""
        snapshots.write(self.state(), path)

    def restore(self, path: Path) -> None:
        self.load(snapshots.read(path))

    def seed_from(self, directory: Path) -> dict[str, int]:
        """Make the portal look like recorded ones; gives how many answers of each sort were understood."""
        return self.world.seed_from(self.portal_id, directory)
