"""What a file of answers may say: as its reader wants it, and as an editor shows it, questions and stages included."""

from __future__ import annotations

import json
from typing import Any

from cvpctl.maturity.value_blueprint import value_blueprint
from cvpctl.model.maturity import Dimension, MaturityModel

Schema = dict[str, Any]
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_WORDS = {
    "stage": "The stage where you stand; empty means not assessed.",
    "note": "What you saw that makes you say so.",
    "by": "Who answered.",
    "on": "When, as 2026-03-31.",
}


def answers_schema() -> Schema:
    """Return what the reader follows. Stages are judged apart, where what was meant can be told."""
    answer = _table({name: {"type": "string", "description": text} for name, text in _WORDS.items()})
    dimensions = _table({one.id: answer for one in value_blueprint().dimensions})
    edition = {"type": "string", "enum": [value_blueprint().id], "description": "The model these answers are about."}
    organization = {"type": "string", "description": "Whose practice this is."}
    fields = {"maturity": edition, "organization": organization, "dimensions": dimensions}
    return {**_table(fields), "required": ["maturity"]}


def editor_schema() -> Schema:
    """Return the published schema: whatever is empty is not answered, so nothing is an error because it is empty."""
    model, schema = value_blueprint(), answers_schema()
    dimensions = {one.id: _shown(model, one) for one in model.dimensions}
    properties = {
        **schema["properties"],
        "organization": _or_empty(schema["properties"]["organization"]),
        "dimensions": {**_or_empty(schema["properties"]["dimensions"]), "properties": dimensions},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cvpctl:schema:maturity",
        "title": "cvpctl maturity answers",
        **schema,
        "properties": properties,
    }


def editor_schema_text() -> str:
    return json.dumps(editor_schema(), indent=2, ensure_ascii=False) + "\n"


def _shown(model: MaturityModel, dimension: Dimension) -> Schema:
    told = "\n".join(f"{one.id}: {dimension.stages[one.id]}" for one in model.stages)
    fields: Schema = {name: {"type": ["string", "null"], "description": text} for name, text in _WORDS.items()}
    stage = {"enum": [*(one.id for one in model.stages), None], "description": f"{dimension.question}\n{told}"}
    on = {**fields["on"], "pattern": DATE}
    described = f"{dimension.name}: {dimension.question}"
    return {**_or_empty(_table({**fields, "stage": stage, "on": on})), "description": described}


def _table(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _or_empty(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}
