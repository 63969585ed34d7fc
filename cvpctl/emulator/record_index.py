"""Records found by value without walking through all of them, so that 200,000 are no burden.

An index belongs to a portal and an object. It is built for a property when somebody first asks by it and
catches up with what changed since; the store tells which records those are, undone writes included.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping
from weakref import WeakKeyDictionary

from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.record_values import milliseconds, moment, number
from cvpctl.emulator.store import Portal

Forms = tuple[str, ...]
Buckets = dict[str, set[int]]


def records_of(object_type: ObjectType) -> str:
    return f"records/{object_type.id}"


def archived_records_of(object_type: ObjectType) -> str:
    return f"archived_records/{object_type.id}"


class RecordIndex:
    """The active records of one object, by id and by value."""

    def __init__(self, portal: Portal, collection: str) -> None:
        self._touched = portal.watch(collection)
        self._records: dict[int, Body] = {}
        self._order: list[int] = []
        self._buckets: dict[tuple[str, str], Buckets] = {}
        self._touched.update(portal.all(collection))

    def catch_up(self, stored: Mapping[str, Body]) -> None:
        if len(self._touched) > len(self._records) // 4:
            self._start_over(stored)
        else:
            for key in self._touched:
                self._replace(key, stored.get(key))
        self._touched.clear()

    def _start_over(self, stored: Mapping[str, Body]) -> None:
        self._records = {int(key): record for key, record in stored.items() if _is_id(key)}
        self._order = sorted(self._records)
        self._buckets.clear()

    def _replace(self, key: str, record: Body | None) -> None:
        if not _is_id(key):
            return
        number_of = int(key)
        before = self._records.pop(number_of, None)
        for (name, kind), buckets in self._buckets.items():
            for form in forms(kind, before["properties"].get(name)) if before else ():
                buckets[form].discard(number_of)
                if not buckets[form]:
                    del buckets[form]
            for form in forms(kind, record["properties"].get(name)) if record else ():
                buckets.setdefault(form, set()).add(number_of)
        if record is not None:
            self._records[number_of] = record
        if record is not None and before is None:
            insort(self._order, number_of)
        elif record is None and before is not None:
            del self._order[bisect_left(self._order, number_of)]

    def record(self, number_of: int) -> Body:
        return self._records[number_of]

    def __len__(self) -> int:
        return len(self._records)

    def everyone(self) -> Iterable[int]:
        return self._records.keys()

    def from_id(self, first: int, most: int) -> list[int]:
        """Ids in rising order, beginning with `first`."""
        at = bisect_left(self._order, first)
        return self._order[at : at + most]

    def by_value(self, name: str, kind: str) -> Buckets:
        """Value in comparable form → who has it."""
        found = self._buckets.get((name, kind))
        if found is None:
            found = self._buckets[name, kind] = {}
            for value, holders in self._by_stored_value(name).items():
                for form in forms(kind, value):
                    found.setdefault(form, set()).update(holders)
        return found

    def _by_stored_value(self, name: str) -> dict[str, list[int]]:
        """Grouped before anything is converted: records are many, values mostly few."""
        found: dict[str, list[int]] = {}
        for number_of, record in self._records.items():
            value = record["properties"].get(name)
            if value:
                found.setdefault(value, []).append(number_of)
        return found

    def matching(self, name: str, kind: str, fits: Callable[[str], bool]) -> set[int]:
        found: set[int] = set()
        for form, holders in self.by_value(name, kind).items():
            if fits(form):
                found |= holders
        return found


def forms(kind: str, value: str | None) -> Forms:
    """A value as it is compared: texts in lower case, each choice of several, moments in milliseconds."""
    if not value:
        return ()
    if kind in {"date", "datetime"}:
        when = moment(value)
        return (str(milliseconds(when)),) if when else (value,)
    if kind == "number":
        read = number(value)
        return (repr(read),) if read is not None else (value,)
    if kind == "several":
        return tuple(dict.fromkeys(one for one in value.split(";") if one))
    return (value,) if kind in {"enumeration", "bool"} else (value.lower(),)


def kind_of(definition: Body) -> str:
    return "several" if definition["fieldType"] == "checkbox" else str(definition["type"])


_INDEXES: WeakKeyDictionary[Portal, dict[str, RecordIndex]] = WeakKeyDictionary()


def index_of(portal: Portal, object_type: ObjectType) -> RecordIndex:
    collection = records_of(object_type)
    indexes = _INDEXES.setdefault(portal, {})
    if collection not in indexes:
        indexes[collection] = RecordIndex(portal, collection)
    index = indexes[collection]
    index.catch_up(portal.all(collection))
    return index


def holders_of(portal: Portal, object_type: ObjectType, name: str, value: str) -> list[str]:
    """The active records that hold a value, in the order of their ids; those in the recycle bin do not count."""
    if not portal.all(records_of(object_type)):
        return []
    definition = portal.get(f"properties/{object_type.id}", name)
    kind = kind_of(definition) if definition else "string"
    wanted = forms(kind, value)
    found = index_of(portal, object_type).by_value(name, kind).get(wanted[0], set()) if wanted else set()
    return [str(one) for one in sorted(found)]


def _is_id(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 19  # noqa: PLR2004 - the digits of a Java long
