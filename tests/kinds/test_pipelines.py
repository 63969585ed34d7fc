"""Pipelines: canonical stages, what HubSpot would refuse about them, and what a removal loses."""

from __future__ import annotations

from typing import Any

import pytest

from cvpctl.engine.diff import compare
from cvpctl.engine.hazards import findings_of
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange

PIPELINE = KINDS["pipeline"]
DEALS = Address("pipeline", ("deals",), "path")
TICKETS = Address("pipeline", ("tickets",), "reactive")
ORDERS = Address("pipeline", ("orders",), "orders")
CUSTOM = Address("pipeline", ("interest",), "path")
LIVE: Body = {
    "id": "path",
    "label": "Path",
    "displayOrder": 0,
    "stages": [
        {"id": "b", "label": "B", "displayOrder": 5, "metadata": {"isClosed": "true", "probability": "1.0"}},
        {"id": "a", "label": "A", "displayOrder": 1, "metadata": {"isClosed": "false", "probability": "0.5"}},
    ],
}


def difference(stated: Body, live: Body = LIVE, address: Address = DEALS) -> list[tuple[tuple[str, ...], Any, Any]]:
    edits = compare(PIPELINE, PIPELINE.normalise(address, stated), PIPELINE.normalise(address, live))
    return [(edit.path, edit.before, edit.after) for edit in edits]


def stages(**bodies: Body) -> Body:
    return {"stages": bodies}


def codes(address: Address, body: Body) -> list[str]:
    return [problem.code for problem in PIPELINE.problems(address, body)]


def test_stages_are_sorted_before_their_numbers_go() -> None:
    """Trap 2: HubSpot's list is in no order; the numbers are, and only their ranks count."""
    assert difference(stages(a={}, b={})) == []
    assert difference(stages(b={}, a={})) == [(("stagesOrder",), ["a", "b"], ["b", "a"])]


def test_a_lost_stage_is_seen() -> None:
    """Trap 4: stages are a mapping by id when they are compared."""
    assert difference(stages(a={}, b={}, c={"label": "C"})) == [(("stages", "c"), ABSENT, {"label": "C"})]


@pytest.mark.parametrize("probability", [0.5, "0.5", "0.50", ".5"])
def test_probabilities_are_numbers(probability: object) -> None:
    """HubSpot reads back 0.5 whatever was written."""
    assert difference(stages(a={"metadata": {"probability": probability}})) == []


@pytest.mark.parametrize(("probability", "text"), [(1, "1.0"), (0, "0.0"), ("1", "1.0"), (-0.0, "0.0")])
def test_whole_probabilities_have_a_point(probability: object, text: str) -> None:
    """As HubSpot spells them."""
    normal = PIPELINE.normalise(DEALS, stages(a={"metadata": {"probability": probability}}))
    assert normal["stages"]["a"]["metadata"] == {"probability": text}


def test_what_hubspot_derives_is_not_compared() -> None:
    """isClosed follows from the probability; stating it changes nothing."""
    assert difference(stages(b={"metadata": {"probability": 1, "isClosed": False}})) == []


def test_metadata_nobody_stated_is_left_alone() -> None:
    """Trap 1 at depth: only the stated keys are compared."""
    assert difference(stages(a={"label": "A", "metadata": {}})) == []


def test_a_stage_without_metadata_reads_as_empty() -> None:
    """Trap 6: what the portal leaves out is empty, not another value."""
    assert difference(stages(a={"metadata": {}}), {"stages": [{"id": "a", "label": "A"}]}, ORDERS) == []


def removing(*edits: FieldChange, action: Action = Action.UPDATE) -> list[tuple[str, str, bool]]:
    change = Change(DEALS, action, Cause.CHANGE, edits, stated={})
    return [(one.code, str(one.address), one.allowable) for one in findings_of(PIPELINE, change, LIVE)]


def test_a_stage_that_goes_is_named() -> None:
    """STAGE_DELETED stands at the stage."""
    edit = FieldChange(("stages", "a"), {"label": "A"}, ABSENT)
    assert removing(edit) == [("STAGE_DELETED", f"{DEALS}/stages/a", True)]


