"""The sheets as an Excel workbook. The only home of XlsxWriter.

Every cell of a stranger's words is written as a text and marked as one, so that what begins with = + - or @ stays a
text when somebody edits the cell. The date inside is fixed: the same portal gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from cvpctl.render.docs_cells import Row, Sheet
from cvpctl.render.wording import ELLIPSIS, visible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_000
"""Characters in a cell; Excel takes 32,767."""
FORMULAS = ("=", "+", "-", "@")
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zone
_HEAD = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F", "valign": "vcenter", "text_wrap": True}
_CELL = {"valign": "top", "text_wrap": True}
_LINE = {"bottom": 4, "bottom_color": "#B6BEC8"}


def workbook(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """Return the file."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - 0.1 s that only a spreadsheet needs

    held = io.BytesIO()
    quiet = {f"strings_to_{what}": False for what in ("formulas", "urls", "numbers")}
    with Workbook(held, {"in_memory": True, **quiet}) as book:
        book.set_properties({"title": visible(title), "comments": "Written by cvpctl docs.", "created": _CREATED})
        looks = _Looks(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, looks)
    return held.getvalue()


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format(_HEAD)
        self.text = book.add_format({**_CELL, **_LINE})
        self.quoted = book.add_format({**_CELL, **_LINE, "quote_prefix": True})
        self.link = book.add_format({**_CELL, **_LINE, "font_color": "#0B57D0", "underline": 1})

    def of(self, text: str) -> Format:
        return self.quoted if text.startswith(FORMULAS) else self.text


def _write(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.title, looks.head)
    for line, row in enumerate(sheet.rows, start=1):
        link = sheet.links[line - 1] if sheet.links else ""
        _row(page, line, row, looks, link)
    page.set_row(0, 24)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _row(page: Worksheet, line: int, row: Row, looks: _Looks, link: str) -> None:
    for number, value in enumerate(row):
        if isinstance(value, int):
            page.write_number(line, number, value, looks.text)
        elif number == 0 and link:
            quoted = link.replace("'", "''")
            page.write_url(line, number, f"internal:'{quoted}'!A1", looks.link, cell(value))
        else:
            text = cell(value)
            page.write_string(line, number, text, looks.of(text))


def cell(text: str) -> str:
    """Return a text as it fits a cell: lines stay lines, what cannot be seen is spelt out, what is endless is cut."""
    told = "\n".join(map(visible, text.splitlines()))
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + ELLIPSIS
