"""Trying again by the operation's rule; no test here sleeps."""

from collections.abc import Callable, Iterator

import pytest

from cvpctl.errors import DailyLimit, NotAuthorised, PortalRefused
from cvpctl.portal.answers import Answer, Passing, accepted
from cvpctl.portal.endpoints import Retry
from cvpctl.portal.patience import Patience
from cvpctl.portal.retry import persistently

FINE = Answer(200)
THROTTLED = Answer(429, text='{"policyName": "TEN_SECONDLY_ROLLING", "message": "slower"}')
DAILY = Answer(429, text='{"policyName": "DAILY", "message": "You have reached your daily limit."}')
LOCKED, BROKEN, GONE, REFUSED, NOBODY = Answer(423), Answer(502), Answer(404), Answer(400), Answer(401)
LOST = Passing("the connection was lost", in_doubt=True)
NEVER_SENT = Passing("no connection", in_doubt=False)

Script = list[Answer | Passing]


def sending(script: Script) -> Callable[[], Answer]:
    """A sender that gives these answers one after the other."""
    answers: Iterator[Answer | Passing] = iter(script)

    def send() -> Answer:
        answer = next(answers)
        if isinstance(answer, Passing):
            raise Passing(answer.message, in_doubt=answer.in_doubt)
        return accepted(answer)

    return send


def quick(pauses: list[float] | None = None) -> Patience:
    return Patience(sleep=(pauses if pauses is not None else []).append)


@pytest.mark.parametrize("rule", list(Retry))
@pytest.mark.parametrize("obstacle", [THROTTLED, LOCKED, NEVER_SENT])
def test_what_was_not_carried_out_is_sent_again(rule: Retry, obstacle: Answer | Passing) -> None:
    """429, 423 and a connection that never came about are repeated for every operation."""
    assert persistently(sending([obstacle, obstacle, FINE]), rule, quick()) == FINE


@pytest.mark.parametrize("rule", [Retry.READ, Retry.SAME_AGAIN, Retry.GONE_IS_DONE])
@pytest.mark.parametrize("obstacle", [BROKEN, LOST])
def test_what_may_have_happened_is_repeated_where_that_is_harmless(rule: Retry, obstacle: Answer | Passing) -> None:
    """Reads, updates and deletes are sent again after a lost connection or a server fault."""
    assert persistently(sending([obstacle, FINE]), rule, quick()) == FINE


@pytest.mark.parametrize("obstacle", [BROKEN, LOST])
def test_a_create_in_doubt_is_not_repeated_here(obstacle: Answer | Passing) -> None:
    """Somebody has to look first."""
    with pytest.raises(Passing) as caught:
        persistently(sending([obstacle, FINE]), Retry.LOOK_FIRST, quick())
    assert caught.value.in_doubt


def test_missing_after_a_lost_delete_means_done() -> None:
    """The first try did it."""
    assert persistently(sending([LOST, GONE]), Retry.GONE_IS_DONE, quick()) == GONE


@pytest.mark.parametrize(
    ("rule", "script"),
    [(Retry.GONE_IS_DONE, [GONE]), (Retry.GONE_IS_DONE, [THROTTLED, GONE]), (Retry.SAME_AGAIN, [LOST, GONE])],
)
def test_missing_is_refused_where_no_try_of_ours_explains_it(rule: Retry, script: Script) -> None:
    """A 404 without an earlier delete of unknown outcome is a refusal."""
    with pytest.raises(PortalRefused):
        persistently(sending(script), rule, quick())


@pytest.mark.parametrize(("answer", "error"), [(DAILY, DailyLimit), (NOBODY, NotAuthorised), (REFUSED, PortalRefused)])
def test_what_time_does_not_heal_is_said_at_once(answer: Answer, error: type[Exception]) -> None:
    """The daily limit, a rejected token and a refusal are not repeated."""
    pauses: list[float] = []
    with pytest.raises(error):
        persistently(sending([answer, FINE]), Retry.READ, quick(pauses))
    assert pauses == []


def test_a_locked_portal_gets_two_seconds() -> None:
    """HubSpot's own advice for 423."""
    pauses: list[float] = []
    persistently(sending([LOCKED, FINE]), Retry.READ, quick(pauses))
    assert pauses[0] >= 2


def test_pauses_grow_and_stay_bounded() -> None:
    """Waiting doubles up to the longest, plus jitter."""
    pauses: list[float] = []
    patience = Patience(sleep=pauses.append, first=0.5, longest=3.0)
    with pytest.raises(Passing):
        persistently(sending([BROKEN] * 9), Retry.READ, patience)
    floors = [0.5, 1.0, 2.0, 3.0]
    assert all(floor <= pause <= floor + 0.5 for floor, pause in zip(floors, pauses, strict=True))


@pytest.mark.parametrize(("obstacle", "tries"), [(BROKEN, 3), (THROTTLED, 7)])
def test_patience_ends(obstacle: Answer, tries: int) -> None:
    """Faults and throttling have bounds of their own."""
    pauses: list[float] = []
    with pytest.raises(Passing):
        persistently(
            sending([obstacle] * 20), Retry.READ, Patience(attempts=3, throttled_attempts=7, sleep=pauses.append)
        )
    assert tries - 1 == len(pauses)


def test_a_doubt_is_not_forgotten_when_later_tries_were_not_carried_out() -> None:
    """Lost once, throttled ever after: still in doubt."""
    with pytest.raises(Passing) as caught:
        persistently(sending([LOST, *[THROTTLED] * 20]), Retry.SAME_AGAIN, quick())
    assert caught.value.in_doubt