def test_a_pipeline_that_goes_is_named_once() -> None:
    """Its stages go with it and need no word each."""
    edits = (FieldChange(("label",), "Path", ABSENT), FieldChange(("stages",), {"a": {}}, ABSENT))
    assert removing(*edits, action=Action.REMOVE) == [("PIPELINE_DELETED", str(DEALS), True)]


def test_a_renamed_stage_is_harmless() -> None:
    """A label loses nothing."""
    assert removing(FieldChange(("stages", "a", "label"), "A", "B")) == []


OPEN, WON = {"label": "Open", "metadata": {"probability": 0.5}}, {"label": "Won", "metadata": {"probability": 1}}


@pytest.mark.parametrize(
    ("address", "body", "found"),
    [
        (DEALS, {"label": "P", **stages(a=OPEN, b=WON)}, []),
        (DEALS, {"label": "P", **stages(a=OPEN, b={**WON, "label": " oPEN "})}, ["DUPLICATE_STAGE_LABEL"]),
        (DEALS, {"label": "P", **stages(a={"label": "A"})}, ["PROBABILITY_MISSING"]),
        (DEALS, stages(a={"label": "A"}), []),
        (DEALS, stages(a={"metadata": {"probability": 1.5}}), ["PROBABILITY_RANGE"]),
        (DEALS, stages(a={"metadata": {"probability": "half"}}), ["PROBABILITY_RANGE"]),
        (DEALS, stages(a={"metadata": {"probability": "nan"}}), ["PROBABILITY_RANGE"]),
        (DEALS, stages(a={"metadata": {"ticketState": "OPEN"}}), ["METADATA_UNKNOWN"]),
        (DEALS, {"label": "P", **stages(a={"metadata": {"probability": 1}})}, ["FIELD_MISSING"]),
        (DEALS, stages(**{"a" * 101: OPEN}), ["ID_TOO_LONG"]),
        (DEALS, stages(Won=WON), ["NAME_UNUSUAL"]),
        (Address("pipeline", ("deals",), "p" * 37), stages(a=OPEN), ["ID_TOO_LONG"]),
        (TICKETS, {"label": "P", **stages(a={"label": "A"})}, ["CLOSED_STAGE_MISSING"]),
        (TICKETS, {"label": "P", **stages(a={"label": "A", "metadata": {"ticketState": "CLOSED"}})}, []),
        (TICKETS, stages(a={"metadata": {"ticketState": "closed"}}), ["TICKET_STATE"]),
        (CUSTOM, {"label": "P", **stages(a={"label": "A", "metadata": {"state": "CLOSED"}})}, []),
        (CUSTOM, stages(a={"metadata": {"state": "closed"}}), ["STAGE_STATE"]),
        (CUSTOM, stages(a={"metadata": {"ticketState": "OPEN"}}), ["METADATA_UNKNOWN"]),
        (ORDERS, stages(a={"metadata": {"state": "OPEN"}}), ["METADATA_UNKNOWN"]),
        (ORDERS, stages(**{f"s{n}": {"label": f"S{n}"} for n in range(31)}), ["TOO_MANY_STAGES"]),
        (ORDERS, stages(**{f"s{n}": {"label": f"S{n}"} for n in range(30)}), []),
        (DEALS, stages(**{f"s{n}": {"label": f"S{n}"} for n in range(101)}), ["TOO_MANY_STAGES"]),
        (Address("pipeline", ("contacts",), "life"), stages(a={"label": "A"}), ["PIPELINE_NOT_POSSIBLE"]),
    ],
)
def test_what_hubspot_would_refuse_is_said_before(address: Address, body: Body, found: list[str]) -> None:
    """Each rule has one code; a body without a label refines a live pipeline and may be partial."""
    assert codes(address, body) == found


def test_calls_on_the_pipelines_of_one_object_are_serial() -> None:
    """Pipelines of different objects do not wait for each other."""
    assert ("pipeline.deals", "pipeline.tickets") == (PIPELINE.lane(DEALS), PIPELINE.lane(TICKETS))
