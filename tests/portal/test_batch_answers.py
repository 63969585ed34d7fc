"""Which inputs of a batch were refused, also where HubSpot names none."""

import json

from cvpctl.model import Body
from cvpctl.portal.answers import Answer
from cvpctl.portal.batch_answers import refused_inputs

SENT: list[Body] = [{"name": "seats"}, {"name": "rows"}, {"name": "desks"}]
TAKEN: Body = {"message": "A property named 'rows' already exists.", "category": "TAKEN", "context": {"name": ["rows"]}}


def partly(results: list[str], *errors: Body) -> Answer:
    body = {"status": "COMPLETE", "results": [{"name": name} for name in results], "errors": list(errors)}
    return Answer(207, text=json.dumps(body))


def told(answer: Answer) -> dict[int, str]:
    return {number: refusal.message for number, refusal in refused_inputs(answer, SENT, "name").items()}


def test_a_full_success_refuses_nothing() -> None:
    """201 settles all inputs, whatever the answer lists."""
    assert told(Answer(201, text='{"results": []}')) == {}


def test_a_named_error_belongs_to_its_input() -> None:
    """Found by the name in its context."""
    assert told(partly(["seats", "desks"], TAKEN)) == {1: "A property named 'rows' already exists."}


def test_a_nameless_error_falls_to_the_one_input_that_is_left() -> None:
    """It is neither among the results nor named."""
    assert told(partly(["seats"], TAKEN, {"message": "no such group"})) == {1: TAKEN["message"], 2: "no such group"}


def test_nameless_errors_are_told_to_all_that_are_left() -> None:
    """Guessing which is whose would mislead."""
    answer = partly(["seats"], {"message": "no such group"}, {"message": "too many options"})
    assert told(answer) == dict.fromkeys((1, 2), "no such group / too many options")


def test_an_input_the_answer_forgets_is_refused() -> None:
    """Not among the results and without an error: not done."""
    assert told(partly(["seats", "rows"])) == {2: "HubSpot left it out of its answer without a reason"}


def test_category_is_kept_where_it_is_plain() -> None:
    """One category for one input; none where several nameless errors differ."""
    answer = partly(["seats"], TAKEN, {"message": "no", "category": "X"}, {"message": "never", "category": "Y"})
    refused = refused_inputs(answer, SENT, "name")
    assert (refused[1].category, refused[2].category) == ("TAKEN", "")
