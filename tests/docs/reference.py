"""The parts of the documents that the code writes: help texts, and tables of what a blueprint may say.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; CVPCTL_GOLDEN=1 writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from click.testing import CliRunner
from docs.audit_table import AUDIT_TABLES
from docs.documents import DOCUMENTS, ROOT
from docs.emulator_table import EMULATOR_TABLES
from docs.views_table import VIEWS_TABLES

from cvpctl.blueprint import blueprint_schema
from cvpctl.blueprint.language import ASSOCIATION, SCHEMA, written_schema
from cvpctl.blueprint.language_items import BLOCKS, MANAGED, RUNBOOK_ITEM
from cvpctl.cli.group import cvpctl
from cvpctl.kinds import KINDS
from cvpctl.kinds.property_rules import FIELD_TYPES_OF
from cvpctl.kinds.validations import RULE
from cvpctl.model import OBJECT_TYPES
from cvpctl.project import project_schema

_PART = re.compile(r"(<!-- generated: ([a-z ]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
Schema = Mapping[str, Any]


def parts_of(document: str) -> dict[str, str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    return {name: body for _, name, body, _ in _PART.findall(text)}


def all_parts() -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        for name in parts_of(document):
            yield document, name


def write(document: str, name: str) -> None:
    path = ROOT / document
    text = _PART.sub(
        lambda found: found[1] + generated(name) + found[4] if found[2] == name else found[0],
        path.read_text(encoding="utf-8"),
    )
    path.write_text(text, encoding="utf-8")


def generated(name: str) -> str:
    first, _, rest = name.partition(" ")
    if first == "help":
        return _help(rest.split())
    return "\n" + "\n".join(_TABLES[name]()) + "\n\n"


def _help(words: list[str]) -> str:
    shown = CliRunner().invoke(cvpctl, [*words, "--help"], prog_name="cvpctl", terminal_width=80)
    return f"\n```text\n{shown.output.rstrip()}\n```\n\n"


def _fields(schema: Schema) -> Iterator[str]:
    yield "| field | value | meaning |"
    yield "|---|---|---|"
    for name, one in schema["properties"].items():
        yield f"| `{name}` | {_value(one)} | {one.get('description', '')} |"


def _value(one: Schema) -> str:
    if "enum" in one:
        return ", ".join(f"`{word}`" for word in one["enum"])
    kinds = {
        "object": "mapping",
        "array": "list",
        "string": "text",
        "integer": "whole number",
        "boolean": "true, false",
    }
    if "type" not in one:
        return "see the schema"
    return kinds.get(one["type"], str(one["type"]))


def _objects() -> Iterator[str]:
    yield "| object | also written | type id | stages in a pipeline |"
    yield "|---|---|---|---|"
    for one in OBJECT_TYPES:
        others = ", ".join(f"`{name}`" for name in (one.singular, *one.aliases))
        yield f"| `{one.name}` | {others} | `{one.id}` | {one.stage_cap or 'no pipelines here'} |"


def _pairs() -> Iterator[str]:
    yield "| `type` | `fieldType` |"
    yield "|---|---|"
    for type_, shown in FIELD_TYPES_OF.items():
        yield f"| `{type_}` | {', '.join(f'`{name}`' for name in shown)} |"


def _option() -> Schema:
    items: Schema = KINDS["property"].schema["properties"]["options"]["items"]["else"]
    return items


def _stage() -> Schema:
    stage: Schema = KINDS["pipeline"].schema["properties"]["stages"]["additionalProperties"]
    return stage


_TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "document": lambda: _fields(blueprint_schema()),
    "value path": lambda: _fields(BLOCKS["valuePath"]),
    "signals": lambda: _fields(BLOCKS["signals"]),
    "objects": _objects,
    "pairs": _pairs,
    "group": lambda: _fields(KINDS["group"].schema),
    "property": lambda: _fields(written_schema(KINDS["property"])),
    "option": lambda: _fields(_option()),
    "pipeline": lambda: _fields(written_schema(KINDS["pipeline"])),
    "namespace": lambda: _fields(MANAGED),
    "stage": lambda: _fields(_stage()),
    "custom object": lambda: _fields(SCHEMA),
    "justification": lambda: _fields(SCHEMA["properties"]["justification"]),
    "association": lambda: _fields(ASSOCIATION),
    "label": lambda: _fields(KINDS["label"].schema),
    "validation": lambda: _fields(KINDS["validation"].schema),
    "rule": lambda: _fields(RULE),
    "methodology": lambda: _fields(blueprint_schema()["properties"]["methodology"]),
    "step": lambda: _fields(RUNBOOK_ITEM),
    "project": lambda: _fields(project_schema()),
    "portal": lambda: _fields(project_schema()["properties"]["portals"]["additionalProperties"]),
    **EMULATOR_TABLES,
    **AUDIT_TABLES,
    **VIEWS_TABLES,
}
