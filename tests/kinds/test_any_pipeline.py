"""Whatever was live and whatever is wanted, the portal ends as stated and a second plan is empty."""

from __future__ import annotations

from collections.abc import Sequence

from engine.situation import codes, planned
from hypothesis import HealthCheck, example, given, settings
from kinds.stage_cases import (
    ALL_NEW,
    CHAIN,
    CLOSING_MOVES,
    CLOSING_MOVES_WITH_ITS_LABEL,
    SWAP,
    TAKEN_OVER,
    Case,
    Stage,
    cases,
)

from cvpctl.apply import look
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Call, Operation, Plan, Settled
from cvpctl.portal import Portal


def made(portal: Portal, case: Case) -> None:
    """Put the live side into the portal, past all our own rules."""
    address = Address.parse(case.address)
    here = {"objectType": case.object_name}
    delete = Call(
        1, 1, Operation("pipelines", "delete"), {**here, "pipelineId": address.key}, (f"{address}:x",), (address,)
    )
    portal.execute(delete)
    stages = [
        {
            "stageId": stage.key,
            "label": stage.label,
            "displayOrder": stage.slot,
            "metadata": stage.metadata(case.object_name),
        }
        for stage in case.live
    ]
    body = {"pipelineId": address.key, "label": "Tried", "displayOrder": 7, "stages": stages}
    create = Call(1, 1, Operation("pipelines", "create"), here, (f"{address}:create",), (address,), body=body)
    assert [one.settled for one in portal.execute(create)] == [Settled.DONE]


def walked(portal: Portal, plan: Plan) -> None:
    for call in plan.calls:
        for outcome in portal.execute(call):
            assert (outcome.settled, outcome.message) == (Settled.DONE, ""), (str(call.operation), call.body)


def keys_in_order(portal: Portal, case: Case) -> list[str]:
    address = Address.parse(case.address)
    body = look(portal, case.desired).resources[address].body
    return list(KINDS["pipeline"].normalise(address, body)["stages"])


def ranked(stages: Sequence[Stage]) -> list[str]:
    return [stage.key for stage in sorted(stages, key=lambda stage: stage.slot)]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases())
@example(SWAP)
@example(CHAIN)
@example(TAKEN_OVER)
@example(ALL_NEW)
@example(CLOSING_MOVES)
@example(CLOSING_MOVES_WITH_ITS_LABEL)
def test_any_pipeline_becomes_any_other(portal: Portal, case: Case) -> None:
    """No call is refused, stated stages stand as stated, unmanaged ones where they stood, and nothing is left to do."""
    made(portal, case)
    wanted = case.desired
    plan = planned(wanted, look(portal, wanted), drift="overwrite", allow=["STAGE_DELETED:*", "LOOKS_LIKE_RENAME:*"])
    assert codes(plan.blocked) == []
    walked(portal, plan)
    order = keys_in_order(portal, case)
    stated = [stage.key for stage in case.wanted]
    assert stated == [key for key in order if key in stated]
    before = [key for key in ranked(case.live) if key not in case.removed]
    assert {*stated, *before} == set(order)
    assert left_neighbours(order, before, stated) == left_neighbours(before, before, stated)
    again = planned(wanted, look(portal, wanted), drift="overwrite", allow=["STAGE_DELETED:*", "LOOKS_LIKE_RENAME:*"])
    assert ([], [], 1) == ([*again.changes], [*again.held], again.unchanged)


def left_neighbours(order: Sequence[str], before: Sequence[str], stated: Sequence[str]) -> dict[str, str]:
    """Return what each unmanaged stage follows, among those that were live before."""
    known = [key for key in order if key in before]
    return {key: known[at - 1] if at else "" for at, key in enumerate(known) if key not in stated}
