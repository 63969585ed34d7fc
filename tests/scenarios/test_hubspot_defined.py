"""Properties that HubSpot defines: options may be added where it says so, the rest is told and never written."""

from __future__ import annotations

import json
from typing import Any

from desk import Desk
from scenarios.older_portal import CRM, seen, writes

STATUS = CRM.format("properties", "contacts/hs_lead_status")
TAKE = ("--take", "blueprint:property.contacts.hs_lead_status")
HEAD = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    properties:
"""


def _options(desk: Desk) -> dict[str, Any]:
    return {one["value"]: one["label"] for one in desk.ask("GET", STATUS)["options"]}


def test_an_option_more_is_one_update_that_keeps_all_others(fresh: Desk) -> None:
    """The list is sent whole, since HubSpot replaces it whole; nothing of HubSpot's own goes."""
    fresh.write(
        "blueprints/portal.yaml", HEAD + "      hs_lead_status: {options: [{value: WAITING, label: Waiting for us}]}\n"
    )
    before, since = _options(fresh), seen(fresh)

    applied = fresh.run("apply", "--yes", *TAKE)

    assert 0 == applied.code, applied.said + applied.told
    assert ["PATCH /crm/properties/2026-09/0-1/hs_lead_status"] == writes(fresh, since)
    assert before | {"WAITING": "Waiting for us"} == _options(fresh)
    assert 0 == fresh.run("plan", "--exit-code").code


def test_a_label_that_hubspot_keeps_is_told_and_not_written(fresh: Desk) -> None:
    """Nobody can allow it."""
    fresh.write("blueprints/portal.yaml", HEAD + "      hs_lead_status: {label: Where it stands}\n")

    applied = fresh.run("apply", "--yes", *TAKE)
    plan = json.loads(fresh.run("plan", "--format", "json", *TAKE).said)

    assert (4, []) == (applied.code, writes(fresh))
    (finding,) = plan["blocked"][0]["findings"]
    assert ("READ_ONLY_DEFINITION", False) == (finding["code"], finding.get("allowable", False))


def test_options_that_hubspot_keeps_are_not_added_to(fresh: Desk) -> None:
    """Where nothing is said of the options, what is said of the definition counts."""
    fresh.write("blueprints/portal.yaml", HEAD + "      lifecyclestage: {options: [{value: fan, label: Fan}]}\n")

    applied = fresh.run("apply", "--yes", "--take", "blueprint:property.contacts.lifecyclestage")

    assert (4, []) == (applied.code, writes(fresh))
    assert "READ_ONLY_DEFINITION: HubSpot does not let the options of this property be changed" in applied.said
