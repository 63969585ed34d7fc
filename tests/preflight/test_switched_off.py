"""Objects of the object library that nobody switched on: said, left out, and no reason to call anything unread."""

from __future__ import annotations

from typing import Literal

import pytest
from preflight.conftest import Make, addresses, codes, planned

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.switches import Switches

BLUEPRINT = """\
objects:
  services:
    groups:
      promise: {label: Promise}
    properties:
      promised: {label: Promised, type: string, fieldType: text, groupName: promise}
  contacts:
    groups:
      promise: {label: Promise}
associations:
  - {from: services, to: contacts, labels: {buyer: {label: Buyer, inverseLabel: Bought}}}
"""
OURS = ["group.services.promise", "property.services.promised", "label.services.contacts.buyer"]


@pytest.mark.parametrize("answers", ["refuse", "answer"])
def test_an_object_that_is_off_is_left_out_whole(make: Make, answers: Literal["refuse", "answer"]) -> None:
    """Whatever HubSpot answers about it, which nobody has recorded; a link leads to the object library."""
    desk = make(BLUEPRINT, off=("services",))
    desk.emulator.use_switches(Switches(disabled_objects=answers))

    plan = planned(desk)
    assert ["group.contacts.promise"] == addresses(plan["changes"])
    assert ([], []) == (plan["unknown"], plan["blocked"])
    assert ["SWITCHED_OFF", *["WAITS_FOR_ABSENT"] * 3] == codes(plan["unavailable"])
    told = " ".join(one["message"] for one in plan["unavailable"])
    assert [] == [one for one in OURS if one not in told]
    help_ = plan["unavailable"][0]["help"]
    assert help_.endswith(f"https://app.hubspot.com/object-library/{desk.emulator.portal_id}")
    assert 0 == desk.run("apply", "--yes").code
    assert (0, 0) == (desk.run("plan", "--exit-code").code, desk.run("drift").code)


def test_once_it_is_on_it_is_made(make: Make) -> None:
    """The next plan has it."""
    desk = make(BLUEPRINT, off=("services",))
    desk.run("apply", "--yes")
    desk.emulator.enable_object("services")

    assert sorted(OURS) == sorted(addresses(planned(desk)["changes"]))


def test_where_nobody_tells_it_stays_unknown(make: Make) -> None:
    """Without HubSpot's word that the object is off, what cannot be read is not taken for absent."""
    desk = make(BLUEPRINT, off=("services",))
    desk.emulator.faults.add(Fault("status", status=403, route="/object-library/", times=1))

    ended = desk.run("plan")
    assert 9 == ended.code
    assert "Unknown (2)" in ended.said
