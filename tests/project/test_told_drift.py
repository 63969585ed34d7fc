"""Who heard of what, kept on this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cvpctl.model.told import Told
from cvpctl.project import Places, RecordStore
from cvpctl.project.told_drift import ByTarget, ToldDrift

AT = datetime(2026, 5, 4, 5, 23, 17, 123456, tzinfo=UTC)
HEARD: ByTarget = {"team": {"property.contacts.tier": Told("update ab12", AT)}, "owner": {}}


@pytest.fixture
def store(tmp_path: Path) -> ToldDrift:
    places = Places(tmp_path / "state", tmp_path / "applied")
    return ToldDrift.of(places, RecordStore(places), "acme", 4711)


def test_what_was_told_reads_back(store: ToldDrift) -> None:
    """To the microsecond; before anything was told it is nothing."""
    assert {} == store.load()
    store.save(HEARD)
    assert HEARD == store.load()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{", ""),
        ("cvpctl.told/1", "cvpctl.told/9"),
        ('"update ab12"', "null, 1"),
        ("2026-05-04T05:23:17.123456+00:00", "yesterday"),
        ("+00:00", ""),
        ('"at"', '"when"'),
        ('"targets": {', '"targets": [], "x": {'),
    ],
)
def test_a_damaged_memory_is_none(store: ToldDrift, old: str, new: str) -> None:
    """One message too many is better than none."""
    store.save(HEARD)
    path = store.places.told("acme", 4711)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    assert {} == store.load()


def test_each_portal_has_its_own(store: ToldDrift) -> None:
    """The portal of the environment is kept by its id."""
    store.save(HEARD)

    assert "acme.json" == store.places.told("acme", 4711).name
    assert "env-4711.json" == store.places.told("env", 4711).name
    assert {} == ToldDrift(store.places, "sandbox", 4711).load()
