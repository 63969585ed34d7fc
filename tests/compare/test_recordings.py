"""Configurations as real portals have them, recorded by others: kept, compared, patched and documented."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from compare.patching import compiled
from openpyxl import load_workbook
from portal_docs.test_command import MERMAID
from portal_docs.test_diagrams import is_sound
from real.recordings import ABSENT, portal_in, recordings

from cvpctl.cli.compare_patch_draft import patch_of
from cvpctl.cli.compare_patch_text import patch_text
from cvpctl.engine.comparing import compared
from cvpctl.engine.comparing_taken import taken
from cvpctl.kinds.natives import hubspots_own
from cvpctl.model import BY_NAME
from cvpctl.model.comparison import Origin, Side
from cvpctl.model.snapshot import Snapshot
from cvpctl.project.snapshot_file import snapshot_from, snapshot_text
from cvpctl.render.dictionary import dictionary_of
from cvpctl.render.docs_files import SHEETS, documents
from cvpctl.render.docs_words import Documented

FILES: list[Any] = recordings() or [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]


def recorded(path: Path) -> Side:
    resources = portal_in(path).resources
    return Side(path.stem, Origin.PORTAL, resources, frozenset(hubspots_own(resources.values())))


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_snapshot_of_a_real_portal_is_that_portal(path: Path) -> None:
    """It goes to a file and back, and nothing tells it from what was recorded, HubSpot's own things included."""
    portal = recorded(path)
    snapshot = taken(portal_in(path), {}, Snapshot(1, "recorded"))
    read = snapshot_from(snapshot_text(snapshot), "recorded.json")

    found = compared(
        portal, replace(portal, resources=read.resources, hubspots=read.hubspots), include_hubspot_defined=True
    )

    assert snapshot == read
    assert () == found.differences
    assert len(portal.resources) == found.equal


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_real_portal_has_reaches_an_empty_one(path: Path) -> None:
    """Each thing of its own is stated by a sound patch, or is named with the reason why no blueprint can."""
    a = recorded(path)
    live = {address: one for address, one in a.resources.items() if address in a.hubspots}
    customs = {address for address in a.resources if address.kind == "schema"}

    found = compared(a, replace(a, resources=live))
    patch = patch_of(found)
    text = patch_text(patch, found, name="recorded/patch", schema="-")

    told = {one.address for one in patch.stated} | {address.owner for address in patch.left}
    assert {one.address for one in found.differences} <= told
    assert {one.address for one in patch.stated} == set(compiled(text).resources)
    natives = [one for one in patch.left if {*one.scope} <= {*BY_NAME} and one not in customs]
    assert len(natives) * 10 <= len(told)


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_real_portal_is_documented(path: Path) -> None:
    """Whatever people called things, the spreadsheet opens and the diagrams are sound."""
    dictionary = dictionary_of(portal_in(path).resources, about="recorded")

    files = documents(Documented(dictionary))

    pages = [content.decode() for name, content in files.items() if name.endswith(".md")]
    assert [] == [text for page in pages for text in MERMAID.findall(page) if not is_sound(text)]
    assert "Overview" == load_workbook(io.BytesIO(files[SHEETS])).sheetnames[0]
