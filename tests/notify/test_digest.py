"""What is news to somebody: once, again when it changed, again after some days, and that it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpctl.model.told import Heard, Told
from cvpctl.notify.digest import Due, due

NOW = datetime(2026, 5, 4, 5, 23, tzinfo=UTC)
TIER, REGION = "property.contacts.tier", "property.contacts.region"
Things = dict[str, str]


def heard(days: float = 1, **prints: str) -> Heard:
    return {
        {"tier": TIER, "region": REGION}[key]: Told(seen, NOW - timedelta(days=days)) for key, seen in prints.items()
    }


def asked(now: Things, told: Heard, *, days: int | None = 7, whole: bool = True) -> Due:
    return due(now, told, NOW, days=days, whole=whole)


def test_what_nobody_heard_of_is_news() -> None:
    """And from then on it has been heard of, at this moment."""
    found = asked({TIER: "a"}, {})

    assert (True, (TIER,)) == (found.is_due, found.new)
    assert {TIER: Told("a", NOW)} == found.heard


def test_the_same_is_not_told_twice() -> None:
    """It keeps the moment when it was told."""
    found = asked({TIER: "a"}, heard(tier="a"))

    assert not found.is_due
    assert heard(tier="a") == found.heard


def test_what_changed_is_told_again() -> None:
    """A further edit of the same property is news."""
    assert (TIER,) == asked({TIER: "b"}, heard(tier="a")).changed


def test_news_come_with_what_was_told_before() -> None:
    """A message names all that is there, so all of it counts as told anew."""
    found = asked({TIER: "a", REGION: "x"}, heard(days=3, tier="a"))

    assert ((REGION,), ()) == (found.new, found.again)
    assert {TIER: Told("a", NOW), REGION: Told("x", NOW)} == found.heard


@pytest.mark.parametrize(("old", "days", "reminds"), [(7, 7, True), (6.9, 7, False), (400, None, False), (2, 1, True)])
def test_what_stays_is_told_again_after_some_days(old: float, days: int | None, *, reminds: bool) -> None:
    """As many as cvpctl.yaml says, or never."""
    found = asked({TIER: "a"}, heard(days=old, tier="a"), days=days)

    assert reminds == found.is_due == found.only_again


def test_that_it_is_over_is_told_once() -> None:
    """After that nobody has heard of anything, so a quiet night stays quiet."""
    found = asked({}, heard(tier="a", region="x"))

    assert (True, True, {}) == (found.is_due, found.clean, found.heard)
    assert not asked({}, found.heard).is_due


def test_what_went_is_forgotten_without_a_word() -> None:
    """While something else is still there; where it comes back it is news again."""
    found = asked({TIER: "a"}, heard(tier="a", region="x"))

    assert not found.is_due
    assert (REGION,) == asked({TIER: "a", REGION: "x"}, found.heard).new


def test_a_look_at_a_part_calls_nothing_clean() -> None:
    """What it does not see may be there: it is neither over nor forgotten, nor news the next time."""
    found = asked({}, heard(tier="a"), whole=False)

    assert not found.is_due
    assert heard(tier="a") == found.heard
    told = asked({REGION: "x"}, heard(tier="a"), whole=False)
    assert {TIER, REGION} == told.heard.keys()


@given(
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz")),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz")),
    st.booleans(),
)
def test_a_second_look_at_once_is_never_due(now: Things, before: Things, whole: bool) -> None:  # noqa: FBT001
    """Whatever was told before: once a message arrived, the same look has nothing to say."""
    told = {key: Told(seen, NOW - timedelta(days=9)) for key, seen in before.items()}

    assert not asked(now, asked(now, told, whole=whole).heard, whole=whole).is_due
