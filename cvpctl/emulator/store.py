"""What the portals hold: plain dictionaries to work on, written through to one SQLite file.

Rules see a `Portal` and never SQL. One request is one transaction: it is on disk before the answer
leaves, so a killed process loses nothing it had confirmed, and a refused request leaves no trace.
Bodies are values: rules put new ones and never change one in place.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cvpctl.emulator.errors import Body

FORMAT = 1
FIRST_ID = 1_000_001
DETERMINISTIC_START = datetime(2026, 1, 1, tzinfo=UTC)

_SCHEMA = """
create table if not exists things (
    portal integer not null, collection text not null, key text not null, body text not null,
    unique (portal, collection, key)
)
"""
_PUT = (
    "insert into things (portal, collection, key, body) values (?, ?, ?, ?)"
    " on conflict (portal, collection, key) do update set body = excluded.body"
)
_DROP = "delete from things where portal = ? and collection = ? and key = ?"

Slot = tuple[int, str, str]


class StoreMismatch(Exception):
    """The database file was written by another version of the emulator."""


class Portal:
    """One portal's collections. Reading gives what is stored; writing goes through `put` and `drop`."""

    def __init__(self, portal_id: int, store: "Store") -> None:
        self.id = portal_id
        self._store = store
        self._collections: dict[str, dict[str, Body]] = {}
        self._touched: dict[str, set[str]] = {}

    @property
    def account(self) -> Body:
        return self._collections["account"]["account"]

    def all(self, collection: str) -> Mapping[str, Body]:
        return self._collections.get(collection, {})

    def collections(self) -> Iterable[tuple[str, Mapping[str, Body]]]:
        return self._collections.items()

    def get(self, collection: str, key: str) -> Body | None:
        return self._collections.get(collection, {}).get(key)

    def put(self, collection: str, key: str, body: Body) -> None:
        things = self._collections.setdefault(collection, {})
        self._store.note((self.id, collection, key), things.get(key), body)
        things[key] = body
        self._touch(collection, key)

    def drop(self, collection: str, key: str) -> None:
        things = self._collections.get(collection, {})
        if key in things:
            self._store.note_order(self.id, collection, things)
            self._store.note((self.id, collection, key), things.pop(key), None)
            self._touch(collection, key)

    def watch(self, collection: str) -> set[str]:
        """The keys that changed since; whoever keeps an index empties the set as it catches up."""
        return self._touched.setdefault(collection, set())

    def _touch(self, collection: str, key: str) -> None:
        if collection in self._touched:
            self._touched[collection].add(key)

    def restore_slot(self, collection: str, key: str, body: Body | None) -> None:
        """Undo and loading only: no trace is kept."""
        if body is None:
            self._collections.get(collection, {}).pop(key, None)
        else:
            self._collections.setdefault(collection, {})[key] = body
        self._touch(collection, key)

    def put_in_order(self, collection: str, keys: Iterable[str]) -> None:
        """Undo only: what was dropped and came back stands where it stood."""
        things = self._collections.get(collection, {})
        self._collections[collection] = {key: things[key] for key in keys if key in things}

    def clear(self) -> None:
        for collection, things in list(self._collections.items()):
            for key in list(things):
                self.drop(collection, key)
        self._collections.clear()

    def export(self) -> dict[str, dict[str, Body]]:
        return {name: dict(things) for name, things in self._collections.items() if things}

    def next_id(self) -> int:
        """Ids only ever rise, across restarts too."""
        return FIRST_ID + self._count("ids") - 1

    def next_number(self, what: str) -> int:
        """A rising number of its own for things that HubSpot numbers from one."""
        return self._count(f"numbers of {what}")

    def now(self, *, counted: bool = True) -> str:
        """The moment of a write; with made-up time, one second per write since the portal began."""
        if self._store.deterministic:
            passed = self._count("moments") if counted else self._counted("moments")
            moment = DETERMINISTIC_START + timedelta(seconds=passed)
        else:
            moment = datetime.now(UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _counted(self, what: str) -> int:
        value: int = (self.get("counters", what) or {"value": 0})["value"]
        return value

    def _count(self, what: str) -> int:
        value = self._counted(what) + 1
        self.put("counters", what, {"value": value})
        return value


class Store:
    """Every portal of this process, and the file they are kept in (none: memory only)."""

    def __init__(self, path: Path | None = None, *, deterministic: bool = False) -> None:
        self.deterministic = deterministic
        self.portals: dict[int, Portal] = {}
        self._changed: dict[Slot, Body | None] = {}
        self._dropped: set[Slot] = set()
        self._undo: list[tuple[Slot, Body | None]] = []
        self._orders: dict[tuple[int, str], list[str]] = {}
        self.committed: Callable[[list[tuple[Slot, Body | None]]], None] | None = None
        """Told of every transaction that wrote: the slots with what they held before."""
        self._sql = _open(path) if path is not None else None
        if self._sql is not None:
            self._load(self._sql)

    def portal(self, portal_id: int) -> Portal:
        return self.portals.setdefault(portal_id, Portal(portal_id, self))

    def note(self, slot: Slot, before: Body | None, after: Body | None) -> None:
        self._undo.append((slot, before))
        if before is None or after is None:
            self._changed.pop(slot, None)  # what is new, or came back, stands last, on disk as in memory
        if after is None:
            self._dropped.add(slot)
        self._changed[slot] = after

    def note_order(self, portal_id: int, collection: str, keys: Iterable[str]) -> None:
        """How a collection stood before the first drop: a refusal brings things back in their places."""
        if (portal_id, collection) not in self._orders:
            self._orders[portal_id, collection] = list(keys)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            yield
            self._commit()
            if self.committed is not None and self._undo:
                self.committed(self._undo)
        except BaseException:
            for (portal_id, collection, key), before in reversed(self._undo):
                self.portal(portal_id).restore_slot(collection, key, before)
            for (portal_id, collection), keys in self._orders.items():
                self.portal(portal_id).put_in_order(collection, keys)
            raise
        finally:
            self._undo.clear()
            self._orders.clear()
            self._changed.clear()
            self._dropped.clear()

    def close(self) -> None:
        if self._sql is not None:
            self._sql.close()
            self._sql = None

    def _commit(self) -> None:
        if self._sql is None or not self._changed:
            return
        with self._sql:
            self._sql.executemany(_DROP, self._dropped)
            rows = [(*slot, json.dumps(body)) for slot, body in self._changed.items() if body is not None]
            self._sql.executemany(_PUT, rows)

    def _load(self, sql: sqlite3.Connection) -> None:
        for portal_id, collection, key, body in sql.execute("select * from things order by rowid"):
            self.portal(portal_id).restore_slot(collection, key, json.loads(body))


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    sql = sqlite3.connect(path, check_same_thread=False)
    # The write-ahead log outlives a killed process without a sync per write; only a power cut can lose its tail.
    sql.execute("pragma journal_mode = wal")
    sql.execute("pragma synchronous = normal")
    found: int = sql.execute("pragma user_version").fetchone()[0]
    if found not in (0, FORMAT):
        sql.close()
        raise StoreMismatch(f"{path} has format {found}, this emulator reads {FORMAT}")
    sql.execute(_SCHEMA)
    sql.execute(f"pragma user_version = {FORMAT}")
    sql.commit()
    return sql
