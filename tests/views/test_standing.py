"""How it stands with one part in a portal."""

from __future__ import annotations

import pytest
from views.made_up_portals import HEALTH, NATIVE, SPONSOR, portal, resource

from cvpctl.model import Scope
from cvpctl.model.views import Standing
from cvpctl.policy import Subject
from cvpctl.views.standing import standing
from cvpctl.views.wording import part

THERE, MISSING, UNREAD = Standing.THERE, Standing.MISSING, Standing.UNREAD
SCHEMAS: Scope = ("schema", ())


def stands(text: str, subject: Subject, *beyond: str) -> Standing:
    return standing(part(text), subject, frozenset(beyond))


@pytest.mark.parametrize("text", [HEALTH, NATIVE, SPONSOR, "schema.deliverable", "pipeline.orders.order_to_acceptance"])
def test_what_is_live_is_there(text: str) -> None:
    """Whatever else could not be read."""
    assert THERE is stands(text, portal(text, unread=(SCHEMAS, ("label", ()))))
    assert MISSING is stands(text, portal())


def test_a_label_is_one_whichever_object_is_named_first() -> None:
    """A portal may be read the other way round."""
    assert THERE is stands(SPONSOR, portal("label.contacts.projects.sponsor"))
    assert UNREAD is stands(SPONSOR, portal(unread=(("label", ("contacts", "projects")),)))


def test_labels_that_nobody_could_list_are_all_unread() -> None:
    """Which pairs have labels is one question to a portal."""
    assert UNREAD is stands(SPONSOR, portal(unread=(("label", ()),)))


def test_any_pipeline_of_an_object_will_do() -> None:
    """Whatever it is called; that of another object will not."""
    assert THERE is stands("pipeline.orders.*", portal("pipeline.orders.in_the_shop"))
    assert MISSING is stands("pipeline.orders.*", portal("pipeline.deals.sales"))


def test_an_object_of_hubspots_is_there_unless_it_is_off_or_unread() -> None:
    """It has no list of its own; its properties speak for it."""
    assert THERE is stands("schema.orders", portal())
    assert Standing.SWITCHED_OFF is stands("schema.orders", portal(off=("orders",)))
    assert UNREAD is stands("schema.orders", portal(unread=(("property", ("orders",)),)))


def test_parts_of_a_custom_object_hang_on_the_list_of_custom_objects() -> None:
    """Nobody asks for the properties of an object that nobody could see."""
    text = "property.deliverable.due_on"
    assert UNREAD is stands(text, portal(unread=(SCHEMAS,)))
    assert UNREAD is stands("label.deliverable.companies.recipient", portal(unread=(SCHEMAS,)))
    assert MISSING is stands(HEALTH, portal(unread=(SCHEMAS,)))


def test_a_subscription_takes_a_kind_away_with_all_that_hangs_on_it() -> None:
    """What is live in spite of it is there."""
    beyond = Standing.BEYOND
    assert beyond is stands("property.deliverable.due_on", portal(), "schema")
    assert beyond is stands(SPONSOR, portal(), "label")
    assert MISSING is stands(HEALTH, portal(), "schema", "label")
    assert THERE is stands("schema.orders", portal(), "schema")
    assert THERE is stands("schema.deliverable", portal("schema.deliverable"), "schema")


def test_what_is_hidden_is_not_there_for_people() -> None:
    """Hiding is how one retires a property."""
    assert Standing.HIDDEN is stands(HEALTH, portal(resource(HEALTH, hidden=True)))
    assert THERE is stands(HEALTH, portal(resource(HEALTH, hidden=False)))


@pytest.mark.parametrize(
    ("text", "native"),
    [
        (NATIVE, True),
        ("property.payments.hs_latest_status", True),
        ("property.tasks.hubspot_owner_id", True),
        ("schema.orders", True),
        ("pipeline.deals.*", True),
        ("pipeline.orders.*", False),
        ("pipeline.deals.path_to_value", False),
        ("schema.deliverable", False),
        (HEALTH, False),
        (SPONSOR, False),
    ],
)
def test_what_hubspot_brings_is_told_from_what_the_library_states(text: str, native: bool) -> None:  # noqa: FBT001 - the expectation
    """Orders are the object that comes without a pipeline."""
    assert native is part(text).native
