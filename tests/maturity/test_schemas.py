"""The two published schemas: that of a file of answers, and that of an assessment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cvpctl.maturity import value_blueprint
from cvpctl.maturity.answers_schema import editor_schema, editor_schema_text
from cvpctl.model.maturity_schema import assessment_schema, assessment_schema_text

SCHEMAS = Path(__file__).parents[2] / "schemas"
EDITOR = Draft202012Validator(editor_schema())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("maturity.schema.json", editor_schema_text()),
        ("maturity-assessment.schema.json", assessment_schema_text()),
    ],
)
def test_a_published_schema_is_current(name: str, text: str) -> None:
    """`make schemas` writes it anew."""
    assert text == (SCHEMAS / name).read_text(encoding="utf-8")


def test_both_are_schemas() -> None:
    """Of the draft they name."""
    for schema in (editor_schema(), assessment_schema()):
        Draft202012Validator.check_schema(schema)


def test_an_editor_knows_every_stage_of_every_dimension() -> None:
    """What a person reads while choosing is the model's text."""
    dimensions = editor_schema()["properties"]["dimensions"]["properties"]
    for one in value_blueprint().dimensions:
        told = dimensions[one.id]["properties"]["stage"]["description"]
        assert [] == [text for text in one.stages.values() if text not in told]


@pytest.mark.parametrize(
    ("answer", "fits"),
    [
        ({"stage": "III", "on": "2026-10-12"}, True),
        ({"stage": None, "note": None, "by": None, "on": None}, True),
        (None, True),
        ({"stage": "VI"}, False),
        ({"stage": 3}, False),
        ({"on": "soon"}, False),
        ({"stag": "I"}, False),
    ],
)
def test_an_editor_judges_as_the_reader_does(answer: Any, fits: bool) -> None:  # noqa: FBT001 - the expectation
    """Empty is fine, a stage that is none is not."""
    document = {"maturity": "value-blueprint/1", "dimensions": {"timing": answer}}
    assert fits == EDITOR.is_valid(document)
