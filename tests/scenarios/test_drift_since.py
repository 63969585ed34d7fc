"""Drift since a moment: what HubSpot says was edited later, and nothing dropped that has no time."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from desk import Desk
from scenarios.drifting import COUNTY, GROUP, REGION, STAGE, by_hand, looked, make_new, provision, relabel

from cvpctl.cli.drift_since import WhenType


@pytest.fixture
def desk(fresh: Desk) -> Desk:
    return provision(fresh)


def now() -> str:
    return datetime.now(UTC).isoformat()


def addresses(told: list[dict[str, str]]) -> list[str]:
    return [one["address"] for one in told]


def test_only_what_was_edited_since_is_told(desk: Desk) -> None:
    """What is older is counted; the exit code is that of what is left."""
    relabel(desk, REGION, "Country")
    moment = now()
    assert 0 == desk.run("drift", "--since", moment).code
    relabel(desk, COUNTY, "Shire")

    ended = desk.run("drift", "--since", moment)
    told = looked(desk, "--since", moment)

    assert 2 == ended.code
    flat = " ".join(ended.said.split())
    assert "1 edit made before that left out. HubSpot tells when a whole property, pipeline or stage was edited" in flat
    assert (["property.contacts.county"], 1, moment[:19]) == (
        addresses(told["drift"]),
        told["earlier"],
        told["since"].removesuffix("Z"),
    )


def test_what_has_no_time_is_listed_apart_and_counts(desk: Desk) -> None:
    """HubSpot tells no time of a property group: it may have moved a minute ago."""
    by_hand(desk, GROUP, {"label": "Worth"})
    moment = now()

    ended = desk.run("drift", "--since", moment)

    assert 2 == ended.code
    assert "Without a time (1)" in ended.said
    assert ["group.contacts.value_path"] == addresses(looked(desk, "--since", moment)["undated"])


@pytest.mark.long
def test_one_stage_has_a_time_of_its_own(desk: Desk) -> None:
    """Told by the pipeline's audit, who edited it last included."""
    moment = now()
    by_hand(desk, STAGE, {"label": "Called", "metadata": {"ticketState": "OPEN"}})

    (told,) = looked(desk, "--since", moment)["drift"]

    assert ("pipeline.tickets.care", "2002") == (told["address"], told["touched"]["by"])


@pytest.mark.long
def test_times_are_known_where_nobody_is_named(desk: Desk) -> None:
    """attribution: none names nobody and keeps the days."""
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("drift: hold", "drift: hold, attribution: none"))
    relabel(desk, REGION, "Country")
    moment = now()
    relabel(desk, COUNTY, "Shire")

    told = looked(desk, "--since", moment)

    assert ["property.contacts.county"] == addresses(told["drift"])
    assert "touched" not in told["drift"][0]


@pytest.mark.long
def test_what_was_archived_since_is_told(desk: Desk) -> None:
    """A property that is gone has the time it went."""
    before = now()
    by_hand(desk, COUNTY, None, "DELETE")

    assert ["property.contacts.county"] == addresses(looked(desk, "--since", before)["drift"])
    assert 1 == looked(desk, "--since", now())["earlier"]


@pytest.mark.long
def test_new_things_have_a_time_as_well(desk: Desk) -> None:
    """With --strict they count as ever."""
    make_new(desk, "extra", "Extra")
    moment = now()
    make_new(desk, "other", "Other")

    ended = desk.run("drift", "--strict", "--since", moment, "--format", "json")

    assert 2 == ended.code
    assert ["property.contacts.other"] == addresses(json.loads(ended.said)["new"])


def test_since_the_last_run(desk: Desk) -> None:
    """When the last apply began, as history lists it; what moved before it was there to be seen then."""
    relabel(desk, REGION, "Country")
    desk.write("blueprints/portal.yaml", desk.read("blueprints/portal.yaml").replace("label: Asked", "label: Heard"))
    assert 0 == desk.run("apply", "--yes", "--target", "pipeline.tickets.care").code
    relabel(desk, COUNTY, "Shire")

    told = looked(desk, "--since", "last-run")

    assert (["property.contacts.county"], 1) == (addresses(told["drift"]), told["earlier"])


@pytest.mark.parametrize(
    ("when", "hours"),
    [
        ("90m", 1.5),
        ("24h", 24),
        ("7d", 168),
        ("2w", 336),
        ("2020-01-31", datetime(2020, 1, 31, tzinfo=UTC)),
        ("2020-01-31T10:00", datetime(2020, 1, 31, 10, tzinfo=UTC)),
        ("2020-01-31T10:00:00+02:00", datetime(2020, 1, 31, 8, tzinfo=UTC)),
    ],
)
def test_a_moment_as_people_say_one(when: str, hours: float | datetime) -> None:
    """An age, a day, a time with or without its zone."""
    moment = WhenType().convert(when, None, None).moment
    assert moment is not None
    meant = hours if isinstance(hours, datetime) else datetime.now(UTC) - timedelta(hours=hours)

    assert abs(meant - moment) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("when", "told"),
    [("yesterday", "write 24h, 7d"), ("0h", "write 24h"), ("7", "write 24h"), ("2099-01-01", "is still to come")],
)
def test_any_other_moment_is_refused(fresh: Desk, when: str, told: str) -> None:
    """With the ways to say one."""
    ended = fresh.run("drift", "--since", when)

    assert 64 == ended.code
    assert told in ended.told


def test_without_a_run_there_is_no_last_one(fresh: Desk) -> None:
    """Nothing was ever applied from here."""
    ended = fresh.run("drift", "--since", "last-run")

    assert 64 == ended.code
    assert "no run with acme is known here" in ended.told
