import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from cvpctl.project import project_schema, project_schema_text

PUBLISHED = Path(__file__).parents[2] / "schemas" / "project.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(project_schema())


def test_the_published_schema_is_current() -> None:
    """schemas/project.schema.json is what the code says; write it anew with project_schema_text()."""
    assert PUBLISHED.read_text(encoding="utf-8") == project_schema_text()


def test_the_schema_is_one() -> None:
    """It is valid JSON Schema, draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(json.loads(project_schema_text()))


@pytest.mark.parametrize(
    ("portal", "good"),
    [
        ("{portalId: 111, token: {env: T}, apiVersion: v3}", True),
        ("{token: {read: {env: T}, write: {keyring: acme}}, apiVersion: {properties: v3}}", True),
        ("{token: {read: {env: T}}}", True),
        ("{token: {write: {env: T}}}", False),
        ("{token: {read: {env: T}, env: T}}", False),
        ("{token: abc}", False),
        ("{token: {env: A, file: b}}", False),
        ("{token: {}}", False),
        ("{portalId: 0}", False),
        ("{portal_id: 1}", False),
        ("{apiVersion: newest}", False),
        ("{bindings: {pipeline.deals.main: 1186754, label.a.b.c: 12/13, property.contacts.a: true}}", True),
        ("{bindings: {pipeline.deals.main: }}", False),
        ("{bindings: [pipeline.deals.main]}", False),
    ],
)
def test_an_editor_judges_a_portal_as_cvpctl_does(portal: str, *, good: bool) -> None:
    """The schema that editors follow and the reader accept and refuse the same shapes."""
    document = {"project": "acme", "portals": {"production": yaml.safe_load(portal)}}

    assert VALIDATOR.is_valid(document) == good


def test_the_reserved_names_are_in_the_schema() -> None:
    """An editor knows that env cannot be stated and that the emulator has no token."""
    assert not VALIDATOR.is_valid({"project": "acme", "portals": {"env": {}}})
    assert not VALIDATOR.is_valid({"project": "acme", "portals": {"emulator": {"token": {"env": "T"}}}})
    assert VALIDATOR.is_valid({"project": "acme", "portals": {"emulator": {"drift": "hold"}}})
