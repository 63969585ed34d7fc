"""`cvpctl docs` as a consultant types it: of blueprints, of a portal over HTTP, of a snapshot."""

from __future__ import annotations

import posixpath
import re
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from desk import Desk
from openpyxl import load_workbook
from portal_docs.made_up_portal import hostile
from portal_docs.test_diagrams import is_sound
from shipped import LIBRARY

from cvpctl.cli.docs_folder import MARKER
from cvpctl.emulator.faults import Fault
from cvpctl.render.docs_files import documents

BLUEPRINT = """\
blueprint: fictional/contacts
version: 1.0.0
sourceOfTruth: {contacts: HubSpot}
objects:
  contacts:
    groups: {fit: {label: Fit}}
    properties:
      tier:
        label: Tier
        groupName: fit
        type: enumeration
        fieldType: select
        description: How big they are.
        options: [{value: a, label: Large}, {value: b, label: Small}]
        nativeConsidered: numberofemployees counts heads.
        filledBy: person
        source: "ours: an example"
  deals:
    pipelines:
      path:
        label: Path
        stages:
          one: {label: One, metadata: {probability: 0.2}}
          won: {label: Won, metadata: {probability: 1}}
valuePath: {on: [contacts]}
associations:
  - {from: deals, to: contacts, labels: {sponsor: {label: Sponsor, inverseLabel: Sponsored deal}}}
"""
LINK = re.compile(r"\]\(([^)#]+)\)")
MERMAID = re.compile(r"```mermaid\n(.*?)\n```", re.DOTALL)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def reached(page: str, to: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), to))


def test_blueprints_are_documented_offline(desk: Desk) -> None:
    """Everything is reached from index.md, and each file is what its name says."""
    desk.write("blueprints/contacts.yaml", BLUEPRINT)
    desk.emulator.log.clear()

    ended = desk.run("docs", "-o", "out")
    found = contents(desk.folder / "out")

    assert (0, 0) == (ended.code, desk.emulator.log.total), ended.told
    assert f"wrote {len(found) - 1} files; begin at out/index.md\n" == ended.said
    pages = [name for name in found if name.endswith(".md")]
    linked = {reached(name, to) for name in pages for to in LINK.findall(found[name].decode())}
    assert linked | {"index.md", MARKER} == set(found)
    for name in (name for name in found if name.endswith(".svg")):
        ET.fromstring(found[name])
    diagrams = [text for name in pages for text in MERMAID.findall(found[name].decode())]
    assert 3 == len(diagrams)
    assert [] == [text for text in diagrams if not is_sound(text)]
    assert (
        found["data-dictionary.html"].startswith(b"<!doctype html>") or b"<html" in found["data-dictionary.html"][:200]
    )


def test_why_things_are_there_is_told(desk: Desk) -> None:
    """Description, who fills it, what HubSpot has, the source, which system is right, and where a file says it."""
    desk.write("blueprints/contacts.yaml", BLUEPRINT)
    desk.run("docs", "blueprints", "-o", "out")
    page = desk.read("out/objects/contacts.md")

    (row,) = [line for line in page.splitlines() if line.startswith("| **Tier**")]
    assert "How big they are." in row
    assert "*Filled by:* person<br>*HubSpot has:* numberofemployees counts heads.<br>*Source:* ours: an example" in row
    assert "Large `a`<br>Small `b`" in row
    assert "HubSpot is right about it" in page
    book = load_workbook(desk.folder / "out" / "data-dictionary.xlsx")
    assert "blueprints/contacts.yaml:8:7" in [cell.value for cell in book["Contacts"]["L"]]


