"""The schema that editors use is the one this version reads by."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from cvpctl.blueprint import blueprint_schema, check
from cvpctl.blueprint.schema import schema_text

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
    assert check([REPOSITORY / "blueprints"], root=REPOSITORY).findings == ()
