"""The pages that hold a documentation together: what there is, how objects are associated, the path, the pipelines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cvpctl.render.dictionary import Dictionary
from cvpctl.render.docs_chain import HALVES, VALUE_PATH, Chain
from cvpctl.render.docs_mermaid import chain_mermaid, drawable
from cvpctl.render.docs_words import Documented, lines, table, why_text
from cvpctl.render.graph_svg import description
from cvpctl.render.markdown import code, plain
from cvpctl.render.wording import counted

BACK = "[All of it](index.md)"
OWN = "<!-- Written by cvpctl docs, which writes it anew: what a person changes here is not kept. -->"
RUNS = (
    "A dashed line leads to a stage that closes the record. Where HubSpot does not say which stages do, lines without"
    " heads only tell the order in which it shows them."
)
OBJECTS = ("Object", "Internal name", "Properties", "Pipelines", "Is right about it")


def index_markdown(documented: Documented, objects: Mapping[str, str], others: Iterable[tuple[str, str]]) -> str:
    """Return the page that leads to all; `others` are titles with their files, `objects` files by name."""
    return _page(_index(documented, objects, others))


def _index(documented: Documented, objects: Mapping[str, str], others: Iterable[tuple[str, str]]) -> Iterator[str]:
    dictionary = documented.dictionary
    yield f"# Documentation of {plain(dictionary.about)}"
    if dictionary.note:
        yield from ("", f"**{plain(dictionary.note)}**")
    yield from ("", _counts(dictionary), "")
    yield from (f"- [{title}]({file})" for title, file in others)
    if dictionary.objects:
        yield from ("", "## Objects", "")
        yield from table(OBJECTS, _rows(dictionary, objects))
    if documented.unread:
        yield from ("", "## What could not be read", "", "It may hold more than stands here.", "")
        yield from (f"- {plain(one)}" for one in documented.unread)


def _counts(dictionary: Dictionary) -> str:
    found = (
        (len(dictionary.objects), "object", "objects"),
        (sum(len(one.properties) for one in dictionary.objects), "property", "properties"),
        (sum(len(one.pipelines) for one in dictionary.objects), "pipeline", "pipelines"),
        (len(dictionary.associations), "association label", "association labels"),
    )
    return ", ".join(counted(*one) for one in found) + "."


def _rows(dictionary: Dictionary, objects: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for one in dictionary.objects:
        numbers = (f"{len(found):,}" for found in (one.properties, one.pipelines))
        yield f"[{plain(one.label)}]({objects[one.name]})", code(one.name), *numbers, plain(one.source_of_truth)


def graph_markdown(dictionary: Dictionary, picture: str) -> str:
    """Return the object graph with the labels in words below it."""
    return _page(_graph(dictionary, picture))


def _graph(dictionary: Dictionary, picture: str) -> Iterator[str]:
    yield from ("# Object graph", "", description(dictionary.graph), "")
    if text := drawable(dictionary.graph):
        yield from ("```mermaid", text, "```", "", f"[The same as a picture]({picture})")
    else:
        yield from (f"![Object graph]({picture})", "", "It is more than Mermaid draws on a page like this one.")
    if dictionary.associations:
        head = ("Between", "", "It reads", "The other way round", "Limits", "Why it is there")
        yield from ("", "## Association labels", "")
        yield from table(
            head,
            (
                (
                    *(plain(one.source), plain(one.target), plain(one.there), plain(one.back or one.there)),
                    *("<br>".join(map(plain, one.limits)), why_text(one.purpose)),
                )
                for one in dictionary.associations
            ),
        )
    yield from ("", BACK)


def path_markdown(chains: Sequence[Chain], dictionary: Dictionary) -> str:
    """Return the Value Path: the diagram, and what each stage means on each object."""
    return _page(_path(chains, dictionary))


def _path(chains: Sequence[Chain], dictionary: Dictionary) -> Iterator[str]:
    yield "# Value Path"
    for chain in chains:
        yield from ("", f"## {plain(chain.title)}", "", *_drawn(chain, f"{chain.name}.svg"))
    halves = dict.fromkeys(half for half, _ in HALVES)
    for entry in dictionary.objects:
        for one in entry.properties:
            if one.address.key == VALUE_PATH and one.values:
                yield from ("", f"## On {plain(entry.label)}", "", lines(one.description), "")
                head = ("Stage", "Internal name", "Half", "What it means")
                yield from table(
                    head,
                    (
                        (
                            *(plain(value.label), code(value.key)),
                            *(next((h for h in halves if value.key in dict(HALVES)[h]), ""), lines(value.description)),
                        )
                        for value in one.values
                    ),
                )
                if told := why_text(one.purpose):
                    yield from ("", told)
    yield from ("", BACK)


def pipelines_markdown(chains: Sequence[tuple[Chain, str]]) -> str:
    """Return all pipelines as diagrams, each with the file of its picture."""
    return _page(_pipelines(chains))


def _pipelines(chains: Sequence[tuple[Chain, str]]) -> Iterator[str]:
    yield from ("# Pipelines", "", RUNS)
    for chain, picture in chains:
        yield from ("", f"## {plain(chain.title)}", "", *_drawn(chain, picture))
    yield from ("", BACK)


def _drawn(chain: Chain, picture: str) -> Iterator[str]:
    yield from ("```mermaid", chain_mermaid(chain), "```", "", f"[The same as a picture]({picture})")


def _page(found: Iterator[str]) -> str:
    return "\n".join((OWN, "", *found)).rstrip("\n") + "\n"
