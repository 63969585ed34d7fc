"""A portal ten years older than its blueprint, brought under it without a single write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, Ended
from messy_portal import EDITED, PIPELINES, PROJECT, PROPERTIES, desired, make_messy, write_blueprints

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.tiers import Tier

pytestmark = pytest.mark.long

Opened = Callable[[Tier], AbstractContextManager[Desk]]
HELD = {EDITED, "label.deals.contacts.sponsor", "pipeline.deals.path_to_value"}


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Opened:
    """Open a portal of a tier, with a client's repository in front of it."""

    @contextmanager
    def portal(tier: Tier) -> Iterator[Desk]:
        folder = tmp_path.resolve()
        with Emulator(tier=tier, limits=Limits.off()) as emulator:
            monkeypatch.chdir(folder)
            monkeypatch.setenv("ACME_TOKEN", emulator.token)
            made = Desk(folder, emulator, capsys)
            made.write("cvpctl.yaml", PROJECT.format(portal=emulator.portal_id, url=emulator.base_url))
            yield made
            assert [] == emulator.log.bugs

    return portal


@pytest.fixture
def desk(opened: Opened) -> Iterator[Desk]:
    with opened("enterprise") as made:
        write_blueprints(made)
        make_messy(made)
        made.emulator.log.clear()
        yield made


def planned(desk: Desk, *words: str) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(desk.run("plan", "--format", "json", *words).said)
    return plan


def addresses(changes: list[dict[str, Any]]) -> set[str]:
    return {change["address"] for change in changes}


def applied(desk: Desk, *words: str) -> tuple[Ended, list[str]]:
    """Apply, and return every writing call that the portal saw."""
    desk.emulator.log.clear()
    ended = desk.run("apply", "--yes", *words)
    return ended, [f"{one.method} {one.path}" for one in desk.emulator.log.entries if one.writes]


def test_everything_is_found_bound_and_left_as_it_is(desk: Desk) -> None:
    """No writing call; what is equal is recorded, what differs is held, and nothing is created a second time."""
    before = desk.emulator.state()
    ended = desk.run("adopt", "--yes")
    plan = planned(desk)

    assert 0 == ended.code, ended.said + ended.told
    stated = desired(desk).resources
    stages = sum(len(one.body.get("stages", ())) for one in stated.values())
    assert f"Adoption: {len(stated) + stages} to bind; 3 differ and will be held" in ended.said
    assert ([], HELD, []) == (plan["changes"], addresses(plan["held"]), plan["blocked"])
    assert len(stated) - len(HELD) == plan["unchanged"]
    assert 0 == desk.emulator.log.writes
    assert before == desk.emulator.state()
    assert addresses(planned(desk, "--take", "portal")["held"]) == set()


def test_a_second_adoption_has_nothing_to_write(desk: Desk) -> None:
    """What is bound is found; the file keeps its bytes."""
    desk.run("adopt", "--yes")
    text = desk.read("cvpctl.yaml")
    again = desk.run("adopt")

    assert (0, text) == (again.code, desk.read("cvpctl.yaml"))
    assert f"Adoption: {len(desired(desk).resources)} found; 3 differ and will be held" in again.said


@dataclass(frozen=True)
class Edit:
    """One line of a shipped file, what it becomes, and where that belongs in the portal."""

    file: str
    old: str
    new: str
    address: str
    live: str


