"""The engine converges on every portal that the evidence allows: under each value of each of the switches."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import httpx
import pytest
from desk import PROJECT, Desk

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

LIBRARY = Path(__file__).parents[2] / "blueprints"
EVERYTHING = ("value-first", "value-first-custom", "value-first-labels")
QUICK = {("formulas", "verbatim"), ("schema_reads", "lagging"), ("association_order", "reversed")}
WITHOUT_LABELS = {("labelled_objects", "documented"): EVERYTHING[:1]}
"""There most of the shipped labels cannot be, on custom objects as on services and projects."""

SECONDS = 0.3
"""How long schema reads lag here, instead of seventy."""


def _settings() -> Iterator[Any]:
    yield pytest.param("", "", id="as observed", marks=pytest.mark.long)
    for name, hint in get_type_hints(Switches).items():
        for value in get_args(hint):
            if value == getattr(Switches(), name):
                continue
            marks: list[Any] = [] if (name, value) in QUICK else [pytest.mark.long]
            yield pytest.param(name, value, id=f"{name}={value}", marks=marks)


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as emulator:
        yield emulator


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A client's repository, empty, in front of a new portal."""
    running.use_switches(Switches())
    running.reset()
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    (folder / "cvpctl.yaml").write_text(PROJECT.format(portal=running.portal_id, url=running.base_url))
    return Desk(folder, running, capsys)


def _take_up(desk: Desk, libraries: tuple[str, ...]) -> None:
    for name in libraries:
        shutil.copytree(LIBRARY / name, desk.folder / "blueprints" / name)


def _converge(desk: Desk) -> None:
    """Apply, then see that a plan has nothing to do and another apply nothing to write."""
    applied = desk.run("apply", "--yes", "--take", "blueprint")
    assert 0 == applied.code, applied.said + applied.told
    writes = desk.emulator.log.writes

    planned = desk.run("plan", "--exit-code")
    again = desk.run("apply", "--yes")

    assert (0, 0) == (planned.code, again.code), planned.said + again.said
    assert writes == desk.emulator.log.writes
    assert [] == desk.emulator.log.bugs


def _edit(emulator: Emulator) -> None:
    """What people do in a portal: rename a choice, a stage and a group, and move a stage."""
    headers = {"Authorization": f"Bearer {emulator.token}"}
    stages: list[dict[str, Any]] = [{"label": "Renamed"}, {"displayOrder": 0}]
    with httpx.Client(base_url=emulator.base_url, headers=headers) as http:
        (pipeline,) = [one for one in http.get("/crm/v3/pipelines/deals").json()["results"] if one["id"] != "default"]
        for stage, edit in zip(pipeline["stages"], stages, strict=False):
            path = f"/crm/v3/pipelines/deals/{pipeline['id']}/stages/{stage['id']}"
            http.patch(path, json={"metadata": stage["metadata"], **edit}).raise_for_status()
        properties = http.get("/crm/v3/properties/contacts").json()["results"]
        chosen = next(one for one in properties if one["options"] and not one.get("hubspotDefined"))
        options = [{**chosen["options"][0], "label": "Renamed"}, *chosen["options"][1:]]
        path = f"/crm/v3/properties/contacts/{chosen['name']}"
        http.patch(path, json={"options": options, "description": "Edited"}).raise_for_status()


@pytest.mark.parametrize(("name", "value"), list(_settings()))
def test_the_library_converges(desk: Desk, name: str, value: Any) -> None:
    """Applied, it leaves nothing to do and nothing to write; edited in the portal and applied again, as well."""
    desk.emulator.use_switches(Switches(**({name: value} if name else {})))
    desk.emulator.faults.stale = SECONDS if name == "schema_reads" else 0.0
    _take_up(desk, WITHOUT_LABELS.get((name, value), EVERYTHING))

    _converge(desk)
    _edit(desk.emulator)
    writes = desk.emulator.log.writes
    _converge(desk)

    assert writes < desk.emulator.log.writes


def test_a_label_that_the_portal_does_not_take_is_all_that_is_left(desk: Desk) -> None:
    """Where labels exist for the documented objects only, what else the library states is there."""
    desk.emulator.use_switches(Switches(labelled_objects="documented"))
    _take_up(desk, EVERYTHING)

    applied = desk.run("apply", "--yes")
    left = json.loads(desk.run("plan", "--format", "json").said)["changes"]

    assert 0 != applied.code
    assert {"label"} == {one["address"].partition(".")[0] for one in left}


def test_each_switch_is_tried() -> None:
    """Every value other than the observed one, and the observed ones together."""
    tried = {(one.values[0], one.values[1]) for one in _settings()}

    assert {name for name, _ in tried} - {""} == set(get_type_hints(Switches))
    assert {*QUICK, *WITHOUT_LABELS} <= tried
