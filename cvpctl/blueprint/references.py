"""Names that point elsewhere: groups that must be there, custom objects, and properties that others use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cvpctl.blueprint.claims import Claims
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.language import CUSTOM_OBJECTS
from cvpctl.blueprint.nodes import At, Spot
from cvpctl.blueprint.spelling import Guesses
from cvpctl.blueprint.statement import Statement
from cvpctl.kinds import KINDS
from cvpctl.model import BY_NAME, Address, Scope, Severity

TYPO = 0.85
HUBSPOT_PREFIX = "hs_"
_Reference = tuple[Statement, Address]
_REFERRING = ("groupName", "currencyPropertyName", "calculationFormula")
_DISPLAY = ("secondaryDisplayProperties", "requiredProperties", "searchableProperties")


def check_references(claims: Claims, found: Findings) -> None:
    _Check(claims, found).run()


class _Check:
    def __init__(self, claims: Claims, found: Findings) -> None:
        self.claims, self.found, self.guesses = claims, found, Guesses()
        self.told: set[Address] = set()
        self.names: dict[Scope, list[str]] = defaultdict(list)
        for address in (*claims.stated, *claims.observed):
            self.names[address.kind, address.scope].append(address.key)

    def run(self) -> None:
        for statement in self.claims.stated.values():
            for target in dict.fromkeys(_targets(statement)):
                if target not in self.claims.stated and target not in self.claims.observed:
                    self.tell(statement, target)

    def tell(self, statement: Statement, target: Address) -> None:
        if target.kind == "group":
            self.group(statement, target)
        elif target.kind == "schema":
            self.schema(statement, target)
        else:
            self.property(statement, target)

    def group(self, statement: Statement, target: Address) -> None:
        name = target.scope[0]
        own = BY_NAME[name].groups if name in BY_NAME else (f"{name}_information",)
        if target.key in own and target not in self.claims.removed:
            return
        known = [*self.names[target.kind, target.scope], *own]
        near = self.guesses.nearest(target.key, known)
        help_ = f"did you mean {near}?" if near else f"state it under groups:, or list {target} under observed:"
        message = f"{target.scope[0]} have no property group {target.key!r}"
        self.note(("UNKNOWN_GROUP", message, help_), (statement, target))

    def schema(self, statement: Statement, target: Address) -> None:
        """Tell of a custom object that nobody states, once: all its parts and labels are alike in that."""
        if target in self.told or target.key not in CUSTOM_OBJECTS:
            return
        self.told.add(target)
        if target in self.claims.removed:
            words = "DANGLING_REFERENCE", f"{target.key} is removed by this blueprint", "take its parts and labels out"
            self.note(words, (statement, target))
            return
        message = f"the custom object {target.key!r} is not stated here; it must exist in the portal"
        words = "REFERENCE_NOT_STATED", message, f"if it is live, list {target} under observed:"
        self.note(words, (statement, target), Severity.WARNING)

    def property(self, statement: Statement, target: Address) -> None:
        noun = KINDS[target.kind].noun
        if target in self.claims.removed:
            message = f"the {noun} {target.key!r} is removed by this blueprint"
            self.note(("DANGLING_REFERENCE", message, "refer to another one"), (statement, target))
            return
        known = self.names[target.kind, target.scope]
        if target.key.startswith(HUBSPOT_PREFIX):
            known = [name for name in known if name.startswith(HUBSPOT_PREFIX)]
        near = self.guesses.nearest(target.key, known, cutoff=TYPO)
        message = f"the {noun} {target.key!r} is not stated here"
        if near:
            help_ = f"did you mean {near}? If {target.key} is live, list {target} under observed:"
            self.note(("DANGLING_REFERENCE", message, help_), (statement, target))
        else:
            help_ = f"if it is live, list {target} under observed:"
            message = f"{message}; it must exist in the portal"
            self.note(("REFERENCE_NOT_STATED", message, help_), (statement, target), Severity.WARNING)

    def note(self, words: tuple[str, str, str], reference: _Reference, severity: Severity = Severity.ERROR) -> None:
        statement, target = reference
        at = _naming(target.key, statement)
        self.found.note(*words, at=at, severity=severity, address=statement.address)


def _targets(statement: Statement) -> Iterator[Address]:
    """Yield what a statement refers to; the primary property of a custom object is its kind's own rule."""
    address, body = statement.address, statement.body
    yield from statement.kind.references(address, body)
    late = statement.kind.late_references(address, body)
    yield from (target for target in late if target.key != body.get("primaryDisplayProperty"))
    yield from (Address("schema", (), name) for name in address.scope if name in CUSTOM_OBJECTS)


def _naming(name: str, statement: Statement) -> tuple[Source, Spot]:
    """Return where the name stands, within a formula at the very word."""
    for listing in _DISPLAY if statement.kind.name == "schema" else ():
        if name in statement.body.get(listing, ()):
            return statement.at((listing, str(statement.body[listing].index(name))))
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    field = next(((field,) for field in _REFERRING if word.search(str(statement.body.get(field, "")))), ())
    source, spot = statement.at(field)
    hit = word.search(source.lines[spot.line - 1], spot.column - 1)
    return (source, At(spot.line, hit.start() + 1)) if hit else (source, spot)
