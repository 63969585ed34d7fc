"""What agents read is explained, and what they write is marked and confined."""

from __future__ import annotations

import pytest
from policy.subjects import resource
from policy.told import choice, labelled, told

from cvpctl.model import Address, Purpose

UNDESCRIBED, OPTION, NUMBERED = "PROPERTY_UNDESCRIBED", "OPTION_UNCLEAR", "STAGE_ID_NUMERIC"
STAMP, SCOPES = "AGENT_STAMP_MISSING", "SCOPES_TOO_WIDE"
X1 = Address("property", ("contacts",), "x1")
BY_AGENT = {X1: Purpose(filled_by=("workflow", "agent"))}


@pytest.mark.parametrize(
    ("description", "said"),
    [("", False), ("  ", False), ("The tier.", False), ("Tier of the customer.", True), ("Kundenstufe", True)],
)
def test_a_description_says_more_than_the_label(description: str, said: bool) -> None:  # noqa: FBT001
    """Articles and full stops add nothing."""
    assert ([] if said else [str(X1)]) == told(UNDESCRIBED, labelled("Tier", description=description))


def test_what_another_layer_defines_is_described_there() -> None:
    """A file that only moves a property to another group leaves its words alone."""
    assert [] == told(UNDESCRIBED, resource(str(X1), groupName="value"))
    assert [] == told(UNDESCRIBED, labelled("Email", hubspotDefined=True), live=True)


@pytest.mark.parametrize("label", ["order_type_b2b", "orderTypeB2b", "Option 1", "test", "TBD", "xxx"])
def test_an_option_is_labelled_for_people(label: str) -> None:
    """The value may be what it likes."""
    assert [str(X1)] == told(OPTION, choice("Kind", "Fine", label))


@pytest.mark.parametrize("label", ["fulfilled", "B2B", "2026", "iOS", "e-mail", "Yes", "1", "Test drive", "C++"])
def test_a_short_word_is_a_word(label: str) -> None:
    """Case and brevity are matters of taste."""
    assert [] == told(OPTION, choice("Kind", label))


def test_a_stage_is_known_by_what_the_portal_calls_it() -> None:
    """A binding hides a number behind a word; HubSpot's first pipelines are its own."""
    bound = [{"id": "discover", "identity": "1186754", "label": "Discover"}]
    born = {"createdAt": "1970-01-01T00:00:00Z", "updatedAt": "1970-01-01T00:00:00Z"}
    pipeline = resource("pipeline.deals.p", label="Sales", stages=bound)
    first = resource("pipeline.tickets.0", label="Support", stages=[{"id": "1", "label": "New", **born}], **born)
    assert ["pipeline.deals.p"] == told(NUMBERED, pipeline, first, live=True)


def test_agents_that_write_leave_a_stamp() -> None:
    """Any object may carry it; without an agent nobody needs one."""
    stamp = labelled("Created by Agent", "notes")
    stamped = resource("property.notes.created_by_agent", **stamp.body)
    known = {"purposes": BY_AGENT, "declared": True}
    assert [str(X1)] == told(STAMP, labelled("Brief"), **known)
    assert [] == told(STAMP, labelled("Brief"), stamped, **known)
    assert [] == told(STAMP, labelled("Brief"), declared=True)


@pytest.mark.parametrize(
    ("scope", "needed"),
    [
        ("oauth", True),
        ("tickets", True),
        ("crm.schemas.custom.write", True),
        ("crm.objects.line_items.read", True),
        ("crm.lists.read", True),
        ("automation", True),
        ("content", False),
        ("crm.lists.write", False),
        ("settings.users.write", False),
        ("crm.export", False),
        ("crm.objects.contacts.sensitive.read.v2", False),
    ],
)
def test_a_token_holds_what_configuration_needs(scope: str, needed: bool) -> None:  # noqa: FBT001
    """Mail, users and exports are none of it."""
    assert ([] if needed else [""]) == told(SCOPES, live=True, scopes=frozenset({scope}))


def test_sensitive_scopes_are_for_sensitive_properties() -> None:
    """Where some are there, the token must see them."""
    one = labelled("Diagnosis", dataSensitivity="sensitive")
    scopes = frozenset({"crm.objects.contacts.sensitive.read.v2"})
    assert [] == told(SCOPES, one, live=True, scopes=scopes)


@pytest.mark.parametrize(
    ("scope", "needed"),
    [
        ("crm.schemas.contacts.write", True),
        ("crm.objects.contacts.write", True),
        ("crm.schemas.deals.write", True),
        ("crm.schemas.tickets.write", False),
        ("crm.objects.invoices.write", False),
        ("crm.schemas.custom.write", False),
        ("connected-email-data-access", False),
    ],
)
def test_writing_is_for_objects_that_something_is_stated_of(scope: str, needed: bool) -> None:  # noqa: FBT001
    """In the portal or in blueprints beside it."""
    known = {"stated": frozenset({"deals"}), "scopes": frozenset({scope})}
    assert ([] if needed else [""]) == told(SCOPES, labelled("Key Context"), live=True, **known)


def test_the_scope_of_mail_is_for_mail() -> None:
    """Where e-mails have properties of people's own, it is needed."""
    scopes = frozenset({"connected-email-data-access"})
    assert [] == told(SCOPES, labelled("Tone", "emails"), live=True, scopes=scopes)
    assert [""] == told(SCOPES, labelled("Tone", "notes"), live=True, scopes=scopes)
