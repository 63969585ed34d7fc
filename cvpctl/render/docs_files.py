"""All files of a documentation, by their names below its folder: the same portal, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.render.docs_cells import sheets
from cvpctl.render.docs_chain import Chain, pipeline_chain, value_paths
from cvpctl.render.docs_chain_svg import chain_svg
from cvpctl.render.docs_markdown import graph_markdown, index_markdown, path_markdown, pipelines_markdown
from cvpctl.render.docs_object_markdown import object_markdown
from cvpctl.render.docs_words import Documented, file_names
from cvpctl.render.docs_xlsx import workbook
from cvpctl.render.graph_svg import graph_svg
from cvpctl.render.html.dictionary_page import dictionary_html

PAGE, SHEETS = "data-dictionary.html", "data-dictionary.xlsx"
GRAPH, PATH, PIPELINES = "object-graph", "value-path", "pipelines"


def documents(documented: Documented) -> dict[str, bytes]:
    """Return name and content of every file."""
    dictionary = documented.dictionary
    paths = list(value_paths(dictionary))
    pipelines = _pipelines(documented)
    files = {PAGE: dictionary_html(dictionary), f"{GRAPH}.md": graph_markdown(dictionary, f"{GRAPH}.svg")}
    files[f"{GRAPH}.svg"] = graph_svg(dictionary.graph, title=f"Object graph of {dictionary.about}")
    if paths:
        files[f"{PATH}.md"] = path_markdown(paths, dictionary)
        files |= {f"{chain.name}.svg": chain_svg(chain) for chain in paths}
    if pipelines:
        files[f"{PIPELINES}.md"] = pipelines_markdown([(chain, file) for chain, file in pipelines.values()])
        files |= {file: chain_svg(chain) for chain, file in pipelines.values()}
    names = {name: f"objects/{stem}.md" for name, stem in file_names(one.name for one in dictionary.objects).items()}
    for entry in dictionary.objects:
        own = {one.address.key: f"../{pipelines[entry.name, one.address.key][1]}" for one in entry.pipelines}
        files[names[entry.name]] = object_markdown(entry, documented, own)
    files["index.md"] = index_markdown(documented, names, _others(files))
    written = {name: (text.rstrip("\n") + "\n").encode("utf-8", "backslashreplace") for name, text in files.items()}
    return written | {SHEETS: workbook(sheets(documented), title=dictionary.about)}


def _pipelines(documented: Documented) -> dict[tuple[str, str], tuple[Chain, str]]:
    """Return every pipeline as a chain, with the file of its picture, by object and key."""
    chains = {
        (entry.name, one.address.key): pipeline_chain(one, entry.label)
        for entry in documented.dictionary.objects
        for one in entry.pipelines
    }
    stems = file_names(chain.name for chain in chains.values())
    return {key: (chain, f"{PIPELINES}/{stems[chain.name]}.svg") for key, chain in chains.items()}


def _others(files: dict[str, str]) -> Iterator[tuple[str, str]]:
    found = (
        ("Data dictionary as a page", PAGE),
        ("Data dictionary as a spreadsheet", SHEETS),
        ("Object graph and association labels", f"{GRAPH}.md"),
        ("Object graph as a picture", f"{GRAPH}.svg"),
        ("Value Path", f"{PATH}.md"),
        ("Pipelines", f"{PIPELINES}.md"),
    )
    yield from ((title, file) for title, file in found if file in files or file == SHEETS)
