"""One call of a plan, carried out: what the portal answers becomes one outcome per step.

Creates go their own way (`creation`); everything else is safe to repeat by its rule in the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvpctl.errors import PortalRefused, PortalUnreachable
from cvpctl.model import Call, Outcome
from cvpctl.portal.creation import Creation
from cvpctl.portal.endpoints import Retry, find
from cvpctl.portal.outcomes import RUN_ENDS, done, failed, unanswered

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


def execute(exchange: Exchange, call: Call) -> tuple[Outcome, ...]:
    """Return an outcome per step of `call.covers`, in its order; what ends the whole run is raised."""
    operation = str(call.operation)
    if find(operation).retry is Retry.LOOK_FIRST:
        return Creation(exchange, call).carried_out()
    try:
        exchange.ask(operation, call.parameters, {"inputs": list(call.inputs)} if call.inputs else call.body)
    except RUN_ENDS:
        raise
    except PortalRefused as refusal:
        return tuple(failed(step, refusal) for step in call.covers)
    except PortalUnreachable as silence:
        return tuple(unanswered(step, silence) for step in call.covers)
    return tuple(done(step) for step in call.covers)
