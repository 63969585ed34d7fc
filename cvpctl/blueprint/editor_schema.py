"""The schema that editors follow: the reader's rules, made to fit what a schema alone can know.

An editor sees one file. So a file that extends others may leave out what those say and place its children among
theirs, and `${var.name}` may stand wherever a scalar does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.blueprint.language import (
    ASSOCIATION,
    BARE,
    CUSTOM_OBJECT,
    CUSTOM_OBJECTS,
    DOCUMENT,
    OBJECT,
    PARTS,
    SCHEMA,
    VARIABLE,
    VARIABLES,
    written_schema,
)
from cvpctl.blueprint.language_items import Schema
from cvpctl.kinds import KINDS, Kind
from cvpctl.model import OBJECT_TYPES

_PATTERN = {"type": "string", "pattern": r"\$\{var\."}
_SCALAR = {"type": ["string", "number", "boolean"]}
_REPLACE = {"const": True, "description": "Forget what lower layers have in this list."}
_PLACING = {
    "after": {"type": "string", "minLength": 1, "description": "Stands right after this one of its list."},
    "before": {"type": "string", "minLength": 1, "description": "Stands right before this one of its list."},
}


def blueprint_schema() -> dict[str, Any]:
    """Return the published schema, objects named so that they complete."""
    properties = dict(DOCUMENT["properties"])
    free = ("objects", "customObjects", "existingObjects", "associations")
    whole, layered = ({name: _referring(name, prefix) for name in free} for prefix in ("whole", "layered"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cvpctl:schema:blueprint",
        "title": "cvpctl blueprint",
        **DOCUMENT,
        "properties": {
            **properties,
            **{name: {key: properties[name][key] for key in ("type", "description")} for name in free},
            "variables": _variables(),
        },
        "if": {"required": ["extends"]},
        "then": {"properties": layered},
        "else": {"properties": whole},
        "$defs": {
            f"{prefix}{name}": definition(layered=prefix == "layered")
            for prefix in ("whole", "layered")
            for name, definition in (("Object", _object), ("CustomObject", _custom_object), ("Pair", _pair))
        },
    }


def _referring(name: str, prefix: str) -> dict[str, Any]:
    target = {"$ref": f"#/$defs/{prefix}Object"}
    if name == "associations":
        return {"items": {"$ref": f"#/$defs/{prefix}Pair"}}
    if name == "customObjects":
        custom = {"$ref": f"#/$defs/{prefix}CustomObject"}
        return {"properties": dict.fromkeys(CUSTOM_OBJECTS, custom), "additionalProperties": False}
    if name != "objects":
        return {"additionalProperties": target}
    named = {object_type.name: {**target, "description": object_type.label} for object_type in OBJECT_TYPES}
    return {"properties": named, "additionalProperties": target}


def _object(*, layered: bool) -> dict[str, Any]:
    properties = dict(OBJECT["properties"])
    for kind in PARTS:
        properties[kind.collection] = _members(kind, properties[kind.collection], layered=layered)
    return {**OBJECT, "properties": properties}


def _members(kind: Kind, collection: Schema, *, layered: bool) -> dict[str, Any]:
    body = written_schema(kind)
    if layered:
        field = BARE.get(kind.name)
        body = _open_list(body, kind.rule(field).keyed_by) if field else _open(body, kind)
    return {**collection, "additionalProperties": _valued(body)}


def _custom_object(*, layered: bool) -> dict[str, Any]:
    own = _valued(SCHEMA)["properties"]
    own = {name: _without_required(sub) for name, sub in own.items()} if layered else own
    whole = {**CUSTOM_OBJECT, "properties": {**own, **_object(layered=layered)["properties"]}}
    # Who says nothing of the object itself adds to one that is live.
    parts_only = {"not": {"anyOf": [{"required": [name]} for name in own]}, "minProperties": 1}
    required = {"if": parts_only, "then": {}, "else": {"required": whole["required"]}}
    return _without_required(whole) | ({} if layered else required)


def _pair(*, layered: bool) -> dict[str, Any]:
    labels = _members(KINDS["label"], ASSOCIATION["properties"]["labels"], layered=layered)
    return {**ASSOCIATION, "properties": {**ASSOCIATION["properties"], "labels": labels}}


def _variables() -> dict[str, Any]:
    default = {**VARIABLE["properties"]["default"], **_SCALAR}
    variable = {**VARIABLE, "properties": {**VARIABLE["properties"], "default": default}}
    return {**VARIABLES, "additionalProperties": {"if": _SCALAR, "then": {}, "else": variable}}


def _valued(schema: Schema) -> dict[str, Any]:
    """Return the schema with `${var.name}` let in wherever a scalar is not just any text."""
    if schema is _REPLACE:
        return dict(schema)
    if "if" in schema:
        return {**schema, **{branch: _valued(schema[branch]) for branch in ("then", "else") if branch in schema}}
    if schema.get("type") == "object" or "properties" in schema:
        return _valued_table(schema)
    if schema.get("type") == "array":
        return {**schema, "items": _valued(schema["items"])}
    if schema.get("type") == "string" and not {"enum", "pattern"} & schema.keys():
        return dict(schema)
    told = {"description": schema["description"]} if "description" in schema else {}
    return {**told, "if": _PATTERN, "then": {}, "else": dict(schema)}


def _valued_table(schema: Schema) -> dict[str, Any]:
    other = schema.get("additionalProperties", False)
    result = {**schema, "additionalProperties": _valued(other) if isinstance(other, Mapping) else other}
    if "properties" in schema:
        result["properties"] = {name: _valued(sub) for name, sub in schema["properties"].items()}
    return result


def _open(schema: Schema, kind: Kind) -> dict[str, Any]:
    """Return the schema of a resource that other layers may complete."""
    properties = {
        name: _open_list(sub, keyed_by) if (keyed_by := kind.rule(name).keyed_by) else sub
        for name, sub in schema["properties"].items()
    }
    return {**_without_required(schema), "properties": properties}


def _open_list(schema: Schema, keyed_by: str) -> dict[str, Any]:
    if schema["type"] == "object":
        child = schema["additionalProperties"]
        return {**schema, "properties": {"replace": _REPLACE}, "additionalProperties": _open_child(child)}
    items = schema["items"]
    child = {**_open_child(items.get("else", items)), "required": [keyed_by]}
    marker = {"properties": {"replace": _REPLACE}, "additionalProperties": False}
    child = {"if": {"type": "object", "required": ["replace"]}, "then": marker, "else": child}
    return {**schema, "items": {**items, "else": child} if "else" in items else child}


def _open_child(schema: Schema) -> dict[str, Any]:
    return {**_without_required(schema), "properties": {**schema["properties"], **_PLACING}}


def _without_required(schema: Schema) -> dict[str, Any]:
    return {name: rule for name, rule in schema.items() if name != "required"}
