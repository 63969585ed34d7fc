"""Recorded portals of others: the properties that the views take for HubSpot's own are there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from real.recordings import ABSENT, portal_in, recordings

from cvpctl.model import Address
from cvpctl.views import VIEWS

NONE: list[Any] = [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]
FOUND: list[Any] = recordings() or NONE
WHOLE = 200
"""A list with fewer properties is an excerpt."""


def _taken_for_hubspots(object_name: str) -> set[Address]:
    needs = (need for view in VIEWS for question in view.questions for need in question.needs)
    parts = {part for need in needs for way in need.ways for part in way}
    return {one.address for one in parts if one.native and one.address.scope == (object_name,)}


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_the_views_take_for_hubspots_own_is_in_every_recorded_portal(path: Path) -> None:
    """Of every object whose properties were recorded whole."""
    live = portal_in(path).resources
    objects = [one.scope[0] for one in live if one.kind == "property"]
    whole = {name for name in set(objects) if objects.count(name) > WHOLE}
    assert set() == {one for name in whole for one in _taken_for_hubspots(name)} - live.keys()
