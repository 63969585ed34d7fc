"""The published schema of plans takes every plan that is written, and refuses damaged ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from model.test_plan_json import PLAN, PLANS, SLOW, written

from cvpctl.model import Plan
from cvpctl.model.plan_json import plan_to_json
from cvpctl.model.plan_schema import OPTIONAL, plan_schema, plan_schema_text

PUBLISHED = Path(__file__).parents[2] / "schemas" / "plan.schema.json"
VALIDATOR = Draft202012Validator(plan_schema())


def test_the_published_schema_is_current() -> None:
    """`make schemas` writes it anew; it is one, and says which it is."""
    assert plan_schema_text() == PUBLISHED.read_text(encoding="utf-8")
    Draft202012Validator.check_schema(plan_schema())
    assert "cvpctl:plan/1" == plan_schema()["$id"]


@SLOW
@given(PLANS)
def test_every_plan_fits(plan: Plan) -> None:
    """Plans with anything in any field."""
    document = json.loads(json.dumps(plan_to_json(plan)))
    assert [] == [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


@given(st.sampled_from([name for name in written(PLAN) if name not in OPTIONAL]))
def test_a_plan_without_a_key_does_not_fit(name: str) -> None:
    """None but the later ones may be missing."""
    document = written(PLAN)
    del document[name]
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "cvpctl.plan/2"),
        (("portalId",), "12345678"),
        (("unchanged",), -1),
        (("digest",), "abc"),
        (("token",), "x"),
        (("changes", 0, "action"), "replace"),
        (("changes", 1, "address"), "nothing"),
        (("changes", 0, "fields", 0, "path"), "label"),
        (("changes", 0, "fields", 0, "path"), []),
        (("changes", 0, "class"), "whim"),
        (("changes", 0, "source"), "blueprint.yaml"),
        (("changes", 0, "more"), 1),
    ],
    ids=str,
)
def test_a_damaged_plan_does_not_fit(path: tuple[Any, ...], value: Any) -> None:
    """What the reader refuses, and keys nobody wrote."""
    document = written(PLAN)
    place: Any = document
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(document)
