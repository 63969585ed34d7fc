"""The coverage of views as text, Markdown and JSON: every verdict, everything that can stand in the way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jsonschema import Draft202012Validator

from cvpctl.model import Address, Resource, Scope, Unknown, Unseen
from cvpctl.model.views import Coverage, Question, View
from cvpctl.policy import Subject
from cvpctl.render.views_json import views_json
from cvpctl.render.views_markdown import views_markdown
from cvpctl.render.views_schema import views_schema, views_schema_text
from cvpctl.render.views_text import views_text
from cvpctl.views import coverage
from cvpctl.views.wording import ask, need

Golden = Callable[[str, str], None]
PUBLISHED = Path(__file__).parents[2] / "schemas" / "views.schema.json"
PAGE = "example.com/views"
PATCH = "# yaml-language-server: $schema=views.json\nblueprint: acme/views\nversion: 0.1.0\n"
CLOSING = "--patch FILE writes what is missing as a blueprint: 1 group, 2 properties."
HEALTH = "property.companies.account_health"
TICKETS: Scope = ("property", ("tickets",))


def _question(key: str, text: str, *needs: tuple[str, ...]) -> Question:
    return ask(key, text, PAGE, *(need(*one) for one in needs))


VIEWS = (
    View(
        "UCV",
        "Unified Customer View",
        "Who are these people to us?",
        "Customer Org",
        PAGE,
        (
            _question("who", "Who is this?", ("their work", "property.contacts.jobtitle")),
            _question(
                "health",
                "How is the relationship doing, and why?",
                ("mail", "schema.emails"),
                ("the account", f"{HEALTH} + property.companies.account_health_reason"),
                ("next steps", "property.appointments.next_steps", "property.meetings.next_steps"),
            ),
            _question(
                "cares", "What do they care about most?", ("to the person", "property.contacts.what_matters_most")
            ),
            _question("asks", "What do they ask of us?", ("the kind", "property.tickets.request_kind")),
        ),
    ),
    View(
        "URV",
        "Unified Revenue View",
        "What does it look like in money?",
        "Finance Org",
        PAGE,
        (
            _question(
                "stuck",
                "What keeps it from being dropped?",
                ("what was promised", "schema.deliverable + label.deliverable.companies.recipient"),
                ("delivery", "property.services.delivery_summary"),
                ("what is paid", "property.payments.hs_latest_status"),
                ("orders", "pipeline.orders.*", "property.orders.hs_fulfillment_status"),
            ),
        ),
        builds_on=("UCV",),
        note="The canon names no question for this view.",
    ),
)


def _resource(text: str, label: str, **body: object) -> Resource:
    return Resource(Address.parse(text), {"label": label, **body})


LIVE = (
    _resource("property.contacts.jobtitle", "Job Title", hubspotDefined=True),
    _resource("property.contacts.what_matters_most", "What Matters", hidden=True),
    _resource("property.companies.acct_7", "Account\u202e *health*"),
)
SUBJECT = Subject(
    {one.address: one for one in LIVE},
    live=True,
    unknown={TICKETS: Unknown(Unseen.FORBIDDEN, "crm.schemas.tickets.read is missing")},
    switched_off=frozenset({"services"}),
)
LIBRARY = {one.address: one for one in (_resource(HEALTH, "Account\u202e *health*"),)}
SEEN = replace(
    coverage(SUBJECT, LIBRARY, beyond=frozenset({"schema"}), views=VIEWS),
    about="acme | portal (12345678)",
    portal_id=12345678,
    note="embedded portal, not HubSpot",
)
WHOLE = Coverage(
    coverage(
        Subject({one.address: one for one in LIVE[:1]}, live=True),
        {},
        views=[replace(VIEWS[0], questions=VIEWS[0].questions[:1])],
    ).views,
    "blueprints",
)


def test_views_read_on_a_screen_like_this(golden: Golden) -> None:
    """A line for each question, and below it only what it still takes."""
    golden("views.txt", views_text(SEEN, CLOSING, color=False, width=100))


def test_views_read_in_a_pull_request_like_this(golden: Golden) -> None:
    """What strangers wrote is escaped; the blueprint is folded away and can be copied."""
    golden("views.md", views_markdown(SEEN, PATCH))


def test_views_read_to_a_program_like_this(golden: Golden) -> None:
    """Every part with how it stands with it, and no number for the whole."""
    golden("views.json", views_json(SEEN, PATCH))


def test_the_json_is_what_its_schema_says() -> None:
    """The one with everything, and the one with nothing missing."""
    validator = Draft202012Validator(views_schema())
    for one, patch in ((SEEN, PATCH), (WHOLE, "")):
        assert [] == [error.message for error in validator.iter_errors(json.loads(views_json(one, patch)))]


def test_the_published_schema_is_current() -> None:
    """`make schemas` writes it anew."""
    assert PUBLISHED.read_text(encoding="utf-8") == views_schema_text()
    Draft202012Validator.check_schema(views_schema())


def test_colours_are_added_and_change_no_letter() -> None:
    """The same words, with codes around them."""
    plain = views_text(SEEN, CLOSING, color=False, width=100)
    colored = views_text(SEEN, CLOSING, color=True, width=100)
    assert plain != colored
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", colored)


def test_what_is_supported_takes_one_line() -> None:
    """Blueprints say what they cannot know."""
    lines = views_text(WHOLE, "", color=False, width=100).splitlines()
    assert "  supports  Who is this?" == lines[4]
    assert "--portal NAME sees what is switched on" in " ".join(lines)
    assert "<details>" not in views_markdown(WHOLE, "")


def test_no_report_claims_more_than_support() -> None:
    """A view is an outcome of people's; configuration only supports it."""
    for text in (views_text(SEEN, "", color=False, width=100), views_markdown(SEEN, ""), views_json(SEEN, "")):
        assert None is re.search(r"achiev", text, re.IGNORECASE)
