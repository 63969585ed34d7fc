"""docs/emulator.md says of every route what is enforced and how sure that is, and names every admin route."""

from __future__ import annotations

import re

from docs.documents import ROOT
from docs.emulator_table import EMULATOR_TABLES, STRENGTHS, enforced
from docs.reference import parts_of

from cvpctl.emulator.admin import DEEDS
from cvpctl.emulator.admin import PREFIX as ADMIN
from cvpctl.emulator.routes import ROUTES

DOCUMENT = "docs/emulator.md"


def test_every_route_says_what_is_enforced() -> None:
    """The function behind a route has a docstring, which the table shows."""
    assert [] == [f"{one.method} {one.area} {one.path}" for one in ROUTES if len(enforced(one)) < 20]


def test_every_table_is_shown() -> None:
    """Routes, switches, tiers and faults all stand in the document, and each route is one row."""
    shown = parts_of(DOCUMENT)
    rows = re.findall(r"^\| (?:GET|POST|PUT|PATCH|DELETE) \| .+ \| (.+) \|$", shown["emulator routes"], re.MULTILINE)
    assert set(EMULATOR_TABLES) == set(shown)
    assert sorted(STRENGTHS[one.evidence] for one in ROUTES) == sorted(rows)


def test_every_admin_route_is_told() -> None:
    """No admin route is missing, and none is told that does not exist."""
    text = (ROOT / DOCUMENT).read_text(encoding="utf-8")
    told = re.findall(r"^\| `([A-Z]+) (/_emulator\S*)` \| .{5,} \|$", text, re.MULTILINE)
    assert sorted(told) == sorted((method, ADMIN + path) for method, path in DEEDS)
