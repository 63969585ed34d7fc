"""The spreadsheet for clients, read back by another library."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from portal_docs.made_up_portal import BODIES, documented, hostile

from cvpctl.render.docs_cells import LONGEST_NAME, Column, Sheet, sheet_names, sheets
from cvpctl.render.docs_words import Documented
from cvpctl.render.docs_xlsx import LONGEST, workbook


def book(found: Documented) -> Any:
    return load_workbook(io.BytesIO(workbook(sheets(found), title="Data dictionary of acme")))


def rows(page: Worksheet) -> list[dict[str, Any]]:
    head, *rest = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def test_each_object_has_its_sheet() -> None:
    """An overview first, then objects with properties, then pipelines and labels."""
    found = book(documented())

    assert ["Overview", "Contacts", "Pipelines", "Associations"] == found.sheetnames
    overview = rows(found["Overview"])
    assert [("Contacts", 2, 0, "HubSpot"), ("Deals", 0, 1, None)] == [
        (one["Object"], one["Properties"], one["Pipelines"], one["Is right about it"] or None) for one in overview
    ]


def test_a_property_says_what_it_is_for_and_why_it_is_there() -> None:
    """Group, type, lines of the description, rules, who fills it, what HubSpot has, and the source."""
    tier = next(one for one in rows(book(documented())["Contacts"]) if one["Property"] == "Tier")

    assert {
        "Group": "Fit",
        "Internal name": "tier",
        "Type": "Single-line text",
        "What it is for": "How big.\nAsk them.",
        "Rules": "REGEX ^[A-Z]{2}",
        "Filled by": "person, agent",
        "HubSpot has": "numberofemployees counts heads",
        "Source": "ours: why",
    }.items() <= tier.items()


def test_values_stages_and_labels_are_in_it() -> None:
    """Options with their internal values, stages by number with what they mean, labels both ways with their limits."""
    found = book(documented())

    path = next(one for one in rows(found["Contacts"]) if one["Property"] == "Value Path Stage")
    assert ["Audience (audience)", "Champion (champion)"] == [path["Values"].splitlines()[n] for n in (0, -1)]
    assert [(1, "One", "probability 0.2"), (4, "Lost", "probability 0.0")] == [
        (one["No."], one["Stage"], one["Means"]) for one in (rows(found["Pipelines"])[n] for n in (0, -1))
    ]
    assert [("Sponsor", "Sponsored deal", "at most 1 Contacts")] == [
        (one["It reads"], one["The other way round"], one["Limits"]) for one in rows(found["Associations"])
    ]


def test_a_client_can_read_it() -> None:
    """Every sheet has a styled head that stays, filters over all its rows, wrapped text and set widths."""
    for page in book(documented()):
        head = page[1]
        assert "A2" == page.freeze_panes
        assert page.dimensions == page.auto_filter.ref
        assert {(True, "FF1F3A5F")} == {(cell.font.b, cell.fill.start_color.rgb) for cell in head}
        assert {True} == {cell.alignment.wrap_text for row in page.iter_rows() for cell in row}
        assert all(page.column_dimensions[cell.column_letter].width > 4 for cell in head)
        assert ("1:1", "landscape") == (page.print_title_rows.replace("$", ""), page.page_setup.orientation)


def test_an_object_leads_to_its_sheet() -> None:
    """A click in the overview opens it; an object without one has no link."""
    overview = book(documented())["Overview"]

    assert "'Contacts'!A1" == overview["A2"].hyperlink.location
    assert overview["A3"].hyperlink is None


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_nothing_is_a_formula(sign: str) -> None:
    """What begins like one is a text, and is marked as one so that it stays a text when somebody edits it."""
    text = f"{sign}HYPERLINK(1)"
    page = load_workbook(io.BytesIO(workbook([Sheet("S", (Column("C", 9),), ((text,),))], title="")))["S"]

    cell = page["A2"]
    assert "s" == cell.data_type
    assert text == cell.value
    assert cell.quotePrefix


def test_hostile_names_stay_texts() -> None:
    """In every cell of every sheet, and the sheets have names that Excel takes."""
    found = book(hostile())

    kinds = {cell.data_type for page in found for row in page.iter_rows() for cell in row if cell.value is not None}
    assert {"s", "n"} == kinds
    assert all(len(name) <= LONGEST_NAME and not set(name) & set("[]:*?/\\") for name in found.sheetnames)


def test_a_text_longer_than_a_cell_is_cut() -> None:
    """Excel would call the file damaged."""
    long = {**BODIES, "property.contacts.tier": {"label": "Tier", "description": "x" * 40_000, "groupName": "fit"}}

    tier = next(one for one in rows(book(documented(long))["Contacts"]) if one["Property"] == "Tier")

    assert (LONGEST, "…") == (len(tier["What it is for"]), tier["What it is for"][-1])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["Contacts", "CONTACTS", "contacts"], ["Contacts", "CONTACTS 2", "contacts 3"]),
        (["History", "'", ""], ["History 2", "Sheet", "Sheet 2"]),
        (["a/b:c?[d]*e\\f"], ["a b c  d  e f"]),
        (["x" * 40, "x" * 41], ["x" * 31, "x" * 29 + " 2"]),
        (["'quoted'"], ["quoted"]),
    ],
)
def test_sheets_have_names_of_their_own(wanted: list[str], found: list[str]) -> None:
    """Capitals do not tell two apart in Excel, some signs and one word are refused, and 31 letters are the most."""
    assert found == sheet_names(wanted)


def test_the_same_portal_makes_the_same_bytes() -> None:
    """No date of today is inside, in the properties of the file or of its parts."""
    one, other = (workbook(sheets(documented()), title="x") for _ in range(2))

    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as parts:
        assert {(1980, 1, 1)} == {part.date_time[:3] for part in parts.infolist()}
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_what_could_not_be_read_has_a_sheet() -> None:
    """Whoever reads only the spreadsheet must know it too."""
    found = book(documented(BODIES, "Properties of Services could not be read"))

    assert "Not read" == found.sheetnames[-1]
    assert ["Properties of Services could not be read"] == [
        one["What could not be read"] for one in rows(found["Not read"])
    ]
