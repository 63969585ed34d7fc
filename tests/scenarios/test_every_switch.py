"""The engine converges on every portal that the evidence allows: under each setting of each of the switches.

Each switch is reached by a case of its own (switch_cases.py), and whether it was is counted. Where HubSpot refuses for
good under a setting, the refusal is told alike in every run and harms nothing else.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import httpx
import pytest
from desk import PROJECT, Desk
from scenarios.switch_cases import CASES, MOVED, Case
from scenarios.switch_outcomes import LOST, NAMES, REFUSED, STOPPED, Refused, Watched
from shipped import LIBRARY, copy_part

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

WITHOUT_LABELS = ("labelled_objects", "documented")
"""There most of the shipped labels cannot be, on custom objects as on services and projects."""

SECONDS = 0.3
"""How long schema reads lag here, instead of seventy."""


def _settings(*, observed: bool) -> Iterator[Any]:
    """All settings, or those that were not observed; one of each is quick where it is ours and moves no records."""
    for name, hint in get_type_hints(Switches).items():
        usual = getattr(Switches(), name)
        at_length = CASES[name] is MOVED or CASES[name].by_others
        for value in get_args(hint):
            if observed or value != usual:
                marks = [pytest.mark.long] if value == usual or at_length else []
                yield pytest.param(name, value, id=f"{name}={value}", marks=marks)


def _stopped() -> Iterator[Any]:
    """The costly one quickly: records would go along."""
    for name in STOPPED:
        for number, value in enumerate(get_args(get_type_hints(Switches)[name])):
            quick = number == 1 and name == "schema_with_records"
            yield pytest.param(name, value, id=f"{name}={value}", marks=[] if quick else [pytest.mark.long])


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as emulator:
        yield emulator


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """A client's repository, empty, in front of a new portal."""
    running.use_switches(Switches())
    running.reset()
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    (folder / "cvpctl.yaml").write_text(PROJECT.format(portal=running.portal_id, url=running.base_url))
    yield Desk(folder, running, capsys)
    assert [] == running.log.bugs


def _converge(desk: Desk, *words: str) -> None:
    """Apply, then see that a plan has nothing to do and another apply nothing to write."""
    applied = desk.run("apply", "--yes", *words)
    assert 0 == applied.code, applied.said + applied.told
    writes = desk.emulator.log.writes

    planned = desk.run("plan", "--exit-code")
    again = desk.run("apply", "--yes")

    assert (0, 0) == (planned.code, again.code), planned.said + again.said
    assert writes == desk.emulator.log.writes


def _lose(desk: Desk, case: Case, words: str) -> None:
    """Apply while somebody else makes the same; what they made is not touched."""
    assert case.race is not None
    part = case.race.path.rpartition("/")[2]
    desk.emulator.faults.add(Fault("stale", seconds=60, method="GET", route=part, times=case.race.reads))
    desk.ask("POST", case.race.path, case.race.body)
    ended = desk.run("apply", "--yes")
    desk.emulator.faults.clear()

    assert (6 if words else 0) == ended.code, ended.said
    assert words in ended.said


def _is_refused_alike(desk: Desk, refused: Refused) -> None:
    """Each apply says the same and ends with 6; the second changes nothing, and only what was refused is left."""
    first, state = desk.run("apply", "--yes"), desk.emulator.state()
    second = desk.run("apply", "--yes")
    left = json.loads(desk.run("plan", "--format", "json").said)["changes"]

    assert (6, 6) == (first.code, second.code), first.said
    for ended in (first, second):
        assert refused.words in ended.said
        assert refused.warned in ended.said + ended.told
    assert refused.left == {one["address"] for one in left}
    assert state["collections"] == desk.emulator.state()["collections"]


@pytest.mark.long
@pytest.mark.parametrize(("name", "value"), list(_settings(observed=True)))
def test_a_switch_is_reached_and_all_ends_well(desk: Desk, name: str, value: Any) -> None:
    """What is stated comes about, also after a race that was lost, or HubSpot's refusal is told in every run."""
    case, asked = CASES[name], set[str]()
    desk.emulator.use_switches(Watched(asked, **{name: value}))
    desk.emulator.faults.stale = SECONDS if value == "lagging" else 0.0
    for blueprint in case.earlier:
        desk.write("blueprints/portal.yaml", blueprint)
        _converge(desk)
    asked_by_us = frozenset(asked)
    case.between(desk)
    if not case.by_others:
        asked &= asked_by_us
    desk.write("blueprints/portal.yaml", case.blueprint)
    if case.race:
        _lose(desk, case, LOST.get((name, value), ""))

    if (name, value) in REFUSED:
        _is_refused_alike(desk, REFUSED[name, value])
    else:
        _converge(desk, *case.words)

    assert name in asked


@pytest.mark.parametrize(("name", "value"), list(_stopped()))
def test_what_is_stopped_never_asks_the_portal(desk: Desk, name: str, value: Any) -> None:
    """Under either setting the same finding ends it before a write, and the portal keeps what it has."""
    stopped, asked = STOPPED[name], set[str]()
    desk.write("blueprints/portal.yaml", stopped.earlier)
    _converge(desk)
    stopped.between(desk)
    desk.write("blueprints/portal.yaml", stopped.blueprint)
    desk.emulator.use_switches(Watched(asked, **{name: value}))
    writes, state = desk.emulator.log.writes, desk.emulator.state()

    ended = desk.run("apply", "--yes", "--take", "blueprint")

    assert (stopped.code, True) == (ended.code, stopped.finding in ended.said + ended.told), ended.said
    assert (writes, state["collections"]) == (desk.emulator.log.writes, desk.emulator.state()["collections"])
    assert name not in asked


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


def _take_up(desk: Desk, *, labels: bool = True) -> None:
    if labels:
        shutil.copytree(LIBRARY, desk.folder / "blueprints")
    else:
        copy_part(desk.folder / "blueprints")


@pytest.mark.long
@pytest.mark.parametrize(("name", "value"), [pytest.param("", "", id="as observed"), *_settings(observed=False)])
def test_the_library_converges(desk: Desk, name: str, value: Any) -> None:
    """Applied, it leaves nothing to do and nothing to write; edited in the portal and applied again, as well."""
    desk.emulator.use_switches(Switches(**({name: value} if name else {})))
    desk.emulator.faults.stale = SECONDS if value == "lagging" else 0.0
    _take_up(desk, labels=(name, value) != WITHOUT_LABELS)

    _converge(desk, "--take", "blueprint")
    _edit(desk.emulator)
    writes = desk.emulator.log.writes
    _converge(desk, "--take", "blueprint")

    assert writes < desk.emulator.log.writes


@pytest.mark.long
def test_a_label_that_the_portal_does_not_take_is_all_that_is_left(desk: Desk) -> None:
    """Where labels exist for the documented objects only, what else the library states is there."""
    desk.emulator.use_switches(Switches(labelled_objects="documented"))
    _take_up(desk)

    applied = desk.run("apply", "--yes")
    left = json.loads(desk.run("plan", "--format", "json").said)["changes"]

    assert 6 == applied.code
    assert {"label"} == {one["address"].partition(".")[0] for one in left}


def test_no_switch_goes_without_a_case() -> None:
    """Nor anything told of a setting that does not exist."""
    told = {*REFUSED, *LOST, WITHOUT_LABELS}
    known = {(name, value) for name, hint in get_type_hints(Switches).items() for value in get_args(hint)}

    assert NAMES == set(CASES)
    assert set(STOPPED) <= NAMES
    assert told <= known
