"""What HubSpot makes along with a pair's first label stays after a rollback, and is named."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk

BEFORE = """\
blueprint: acme/portal
version: 1.0.0
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: deliverable_name
    justification:
      nativesConsidered: [services, projects]
      why: A service holds many promises at once and cannot say that this one was kept.
    properties:
      deliverable_name: {label: Name, groupName: deliverable_information, type: string, fieldType: text}
"""
FIRST = """\
associations:
  - from: deliverable
    to: contacts
    labels:
      payer: {label: Payer, inverseLabel: Pays for}
"""
SECOND = "      checker: {label: Checker}\n"
ALLOW = ("--allow", "LABEL_DELETED:*")


def _applied(desk: Desk, blueprint: str) -> None:
    desk.write("blueprints/portal.yaml", blueprint)
    ended = desk.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told


def _between(desk: Desk) -> list[dict[str, Any]]:
    (made,) = desk.ask("GET", "/crm-object-schemas/2026-09/schemas")["results"]
    rows = desk.ask("GET", f"/crm/associations/2026-09/{made['objectTypeId']}/0-1/labels")["results"]
    return [row for row in rows if row["category"] == "USER_DEFINED"]


@pytest.mark.long
def test_the_association_without_a_label_stays_and_is_named(fresh: Desk) -> None:
    """A pair that had nothing before keeps one, with its type id, and nothing that anybody planned."""
    _applied(fresh, BEFORE)
    before = _between(fresh)
    _applied(fresh, BEFORE + FIRST)

    ended = fresh.run("rollback", "--yes", *ALLOW)

    (plain,) = _between(fresh)
    assert (0, [], None) == (ended.code, before, plain["label"]), ended.said + ended.told
    notices = " ".join(ended.said.partition("Notices")[2].split())
    assert f"deliverable and contacts stay associated without a label (type id {plain['typeId']})" in notices


@pytest.mark.long
def test_a_second_label_brings_nothing_along(fresh: Desk) -> None:
    """Where the first one stays, so does what came with it, and there is nothing to say of that."""
    _applied(fresh, BEFORE + FIRST)
    before = _between(fresh)
    _applied(fresh, BEFORE + FIRST + SECOND)

    ended = fresh.run("rollback", "--yes", *ALLOW)

    assert (0, before) == (ended.code, _between(fresh)), ended.said + ended.told
    assert "stay associated" not in " ".join(ended.said.split())
