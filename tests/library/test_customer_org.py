"""What the Customer Org page wants is there: each wish has its carrier, and who fills it is said."""

from __future__ import annotations

import re
from functools import cache

import pytest
from library.contents import FILES, LIBRARY, Part, parts, parts_of, the

from cvpctl.kinds.native_catalogue import natives_of
from cvpctl.model import Resource
from cvpctl.model.views import Verdict
from cvpctl.policy import Subject
from cvpctl.views import VIEWS, coverage

WISHES = ("Contact", "Company", "Signal", "Appointment", "Ticket", "Service", "Note")
LABELS = ("Key Contact", "Asked for It", "To Be Informed", "Customer Requests", "Value Delivery")
NATIVE = {"hs_seniority", "hs_buying_role", "hs_language", "hs_activity_type", "hs_note_body"}


REVIEWED = ("contacts.relationship_health", "companies.account_health", "services.service_health")


def opening() -> str:
    (layer,) = [file for file in FILES if file.path == LIBRARY / "customer-org.yaml"]
    return layer.opening


def test_every_object_of_the_page_has_its_wishes() -> None:
    """The table goes through the seven objects of the page in its order."""
    assert re.findall(r"^#   ([A-Z][a-z]+) {2,}", opening(), re.MULTILINE)[: len(WISHES)] == [*WISHES]


@cache
def alone() -> list[Part]:
    """Return what somebody gets who takes this layer and nothing else."""
    return parts_of(LIBRARY / "customer-org.yaml")


def test_carriers_are_there() -> None:
    """Every internal name that the table gives is a property of the layer alone or one of HubSpot's."""
    ours = {part.address.key for part in alone() if part.address.kind == "property"}
    named = {*re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", opening())}
    assert named - ours - NATIVE == set()
    assert len(named & ours) > 15


def test_labels_and_pipelines_are_there() -> None:
    """What the table calls by its label is stated by the layer alone."""
    stated = {part.body.get("label") for part in alone()}
    assert [label for label in LABELS if label not in stated or label not in opening()] == []


def test_the_layer_alone_supports_its_view() -> None:
    """Each question of the Unified Customer View has all that it takes."""
    subject = Subject({part.address: Resource(part.address, part.body) for part in alone()})
    library = {part.address: Resource(part.address, part.body) for part in parts()}
    (seen,) = coverage(subject, library, views=[one for one in VIEWS if one.key == "UCV"]).views
    assert [one.question.key for one in seen.answers if one.verdict is not Verdict.SUPPORTS] == []


def test_when_they_became_a_customer_is_hubspots_own() -> None:
    """The library has no date of its own for what HubSpot documents of a company."""
    (native,) = [one for one in natives_of("companies") if one.name == "closedate"]
    assert (native.meaning, "closedate" in opening()) == ("When the company became a customer.", True)
    assert [str(part) for part in parts() if part.address.key == "customer_since"] == []


@pytest.mark.parametrize("address", REVIEWED)
def test_a_day_of_looking_is_set_by_whoever_looked(address: str) -> None:
    """No workflow knows that somebody looked; who may judge may say that they did."""
    judged, looked = the(f"property.{address}"), the(f"property.{address}_reviewed_on")
    assert (looked.purpose.filled_by, "workflow" in looked.purpose.filled_by) == (judged.purpose.filled_by, False)


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
