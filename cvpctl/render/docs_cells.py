"""What a spreadsheet's cells hold, row by row, before anybody thinks of formats: the same words as on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cvpctl.model import BY_NAME, Purpose
from cvpctl.render.dictionary import Definition, Dictionary, ObjectEntry, Value
from cvpctl.render.docs_chain import meaning
from cvpctl.render.docs_words import Documented, by_group

LONGEST_NAME = 31
"""Of a sheet, in Excel; neither may it hold these signs, nor be called History."""
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and how wide it stands, in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; `link` names the column whose cells lead to the sheet that they name, by `links` when not so called."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    links: tuple[str, ...] = ()


_WHY = (Column("Filled by", 16), Column("HubSpot has", 40), Column("Source", 36), Column("Stated at", 30))
_OVERVIEW = (
    *(Column("Object", 26), Column("Internal name", 24), Column("Custom", 9), Column("Properties", 11)),
    *(Column("Pipelines", 11), Column("Is right about it", 24), Column("What it is for", 60)),
)
_OBJECT = (
    *(Column("Group", 24), Column("Property", 30), Column("Internal name", 30), Column("Type", 22)),
    *(Column("Also", 18), Column("What it is for", 60), Column("Values", 44), Column("Rules", 26)),
    *(*_WHY, Column("HubSpot's own", 14)),
)
_PIPELINES = (
    *(Column("Object", 22), Column("Pipeline", 28), Column("Pipeline id", 28), Column("No.", 6)),
    *(Column("Stage", 32), Column("Stage id", 30), Column("Means", 26), *_WHY),
)
_LABELS = (
    *(Column("From", 22), Column("To", 22), Column("Internal name", 28), Column("It reads", 30)),
    *(Column("The other way round", 30), Column("Limits", 26), *_WHY),
)


def sheets(documented: Documented) -> Iterator[Sheet]:
    """Yield an overview, a sheet per object that has properties, pipelines and labels; none of the last is empty."""
    dictionary = documented.dictionary
    named = [one for one in dictionary.objects if one.properties]
    taken = sheet_names(["Overview", *(one.label for one in named), "Pipelines", "Associations"])
    overview, *objects, pipelines, associations = taken
    names = dict(zip((one.name for one in named), objects, strict=True))
    links = tuple(names.get(one.name, "") for one in dictionary.objects)
    yield Sheet(overview, _OVERVIEW, tuple(map(_overview, dictionary.objects)), links)
    for one in named:
        yield Sheet(names[one.name], _OBJECT, tuple(_property(each, documented) for each in by_group(one.properties)))
    if rows := tuple(_stages(dictionary)):
        yield Sheet(pipelines, _PIPELINES, rows)
    if rows := tuple(_labels(dictionary)):
        yield Sheet(associations, _LABELS, rows)
    if documented.unread:
        yield Sheet("Not read", (Column("What could not be read", 110),), tuple((one,) for one in documented.unread))


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return a name that Excel takes for each, no two of them alike to it: capitals do not count there."""
    found: list[str] = []
    taken = {_RESERVED}
    for name in wanted:
        base = _REFUSED.sub(" ", name).strip(" '") or "Sheet"
        number, one = 1, base[:LONGEST_NAME].strip(" '")
        while one.casefold() in taken:
            number += 1
            tail = f" {number}"
            one = base[: LONGEST_NAME - len(tail)].strip(" '") + tail
        taken.add(one.casefold())
        found.append(one)
    return found


def _overview(one: ObjectEntry) -> Row:
    told = one.description or one.purpose.without
    custom = "" if one.name in BY_NAME else "yes"
    return one.label, one.name, custom, len(one.properties), len(one.pipelines), one.source_of_truth, told


def _property(one: Definition, documented: Documented) -> Row:
    values = "\n".join(map(_value, one.values))
    rules = "\n".join(documented.rules.get(one.address, ()))
    head = (one.group, one.label, one.address.key, one.type, "\n".join(one.facts), one.description, values, rules)
    return (*head, *_why(one.purpose, one), "yes" if one.native else "")


def _value(one: Value) -> str:
    named = one.label if one.label == one.key else f"{one.label} ({one.key})"
    hidden = ", hidden" if one.hidden else ""
    return f"{named}{hidden}" + (f": {one.description}" if one.description else "")


def _stages(dictionary: Dictionary) -> Iterator[Row]:
    for entry in dictionary.objects:
        for one in entry.pipelines:
            for number, stage in enumerate(one.values, start=1):
                head = (entry.label, one.label, one.address.key, number, stage.label, stage.key, meaning(stage))
                yield (*head, *_why(one.purpose, one))


def _labels(dictionary: Dictionary) -> Iterator[Row]:
    for one in dictionary.associations:
        texts = (one.there, one.back or one.there, "\n".join(one.limits))
        place = str(one.place or "")
        yield (one.source, one.target, one.address.key, *texts, *_purpose(one.purpose), place)


def _why(purpose: Purpose, one: Definition) -> Row:
    return (*_purpose(purpose), str(one.place or ""))


def _purpose(purpose: Purpose) -> Row:
    return ", ".join(purpose.filled_by), purpose.native_considered, purpose.source
