"""The generated parts of the documents are what the code says today, and every finding code is explained."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest
from docs.console import REWRITING
from docs.documents import ROOT
from docs.reference import all_parts, generated, parts_of, write

from cvpctl.blueprint import blueprint_schema
from cvpctl.cli.group import COMMANDS, cvpctl
from cvpctl.kinds import KINDS

ROOMS = ("engine", "blueprint", "project", "apply")
CODE = re.compile(r"[A-Z]{2,}(_[A-Z0-9]+)+|TAB|UNREADABLE|MIGRATE|MOVED")
VARIABLE = re.compile(r"(CVPCTL|GIT|HUBSPOT)_(ALLOW|ACCESS|BASE|COMMITTER|PORTAL)\w+|DEVELOPER_TEST")
"""Names of environment variables and of an account type, which are written like codes."""
GOLDEN_CODE = re.compile(r"\b(?:error|warning|info) ([A-Z][A-Z0-9_]+):")


@pytest.mark.parametrize(("document", "name"), list(all_parts()))
def test_a_generated_part_is_current(document: str, name: str) -> None:
    """CVPCTL_GOLDEN=1 writes it anew; what a person reads is then what the code says."""
    if REWRITING:
        write(document, name)
    assert generated(name) == parts_of(document)[name]


def _commands() -> Iterator[str]:
    context = click.Context(cvpctl)
    for name in COMMANDS:
        yield name
        command = cvpctl.get_command(context, name)
        if isinstance(command, click.Group):
            yield from (f"{name} {sub}" for sub in command.commands)


def test_every_command_shows_its_help() -> None:
    """docs/commands.md has the help of each command and subcommand."""
    shown = set(parts_of("docs/commands.md"))
    assert {f"help {name}" for name in _commands()} <= shown


def test_every_field_of_every_kind_has_its_row() -> None:
    """docs/blueprints.md has the name and the description of all that a blueprint may say."""
    text = (ROOT / "docs" / "blueprints.md").read_text(encoding="utf-8")
    schemas = [blueprint_schema(), *(kind.schema for kind in KINDS.values())]
    fields = {(name, one["description"]) for schema in schemas for name, one in schema["properties"].items()}
    rest = " Not read by this version yet."
    assert [] == sorted(name for name, told in fields if f"`{name}`" not in text or told.removesuffix(rest) not in text)


def _codes_in(path: Path) -> Iterator[str]:
    """Yield what looks like a code and is not a word of some list, the name of something, or compared with."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    others = {id(child) for node in ast.walk(tree) for child in _of_no_finding(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in others and _is_code(str(node.value)):
            yield str(node.value)


def _is_code(text: str) -> bool:
    return bool(CODE.fullmatch(text)) and not VARIABLE.fullmatch(text)


def _of_no_finding(node: ast.AST) -> Iterable[ast.AST]:
    match node:
        case ast.Tuple(elts=elements) if all(isinstance(one, ast.Constant) for one in elements):
            return elements
        case ast.List(elts=elements) | ast.Set(elts=elements):
            return elements
        case ast.Compare() | ast.Dict():
            return ast.iter_child_nodes(node)
    return ()


def _kinds_in_use() -> set[Path]:
    """Return the files that the table of kinds leads to; a kind that nobody can write yet needs no row."""
    room = ROOT / "cvpctl" / "kinds"
    found, waiting = set[Path](), [room / "__init__.py"]
    while waiting:
        path = waiting.pop()
        found.add(path)
        names = re.findall(r"from cvpctl\.kinds\.(\w+) import", path.read_text(encoding="utf-8"))
        waiting += [file for name in names if (file := room / f"{name}.py") not in found]
    return found


def _known_codes() -> set[str]:
    """Return the codes in the rooms that find something, and those that goldens of broken blueprints show."""
    files = [path for room in ROOMS for path in (ROOT / "cvpctl" / room).rglob("*.py")]
    said = {code for path in (*files, *_kinds_in_use()) for code in _codes_in(path)}
    goldens = (ROOT / "tests" / "blueprint" / "broken").glob("*.txt")
    shown = {code for path in goldens for code in GOLDEN_CODE.findall(path.read_text(encoding="utf-8"))}
    return said | shown


def test_every_code_is_explained() -> None:
    """docs/diagnostics.md has one row per finding code, with meaning and what to do, and none that does not exist."""
    text = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \| .{10,} \| .{3,} \|$", text, re.MULTILINE)
    assert sorted(_known_codes()) == sorted(rows)
