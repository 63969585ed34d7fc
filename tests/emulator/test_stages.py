from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

STAGES = "/crm/pipelines/2026-09/deals/path/stages"


@pytest.fixture(autouse=True)
def _a_pipeline(http: httpx.Client) -> None:
    stages = [
        {"stageId": name, "label": name, "displayOrder": order, "metadata": {"probability": "0.5"}}
        for order, name in enumerate("abc")
    ]
    sent = {"pipelineId": "path", "label": "Path", "displayOrder": 1, "stages": stages}
    assert http.post("/crm/pipelines/2026-09/deals", json=sent).status_code == 201


def _orders(http: httpx.Client) -> dict[str, int]:
    return {stage["id"]: stage["displayOrder"] for stage in http.get(STAGES).json()["results"]}


def _new(order: int, **more: Any) -> dict[str, Any]:
    return {"stageId": "new", "label": "new", "displayOrder": order, "metadata": {"probability": 0.3}, **more}


def test_a_taken_place_means_behind_its_holder(http: httpx.Client) -> None:
    """The newcomer stands behind, and everybody is renumbered; the answer still echoes what was sent."""
    created = http.post(STAGES, json=_new(1))

    assert (created.status_code, created.json()["displayOrder"]) == (201, 1)
    assert _orders(http) == {"a": 0, "b": 1, "new": 2, "c": 3}


def test_a_free_place_leaves_gaps(http: httpx.Client) -> None:
    """Nobody is renumbered when the place is free, whether new or moved."""
    http.post(STAGES, json=_new(10))
    http.patch(f"{STAGES}/a", json={"displayOrder": 20})

    assert _orders(http) == {"a": 20, "b": 1, "c": 2, "new": 10}


def test_moving_forward_lands_behind_the_holder(http: httpx.Client) -> None:
    """A move onto a taken place counts without the stage that moves."""
    http.patch(f"{STAGES}/a", json={"displayOrder": 1})

    assert _orders(http) == {"b": 0, "a": 1, "c": 2}


@pytest.mark.parametrize(("switch", "status"), [("refuse", 400), ("append", 201)])
def test_negative_places_are_a_switch(http: httpx.Client, portal: Emulator, switch: Any, status: int) -> None:
    """-1 is refused as seen live, or appends as another client counts on."""
    portal.use_switches(Switches(negative_display_order=switch))

    assert status == http.post(STAGES, json=_new(-1)).status_code


def test_metadata_is_merged_and_the_answer_is_stale(http: httpx.Client) -> None:
    """A patch echoes the old isClosed and keys that will be dropped; the read knows better."""
    answer = http.patch(f"{STAGES}/a", json={"metadata": {"probability": "1", "isClosed": "false", "why": "x"}})

    assert answer.json()["metadata"] == {"isClosed": "false", "probability": "1", "why": "x"}
    assert http.get(f"{STAGES}/a").json()["metadata"] == {"isClosed": "true", "probability": "1.0"}


def test_labels_are_unique_whatever_the_case_and_spaces(http: httpx.Client) -> None:
    """A second label is refused with its subcategory; what is stored is not trimmed."""
    refused = http.post(STAGES, json=_new(9, label=" A "))
    http.patch(f"{STAGES}/b", json={"label": "  Wide  "})

    assert (refused.status_code, refused.json()["subCategory"]) == (400, "PipelineError.STAGE_LABEL_EXISTS")
    assert http.get(f"{STAGES}/b").json()["label"] == "  Wide  "


def test_a_taken_stage_id_has_an_answer_of_its_own(http: httpx.Client) -> None:
    """On a stage create it is a 400 without a category, also when another pipeline holds it."""
    refused = http.post(STAGES, json=_new(9, stageId="closedwon"))

    assert refused.status_code == 400
    assert "already using stage id" in refused.json()["message"]
    assert "category" not in refused.json()


def test_deleting_what_is_not_there_is_fine(http: httpx.Client) -> None:
    """204 for a missing stage, a missing pipeline, and the second time."""
    urls = [f"{STAGES}/nope", "/crm/pipelines/2026-09/deals/nope/stages/a", f"{STAGES}/a", f"{STAGES}/a"]

    assert [http.delete(url).status_code for url in urls] == [204] * 4


def test_the_last_stage_and_an_occupied_one_stay(http: httpx.Client, portal: Emulator) -> None:
    """A pipeline keeps one stage, and a stage with records cannot go."""
    portal.occupy("deals", "dealstage", "a", ["7"])

    occupied = http.delete(f"{STAGES}/a")
    portal.occupy("deals", "dealstage", "a", [])
    rest = [http.delete(f"{STAGES}/{name}") for name in "abc"]

    assert occupied.json()["subCategory"] == "PipelineError.STAGE_ID_IN_USE"
    assert [one.status_code for one in rest] == [204, 204, 400]
    assert rest[2].json()["message"] == "Pipeline must have at least one stage"


def test_tickets_keep_a_closed_stage(http: httpx.Client) -> None:
    """Neither a delete nor a patch may take the last closed stage of a ticket pipeline."""
    closed = "/crm/pipelines/2026-09/tickets/0/stages/4"

    refusals = [http.delete(closed), http.patch(closed, json={"metadata": {"ticketState": "OPEN"}})]

    assert [one.json()["subCategory"] for one in refusals] == ["PipelineError.MISSING_CLOSED_STAGE"] * 2


def test_a_put_replaces_and_the_audit_remembers(http: httpx.Client) -> None:
    """A PUT needs all fields and does not merge; stage rows stand in the stage's own list."""
    partial = http.put(f"{STAGES}/a", json={"label": "x"})
    whole = http.put(f"{STAGES}/a", json={"label": "x", "displayOrder": 0, "metadata": {"probability": "0"}})

    assert [partial.status_code, whole.status_code] == [400, 200]
    assert http.get(f"{STAGES}/a").json()["metadata"] == {"isClosed": "true", "probability": "0.0"}
    assert [row["action"] for row in http.get(f"{STAGES}/a/audit").json()["results"]] == ["UPDATE"]
