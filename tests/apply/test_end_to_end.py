"""Plan, apply, plan again over HTTP: the loop of the product against the embedded portal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from apply.made_up_portal import Counting
from engine.situation import PORTAL, addresses, codes, desired, fields, planned

from cvpctl.apply import Applied, Journal, carry_out, in_doubt, look, read_journal
from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Call, Cause, Desired, Operation, Plan, Record, Settled
from cvpctl.portal import Patience, Portal

STAGE = "property.contacts.stage"
OPTIONS = [{"value": value, "label": value.title()} for value in ("audience", "researcher", "hand_raiser")]
CHOICE: Body = {
    "label": "Value Path Stage", "groupName": "value_path", "type": "enumeration", "fieldType": "radio",
    "options": OPTIONS,
}  # fmt: skip
NUMBER: Body = {"label": "Seats", "groupName": "value_path", "type": "number", "fieldType": "number"}
SUM: Body = {
    **NUMBER, "label": "Sum", "fieldType": "calculation_equation",
    "calculationFormula": "IF seats >= 2.50 THEN seats * 2 ELSE 0",
}  # fmt: skip
STAGES = {
    "discover": {"label": "Discover", "metadata": {"probability": 0.2}},
    "commit": {"label": "Commit", "metadata": {"probability": 1}},
}
BLUEPRINT: dict[str, Body] = {
    "group.contacts.value_path": {"label": "Value Path"},
    STAGE: CHOICE,
    "property.contacts.seats": NUMBER,
    "property.contacts.sum": SUM,
    "property.contacts.lifecyclestage": {"label": "Lifecycle Stage"},
    "pipeline.deals.path_to_value": {"label": "Path to Value", "stages": STAGES},
}


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as server:
        yield server


@pytest.fixture
def portal(emulator: Emulator) -> Iterator[Portal]:
    patience = Patience(sleep=lambda _: None)
    with Portal.open(emulator.base_url, emulator.token, read_only=False, patience=patience) as opened:
        yield opened


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def applied(wanted: Desired, plan: Plan, portal: Portal, journal: Path, known: Record) -> Applied:
    stated = {a: KINDS[a.kind].normalise(a, resource.body) for a, resource in wanted.resources.items()}
    live = look(portal, wanted)
    with Journal(journal) as book:
        return carry_out(plan, portal, book, Counting(), known, known=live.resources, stated=stated)


def edited(portal: Portal, address: str, body: Body) -> None:
    """Change a property as somebody does in the portal."""
    found = Address.parse(address)
    parameters = {"objectType": found.scope[0], "propertyName": found.key}
    call = Call(1, 1, Operation("properties", "update"), parameters, (f"{found}:update",), (found,), body=body)
    assert [one.settled for one in portal.execute(call)] == [Settled.DONE]


def provisioned(portal: Portal, journal: Path) -> Applied:
    wanted = desired(BLUEPRINT)
    plan = planned(wanted, look(portal, wanted))
    assert codes(plan.blocked) == []
    return applied(wanted, plan, portal, journal, Record(PORTAL))


def test_a_second_plan_is_empty(emulator: Emulator, portal: Portal, journal: Path) -> None:
    """Everything is recorded, nothing is left to do, and a second apply writes nothing."""
    end = provisioned(portal, journal)
    assert (end.exit_code, sorted(map(str, end.record.entries))) == (0, sorted(BLUEPRINT))
    wanted = desired(BLUEPRINT)
    again = planned(wanted, look(portal, wanted), end.record)
    assert (again.changes, again.held, again.calls, again.unchanged) == ((), (), (), len(BLUEPRINT))
    writes = emulator.log.writes
    second = applied(wanted, again, portal, journal.with_name("second"), end.record)
    assert (second.exit_code, emulator.log.writes, second.record) == (0, writes, end.record)


def test_an_edit_in_the_portal_is_held_until_somebody_decides(portal: Portal, journal: Path) -> None:
    """Drift is named and survives an apply; --take blueprint puts it right; then there is nothing to do."""
    wanted, known = desired(BLUEPRINT), provisioned(portal, journal).record
    moved = [{**OPTIONS[0], "label": "Fans", "displayOrder": 2}, *[{**one, "displayOrder": 0} for one in OPTIONS[1:2]]]
    extra = {"value": "added", "label": "Added", "displayOrder": 3}
    edited(portal, STAGE, {"options": [*moved, {**OPTIONS[2], "displayOrder": 1}, extra], "displayOrder": 4})
    edited(portal, "property.contacts.sum", {"calculationFormula": "seats + 1"})
    held = {
        f"{STAGE}#options/audience/label": Cause.DRIFT,
        f"{STAGE}#optionsOrder": Cause.DRIFT,
        "property.contacts.sum#calculationFormula": Cause.DRIFT,
    }
    for number in range(2):
        plan = planned(wanted, look(portal, wanted), known)
        assert (addresses(plan.changes), fields(plan.held)) == ([], held)
        known = applied(wanted, plan, portal, journal.with_name(f"held{number}"), known).record
    plan = planned(wanted, look(portal, wanted), known, take=["blueprint"])
    end = applied(wanted, plan, portal, journal.with_name("taken"), known)
    after = planned(wanted, look(portal, wanted), end.record)
    assert (end.exit_code, addresses(after.changes), addresses(after.held)) == (0, [], [])
    options = look(portal, wanted).resources[Address.parse(STAGE)].body["options"]
    assert {option["value"] for option in options} == {"audience", "researcher", "hand_raiser", "added"}


def test_a_changed_blueprint(portal: Portal, journal: Path) -> None:
    """New option in the middle, renamed stage, moved stage, another formula: written, and then nothing is left."""
    known = provisioned(portal, journal).record
    bodies = {
        **BLUEPRINT,
        STAGE: {**CHOICE, "options": [OPTIONS[0], {"value": "new", "label": "New"}, *OPTIONS[:0:-1]]},
        "property.contacts.sum": {**SUM, "calculationFormula": "seats * 3"},
        "pipeline.deals.path_to_value": {
            "label": "Path",
            "stages": {
                "commit": {"label": "Discover", "metadata": {"probability": 0.9}},
                "discover": {"label": "Commit", "metadata": {"probability": 1}},
            },
        },
    }
    wanted = desired(bodies)
    plan = planned(wanted, look(portal, wanted), known)
    assert (set(fields(plan.changes).values()), plan.held) == ({Cause.CHANGE}, ())
    end = applied(wanted, plan, portal, journal.with_name("second"), known)
    after = planned(wanted, look(portal, wanted), end.record)
    assert (end.exit_code, addresses(after.changes), addresses(after.held)) == (0, [], [])


def test_a_removed_property_comes_back_as_a_restore(portal: Portal, journal: Path) -> None:
    """Trap 8: archived by a tombstone, stated again, restored by name."""
    known = provisioned(portal, journal).record
    without = {address: body for address, body in BLUEPRINT.items() if address != STAGE}
    wanted = desired(without, removed=[STAGE])
    plan = planned(wanted, look(portal, wanted), known, allow=[f"PROPERTY_ARCHIVED:{STAGE}"])
    end = applied(wanted, plan, portal, journal.with_name("removed"), known)
    assert (end.exit_code, Address.parse(STAGE) in end.record.entries) == (0, False)
    back = desired(BLUEPRINT)
    plan = planned(back, look(portal, back), end.record)
    assert [(str(change.address), change.action.value) for change in plan.changes] == [(STAGE, "restore")]
    end = applied(back, plan, portal, journal.with_name("restored"), end.record)
    assert (end.exit_code, planned(back, look(portal, back), end.record).changes) == (0, ())


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_connection_that_drops(emulator: Emulator, portal: Portal, journal: Path, when: str) -> None:
    """Every third write loses its connection, before or after it was carried out: nothing is made twice or lost."""
    for nth in range(1, 9, 3):
        emulator.faults.add(Fault(what="reset", when=when, writes_only=True, nth=nth))  # type: ignore[arg-type]
    end = provisioned(portal, journal)
    wanted = desired(BLUEPRINT)
    after = planned(wanted, look(portal, wanted), end.record)
    assert (end.exit_code, after.changes, after.held) == (0, (), ())
    assert in_doubt(read_journal(journal)) == []


def test_only_what_failed_is_left(emulator: Emulator, portal: Portal, journal: Path) -> None:
    """A refused pipeline leaves the rest done; the next run makes just that."""
    emulator.faults.add(Fault(what="status", status=400, method="POST", route="pipelines", times=1))
    wanted = desired(BLUEPRINT)
    plan = planned(wanted, look(portal, wanted))
    end = applied(wanted, plan, portal, journal, Record(PORTAL))
    left = planned(wanted, look(portal, wanted), end.record)
    assert addresses(left.changes) == ["pipeline.deals.path_to_value"]
    assert applied(wanted, left, portal, journal.with_name("second"), end.record).exit_code == 0
