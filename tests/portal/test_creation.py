"""A create whose look comes too early: the lost try shows up only later."""

import json

import pytest

from cvpctl.model import Address, Body, Call, Operation, Settled
from cvpctl.portal import Patience
from cvpctl.portal.answers import Answer, Passing, accepted
from cvpctl.portal.creation import Creation
from cvpctl.portal.exchange import Exchange

GROUP = Address("group", ("contacts",), "customer_value")
BODY: Body = {"name": "customer_value", "label": "Customer value"}
CALL = Call(1, 1, Operation("properties", "create_group"), {"objectType": "contacts"}, ("step",), (GROUP,), body=BODY)
TAKEN = Answer(409, text='{"message": "taken", "category": "OBJECT_ALREADY_EXISTS"}')
EMPTY = Answer(200, text='{"results": []}')


class Scripted(Exchange):
    """Gives these answers in turn and keeps what was asked."""

    def __init__(self, *answers: Answer | Passing) -> None:
        self.patience = Patience(sleep=lambda _: None)
        self.asked: list[str] = []
        self._answers = iter(answers)

    def ask(self, operation: str, *_asked: object, **_more: object) -> Answer:
        self.asked.append(operation)
        answer = next(self._answers)
        if isinstance(answer, Passing):
            raise answer
        return accepted(answer)


def lost() -> Passing:
    return Passing("the connection was lost", in_doubt=True)


def listed(body: Body) -> Answer:
    return Answer(200, text=json.dumps({"results": [body]}))


@pytest.mark.parametrize(
    ("found", "settled"), [(BODY, Settled.DONE), (BODY | {"label": "Somebody else's"}, Settled.FAILED)]
)
def test_a_refusal_for_existing_after_a_lost_try_is_settled_by_another_look(found: Body, settled: Settled) -> None:
    """The first look missed it; the second try was refused; only what equals ours counts as done."""
    exchange = Scripted(lost(), EMPTY, TAKEN, listed(found))
    assert [outcome.settled for outcome in Creation(exchange, CALL).carried_out()] == [settled]
    assert exchange.asked == ["properties.create_group", "properties.list_groups"] * 2


def test_existing_is_a_plain_refusal_where_no_try_was_lost() -> None:
    """Nobody looks, since it cannot be ours."""
    exchange = Scripted(TAKEN)
    (outcome,) = Creation(exchange, CALL).carried_out()
    assert (outcome.settled, outcome.message) == (Settled.FAILED, "taken")
    assert exchange.asked == ["properties.create_group"]


def test_a_doubt_outlives_a_later_try_that_was_not_carried_out() -> None:
    """The lost try may still arrive."""
    exchange = Scripted(lost(), EMPTY, Passing("slower", in_doubt=False))
    assert [outcome.settled for outcome in Creation(exchange, CALL).carried_out()] == [Settled.IN_DOUBT]
