"""From the drafts of one address to its statement: read each, merge them in order, and look for what none of them says.

A draft that stands alone is read as it is; of several, each may leave out what another says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.language_items import Schema
from cvpctl.blueprint.layer_words import Words, without_words
from cvpctl.blueprint.merge import Children, in_order, merged
from cvpctl.blueprint.nodes import Table
from cvpctl.blueprint.read import Reader
from cvpctl.blueprint.spelling import suggestion
from cvpctl.blueprint.statement import Draft, Statement
from cvpctl.kinds import Kind
from cvpctl.model import Body, Path


@dataclass(frozen=True, slots=True)
class _Read:
    """One draft read; `lists` are its keyed lists as children, `words` what it said about them."""

    statement: Statement
    lists: Mapping[str, Children]
    words: Mapping[str, Words]


@dataclass(slots=True)
class Layering:
    """Makes statements of the drafts of one run."""

    found: Findings
    readers: dict[tuple[str, bool], Reader] = field(default_factory=dict)

    def statement(self, drafts: Sequence[Draft]) -> Statement:
        """Return what the drafts of one address, lower ones first, say together."""
        layers = [self._read(draft, whole=len(drafts) == 1) for draft in drafts]
        (only, *more) = layers
        if not more and not only.words:
            return only.statement
        body: Body = {}
        for layer in layers:
            self._check_anchors(layer, body)
            body = merged(body, {**layer.statement.body, **layer.lists})
        statement = _together(layers, body)
        return self._whole(statement, drafts[-1].schema) if more else statement

    def _read(self, draft: Draft, *, whole: bool) -> _Read:
        reader = self._reader(draft, whole=whole)
        before = len(self.found.noted)
        entry, words = without_words(draft.kind, draft.entry, reader.note)
        assert isinstance(entry.node, Table)
        body, sound = reader.fields(entry.node, draft.schema, entry)
        sound = sound and len(self.found.noted) == before
        statement = Statement(draft.address, draft.kind, body, draft.source, entry, sound)
        if whole and not words:
            return _Read(statement, {}, words)
        return _Read(statement, dict(self._lists(statement, words)), words)

    def _reader(self, draft: Draft, *, whole: bool) -> Reader:
        key = (draft.source.name, whole)
        if key not in self.readers:
            self.readers[key] = Reader(draft.source, self.found, whole=whole)
        return self.readers[key]

    def _lists(self, statement: Statement, words: Mapping[str, Words]) -> Iterator[tuple[str, Children]]:
        for name, value in statement.body.items():
            rule, said = statement.kind.rule(name), words.get(name, Words())
            if rule.keyed_by and isinstance(value, dict | list):
                by_key = self._by_key(statement, name, rule.keyed_by)
                moves = tuple(move for move, _ in said.moves)
                yield name, Children(in_order(by_key, moves), said.replace, moves)

    def _by_key(self, statement: Statement, name: str, keyed_by: str) -> dict[str, Any]:
        """Expand short forms and key each child; a key said twice is noted here, before the two would merge."""
        value = statement.body[name]
        if isinstance(value, dict):
            return value
        by_key: dict[str, Any] = {}
        for index, child in enumerate(value):
            full = child if isinstance(child, dict) else {keyed_by: child, "label": child}
            source, spot = statement.at((name, str(index)))
            if keyed_by not in full:
                self.found.note("FIELD_MISSING", f"{keyed_by} is missing here", f"add {keyed_by}", at=(source, spot))
            elif full[keyed_by] in by_key:
                message = f"two {name} have the {keyed_by} {full[keyed_by]!r}"
                self.found.note(_duplicate(name, keyed_by), message, "keep one", at=(source, spot))
            else:
                by_key[full[keyed_by]] = full
        return by_key

    def _check_anchors(self, layer: _Read, body: Mapping[str, Any]) -> None:
        for name, words in layer.words.items():
            below, own = body.get(name), layer.lists.get(name)
            known = [*(below.by_key if below and not words.replace else ()), *(own.by_key if own else ())]
            for move, spot in words.moves:
                if move.anchor not in known or move.anchor == move.key:
                    word = "after" if move.after else "before"
                    message = f"{word}: {move.anchor!r} is no other entry of this list"
                    at = (layer.statement.source, spot)
                    others = [key for key in known if key != move.key]
                    self.found.note("ANCHOR_UNKNOWN", message, suggestion(move.anchor, others), at=at)

    def _whole(self, statement: Statement, schema: Schema) -> Statement:
        """Return the statement without the fields in which something is missing, as one that is read alone is."""
        missing = list(_missing(schema, statement.body, ()))
        # Of a statement in which something was noted, what seems to be missing may be that very thing.
        for path, name in missing if statement.sound else ():
            at = statement.at(path, key=True)
            self.found.note("FIELD_MISSING", f"no layer says the {name} of this", f"add {name}", at=at)
        broken = {path[0] for path, _ in missing if path}
        body = {name: value for name, value in statement.body.items() if name not in broken}
        return replace(statement, body=body, sound=statement.sound and not missing)


def _duplicate(name: str, keyed_by: str) -> str:
    """Return the code that the kinds use for the same mistake: DUPLICATE_OPTION_VALUE, DUPLICATE_RULE."""
    one = name.upper().removesuffix("S")
    return f"DUPLICATE_{one}" if keyed_by.upper().startswith(one) else f"DUPLICATE_{one}_{keyed_by.upper()}"


def _together(layers: Sequence[_Read], body: Body) -> Statement:
    (*lower, last) = [layer.statement for layer in layers]
    plain = {name: _plain(last.kind, name, value) for name, value in body.items()}
    sound = all(statement.sound for statement in (*lower, last))
    return Statement(last.address, last.kind, plain, last.source, last.entry, sound, tuple(lower), rearranged=True)


def _plain(kind: Kind, name: str, value: Any) -> Any:
    """Give a keyed list back the form its kind's schema knows."""
    if not isinstance(value, Children):
        return value
    is_list = kind.schema["properties"][name]["type"] == "array"
    return list(value.by_key.values()) if is_list else dict(value.by_key)


def _missing(schema: Schema, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield what a schema requires below `path` and the value has not."""
    if "if" in schema:
        schema = schema["else"] if isinstance(value, dict) else {}
    if isinstance(value, dict):
        yield from ((path, name) for name in schema.get("required", ()) if name not in value)
        known, other = schema.get("properties", {}), schema.get("additionalProperties", False)
        for name, child in value.items():
            yield from _missing(known.get(name, other) or {}, child, (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _missing(schema.get("items", {}), child, (*path, str(index)))
