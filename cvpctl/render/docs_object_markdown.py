"""One object of a portal as a page: its properties by group, its pipelines, and the labels to other objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from cvpctl.render.dictionary import Association, Definition, ObjectEntry, Value
from cvpctl.render.docs_chain import meaning
from cvpctl.render.docs_words import Documented, by_group, lines, table, why_text
from cvpctl.render.markdown import code, plain
from cvpctl.render.wording import counted

MOST_VALUES = 40
PROPERTIES = ("Property", "Type", "What it is for", "Values", "Why it is there")
STAGES = ("Stage", "Internal name", "Means")
LABELS = ("With", "It reads", "The other way round", "Limits", "Why it is there")


def object_markdown(entry: ObjectEntry, documented: Documented, pipelines: Mapping[str, str]) -> str:
    """Return the page; `pipelines` tells where the picture of each pipeline is, by its key."""
    return "\n".join(_lines(entry, documented, pipelines)).rstrip("\n") + "\n"


def _lines(entry: ObjectEntry, documented: Documented, pipelines: Mapping[str, str]) -> Iterator[str]:
    yield f"# {plain(entry.label)}"
    yield ""
    yield _about(entry)
    for text in filter(None, (entry.description and lines(entry.description), why_text(entry.purpose))):
        yield ""
        yield text
    for group, found in _by_group(entry.properties):
        yield from ("", f"## {plain(group or 'Properties')}", "")
        yield from table(PROPERTIES, (_property(one, documented) for one in found))
    for one in entry.pipelines:
        yield from ("", f"## Pipeline: {plain(one.label)}", "", code(one.address.key), "")
        yield f"![{plain(one.label)}]({pipelines[one.address.key]})"
        yield from ("", *_why(one))
        yield from table(STAGES, ((plain(stage.label), code(stage.key), plain(meaning(stage))) for stage in one.values))
    labels = [one for one in documented.dictionary.associations if entry.name in one.address.scope]
    if labels:
        yield from ("", "## Association labels", "")
        yield from table(LABELS, (_label(one, entry.name) for one in labels))
    yield from ("", "[All of it](../index.md)")


def _about(entry: ObjectEntry) -> str:
    parts = [code(entry.name)] + ["custom object"] * entry.custom
    parts += [f"{plain(entry.source_of_truth)} is right about it"] if entry.source_of_truth else []
    parts.append(counted(len(entry.properties), "property", "properties"))
    return "; ".join(parts)


def _by_group(properties: tuple[Definition, ...]) -> Iterator[tuple[str, list[Definition]]]:
    for group, found in groupby(by_group(properties), key=lambda one: one.group):
        yield group, list(found)


def _property(one: Definition, documented: Documented) -> tuple[str, ...]:
    name = f"**{plain(one.label)}**<br>{code(one.address.key)}"
    facts = [plain(one.type), *(["HubSpot's own"] if one.native else []), *map(plain, one.facts)]
    facts += [f"rule {plain(rule)}" for rule in documented.rules.get(one.address, ())]
    return name, "<br>".join(facts), lines(one.description), _values(one.values), why_text(one.purpose)


def _values(values: tuple[Value, ...]) -> str:
    shown = [_value(one) for one in values[:MOST_VALUES]]
    left = len(values) - MOST_VALUES
    return "<br>".join(shown + ([f"… and {left:,} more, in the spreadsheet"] if left > 0 else []))


def _value(one: Value) -> str:
    hidden = " (hidden)" if one.hidden else ""
    told = f": {plain(one.description)}" if one.description else ""
    return f"{plain(one.label)} {code(one.key)}{hidden}{told}"


def _label(one: Association, name: str) -> tuple[str, ...]:
    first = one.address.scope[0] == name
    other, there, back = (one.target, one.there, one.back) if first else (one.source, one.back, one.there)
    both = (plain(there or back), plain(back or there))
    return (plain(other), *both, "<br>".join(map(plain, one.limits)), why_text(one.purpose))


def _why(one: Definition) -> Iterator[str]:
    if told := why_text(one.purpose):
        yield from (told, "")
