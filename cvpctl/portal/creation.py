"""Creates, which a lost connection leaves open: look for the natural key, then send only what is missing.

HubSpot has no idempotency key. So a create whose answer never came is settled by reading: what is there and equals
what was sent is done, what differs is somebody else's and fails, what is missing is sent again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvpctl.errors import PortalRefused, PortalUnreachable
from cvpctl.model import Body, Call, Outcome, Settled
from cvpctl.portal.answers import Passing
from cvpctl.portal.batch_answers import refused_inputs
from cvpctl.portal.label_read_back import looking_for
from cvpctl.portal.outcomes import RUN_ENDS, done, failed, unanswered

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to create and the steps it settles: a batch has a step per item, a single body settles all."""

    body: Body
    steps: tuple[str, ...]


def items(call: Call) -> list[Item]:
    if call.inputs:
        return [Item(body, (step,)) for body, step in zip(call.inputs, call.covers, strict=True)]
    return [Item(call.body or {}, call.covers)]


class Creation:
    """The course of one creating call. `_doubted`: a try was never answered, so something may be there already.

    `made` keeps what HubSpot said of the things it made, or what was found of them.
    """

    def __init__(self, exchange: Exchange, call: Call) -> None:
        self._exchange = exchange
        self._call = call
        self._read_back = looking_for(exchange, call)
        self.made: list[Body] = []
        self._outcomes: dict[str, Outcome] = {}
        self._pending = items(call)
        self._doubted = False

    def carried_out(self) -> tuple[Outcome, ...]:
        try:
            self._leave_out_what_exists()
        except RUN_ENDS:
            raise
        except PortalRefused as refusal:
            return tuple(failed(step, refusal) for step in self._call.covers)
        except PortalUnreachable as silence:
            return tuple(unanswered(step, PortalUnreachable(silence.message)) for step in self._call.covers)
        return self._sent_until_answered() if self._pending else self._told()

    def _sent_until_answered(self) -> tuple[Outcome, ...]:
        silence = PortalUnreachable("no answer")
        for _ in range(self._exchange.patience.looks):
            try:
                self._send()
                break
            except RUN_ENDS:
                raise
            except PortalUnreachable as obstacle:
                silence = obstacle
            if not self._may_go_on(silence):
                break
        if self._doubted and self._pending:
            silence = Passing(silence.message, in_doubt=True)
        for item in self._pending:
            self._settle([unanswered(step, silence) for step in item.steps])
        return self._told()

    def _told(self) -> tuple[Outcome, ...]:
        return tuple(self._outcomes[step] for step in self._call.covers)

    def _leave_out_what_exists(self) -> None:
        """Nothing was sent yet, so whatever is there is somebody else's."""
        found = self._read_back.before_sending([item.body for item in self._pending])
        taken = [item for item in self._pending if str(item.body.get(self._read_back.key)) in found]
        for item in taken:
            self._settle([_exists(step) for step in item.steps])
        self._pending = [item for item in self._pending if item not in taken]

    def _send(self) -> None:
        """Send what is pending and settle it by the answer."""
        sent = self._pending
        refusals = self._refusals(sent)
        for number, item in enumerate(sent):
            if number not in refusals:
                self._settle([done(step) for step in item.steps])
        self._pending = [sent[number] for number in refusals]
        if self._doubted and self._pending:
            self._look()
        for number, refusal in refusals.items():
            self._settle([failed(step, refusal) for step in sent[number].steps])
        self._pending = []

    def _refusals(self, sent: list[Item]) -> dict[int, PortalRefused]:
        """Ask, and return what was refused by its number in `sent`."""
        operation, parameters = str(self._call.operation), self._call.parameters
        bodies = [item.body for item in sent]
        try:
            answer = self._exchange.ask(operation, parameters, {"inputs": bodies} if self._call.inputs else bodies[0])
        except PortalRefused as refusal:
            return dict.fromkeys(range(len(sent)), refusal)
        self.made.append(answer.body)
        return refused_inputs(answer, bodies, self._read_back.key) if self._call.inputs else {}

    def _may_go_on(self, silence: PortalUnreachable) -> bool:
        """After a try nobody answered: take out what is there, and say whether the rest may be sent again."""
        if not isinstance(silence, Passing) or not silence.in_doubt:
            return False
        self._doubted = True
        self._exchange.patience.sleep(self._exchange.patience.before_look)
        try:
            self._look()
        except RUN_ENDS:
            raise
        except (PortalUnreachable, PortalRefused):
            return False
        return bool(self._pending)

    def _look(self) -> None:
        """Settle every pending item that is live: done if it equals what was sent, failed if it does not."""
        live = self._read_back.live([item.body for item in self._pending])
        for item in self._pending:
            found = live.get(str(item.body.get(self._read_back.key)))
            if found is None:
                continue
            differing = self._read_back.differing(item.body, found)
            self.made += [] if differing else [found]
            self._settle([_found(step, differing) for step in item.steps])
        self._pending = [item for item in self._pending if item.steps[0] not in self._outcomes]

    def _settle(self, outcomes: Iterable[Outcome]) -> None:
        """The first outcome of a step stands."""
        for outcome in outcomes:
            self._outcomes.setdefault(outcome.step, outcome)


def _found(step: str, differing: tuple[str, ...]) -> Outcome:
    if not differing:
        return done(step)
    return _exists(step, f" and differs in {', '.join(differing)}")


def _exists(step: str, more: str = "") -> Outcome:
    return Outcome(step, Settled.FAILED, f"it exists already{more}", "OBJECT_ALREADY_EXISTS")
