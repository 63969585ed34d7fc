"""A file of answers, read with its places. What is empty is not answered; what is wrong is told all at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cvpctl.blueprint.files import read_file
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.load import load
from cvpctl.blueprint.nodes import At, Entry, Node, Scalar, Table, locate
from cvpctl.blueprint.read import Reader
from cvpctl.blueprint.spelling import nearest
from cvpctl.errors import BlueprintInvalid, UsageProblem
from cvpctl.maturity import value_blueprint
from cvpctl.maturity.answers_schema import DATE, Schema, answers_schema
from cvpctl.model.maturity import Answer, Answers, MaturityModel
from cvpctl.project.source import shown_path

_START = At(1, 1)


def read_answers(path: Path) -> Answers:
    """Return what people answered; raises BlueprintInvalid with every finding, UsageProblem where there is no file."""
    if not path.is_file():
        help_ = f"cvpctl maturity questionnaire -o {path.as_posix()} writes one to fill in"
        raise UsageProblem(f"{path.as_posix()} is no file", help=help_)
    found = Findings()
    source = read_file(path, shown_path(path), found)
    answers = _read(source, found) if source else Answers()
    if found.stop:
        raise BlueprintInvalid(found.ordered())
    return answers


def _read(source: Source, found: Findings) -> Answers:
    node = load(source, found)
    if node is None:
        if not found.stop:
            found.note("EMPTY_FILE", "there are no answers in this file", "write a new one", at=(source, _START))
        return Answers()
    schema = answers_schema()
    root = Entry(*_START, _answered(node, schema))
    Reader(source, found).read(root.node, schema, _START)
    if found.stop or not isinstance(root.node, Table):
        return Answers()
    return Answers(_text(root.node, "organization"), _by_dimension(root, source, found))


def _answered(node: Node, schema: Schema) -> Node:
    """Return the node without what is known and left empty."""
    if not isinstance(node, Table):
        return node
    known = schema.get("properties", {})
    entries = {
        name: Entry(entry.line, entry.column, _answered(entry.node, known.get(name, {})))
        for name, entry in node.entries.items()
        if name not in known or not (isinstance(entry.node, Scalar) and entry.node.is_nothing)
    }
    return Table(entries, node.line, node.column)


def _by_dimension(root: Entry, source: Source, found: Findings) -> Mapping[str, Answer]:
    dimensions = root.node.entries.get("dimensions") if isinstance(root.node, Table) else None
    if dimensions is None or not isinstance(dimensions.node, Table):
        return {}
    return {name: _answer(entry, source, found) for name, entry in dimensions.node.entries.items()}


def _answer(entry: Entry, source: Source, found: Findings) -> Answer:
    said = {name: _text(entry.node, name) for name in ("stage", "note", "by", "on")}
    stages = [one.id for one in value_blueprint().stages]
    if said["stage"] and said["stage"] not in stages:
        message, help_ = f"{said['stage']!r} is no stage", _meant(said["stage"], value_blueprint())
        found.note("BAD_VALUE", message, help_, at=(source, locate(entry, ("stage",))))
    if said["on"] and not _is_date(said["on"]):
        message = f"{said['on']!r} is no day of the calendar"
        found.note("BAD_VALUE", message, "write it as 2026-03-31", at=(source, locate(entry, ("on",))))
    return Answer(**said, place=source.place(locate(entry, ("stage",) if said["stage"] else ())))


def _meant(word: str, model: MaturityModel) -> str:
    """Return what to write instead: people count stages, or call them by their names."""
    stages = {spelling: one.id for n, one in enumerate(model.stages, 1) for spelling in (str(n), one.name, one.id)}
    near = nearest(word, stages)
    listed = f"one of {', '.join(f'{one.id} {one.name}' for one in model.stages)}; empty means not assessed"
    return f"did you mean {stages[near]}?" if near else listed


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(DATE, text) and date.fromisoformat(text))
    except ValueError:
        return False


def _text(node: Node, name: str) -> str:
    entry = node.entries.get(name) if isinstance(node, Table) else None
    return entry.node.text if entry and isinstance(entry.node, Scalar) else ""
