"""Many things in one request: part of it may fail, and the answer says which."""

from collections.abc import Callable
from typing import Any

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.shapes import shaped

MOST_INPUTS = 100


def batch_inputs(call: Call) -> list[Any]:
    inputs: list[Any] = shaped(call.sent, {"inputs": list}, ("inputs",))["inputs"]
    if len(inputs) > MOST_INPUTS:
        raise invalid(f"The maximum number of inputs supported in a batch request is {MOST_INPUTS}")  # assumed wording
    return inputs


def batch_outcome(call: Call, inputs: list[Any], each: Callable[[Any], Body]) -> Body:
    """A malformed input (no category) fails the request; anything a rule refuses is one of `errors`."""
    results: list[Body] = []
    errors: list[Body] = []
    for one in inputs:
        try:
            results.append(each(one))
        except Refusal as refusal:
            if refusal.category is None or refusal.message.startswith("Invalid input JSON"):
                raise
            errors.append(refusal.in_batch())
    moment = call.portal.now(counted=False)
    answer: Body = {"completedAt": moment, "status": "COMPLETE", "startedAt": moment, "results": results}
    return answer | ({"errors": errors, "numErrors": len(errors)} if errors else {})
