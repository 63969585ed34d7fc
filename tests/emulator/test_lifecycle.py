"""The lifecycle of contacts and companies: a pipeline one may read, and a property."""

from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

STAGE = {"label": "Champion", "displayOrder": 8, "metadata": {"state": "OPEN"}, "stageId": "champion"}


def _pipeline(name: str) -> str:
    return f"/crm/pipelines/2026-09/{name}/{name}-lifecycle-pipeline"


@pytest.mark.parametrize("name", ["contacts", "companies"])
def test_the_stages_are_the_choices(http: httpx.Client, name: str) -> None:
    """Eight of each, the same ones in the same order; neither can be written."""
    stages = http.get(f"{_pipeline(name)}/stages").json()["results"]
    options = http.get(f"/crm/v3/properties/{name}/lifecyclestage").json()["options"]

    written = http.post(f"{_pipeline(name)}/stages", json=STAGE)
    patched = http.patch(f"/crm/v3/properties/{name}/lifecyclestage", json={"options": options[:2]})

    assert [stage["id"] for stage in stages] == [option["value"] for option in options]
    assert 8 == len(stages)
    assert [400, 400] == [written.status_code, patched.status_code]


def test_where_stages_can_be_written_they_are_choices_at_once(http: httpx.Client, portal: Emulator) -> None:
    """Under the switch a new stage is a choice that records can have, and keeps the stage from being deleted."""
    portal.use_switches(Switches(lifecycle_writes="allow"))
    http.post(f"{_pipeline('contacts')}/stages", json=STAGE).raise_for_status()

    options = http.get("/crm/v3/properties/contacts/lifecyclestage").json()["options"]
    body: dict[str, Any] = {"properties": {"lifecyclestage": "champion"}}
    made = http.post("/crm/v3/objects/contacts", json=body)
    kept = http.delete(f"{_pipeline('contacts')}/stages/champion")

    assert ("Champion", "champion") == (options[-1]["label"], options[-1]["value"])
    assert (201, "PipelineError.STAGE_ID_IN_USE") == (made.status_code, kept.json()["subCategory"])
