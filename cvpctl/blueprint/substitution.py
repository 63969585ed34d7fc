"""Putting values where `${var.name}` stands, before any schema is asked: the rest of the room sees plain nodes.

A scalar that is nothing but the pattern takes the typed value; within a text, strings and numbers become part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.nodes import Entry, Items, Node, Scalar, Table, Unsound
from cvpctl.blueprint.spelling import suggestion
from cvpctl.blueprint.variables import NAME, Variable

_MARK = "${"
_PART = re.compile(r"(?P<escaped>\$\$\{)|\$\{(?P<name>[^{}]*)\}|(?P<broken>\$\{)")
_NAME = re.compile(rf"var\.({NAME.pattern})")


@dataclass(slots=True)
class Substitution:
    """Puts values into the nodes of one file; `used` collects the names for the whole run."""

    source: Source
    variables: Mapping[str, Variable]
    used: set[str]
    found: Findings
    told: set[tuple[int, int, str]] = field(default_factory=set)

    def applied(self, node: Node) -> Node:
        """Return the node with values in place; most files hold no pattern and are left as they are."""
        return self._node(node) if _MARK in self.source.text else node

    def refuse(self, node: Node) -> Node:
        """Return the node of a place where variables do not work, each of them noted."""
        if _MARK not in self.source.text:
            return node
        if isinstance(node, Scalar):
            return self._refused(node) if _MARK in node.text else node
        return _rebuilt(node, self.refuse)

    def _refused(self, node: Scalar) -> Node:
        message = "variables do not work here, only in what objects and their parts say"
        return self._note("VARIABLE_NOT_HERE", message, "write the text out", node)

    def _node(self, node: Node) -> Node:
        if isinstance(node, Scalar):
            return self._scalar(node) if _MARK in node.text else node
        return _rebuilt(node, self._node)

    def _scalar(self, node: Scalar) -> Node:
        parts = [(match, self._text(match, node)) for match in _PART.finditer(node.text)]
        texts = [text for _, text in parts]
        if any(text is None for text in texts):
            return Unsound(*node)
        (first, text), *more = parts
        if not more and first.span() == (0, len(node.text)) and first["name"]:
            # Alone it takes the typed value: a number or boolean as if written plainly, else a text as if quoted.
            typed = self._variable(first)
            return Scalar(str(text), bool(typed and typed.type in ("number", "boolean")), node.line, node.column)
        pieces = _PART.split(node.text)[:: _PART.groups + 1]
        whole = "".join(piece + str(put) for piece, put in zip(pieces, [*texts, ""], strict=True))
        return Scalar(whole, False, node.line, node.column)  # noqa: FBT003 - a text, as if quoted

    def _text(self, match: re.Match[str], node: Scalar) -> str | None:
        """Return what one pattern stands for; None where it has no value, as is noted here or at its declaration."""
        if match["escaped"]:
            return _MARK
        name = _NAME.fullmatch(match["name"] or "")
        if name is None:
            help_ = "write ${var.name}, or $${ to mean the characters themselves"
            self._note("VARIABLE_SYNTAX", f"{match.group()} is no variable", help_, node)
            return None
        self.used.add(name[1])
        variable = self._variable(match)
        if variable is None:
            help_ = suggestion(name[1], self.variables) or "declare it under variables:"
            self._note("VARIABLE_UNKNOWN", f"there is no variable {name[1]!r}", help_, node)
        elif variable.type == "boolean" and match.span() != (0, len(node.text)):
            message = f"{variable.name!r} is true or false, which is no part of a text"
            self._note("VARIABLE_IN_TEXT", message, "use a variable of type string", node)
        elif variable.sound:
            return variable.text
        return None

    def _variable(self, match: re.Match[str]) -> Variable | None:
        return self.variables.get(match["name"].removeprefix("var."))

    def _note(self, code: str, message: str, help_: str, node: Scalar) -> Node:
        # An anchored node stands in several places and is one mistake.
        mistake = (node.line, node.column, message)
        if mistake not in self.told:
            self.told.add(mistake)
            self.found.note(code, message, help_, at=(self.source, node))
        return Unsound(*node)


def _rebuilt(node: Items | Table, change: Callable[[Node], Node]) -> Node:
    if isinstance(node, Items):
        return Items([change(item) for item in node.nodes], node.line, node.column)
    entries = {name: Entry(one.line, one.column, change(one.node)) for name, one in node.entries.items()}
    return Table(entries, node.line, node.column)