@pytest.mark.long
def test_a_portal_is_documented_with_what_its_blueprints_say(desk: Desk) -> None:
    """Live texts with the sources of the files; HubSpot's own only on request; the same portal, the same bytes."""
    desk.write("blueprints/contacts.yaml", BLUEPRINT)
    assert 0 == desk.run("apply", "--portal", "acme", "--yes").code
    properties = "/crm/properties/2026-09/contacts"
    desk.ask("PATCH", f"{properties}/tier", {"description": "As the portal has it"})

    first, again = (desk.run("docs", "--portal", "acme", "-o", name) for name in ("out", "again"))
    page = desk.read("out/objects/contacts.md")

    assert (0, 0) == (first.code, again.code), first.told
    assert contents(desk.folder / "out") == contents(desk.folder / "again")
    assert "As the portal has it" in page
    assert "*Source:* ours: an example" in page
    assert "jobtitle" not in page
    assert "a portal on this machine, not HubSpot" in desk.read("out/index.md")
    assert 0 == desk.run("docs", "--portal", "acme", "-o", "whole", "--include-hubspot-defined").code
    assert "`jobtitle`" in desk.read("whole/objects/contacts.md")


def test_what_could_not_be_read_is_told(desk: Desk) -> None:
    """Exit 9, and the list with its reason in the index and in the spreadsheet."""
    desk.emulator.faults.add(Fault("status", status=403, route="/0-2/groups", times=0))

    ended = desk.run("docs", "--portal", "acme", "-o", "out")

    assert 9 == ended.code
    assert "- Property groups of Companies could not be read: forbidden" in desk.read("out/index.md")
    assert "Not read" in load_workbook(desk.folder / "out" / "data-dictionary.xlsx").sheetnames


def test_a_snapshot_is_documented_like_its_portal(desk: Desk) -> None:
    """Without asking anybody; beside other paths it makes no sense."""
    desk.ask("POST", "/crm/properties/2026-09/contacts/groups", {"name": "fit", "label": "Fit"})
    assert 0 == desk.run("snapshot", "--portal", "acme", "-o", "acme.json").code
    desk.emulator.log.clear()

    assert 0 == desk.run("docs", "acme.json", "-o", "out").code

    assert 0 == desk.emulator.log.total
    assert f"# Documentation of acme (portal {desk.emulator.portal_id})" in desk.read("out/index.md")
    assert 64 == desk.run("docs", "acme.json", "--portal", "acme", "-o", "out").code


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("docs", "-o", "blueprints"), 64, "holds files that docs did not write"),
        (("docs", "-o", "cvpctl.yaml"), 64, "is a file"),
        (("docs", "nowhere.yaml", "-o", "out"), 3, "nowhere.yaml does not exist"),
        (("docs", "nowhere.json", "-o", "out"), 64, "nowhere.json cannot be read"),
        (("docs", "--portal", "nowhere", "-o", "out"), 64, "has no portal"),
    ],
)
def test_words_that_do_not_fit(desk: Desk, words: tuple[str, ...], code: int, told: str) -> None:
    """Each is refused with what is wrong, and nothing is written."""
    desk.write("blueprints/contacts.yaml", "blueprint: fictional/empty\n")

    ended = desk.run(*words)

    assert (code, "") == (ended.code, ended.said)
    assert told in ended.told
    assert not (desk.folder / "out").exists()


def test_hostile_names_stay_names() -> None:
    """No tag of a stranger in a page or a picture, no cell of a table broken, and one file per object."""
    found = {name: text.decode() for name, text in documents(hostile()).items() if not name.endswith(".xlsx")}

    assert [] == [name for name, text in found.items() if "<script>alert" in text]
    for name, text in found.items():
        if name.endswith(".md"):
            tables = [line for line in text.splitlines() if line.startswith("|")]
            assert all(line.endswith("|") for line in tables)
            assert [] == [each for each in MERMAID.findall(text) if not is_sound(each)]


def test_the_whole_library_is_documented_in_seconds(desk: Desk) -> None:
    """Every object and every pipeline, well under what a person would wait."""
    begun = time.monotonic()

    ended = desk.run("docs", str(LIBRARY), "-o", "out")

    assert 0 == ended.code
    assert time.monotonic() - begun < 10
    found = contents(desk.folder / "out")
    assert 20 <= sum(name.startswith("objects/") for name in found)
    assert 10 <= sum(name.startswith("pipelines/") for name in found)
    assert [] == [
        each
        for name in found
        if name.endswith(".md")
        for each in MERMAID.findall(found[name].decode())
        if not is_sound(each)
    ]
