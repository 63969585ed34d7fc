"""Variables: declared with a type by blueprints, valued by the last who says one.

A default yields to an extender's, that to the portal's (`cvpctl.yaml`), that to `--var`. Names are known to the whole
run. Values arrive as text and are read by the declared type, so that `007` stays what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language import DOCUMENT
from cvpctl.blueprint.layers import Layer, Layers
from cvpctl.blueprint.nodes import Entry, Spot, Table, locate
from cvpctl.blueprint.read import BROKEN, Reader
from cvpctl.blueprint.scalars import resolved
from cvpctl.blueprint.spelling import nearest, suggestion
from cvpctl.model import Place, Severity

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Given:
    """A value from outside the blueprints; `said` is who says it, such as `--var edition`."""

    text: str
    said: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """One name; `text` is None while nobody has said a value, `sound` false where a mistake about it was noted."""

    name: str
    type: str
    source: Source
    entry: Entry
    text: str | None = None
    values: tuple[str, ...] = ()
    sound: bool = True

    @property
    def at(self) -> tuple[Source, Spot]:
        return self.source, self.entry

    def refuses(self, text: str) -> tuple[str, str] | None:
        """Say why a text is no value of this type, and what to write."""
        value = resolved(text)
        if self.type == "number" and (isinstance(value, bool) or not isinstance(value, int | float)):
            return f"{text!r} is not a number", "write a number"
        if self.type == "boolean" and not isinstance(value, bool):
            return f"{text!r} is not true or false", "write true or false"
        if self.type == "enum" and text not in self.values:
            near = nearest(text, self.values)
            help_ = f"did you mean {near}?" if near else f"one of {', '.join(self.values)}"
            return f"{text!r} is not one of the values of {self.name}", help_
        return None


def variables_of(layers: Layers, given: Mapping[str, Given], found: Findings) -> dict[str, Variable]:
    """Return every variable of the run with its value."""
    known: dict[str, Variable] = {}
    for layer in layers.order:
        for entry, name, said in _declared(layer, found):
            variable = _Declaring(layers, known.get(name), found).declared(name, said, layer.source, entry)
            if variable:
                known[name] = variable
    for name, value in given.items():
        _give(name, value, known, found)
    return known


def check_use(known: Mapping[str, Variable], used: Iterable[str], found: Findings) -> None:
    """Note variables that nobody uses, and used ones that have no value."""
    uses = set(used)
    for name, variable in known.items():
        if name not in uses and variable.sound:
            message = f"the variable {name!r} is used nowhere"
            found.note("VARIABLE_UNUSED", message, "take it out", at=variable.at, severity=Severity.WARNING)
        elif name in uses and variable.text is None and variable.sound:
            help_ = f"add a default, or a value under the portal's variables in cvpctl.yaml, or --var {name}=…"
            found.note("VARIABLE_MISSING", f"the variable {name!r} has no value", help_, at=variable.at)


def _declared(layer: Layer, found: Findings) -> Iterable[tuple[Entry, str, object]]:
    entry = layer.root.entries.get("variables") if isinstance(layer.root, Table) else None
    if entry is None:
        return
    reader, schema = Reader(layer.source, found), DOCUMENT["properties"]["variables"]
    if not isinstance(entry.node, Table):
        reader.read(entry.node, schema, entry)
        return
    for name, one, sub in reader.members(entry.node, schema):
        if NAME.fullmatch(name):
            yield one, name, reader.read(one.node, sub, one)
        else:
            reader.note("BAD_VALUE", f"{name!r} cannot name a variable", "use letters, digits, _ and -", one)


@dataclass(frozen=True, slots=True)
class _Declaring:
    layers: Layers
    earlier: Variable | None
    found: Findings

    def declared(self, name: str, said: object, source: Source, entry: Entry) -> Variable | None:
        """Return the variable as this layer leaves it; None where nothing can be said about it at all."""
        if said is BROKEN:
            return self.earlier or Variable(name, "string", source, entry, sound=False)
        fields = said if isinstance(said, dict) else {"default": said}
        at = (source, entry)
        if self.earlier and not self.layers.related(self.earlier.source.name, source.name):
            message = f"the variable {name!r} is declared twice; first at {source_place(self.earlier)}"
            self.found.note("DUPLICATE_VARIABLE", message, "declare it in one file that the others extend", at=at)
            return self.earlier
        variable = self._typed(name, fields, source, entry)
        if variable is None:
            return Variable(name, "string", source, entry, sound=False)
        return self._valued(variable, fields, entry)

    def _typed(self, name: str, fields: Mapping[str, object], source: Source, entry: Entry) -> Variable | None:
        stated, at = fields.get("type"), (source, entry)
        if self.earlier is None:
            if stated is None:
                help_ = f"write {name}: {{type: string, default: …}}"
                self.found.note("VARIABLE_TYPE_MISSING", f"the variable {name!r} has no type", help_, at=at)
                return None
            values = _values(fields)
            if stated == "enum" and not values:
                self.found.note("FIELD_MISSING", "values is missing here", "add values", at=at)
                return None
            return Variable(name, str(stated), source, entry, None, values)
        if stated not in (None, self.earlier.type):
            message = f"{name!r} is of type {self.earlier.type} at {source_place(self.earlier)}"
            spot = locate(entry, ("type",))
            self.found.note("VARIABLE_RETYPED", message, "leave its type as it is", at=(source, spot))
        return replace(self.earlier, source=source, entry=entry, values=_values(fields) or self.earlier.values)

    def _valued(self, variable: Variable, fields: Mapping[str, object], entry: Entry) -> Variable:
        text = fields.get("default")
        if text is None:
            return variable
        refused = variable.refuses(str(text)) if variable.sound else None
        refused = ("a default cannot hold ${…}", "write the value out") if "${" in str(text) else refused
        if refused:
            self.found.note("VARIABLE_VALUE", *refused, at=(variable.source, locate(entry, ("default",))))
            return replace(variable, sound=False)
        return replace(variable, text=str(text))


def _values(fields: Mapping[str, object]) -> tuple[str, ...]:
    values = fields.get("values", ())
    return tuple(str(value) for value in values) if isinstance(values, list) else ()


def source_place(variable: Variable) -> Place:
    return variable.source.place(variable.entry)


def _give(name: str, value: Given, known: dict[str, Variable], found: Findings) -> None:
    variable = known.get(name)
    if variable is None:
        message = f"{value.said} names no variable of these blueprints"
        # A portal's settings serve every run, also one that reads a part of the blueprints; --var was typed for this.
        severity = Severity.WARNING if value.place else Severity.ERROR
        help_ = suggestion(name, known) or "declare it under variables: in a blueprint"
        found.note("VARIABLE_UNKNOWN", message, help_, place=value.place, severity=severity)
        return
    refused = variable.refuses(value.text) if variable.sound else None
    if refused:
        message, help_ = refused
        found.note("VARIABLE_VALUE", f"{value.said}: {message}", help_, place=value.place)
        known[name] = replace(variable, sound=False)
    else:
        known[name] = replace(variable, text=value.text)
