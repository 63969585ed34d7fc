"""The schema that editors use is the one this version reads by."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from cvpctl.blueprint import blueprint_schema, check
from cvpctl.blueprint.schema import schema_text
from cvpctl.project import Shelf

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent


def test_the_committed_schema_is_current() -> None:
    """Regenerate with `python -m cvpctl.blueprint.schema > schemas/blueprint.schema.json`."""
    assert schema_text() == (REPOSITORY / "schemas" / "blueprint.schema.json").read_text(encoding="utf-8")


def test_it_is_a_schema() -> None:
    """Draft 2020-12 finds nothing wrong with it."""
    Draft202012Validator.check_schema(blueprint_schema())


def test_a_sound_blueprint_is_sound_to_both() -> None:
    """The example that uses every part of the language passes here and in an editor."""
    assert check([HERE / "sound.yaml"], root=HERE).findings == ()
    Draft202012Validator(blueprint_schema()).validate(yaml.safe_load((HERE / "sound.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "name", ["06-unknown-keys", "07-wrong-types", "29-list-instead-of-mapping", "36-document-head"]
)
def test_an_editor_sees_mistakes_of_shape(name: str) -> None:
    """What is wrong in shape is red while it is typed."""
    data = yaml.safe_load((HERE / "broken" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert not Draft202012Validator(blueprint_schema()).is_valid(data)


def test_shipped_blueprints_are_sound() -> None:
    """What the repository offers to clients has neither errors nor warnings."""
    folders = [path for path in (REPOSITORY / "blueprints").iterdir() if path.is_dir()]
    assert "value-first" in {folder.name for folder in folders}
    assert check(folders, root=REPOSITORY, shelf=Shelf.of(None)).findings == ()


WHOLE = {"label": "Seats", "groupName": "g", "type": "number", "fieldType": "number"}
PLACED = {"options": [{"replace": True}, {"value": "new", "after": "old"}, "short"]}


@pytest.mark.parametrize(
    ("extends", "body", "good"),
    [
        (False, {**WHOLE, "displayOrder": "${var.order}", "hidden": "${var.shown}"}, True),
        (False, {**WHOLE, "displayOrder": "${order}"}, False),
        (False, {**WHOLE, "type": "${var.type}"}, True),
        (False, PLACED, False),
        (True, PLACED, True),
        (True, {"options": [{"label": "No value"}]}, False),
        (True, {"options": [{"replace": False}]}, False),
    ],
)
def test_an_editor_knows_layers_and_variables(*, extends: bool, body: dict[str, object], good: bool) -> None:
    """A file that extends may leave out and place; a variable stands wherever a scalar does."""
    layered = {"extends": ["value-first@0.1"]} if extends else {}
    document = {**layered, "objects": {"contacts": {"properties": {"seats": body}}}}
    assert good == Draft202012Validator(blueprint_schema()).is_valid(document)


def test_an_editor_asks_for_a_label_where_nothing_is_extended() -> None:
    """What no other layer can say is red while it is typed."""
    document = {"objects": {"contacts": {"groups": {"ours": {"displayOrder": 1}}}}}
    assert not Draft202012Validator(blueprint_schema()).is_valid(document)
    assert Draft202012Validator(blueprint_schema()).is_valid({"extends": ["./a.yaml"], **document})


def test_an_editor_accepts_both_forms_of_a_variable() -> None:
    """Declared with a type, or a plain value for an inherited one."""
    variables = {"name": {"type": "string", "default": "x"}, "order": 3, "shown": True}
    assert Draft202012Validator(blueprint_schema()).is_valid({"variables": variables})
    assert not Draft202012Validator(blueprint_schema()).is_valid({"variables": {"name": {"type": "text"}}})
