"""One call of a plan, carried out: what the portal answers becomes one outcome per step.

Creates go their own way (`creation`); everything else is safe to repeat by its rule in the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvpctl.errors import PortalRefused, PortalUnreachable
from cvpctl.model import Call, Outcome
from cvpctl.portal.batch_answers import refused_inputs
from cvpctl.portal.creation import Creation
from cvpctl.portal.endpoints import Retry, find
from cvpctl.portal.learning import learn_gone, learn_made
from cvpctl.portal.outcomes import RUN_ENDS, done, failed, unanswered
from cvpctl.portal.symbols import meant

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

LIMITED = "typeId"
"""Names an input of the one batch that is no create: the limits of labels."""


def execute(exchange: Exchange, call: Call) -> tuple[Outcome, ...]:
    """Return an outcome per step of `call.covers`, in its order; what ends the whole run is raised."""
    try:
        live = meant(call, exchange.identities)
    except PortalRefused as refusal:
        return tuple(failed(step, refusal) for step in call.covers)
    if find(str(call.operation)).retry is Retry.LOOK_FIRST:
        creation = Creation(exchange, live)
        outcomes = creation.carried_out()
        learn_made(exchange, call, creation.made)
        return outcomes
    return _carried_out(exchange, call, live)


def _carried_out(exchange: Exchange, call: Call, live: Call) -> tuple[Outcome, ...]:
    operation = str(call.operation)
    try:
        answer = exchange.ask(operation, live.parameters, {"inputs": list(live.inputs)} if live.inputs else live.body)
    except RUN_ENDS:
        raise
    except PortalRefused as refusal:
        return tuple(failed(step, refusal) for step in call.covers)
    except PortalUnreachable as silence:
        return tuple(unanswered(step, silence) for step in call.covers)
    learn_gone(exchange, call)
    refusals = refused_inputs(answer, live.inputs, LIMITED)
    steps = enumerate(call.covers)
    return tuple(failed(step, refusals[n]) if n in refusals else done(step) for n, step in steps)
