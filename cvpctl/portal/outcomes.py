"""How a step ended, in the words of the model."""

from __future__ import annotations

from cvpctl.errors import DailyLimit, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.model import Outcome, Settled
from cvpctl.portal.answers import Passing

RUN_ENDS = (NotAuthorised, DailyLimit)
"""No further call of this run can succeed."""


def done(step: str) -> Outcome:
    return Outcome(step, Settled.DONE)


def failed(step: str, refusal: PortalRefused) -> Outcome:
    return Outcome(step, Settled.FAILED, refusal.message, refusal.category, refusal.correlation_id)


def unanswered(step: str, silence: PortalUnreachable) -> Outcome:
    """In doubt unless it is certain that HubSpot carried nothing out."""
    in_doubt = isinstance(silence, Passing) and silence.in_doubt
    return Outcome(step, Settled.IN_DOUBT if in_doubt else Settled.FAILED, silence.message)
