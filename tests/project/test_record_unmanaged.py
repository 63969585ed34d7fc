"""What a record knows of things that are not ours: kept as text, tolerant of records that know nothing of it."""

from __future__ import annotations

import json

import pytest

from cvpctl.model import Record, Scope
from cvpctl.project.record_merge import merged
from cvpctl.project.record_text import RecordDamaged, from_text, to_text

PROPERTIES: Scope = ("property", ("contacts",))
LABELS: Scope = ("label", ("projects", "contacts"))
SCHEMAS: Scope = ("schema", ())


def test_lists_go_there_and_back() -> None:
    """Sorted, so that git shows what came; an empty list is knowledge too."""
    record = Record(
        1, "acme", unmanaged={PROPERTIES: frozenset({"b", "a.b"}), LABELS: frozenset(), SCHEMAS: frozenset()}
    )

    told = json.loads(to_text(record))["unmanaged"]

    assert {"label.projects.contacts": [], "property.contacts": ["a.b", "b"], "schema": []} == told
    assert record == from_text(to_text(record))


def test_an_old_record_knows_nothing() -> None:
    """The field may be missing, and a record without any such knowledge does not write it."""
    text = to_text(Record(1, "acme"))

    assert "unmanaged" not in text
    assert {} == from_text(text).unmanaged


@pytest.mark.parametrize("said", [[], {"property.contacts": "a"}, {"property.contacts": [1]}, {"": []}])
def test_anything_else_is_damage(said: object) -> None:
    """A record that cannot be understood is refused, not read in part."""
    text = json.dumps({**json.loads(to_text(Record(1))), "unmanaged": said})

    with pytest.raises(RecordDamaged):
        from_text(text)


def test_two_records_keep_what_each_looked_at() -> None:
    """Ours stands where we looked since, theirs elsewhere."""
    before = Record(1, unmanaged={PROPERTIES: frozenset({"a"})})
    ours = Record(1, unmanaged={PROPERTIES: frozenset({"a", "b"})})
    theirs = Record(1, unmanaged={PROPERTIES: frozenset({"c"}), LABELS: frozenset({"d"})})

    assert {PROPERTIES: frozenset({"a", "b"}), LABELS: frozenset({"d"})} == merged(before, ours, theirs).unmanaged
    assert theirs.unmanaged == merged(before, before, theirs).unmanaged
