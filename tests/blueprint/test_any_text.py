"""Whatever a file holds, `check` answers with findings: a traceback is a bug."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cvpctl.blueprint import Checked, check
from cvpctl.blueprint.editor_schema import blueprint_schema
from cvpctl.kinds import KINDS
from cvpctl.kinds.schemas import BORN
from cvpctl.model import BY_NAME, Address, Resource

SOUND = (Path(__file__).parent / "sound.yaml").read_text(encoding="utf-8")
WORDS = st.sampled_from(
    """
    objects contacts CONTACT deals 0-3 groups properties pipelines stages options label value groupName type fieldType
    metadata probability ticketState calculationFormula currencyPropertyName hasUniqueValue observed removed address
    extends ./any.yaml variables default existingObjects omit portalOwns property.contacts.x#label replace after before
    customObjects deliverable property.contacts.x pipeline.deals.p/stages/s associations from to labels
    inverseLabel maxToObjects validations ruleType REGEX justification primaryDisplayProperty state
    enumeration radio number string
    true null ~ 0.5 -1 1e999 2026-01-01 ${var.x} &a *a << !!str --- ... ? | > ' " # , : - [ ] { } \\
    """.split()  # noqa: SIM905 - as a list it would take a page
)
GLUE = st.sampled_from(
    [" ", ": ", "\n", "\n  ", "\n    ", "\n      - ", ", ", "{", "}", "[", "]", "\t", "\r", "\u2028", ""]
)
YAMLISH = st.lists(st.tuples(WORDS, GLUE), max_size=40).map(lambda pairs: "".join(word + glue for word, glue in pairs))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), WORDS)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=4),
    max_leaves=25,
)
PLACES = (
    ("objects",),
    ("objects", "contacts", "properties"),
    ("objects", "contacts", "validations"),
    ("objects", "deals", "pipelines", "p", "stages"),
    ("customObjects",),
    ("customObjects", "deliverable"),
    ("customObjects", "interest", "justification"),
    ("associations",),
)
CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def checked(text: bytes, folder: Path) -> Checked:
    path = folder / "any.yaml"
    path.write_bytes(text)
    found = check([path], root=folder)
    assert (found.desired is None) == any(finding.severity == "error" for finding in found.findings)
    assert all(finding.place and finding.place.line > 0 < finding.place.column for finding in found.findings)
    return found


@CALM
@given(st.binary(max_size=300))
def test_random_bytes(tmp_path: Path, text: bytes) -> None:
    """Bytes that are no text, or a text that is no YAML."""
    checked(text, tmp_path)


@CALM
@given(YAMLISH)
@example("{? 'objects': }")
@example("objects: {contacts: {properties: {x: {displayOrder: " + "9" * 5000 + "}}}}")
def test_yamlish_text(tmp_path: Path, text: str) -> None:
    """The words of the language, glued at random."""
    checked(text.encode("utf-8", "replace"), tmp_path)


@CALM
@given(DATA)
def test_any_data_below_the_words_of_the_language(tmp_path: Path, data: object) -> None:
    """JSON is YAML: any shape under the places where resources stand."""
    for path in PLACES:
        for name in reversed(path):
            data = {name: data}
        checked(json.dumps(data).encode(), tmp_path)


@CALM
@given(st.integers(0, len(SOUND)), st.integers(0, 12), st.one_of(YAMLISH, st.text(max_size=6)))
def test_mutations_of_a_sound_blueprint(tmp_path: Path, start: int, cut: int, put: str) -> None:
    """A slip of the hand anywhere in a good file."""
    checked((SOUND[:start] + put + SOUND[start + cut :]).encode("utf-8", "replace"), tmp_path)


@CALM
@given(st.integers(0, len(SOUND)), st.integers(0, 12), WORDS)
def test_the_published_schema_accepts_what_compiles(tmp_path: Path, start: int, cut: int, put: str) -> None:
    """Bodies that `check` lets through are valid under the schema that editors use."""
    found = checked((SOUND[:start] + put + SOUND[start + cut :]).encode("utf-8", "replace"), tmp_path)
    Draft202012Validator(blueprint_schema()).validate(_document(found.desired.resources if found.desired else {}))


def _document(resources: Mapping[Address, Resource]) -> dict[str, Any]:
    """Return a blueprint that says the same."""
    said: dict[str, Any] = {"objects": {}, "customObjects": {}, "associations": []}
    for address, resource in resources.items():
        body = {name: value for name, value in resource.body.items() if name != BORN}
        if address.kind == "schema":
            said["customObjects"].setdefault(address.key, {}).update(body)
        elif address.kind == "label":
            pair = dict(zip(("from", "to"), address.scope, strict=True))
            said["associations"].append({**pair, "labels": {address.key: body}})
        else:
            name, collection = address.scope[0], KINDS[address.kind].collection
            table = said["objects" if name in BY_NAME else "customObjects"].setdefault(name, {})
            table.setdefault(collection, {})[address.key] = body["rules"] if collection == "validations" else body
    return said


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000])
def test_deep_nesting_is_refused_quickly(tmp_path: Path, text: str) -> None:
    """Libyaml's own composer ends the process here."""
    assert [finding.code for finding in checked(text.encode(), tmp_path).findings] == ["TOO_DEEP"]
