"""Trying again, in one place and by the operation's own rule, never by HTTP method.

A client library that repeats every POST creates things twice; HubSpot's own newer one does. So the libraries below are
told not to repeat anything, and tenacity repeats here what the endpoint registry says may be repeated.
"""

from __future__ import annotations

from collections.abc import Callable

import tenacity

from cvpctl.errors import PortalRefused
from cvpctl.portal.answers import Answer, Passing
from cvpctl.portal.endpoints import Retry
from cvpctl.portal.patience import Patience

GONE = 404


def persistently(send: Callable[[], Answer], rule: Retry, patience: Patience) -> Answer:
    """Send until it is answered or patience ends; what is raised then says whether the outcome is in doubt."""
    growing = tenacity.wait_exponential(multiplier=patience.first, max=patience.longest)
    jitter = tenacity.wait_random(0, patience.first)  # so that workers do not march in step
    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception(lambda obstacle: _may_repeat(obstacle, rule)),
        stop=lambda state: _has_had_enough(state, patience),
        wait=lambda state: max(_obstacle(state).least_wait, growing(state)) + jitter(state),
        sleep=patience.sleep,
        reraise=True,
    )
    return retrying(_Try(send, rule))


class _Try:
    """One call over several tries; it remembers whether an earlier one may have been carried out."""

    def __init__(self, send: Callable[[], Answer], rule: Retry) -> None:
        self._send = send
        self._rule = rule
        self._doubted = False

    def __call__(self) -> Answer:
        try:
            return self._send()
        except Passing as obstacle:
            self._doubted = obstacle.in_doubt = self._doubted or obstacle.in_doubt
            raise
        except PortalRefused as refusal:
            if self._doubted and self._rule is Retry.GONE_IS_DONE and refusal.status == GONE:
                return Answer(refusal.status)
            raise


def _may_repeat(obstacle: BaseException, rule: Retry) -> bool:
    return isinstance(obstacle, Passing) and not (obstacle.in_doubt and rule is Retry.LOOK_FIRST)


def _obstacle(state: tenacity.RetryCallState) -> Passing:
    found = state.outcome.exception() if state.outcome else None
    assert isinstance(found, Passing)
    return found


def _has_had_enough(state: tenacity.RetryCallState, patience: Patience) -> bool:
    throttled = _obstacle(state).least_wait > 0
    return state.attempt_number >= (patience.throttled_attempts if throttled else patience.attempts)
