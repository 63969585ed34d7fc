"""The published schema of records takes every record that is written, and refuses damaged ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cvpctl.model import Address, Entry, Record
from cvpctl.project import project_schema
from cvpctl.project.record_schema import record_schema, record_schema_text
from cvpctl.project.record_text import to_text

PUBLISHED = Path(__file__).parents[2] / "schemas" / "record.schema.json"
VALIDATOR = Draft202012Validator(record_schema())
NAMES = st.text(min_size=1, max_size=6)
BODIES = st.dictionaries(NAMES, st.none() | st.integers() | NAMES | st.dictionaries(NAMES, NAMES), max_size=3)
ADDRESSES = st.builds(Address, NAMES, st.lists(NAMES, max_size=2).map(tuple), NAMES)
ENTRIES = st.builds(
    lambda stated, live, identity: Entry(stated, live, identity=identity), BODIES, BODIES, st.text(max_size=4)
)
SCOPES = st.tuples(NAMES, st.lists(NAMES, max_size=2).map(tuple))
RECORDS = st.builds(
    Record,
    st.integers(1, 99_999_999),
    st.text(max_size=4),
    st.dictionaries(ADDRESSES, ENTRIES, max_size=3),
    st.text(max_size=4),
    st.dictionaries(SCOPES, st.frozensets(NAMES, max_size=2), max_size=2),
)
RECORD = Record(4711, "acme", {Address("group", ("contacts",), "value"): Entry({"label": "Value"}, {"label": "Value"})})


def test_the_published_schema_is_current() -> None:
    """`make schemas` writes it anew; it is one, and says which it is."""
    assert record_schema_text() == PUBLISHED.read_text(encoding="utf-8")
    Draft202012Validator.check_schema(record_schema())
    assert "cvpctl:record/1" == record_schema()["$id"]


@settings(max_examples=60, deadline=None)
@given(RECORDS)
def test_every_record_fits(record: Record) -> None:
    """Records with anything in any field."""
    document = json.loads(to_text(record))
    assert [] == [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "cvpctl.record/2"),
        (("portalId",), "4711"),
        (("token",), "x"),
        (("completed",), 1),
        (("unmanaged",), {"group.contacts": ["a", "a"]}),
        (("entries", "nothing"), {"stated": {}, "live": {}}),
        (("entries", "group.contacts.value"), {"stated": {}}),
        (("entries", "group.contacts.value", "live"), []),
        (("entries", "group.contacts.value", "identity"), ""),
    ],
    ids=str,
)
def test_a_damaged_record_does_not_fit(path: tuple[str, ...], value: Any) -> None:
    """What the reader refuses, and keys nobody wrote."""
    document = json.loads(to_text(RECORD))
    place = document
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(document)


def test_bindings_are_part_of_the_project_file() -> None:
    """They stand under a portal of `cvpctl.yaml`, for the emulator as for HubSpot's."""
    portals = project_schema()["properties"]["portals"]
    places = (portals["additionalProperties"], portals["properties"]["emulator"])
    assert [True, True] == ["bindings" in one["properties"] for one in places]
