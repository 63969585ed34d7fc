"""Records found by value without walking through all of them, so that 200,000 are no burden.

An index belongs to a portal and an object. It is built for a property when somebody first asks by it and
catches up with what changed since; the store tells which records those are, undone writes included.
Of a property with many different values a walk through all records is quicker than that, if it is asked for seldom.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from weakref import WeakKeyDictionary

from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.record_values import milliseconds, moment, number
from cvpctl.emulator.store import Portal

Forms = tuple[str, ...]
Buckets = dict[str, set[int]]

FEW = 1_000
"""With more different values than these, a property that is searched for equal ones is not indexed."""


def records_of(object_type: ObjectType) -> str:
    return f"records/{object_type.id}"


def archived_records_of(object_type: ObjectType) -> str:
    return f"archived_records/{object_type.id}"


class RecordIndex:
    """The active records of one object, by id and by value."""

    def __init__(self, portal: Portal, collection: str) -> None:
        self._touched = portal.watch(collection)
        self._records: dict[int, Body] = {}
        self._values: dict[int, Mapping[str, str]] = {}
        self._order: list[int] = []
        self._buckets: dict[tuple[str, str], Buckets] = {}
        self._walks: set[str] = set()
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
        self._values = {number_of: record["properties"] for number_of, record in self._records.items()}
        self._order = sorted(self._records)
        self._buckets.clear()
        self._walks.clear()

    def _replace(self, key: str, record: Body | None) -> None:
        if not _is_id(key):
            return
        number_of = int(key)
        before = self._records.pop(number_of, None)
        self._values.pop(number_of, None)
        for (name, kind), buckets in self._buckets.items():
            for form in forms(kind, before["properties"].get(name)) if before else ():
                buckets[form].discard(number_of)
                if not buckets[form]:
                    del buckets[form]
            for form in forms(kind, record["properties"].get(name)) if record else ():
                buckets.setdefault(form, set()).add(number_of)
        if record is not None:
            self._records[number_of] = record
            self._values[number_of] = record["properties"]
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
        return self._built(name, kind, self._column(name)) if found is None else found

    def having(self, name: str, kind: str, wanted: Sequence[str]) -> set[int]:
        """Who has one of these values, each in comparable form."""
        if name == "hs_object_id":
            return {found for form in wanted if (found := _as_id(form)) in self._records}
        buckets = self._buckets.get((name, kind))
        if buckets is None:
            return self._walked(name, kind, wanted)
        held = [buckets.get(form, set()) for form in wanted]
        return held[0] if len(held) == 1 else set().union(*held)

    def _walked(self, name: str, kind: str, wanted: Sequence[str]) -> set[int]:
        """Every record is looked at. The second time for the same property the index is made as well."""
        column, sought = self._column(name), frozenset(wanted)
        different = set(column)
        if name in self._walks and len(different) <= FEW:
            self._built(name, kind, column)
        self._walks.add(name)
        hits = {value for value in different if value and not sought.isdisjoint(forms(kind, value))}
        return {one for one, value in zip(self._values, column, strict=True) if value in hits}

    def _column(self, name: str) -> list[str | None]:
        return [values.get(name) for values in self._values.values()]

    def _built(self, name: str, kind: str, column: Sequence[str | None]) -> Buckets:
        """Grouped before anything is converted: records are many, values mostly few."""
        grouped: dict[str | None, list[int]] = {value: [] for value in column}
        for number_of, value in zip(self._values, column, strict=True):
            grouped[value].append(number_of)
        found = self._buckets[name, kind] = {}
        for value, holders in grouped.items():
            for form in forms(kind, value):
                found.setdefault(form, set()).update(holders)
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
    return _index(portal, records_of(object_type))


def _index(portal: Portal, collection: str) -> RecordIndex:
    indexes = _INDEXES.setdefault(portal, {})
    if collection not in indexes:
        indexes[collection] = RecordIndex(portal, collection)
    index = indexes[collection]
    index.catch_up(portal.all(collection))
    return index


def index_all(portal: Portal) -> None:
    """Take in all records that were loaded, so that the first who asks need not wait for it."""
    for name, things in [*portal.collections()]:
        if things and name.startswith("records/"):
            _index(portal, name)


def holders_of(portal: Portal, object_type: ObjectType, name: str, value: str) -> list[str]:
    """The active records that hold a value, in the order of their ids; those in the recycle bin do not count."""
    if not portal.all(records_of(object_type)):
        return []
    definition = portal.get(f"properties/{object_type.id}", name)
    kind = kind_of(definition) if definition else "string"
    wanted = forms(kind, value)
    found = index_of(portal, object_type).by_value(name, kind).get(wanted[0], set()) if wanted else set()
    return [str(one) for one in sorted(found)]


def _as_id(form: str) -> int:
    read = number(form)
    return -1 if read is None else int(read)


def _is_id(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 19  # noqa: PLR2004 - the digits of a Java long