EDITS = {
    "property": Edit(
        "customer-org/contact",
        "label: Relationship Health\n",
        "label: How We Stand\n",
        "property.contacts.relationship_health",
        "/crm/properties/2026-09/0-1/c_relationship_health_2016",
    ),
    "stage": Edit(
        "customer-org/ticket",
        "{label: Received,",
        "{label: Taken In,",
        "pipeline.tickets.customer_requests",
        r"/crm/pipelines/2026-09/0-5/\d+/stages/\d+",
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_one_change_of_a_blueprint_is_one_write(desk: Desk, edit: Edit) -> None:
    """It is a change, not a difference nobody explains; it goes to the live name, is read back and recorded."""
    desk.run("adopt", "--yes")
    path = f"blueprints/value-first/{edit.file}.yaml"
    assert 1 == desk.read(path).count(edit.old)
    desk.write(path, desk.read(path).replace(edit.old, edit.new))

    ended, writes = applied(desk)
    after = planned(desk)

    assert 0 == ended.code, ended.said + ended.told
    assert 1 == len(writes)
    assert re.fullmatch(f"PATCH {edit.live}", writes[0])
    assert ([], HELD) == (after["changes"], addresses(after["held"]))
    entry = json.loads(desk.read("applied/production.json"))["entries"][edit.address]
    assert edit.new.partition(": ")[2].strip(",\n") in json.dumps(entry["stated"])
    assert [] == applied(desk)[1]


def test_an_edit_in_the_portal_after_the_adoption_is_drift(desk: Desk) -> None:
    """The record knows what was there, under its own name."""
    desk.run("adopt", "--yes")
    desk.ask("PATCH", f"{PROPERTIES}/contacts/c_relationship_health_2016", {"label": "Health!"})

    drifted = json.loads(desk.run("drift", "--format", "json").said)["drift"]

    assert {"drift"} == {one["class"] for one in drifted if one["address"] == "property.contacts.relationship_health"}


def test_what_differs_goes_into_the_files_by_a_pull(desk: Desk) -> None:
    """Then nothing of those objects is held any more."""
    desk.run("adopt", "--yes")

    pulled = desk.run("pull", "-o", "blueprints/value-first", "--objects", "contacts,deals")

    assert 0 == pulled.code, pulled.said + pulled.told
    assert {"label.deals.contacts.sponsor"} == addresses(planned(desk)["held"])
    assert 0 == desk.emulator.log.writes


def test_an_object_of_another_name_is_bound_by_a_word_and_brings_what_hangs_on_it(desk: Desk) -> None:
    """The blueprint builds on a vehicle, the portal has a Fahrzeug: nobody but a person knows that they are one."""
    path = "blueprints/own.yaml"
    desk.write(path, desk.read(path).replace("  fahrzeug:\n", "  vehicle:\n"))

    asked = desk.run("adopt", "--yes")
    told = desk.run("adopt", "--yes", "--accept", "schema.vehicle=fahrzeug")
    desk.write(path, desk.read(path).replace("label: Seats", "label: Places"))
    ended, writes = applied(desk)

    assert 4 == asked.code
    assert "schema.vehicle: fahrzeug" in asked.said
    assert 0 == told.code, told.said + told.told
    assert "property.vehicle.seats: sitze\n" in desk.read("cvpctl.yaml")
    assert (0, 1) == (ended.code, len(writes))
    assert "PATCH" == writes[0].partition(" ")[0]
    assert writes[0].endswith("/sitze")


DEALS = """\
blueprint: acme/deals
version: 1.0.0
objects:
  deals:
    pipelines:
      path_to_value:
        label: Path to Value
        stages:
          discover: {label: Discover Value, metadata: {probability: 0.2}}
          won: {label: Closed Won, metadata: {probability: 1}}
"""


def test_where_one_pipeline_may_be_it_is_the_one_that_is_there(opened: Opened) -> None:
    """A free portal cannot have a second one: the renamed default is bound, and changed on demand."""
    with opened("free") as desk:
        desk.write("blueprints/deals.yaml", DEALS)
        desk.ask("PATCH", f"{PIPELINES}/deals/default", {"label": "Verkauf"})
        desk.emulator.log.clear()
        ended = desk.run("adopt", "--yes")
        writes = desk.emulator.log.writes
        taken, calls = applied(desk, "--take", "blueprint")
        live = desk.ask("GET", f"{PIPELINES}/deals/default")

        assert (0, 0) == (ended.code, writes)
        assert 'default  "Verkauf"  the only pipeline this portal may hold here' in ended.said
        assert 0 == taken.code, taken.said + taken.told
        assert [] == [
            one for one in calls if not one.partition(" ")[2].startswith("/crm/pipelines/2026-09/0-3/default")
        ]
        assert "Path to Value" == live["label"]
        assert {"closedwon", "discover"} <= {stage["id"] for stage in live["stages"]}
        assert 0 == desk.run("plan", "--exit-code").code


def test_a_token_that_may_not_read_limits_guesses_nothing(opened: Opened) -> None:
    """Whether one pipeline is all there may be is then not known, and said."""
    with opened("free") as desk:
        desk.write("blueprints/deals.yaml", DEALS)
        desk.ask("PATCH", f"{PIPELINES}/deals/default", {"label": "Verkauf"})
        desk.emulator.faults.add(Fault("status", status=403, route="/limits/", times=0))
        ended = desk.run("adopt", "--yes")

        assert "How many pipelines this portal may have could not be read (forbidden)" in ended.told
        assert "create  1: pipeline.deals.path_to_value" in ended.said
