"""What an answer means, odd bodies included. The bodies follow published recordings, with fictional names."""

import json

import pytest

from cvpctl.errors import DailyLimit, MissingScope, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.portal.answers import Answer, Passing, accepted

INNER = {
    "status": "error",
    "message": "Can't delete or purge a group with active properties",
    "correlationId": "c-2",
    "category": "VALIDATION_ERROR",
    "subCategory": "PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES",
}
IN_USE = {
    "status": "error",
    "category": "VALIDATION_ERROR",
    "message": "Property: seats of object type 0-2 is currently used in 1 places and cannot be deleted",
    "errors": [{"context": {"parentType": ["CALCULATED_PROPERTY"], "parentName": ["0-2/seats_total"]}}],
}


def meaning(status: int, body: object = "") -> Exception:
    text = body if isinstance(body, str) else json.dumps(body)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the test looks at it
        accepted(Answer(status, text=text))
    return caught.value


@pytest.mark.parametrize("status", [200, 201, 204, 207])
def test_success_is_given_back(status: int) -> None:
    """Any 2xx is an answer."""
    assert Answer(status) == accepted(Answer(status))


def test_refusal_keeps_hubspots_words() -> None:
    """Message, category and correlation id are as HubSpot gave them."""
    error = meaning(409, {"message": "taken", "category": "OBJECT_ALREADY_EXISTS", "correlationId": "c-1"})
    assert isinstance(error, PortalRefused)
    told = (error.message, error.status, error.category, error.correlation_id)
    assert told == ("taken", 409, "OBJECT_ALREADY_EXISTS", "c-1")


def test_json_inside_the_message_is_unfolded() -> None:
    """A group that holds properties answers with its error as text."""
    error = meaning(400, {"status": "error", "message": json.dumps(INNER), "correlationId": "c-1"})
    assert isinstance(error, PortalRefused)
    assert (
        error.message,
        error.category,
        error.correlation_id,
    ) == ("Can't delete or purge a group with active properties", "VALIDATION_ERROR", "c-2")


@pytest.mark.parametrize("body", ["", "<html><h2>HTTP ERROR 404</h2></html>", "[]", '"text"', "{"])
def test_a_body_without_words_still_has_a_status(body: str) -> None:
    """HTML, nothing, and JSON that is no object end as a plain sentence."""
    assert str(meaning(404, body)) == "HTTP 404 without an explanation"


def test_what_holds_a_property_is_named() -> None:
    """HubSpot tells the users of a property only when it refuses."""
    assert str(meaning(400, IN_USE)).endswith("(used by CALCULATED_PROPERTY 0-2/seats_total)")


@pytest.mark.parametrize("name", ["requiredGranularScopes", "requiredScopes"])
def test_missing_scopes_are_named(name: str) -> None:
    """A 403 says which scopes would do."""
    errors = [{"context": {name: ["crm.schemas.leads.read", "crm.objects.leads.read"]}}]
    error = meaning(403, {"message": "This app hasn't been granted…", "errors": errors, "category": "MISSING_SCOPES"})
    assert isinstance(error, MissingScope)
    assert error.message == "the token lacks one of these scopes: crm.schemas.leads.read, crm.objects.leads.read"


def test_a_403_without_scopes_keeps_its_message() -> None:
    """Property reads answer 403 in another shape, without a category."""
    told = "You do not have permissions to view object type X in portal 1 (requires one of [contacts-read])"
    assert told == str(meaning(403, {"status": "error", "message": told}))


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"category": "INVALID_AUTHENTICATION"}, NotAuthorised),
        (429, {"policyName": "DAILY"}, DailyLimit),
        (477, "", PortalUnreachable),
    ],
)
def test_hopeless_answers_are_not_passing(status: int, body: object, error: type[Exception]) -> None:
    """No wait of seconds helps with these."""
    found = meaning(status, body)
    assert isinstance(found, error)
    assert not isinstance(found, Passing)


@pytest.mark.parametrize(
    ("status", "in_doubt"), [(429, False), (423, False), (500, True), (502, True), (504, True), (521, True)]
)
def test_passing_answers_say_whether_something_may_have_happened(status: int, in_doubt: bool) -> None:  # noqa: FBT001
    """Throttled and locked calls were not carried out; after a server fault nobody knows."""
    found = meaning(status)
    assert isinstance(found, Passing)
    assert in_doubt == found.in_doubt
