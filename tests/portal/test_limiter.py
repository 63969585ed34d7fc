"""Pace, on a clock of the test's own: no test here sleeps."""

from dataclasses import dataclass, field

import pytest

from cvpctl.portal.limiter import Pace


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def headers(most: int, left: int, interval: int = 10_000) -> dict[str, str]:
    return {
        "x-hubspot-ratelimit-max": str(most),
        "x-hubspot-ratelimit-remaining": str(left),
        "x-hubspot-ratelimit-interval-milliseconds": str(interval),
    }


def take(pace: Pace, calls: int) -> None:
    for _ in range(calls):
        with pace.turn():
            pass


def test_starts_with_the_smallest_limit_there_is(clock: Clock) -> None:
    """100 calls pass at once, the next waits for the window."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    take(pace, 100)
    assert clock.slept == []
    take(pace, 1)
    assert clock.now - 1000.0 == pytest.approx(10.0, abs=0.01)


def test_never_more_than_the_limit_in_any_ten_seconds(clock: Clock) -> None:
    """The window rolls, so no burst follows a refill."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    moments = []
    for number in range(350):
        clock.now += 0.001 if number % 7 else 0.3
        take(pace, 1)
        moments.append(clock.now)
    busiest = max(sum(moment - 10 < other <= moment for other in moments) for moment in moments)
    assert busiest == 100


def test_takes_four_fifths_of_what_the_headers_allow(clock: Clock) -> None:
    """190 per ten seconds becomes 152; the rest is for the client's other apps."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    take(pace, 1)
    pace.follow(headers(190, 189))
    assert pace.limit == 152
    take(pace, 151)
    assert clock.slept == []
    take(pace, 1)
    assert clock.slept != []


def test_leaves_others_what_they_are_using(clock: Clock) -> None:
    """Calls that HubSpot counted and we did not make come off our part."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    take(pace, 10)
    pace.follow(headers(190, 190 - 10 - 60))
    assert pace.limit == 152 - 60


def test_keeps_moving_where_others_take_everything(clock: Clock) -> None:
    """A twentieth of the limit is always ours to try."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.follow(headers(200, 0))
    assert pace.limit == 10


def test_recovers_when_the_others_stop(clock: Clock) -> None:
    """The next answer with room lifts the limit again."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.follow(headers(200, 0))
    pace.follow(headers(200, 200))
    assert pace.limit == 160


def test_follows_the_interval_of_the_headers(clock: Clock) -> None:
    """A limit per second is kept per second."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.follow(headers(10, 10, interval=1000))
    take(pace, 8)
    assert clock.slept == []
    take(pace, 1)
    assert clock.now - 1000.0 == pytest.approx(1.0, abs=0.01)


def test_answers_without_limits_leave_hubspots_pace_as_it_is(clock: Clock) -> None:
    """Search answers carry no headers; the limit stands."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.follow({})
    assert pace.limit == 100


def test_a_portal_on_this_machine_without_limits_has_none(clock: Clock) -> None:
    """Nobody waits for a limit that does not exist."""
    pace = Pace(loopback=True, clock=clock, sleep=clock.sleep)
    pace.follow({})
    take(pace, 1000)
    assert (pace.limit, clock.slept) == (None, [])


def test_a_portal_on_this_machine_with_limits_is_used_well(clock: Clock) -> None:
    """There are no other apps to leave room for."""
    pace = Pace(loopback=True, clock=clock, sleep=clock.sleep)
    take(pace, 1)
    pace.follow(headers(190, 189))
    assert pace.limit == 180


def test_calls_under_way_are_not_taken_for_certain(clock: Clock) -> None:
    """HubSpot may not have counted them yet; taking them off would hide what others use."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    with pace.turn(), pace.turn():
        pace.follow(headers(100, 50))
    assert pace.limit == 80 - 50


@pytest.mark.parametrize("odd", ["", "many", "-5", "0"])
def test_odd_headers_change_nothing(clock: Clock, odd: str) -> None:
    """A header nobody can read is no limit."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.follow({"x-hubspot-ratelimit-max": odd, "x-hubspot-ratelimit-remaining": "1"})
    assert pace.limit == 100
