"""`cvpctl rollback`: which run, under which guards, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from cli.rolling import MORE, PROPERTY, applied, label, rolled_back, runs
from desk import PROJECT, Desk

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as server:
        yield server


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A repository whose blueprint was applied once."""
    running.reset()
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ACME_TOKEN", running.token)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    desk = Desk(folder, running, capsys)
    desk.write("cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    applied(desk)
    return desk


def _entries(desk: Desk) -> Any:
    return json.loads(desk.read("applied/acme.json"))["entries"]


def test_the_last_run_is_meant(desk: Desk) -> None:
    """Without RUN the newest goes back, and the plan then wants it again."""
    applied(desk, ("label: Seats", "label: Places"))

    ended = rolled_back(desk)

    assert 0 == ended.code, ended.said + ended.told
    assert "Seats" == label(desk, "seats")
    assert '"Seats" → "Places"' in desk.run("plan").said


def test_a_rollback_is_a_run_and_goes_back_too(desk: Desk) -> None:
    """Rolling back the rollback leaves what the run had left, in the portal and in the record."""
    applied(desk, ("label: Seats", "label: Places"))
    record = _entries(desk)
    rolled_back(desk)

    ended = rolled_back(desk)

    assert 0 == ended.code, ended.said + ended.told
    assert "Places" == label(desk, "seats")
    assert 0 == desk.run("plan", "--exit-code").code
    assert record == _entries(desk)


def test_an_older_run_goes_back_and_later_ones_stay(desk: Desk) -> None:
    """RUN may be an older one; what a later run wrote elsewhere in the same property stays."""
    older = applied(desk, ("label: Seats", "label: Places"))
    applied(desk, ("label: Seats", "label: Places, description: At the table"))

    ended = rolled_back(desk, older)

    seats = desk.ask("GET", PROPERTY.format("seats"))
    assert (0, "Seats", "At the table") == (ended.code, seats["label"], seats["description"])
    assert "Held" not in desk.run("plan").said


def test_what_moved_since_is_refused_and_named(desk: Desk) -> None:
    """One of two properties was edited since: that one stays and is named, the other goes back; exit 5."""
    applied(desk, ("label: Seats", "label: Places"), ("label: Tier", "label: Level"))
    desk.ask("PATCH", PROPERTY.format("seats"), {"label": "By hand"})

    ended = rolled_back(desk)

    assert 5 == ended.code, ended.said
    assert ["By hand", "Tier"] == [label(desk, "seats"), label(desk, "tier")]
    assert "MOVED_SINCE_RUN: not rolled back: label was changed since the run" in ended.said


def test_another_field_may_have_moved(desk: Desk) -> None:
    """An edit of a field that the run did not touch is no reason, and survives; nor is an option added by hand."""
    applied(desk, ("label: Tier", "label: Level"), ("{value: tin, label: Tin}", "{value: tin, label: Can}"))
    options = desk.ask("GET", PROPERTY.format("tier"))["options"]
    mine = {"value": "zinc", "label": "Zinc", "displayOrder": 9}
    desk.ask("PATCH", PROPERTY.format("tier"), {"description": "By hand", "options": [*options, mine]})

    ended = rolled_back(desk)

    tier = desk.ask("GET", PROPERTY.format("tier"))
    assert 0 == ended.code, ended.said
    assert ("Tier", "By hand") == (tier["label"], tier["description"])
    assert ["Gold", "Tin", "Zinc"] == [one["label"] for one in tier["options"]]


def test_something_made_by_the_run_and_edited_since_stays(desk: Desk) -> None:
    """Taking it out would take somebody's work along."""
    applied(desk, more=MORE)
    desk.ask("PATCH", PROPERTY.format("more"), {"label": "By hand"})

    ended = rolled_back(desk)

    assert (5, "By hand") == (ended.code, label(desk, "more"))


def test_a_hazard_asks_for_a_word_with_its_count(desk: Desk) -> None:
    """Records have filled the new property since: its archive is blocked with their number, until it is allowed."""
    applied(desk, more=MORE)
    desk.emulator.add_records("contacts", [{"more": "x"}, {"more": "y"}, {}])

    stopped = rolled_back(desk)
    there = label(desk, "more")
    ended = rolled_back(desk, "--allow", "PROPERTY_ARCHIVED:property.contacts.more")

    assert (4, "More") == (stopped.code, there)
    assert "2 records hold it" in " ".join(stopped.said.split())
    assert 0 == ended.code, ended.said
    with pytest.raises(HTTPError, match="404"):
        desk.ask("GET", PROPERTY.format("more"))


def test_an_option_that_records_took_up_is_counted(desk: Desk) -> None:
    """An option the run added goes only where no record holds it."""
    applied(desk, ("{value: tin, label: Tin}", "{value: tin, label: Tin}, {value: zinc, label: Zinc}"))
    desk.emulator.add_records("contacts", [{"tier": "zinc"}])

    ended = rolled_back(desk)

    assert 4 == ended.code
    assert "OPTION_REMOVED" in ended.said
    assert "1 record holds it" in " ".join(ended.said.split())


def test_what_the_token_may_not_do_is_said_before_the_first_write(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that lost a scope since the run blocks what needs it, all at once; the rest goes back; exit 4."""
    deals = "  deals:\n    groups: {money: {label: Money}}\n    properties:\n"
    deals += "      rate: {label: Rate, groupName: money, type: number, fieldType: number}\n"
    applied(desk, ("label: Seats", "label: Places"), more=deals)
    reads = [f"crm.{what}.{name}.read" for what in ("schemas", "objects") for name in ("contacts", "deals")]
    desk.emulator.add_token("poorer", scopes=(*reads, "crm.schemas.contacts.write", "crm.objects.contacts.write"))
    monkeypatch.setenv("ACME_TOKEN", "poorer")

    ended = rolled_back(desk)

    assert (4, "Seats") == (ended.code, label(desk, "seats")), ended.said + ended.told
    assert 2 == ended.said.count("MISSING_SCOPE: the token lacks crm.schemas.deals.write")
    refused = [one.path for one in desk.emulator.log.entries if one.status == 403]
    users = ("/crm/lists/", "/forms/", "/marketing/", "/automation/")
    assert [] == [path for path in refused if not path.startswith(users)]


def test_nobody_is_there_to_ask(desk: Desk) -> None:
    """Without a terminal and without --yes nothing is written."""
    applied(desk, ("label: Seats", "label: Places"))

    ended = desk.run("rollback")

    assert (64, "Places") == (ended.code, label(desk, "seats"))


@pytest.mark.parametrize(
    ("words", "said"),
    [(("2031",), "there is no run 2031"), (("20",), "runs begin with 20")],
    ids=["unknown", "ambiguous"],
)
def test_a_run_that_is_not_one_is_refused(desk: Desk, words: tuple[str, ...], said: str) -> None:
    """An id that no run has, or several begin with."""
    applied(desk, ("label: Seats", "label: Places"))

    ended = rolled_back(desk, *words)

    assert 64 == ended.code
    assert said in ended.told


def test_a_run_that_is_back_already_needs_nothing(desk: Desk) -> None:
    """Undone by hand meanwhile: nothing is written, and the end is a good one."""
    run = applied(desk, ("label: Seats", "label: Places"))
    desk.ask("PATCH", PROPERTY.format("seats"), {"label": "Seats"})

    ended = rolled_back(desk, run)

    assert 0 == ended.code, ended.said
    assert "Nothing to do" in ended.said


def test_an_inverse_is_no_plan_to_apply(desk: Desk) -> None:
    """The file beside the journal cannot be applied past the guards."""
    run = applied(desk, ("label: Seats", "label: Places"))

    ended = desk.run("apply", "--yes", f".cvpctl/journal/acme/{run}.undo.json")

    assert (64, "Places") == (ended.code, label(desk, "seats"))


def test_a_damaged_inverse_is_said(desk: Desk) -> None:
    """A run whose inverse somebody edited is not rolled back by guessing."""
    run = applied(desk, ("label: Seats", "label: Places"))
    path = f".cvpctl/journal/acme/{run}.undo.json"
    desk.write(path, desk.read(path).replace("Seats", "Stools"))

    ended = rolled_back(desk)

    assert (1, "Places") == (ended.code, label(desk, "seats"))
    assert "left no inverse that can be read" in ended.told


def test_a_drifted_field_drifts_again_after_a_rollback(desk: Desk) -> None:
    """An edit that the run overwrote comes back, as the edit it was."""
    desk.ask("PATCH", PROPERTY.format("seats"), {"label": "By hand"})
    desk.run("apply", "--yes", "--take", "blueprint")
    assert "Seats" == label(desk, "seats")

    rolled_back(desk)

    assert "By hand" == label(desk, "seats")
    assert 2 == desk.run("drift").code


def test_a_rename_goes_back(desk: Desk) -> None:
    """A property that the run knew by a new address has its old label again, and is no drift."""
    moved = "moved:\n  - {from: property.contacts.seats, to: property.contacts.places}\n"
    applied(desk, ("seats: {label: Seats", "places: {label: Places"), more=moved)
    assert "Places" == label(desk, "seats")

    ended = rolled_back(desk)

    assert (0, "Seats") == (ended.code, label(desk, "seats")), ended.said + ended.told
    assert "Held" not in desk.run("plan").said


def test_history_says_what_was_rolled_back(desk: Desk) -> None:
    """Both ends of it: the run, and the one that undid it."""
    run = applied(desk, ("label: Seats", "label: Places"))
    rolled_back(desk)

    undoing, undone, _ = runs(desk)

    assert (run, undone["id"]) == (undone["id"], undoing["rollsBack"])
    assert undoing["id"] == undone["rolledBackBy"]


def test_without_a_run_there_is_nothing_to_do(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh clone has no journals, and says so."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "blueprints").mkdir(parents=True)
    (elsewhere / "cvpctl.yaml").write_text(desk.read("cvpctl.yaml"))
    monkeypatch.chdir(elsewhere)

    ended = rolled_back(desk)

    assert (0, "Nothing to roll back: no run on acme was made from here.\n") == (ended.code, ended.said)
