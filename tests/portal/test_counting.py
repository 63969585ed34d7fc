"""Counting the records that hold what is about to go, on the embedded portal."""

import json
from typing import Any
from urllib.request import Request, urlopen

import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.model import Address, Count
from cvpctl.portal import Portal

TIER = "property.contacts.tier"
DEALS = "pipeline.deals.default"


def ask(emulator: Emulator, method: str, path: str, body: Any = None) -> Any:
    headers = {"Authorization": f"Bearer {emulator.token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(emulator.base_url + path, data, headers, method=method)) as answer:
        return json.loads(answer.read() or "null")


@pytest.fixture
def filled(emulator: Emulator) -> Emulator:
    """Three contacts, two of which have a tier, and two deals in one stage."""
    options = [{"value": one, "label": one, "displayOrder": n} for n, one in enumerate(("gold", "silver", "tin"))]
    tier = {"name": "tier", "label": "Tier", "groupName": "contactinformation", "type": "enumeration"}
    ask(emulator, "POST", "/crm/v3/properties/contacts", {**tier, "fieldType": "checkbox", "options": options})
    for held in ({"tier": "gold;silver"}, {"tier": "silver"}, {}):
        ask(emulator, "POST", "/crm/v3/objects/contacts", {"properties": held})
    for name in ("One", "Two"):
        placed = {"dealname": name, "pipeline": "default", "dealstage": "appointmentscheduled"}
        ask(emulator, "POST", "/crm/v3/objects/deals", {"properties": placed})
    return emulator


@pytest.mark.parametrize(
    ("text", "records"),
    [
        (TIER, 2),
        (f"{TIER}/options/gold", 1),
        (f"{TIER}/options/silver", 2),
        (f"{TIER}/options/tin", 0),
        (DEALS, 2),
        (f"{DEALS}/stages/appointmentscheduled", 2),
        (f"{DEALS}/stages/closedwon", 0),
    ],
)
def test_each_part_is_counted(filled: Emulator, reader: Portal, text: str, records: int) -> None:
    """One search apiece, which a read-only portal may send."""
    address = Address.parse(text)
    assert {address: Count(records)} == reader.count([address])
    assert reader.calls.total == 1
    assert filled.log.writes == 6


def test_a_bound_stage_is_counted_under_its_live_id(filled: Emulator) -> None:
    """The blueprint's name means nothing to the portal."""
    stage = Address.parse("pipeline.deals.path_to_value/stages/discover_value")
    bindings = {stage.owner: "default", stage: "appointmentscheduled"}
    with Portal.open(filled.base_url, filled.token, read_only=True, bindings=bindings) as portal:
        assert {stage: Count(2)} == portal.count([stage])


def test_what_cannot_be_counted_says_why(emulator: Emulator, reader: Portal) -> None:
    """A refusal is no zero, and a label has no records of its own."""
    label, tier = Address.parse("label.deals.contacts.buyer"), Address.parse(TIER)
    emulator.faults.fail_once(403, route="/search")
    found = reader.count([label, tier])
    assert [(None, "HubSpot has no way to count by label"), (None, True)] == [
        (found[label].records, found[label].why),
        (found[tier].records, bool(found[tier].why)),
    ]
