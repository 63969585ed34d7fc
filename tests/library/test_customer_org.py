"""What the Customer Org page wants is there: each wish has its carrier, and who fills it is said."""

from __future__ import annotations

import re

import pytest
from library.contents import FILES, LIBRARY, parts, the

WISHES = ("Contact", "Company", "Signal", "Appointment", "Ticket", "Service", "Note")
LABELS = ("Key Contact", "Asked for It", "To Be Informed", "Customer Requests", "Value Delivery")
NATIVE = {"hs_seniority", "hs_buying_role", "hs_language", "hs_activity_type", "hs_note_body"}


def opening() -> str:
    (layer,) = [file for file in FILES if file.path == LIBRARY / "customer-org.yaml"]
    return layer.opening


def test_every_object_of_the_page_has_its_wishes() -> None:
    """The table goes through the seven objects of the page in its order."""
    assert re.findall(r"^#   ([A-Z][a-z]+) {2,}", opening(), re.MULTILINE)[: len(WISHES)] == [*WISHES]


def test_carriers_are_there() -> None:
    """Every internal name that the table gives is a property of the library or one of HubSpot's."""
    ours = {part.address.key for part in parts() if part.address.kind == "property"}
    named = {*re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", opening())}
    assert named - ours - NATIVE == set()
    assert len(named & ours) > 15


def test_labels_and_pipelines_are_there() -> None:
    """What the table calls by its label is stated."""
    stated = {part.body.get("label") for part in parts()}
    assert [label for label in LABELS if label not in stated or label not in opening()] == []


@pytest.mark.parametrize(
    ("appointment", "meeting"),
    [("appointment_purpose", "meeting_purpose"), ("appointment_outcome", "meeting_result")],
)
def test_both_encounters_carry_purpose_and_outcome(appointment: str, meeting: str) -> None:
    """An appointment and a meeting each have both, and people are among those who fill them."""
    both = (the(f"property.appointments.{appointment}"), the(f"property.meetings.{meeting}"))
    assert [part.body["type"] for part in both] == ["string", "string"]
    assert ["person" in part.purpose.filled_by for part in both] == [True, True]


@pytest.mark.parametrize("name", ["decisions_made", "next_steps"])
def test_what_follows_an_encounter_is_one_property(name: str) -> None:
    """Decisions and next steps mean the same on both, word for word."""
    described = {the(f"property.{one}.{name}").body["description"] for one in ("appointments", "meetings")}
    assert len(described) == 1


def test_what_a_meeting_tells_is_filled_by_who_was_there() -> None:
    """After a meeting, a service that took notes may write as well as a person; the purpose comes from who books it."""
    after = [part for part in parts() if part.body.get("groupName") == "after_meeting"]
    assert {part.purpose.filled_by for part in after} == {("person", "integration", "agent")}
    assert the("property.meetings.meeting_purpose").purpose.filled_by == ("person", "workflow", "agent")


def test_an_expansion_signal_has_a_place() -> None:
    """A ticket can say that it is one, what is wished for, and that the owner should speak with them."""
    options = [option["value"] for option in the("property.tickets.request_kind").body["options"]]
    assert options == ["question", "issue", "optimization_request", "expansion_interest"]
    assert the("property.tickets.further_need").body["type"] == "string"
    assert the("property.tickets.owner_follow_up").body["type"] == "bool"


def test_no_record_of_a_signal_is_made_here() -> None:
    """The folder brings nothing for Lead or a custom object: what people did is on the timeline."""
    touched = {name for part in parts() if "/customer-org/" in part.file for name in part.address.scope}
    assert touched == {"contacts", "companies", "appointments", "meetings", "tickets", "notes"}
