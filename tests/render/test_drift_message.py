"""Drift as a message: short, what is news first, and harmless whatever a portal's words are."""

from __future__ import annotations

from dataclasses import replace

from render.drifts import DRIFT, KNOWN, PLAN, TIER

from cvpctl.model import Address, Unknown, Unseen
from cvpctl.model.drift import Drift
from cvpctl.render.drift_message import blind_message, clean_message, drift_message

LOOK = "Look: cvpctl drift --portal acme"


def test_it_has_the_verdict_the_counts_and_how_to_look() -> None:
    """In the title what is there, in the text the first things to know."""
    told = drift_message(PLAN, DRIFT, fresh=(), look=LOOK)

    assert (
        "Drift of acme (portal 12345678): 3 drifted, 1 in conflict, 2 new and unmanaged, the baseline is over in part"
        == told.title
    )
    lines = told.body.splitlines()
    assert lines[0].startswith("Drift since 2026-05-01T00:00:00Z: 3 drifted, 1 in conflict. 2 differences known")
    assert lines[2].startswith("~ Tier (property.contacts.tier): changed in the portal since the last apply; options/")
    assert 'options/Gold/label: portal "Platinum", blueprint "Gold"' in lines[2]
    assert "by user 2002 on 2026-05-04" in lines[2]
    assert ["… and 2 more", "", LOOK] == lines[-3:]


def test_what_is_news_comes_first() -> None:
    """The rest was told before."""
    told = drift_message(PLAN, DRIFT, fresh=("property.deals.next_step",), look=LOOK)
    assert (
        "+ Next step (property.deals.next_step): gone from the portal since the last apply" == told.body.split("\n")[2]
    )


def test_a_reminder_says_that_it_is_one() -> None:
    """So that nobody looks for what is new."""
    assert drift_message(PLAN, DRIFT, fresh=(), look=LOOK, reminds=True).title.startswith("Still: drift of acme")


def test_no_word_of_a_portal_calls_a_channel_or_leads_away() -> None:
    """A label with a mention, a link and markup loses the signs that services obey."""
    told = drift_message(PLAN, DRIFT, fresh=(), look=LOOK)
    text = told.title + told.body

    assert "(!channel)" in text
    assert [] == [sign for sign in ("<", "@here", "](", "*now*", "`") if sign in text]


def test_a_message_stays_short() -> None:
    """Whatever moved, and however long its words are."""
    long = replace(TIER, label="x" * 9_000)
    many = [replace(long, address=Address.parse(f"property.contacts.p{n}")) for n in range(500)]

    told = drift_message(PLAN, Drift(moved=tuple(many)), fresh=(), look=LOOK)

    assert "… and 495 more" in told.body
    assert len(told.title) + len(told.body) < 4_000


def test_what_could_not_be_read_is_said() -> None:
    """A watch that saw half is no quiet night."""
    plan = replace(PLAN, unknown=((("property", ("deals",)), Unknown(Unseen.FORBIDDEN, "a scope is missing")),))
    told = drift_message(plan, Drift(), fresh=(), look=LOOK)

    assert "Drift of acme (portal 12345678): 1 list unreadable" == told.title
    assert "? Properties of Deals could not be read: forbidden (a scope is missing)" in told.body


def test_that_it_is_over_names_what_is_still_accepted() -> None:
    """Gone is not the same as accepted."""
    told = clean_message(PLAN, Drift(known=(KNOWN,)), look=LOOK)

    assert "No drift of acme (portal 12345678) any more" == told.title
    assert "1 difference known and accepted." in told.body


def test_a_watch_that_sees_nothing_says_so() -> None:
    """With the reason, cut where it is long."""
    told = blind_message("acme", f"HubSpot answered 401 {'x' * 900}", look=LOOK)

    assert "Drift of acme could not be looked at" == told.title
    assert "HubSpot answered 401" in told.body
    assert len(told.body) < 500
