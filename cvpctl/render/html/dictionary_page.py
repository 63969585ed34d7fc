"""A data dictionary as a page: the graph, then each object with what it holds, and the labels between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cvpctl.render.dictionary import Association, Definition, Dictionary, ObjectEntry
from cvpctl.render.html.page import page
from cvpctl.render.html.parts import Section, Tags, filters
from cvpctl.render.html.sections import drawn
from cvpctl.render.wording import counted

TITLES = {"object": "Object", "kind": "Kind", "filled": "Filled by"}


@dataclass(frozen=True, slots=True)
class Row:
    """A definition or an association with what the filters ask it."""

    one: Definition | Association
    tags: Tags


@dataclass(frozen=True, slots=True)
class Chapter:
    """An object with its rows."""

    id: str
    about: ObjectEntry
    rows: tuple[Row, ...]


def dictionary_html(dictionary: Dictionary) -> str:
    chapters = [_chapter(number, one) for number, one in enumerate(dictionary.objects) if _tells(one)]
    associations = [Row(one, _tags(one)) for one in dictionary.associations]
    rows = [*(row for one in chapters for row in one.rows), *associations]
    words = {one.name: one.label for one in dictionary.objects}
    graph = drawn(dictionary.graph, "Objects and how they are associated", worded=False)
    return page(
        "dictionary.html",
        title=f"Data dictionary of {dictionary.about}",
        banner=dictionary.note,
        told=_told(dictionary),
        graph=graph,
        chapters=chapters,
        associations=associations,
        sections=[*_contents(dictionary, chapters, graph)],
        filters=filters((row.tags for row in rows), TITLES, words),
        entries=len(rows),
    )


def _chapter(number: int, one: ObjectEntry) -> Chapter:
    rows = tuple(Row(each, _tags(each)) for each in (*one.pipelines, *one.properties))
    return Chapter(f"object-{number}", one, rows)


def _tells(one: ObjectEntry) -> bool:
    """An object that labels merely lead to stands in the graph and beside its labels."""
    return bool(one.properties or one.pipelines or one.description or one.source_of_truth)


def _tags(one: Definition | Association) -> Tags:
    kind, filled = one.address.kind, one.purpose.filled_by
    return {"object": tuple(dict.fromkeys(one.address.scope)), "kind": (kind,), "filled": filled}


def _told(dictionary: Dictionary) -> str:
    properties = sum(len(one.properties) for one in dictionary.objects)
    pipelines = sum(len(one.pipelines) for one in dictionary.objects)
    told = (
        counted(len(dictionary.objects), "object"),
        counted(properties, "property", "properties"),
        counted(pipelines, "pipeline"),
        counted(len(dictionary.associations), "association label"),
    )
    return ", ".join(told) + "."


def _contents(dictionary: Dictionary, chapters: list[Chapter], graph: Section) -> Iterator[Section]:
    if graph.says:
        yield graph
    for chapter in chapters:
        yield Section(chapter.id, chapter.about.label, count=len(chapter.rows))
    if dictionary.associations:
        yield Section("associations", "Association labels", count=len(dictionary.associations))
