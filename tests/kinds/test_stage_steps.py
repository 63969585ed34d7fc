"""The calls that change stages: which are needed, in which order, and to which slots."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from engine.situation import desired, live, planned
from kinds.stage_cases import SWAP, Case, Stage

from cvpctl.model import Body


def stages_of(object_name: str, *stages: Stage) -> list[Body]:
    return [
        {"id": one.key, "label": one.label, "displayOrder": one.slot, "metadata": one.metadata(object_name)}
        for one in stages
    ]


def steps(
    live_stages: Sequence[Stage], wanted: Sequence[Stage], *, removed: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return the calls of a plan over deals as (operation, stage)."""
    case = Case("deals", tuple(live_stages), tuple(wanted), tuple(removed))
    state = live({case.address: {"label": "Tried", "stages": stages_of("deals", *live_stages)}})
    plan = planned(case.desired, state, drift="overwrite", allow=["STAGE_DELETED:*", "LOOKS_LIKE_RENAME:*"])
    return [(call.operation.name, call.addresses[0].subpath[-1]) for call in plan.calls]


A, B, C = Stage("a", "Ask", 0), Stage("b", "Bid", 1), Stage("c", "Cut", 2)


def test_a_stage_in_the_middle_moves_only_what_follows() -> None:
    """The stages before it are not written at all."""
    assert steps([A, B, C], [A, Stage("n", "New"), B, C]) == [
        ("create_stage", "n"),
        ("update_stage", "b"),
        ("update_stage", "c"),
    ]


def test_a_stage_at_the_end_moves_nothing() -> None:
    """One call."""
    assert steps([A, B], [A, B, Stage("n", "New")]) == [("create_stage", "n")]


def test_slots_are_free_ones() -> None:
    """No write goes to a number that a stage holds, since HubSpot would renumber the whole pipeline."""
    case = Case("deals", (A, B, Stage("c", "Cut", 8)), (C, A, B), ())
    state = live({case.address: {"label": "Tried", "stages": stages_of("deals", *case.live)}})
    plan = planned(case.desired, state, drift="overwrite")
    assert [(call.body or {})["displayOrder"] for call in plan.calls] == [9, 10]


def test_a_held_order_is_not_written() -> None:
    """While the order is held, a new stage comes in behind the one it follows, and no stated stage changes places."""
    case = Case("deals", (A, B), (B, Stage("n", "New"), A), ())
    address = case.address
    state = live({address: {"label": "Tried", "stages": stages_of("deals", A, B)}})
    plan = planned(case.desired, state, take=[f"blueprint:{address}/stages/n"])
    assert [(call.operation.name, (call.body or {}).get("displayOrder")) for call in plan.calls] == [
        ("create_stage", 2)
    ]
    assert [edit.path for change in plan.held for edit in change.fields] == [("stagesOrder",)]


def test_a_stage_that_goes_frees_its_label_first() -> None:
    """Removal before the write that takes over the label; any other removal last."""
    assert steps([A, B, C], [Stage("a", "Bid")], removed=["b", "c"]) == [
        ("delete_stage", "b"),
        ("update_stage", "a"),
        ("delete_stage", "c"),
    ]


def test_a_chain_of_labels_is_written_from_its_free_end() -> None:
    """Each stage waits for the one whose label it takes."""
    chain = [Stage("a", "Bid"), Stage("b", "Cut"), Stage("c", "Do")]
    assert [key for _, key in steps([A, B, C], chain)] == ["c", "b", "a"]


def test_a_swap_parks_one_label() -> None:
    """A circle needs a third label for a moment."""
    state = live({SWAP.address: {"label": "Tried", "stages": stages_of("deals", *SWAP.live)}})
    plan = planned(SWAP.desired, state, drift="overwrite")
    labels = [(call.addresses[0].subpath[-1], (call.body or {})["label"]) for call in plan.calls]
    assert len(labels) == 3
    assert labels[-2:] == [("a", "Bid"), ("b", "Ask")] or labels[-2:] == [("b", "Ask"), ("a", "Bid")]
    assert len({covered for call in plan.calls for covered in call.covers}) == 3


def test_steps_of_one_pipeline_wait_for_each_other() -> None:
    """Each call requires the one before, so a refusal stops the rest of the pipeline and nothing else."""
    case = Case("deals", (A, B), (B, A, Stage("n", "New")), ())
    state = live({case.address: {"label": "Tried", "stages": stages_of("deals", A, B)}})
    calls = planned(case.desired, state, drift="overwrite").calls
    assert [call.requires for call in calls] == [(), *(call.covers for call in calls[:-1])]
    assert [call.wave for call in calls] == list(range(1, len(calls) + 1))
    assert {call.lane for call in calls} == {"pipeline.deals"}


def test_a_create_settles_its_stages() -> None:
    """One call, one step for the pipeline and one for each stage."""
    case = Case("deals", (), (A, B), ())
    (call,) = planned(case.desired, live()).calls
    assert call.covers == tuple(f"{case.address}{part}:create" for part in ("", "/stages/a", "/stages/b"))
    assert [stage["displayOrder"] for stage in (call.body or {})["stages"]] == [0, 1]


@pytest.mark.parametrize("field", ["label", "displayOrder"])
def test_the_pipeline_itself_is_patched_alone(field: str) -> None:
    """A PUT would delete the stages it leaves out, so a pipeline's own fields go by PATCH, without stages."""
    body: Body = {"label": "Tried", "displayOrder": 0, "stages": stages_of("deals", A)}
    wish = {"label": "New name", "displayOrder": 4}
    plan = planned(
        desired({"pipeline.deals.tried": {field: wish[field]}}),
        live({"pipeline.deals.tried": body}),
        take=["blueprint"],
    )
    assert [(call.operation.name, call.body) for call in plan.calls] == [("update", {field: wish[field]})]
