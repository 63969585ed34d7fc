"""The conformance suite against the embedded portal: it passes, it covers every route, it sees what differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

import pytest

from cvpctl.emulator.areas import Route
from cvpctl.emulator.conformance import operations
from cvpctl.emulator.conformance.bench import Bench, Run
from cvpctl.emulator.conformance.cases import Case
from cvpctl.emulator.conformance.judgements import Finding
from cvpctl.emulator.conformance.suite import CASES, Report, chosen, run_cases
from cvpctl.emulator.conformance.wire import Unreachable, Wire
from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.routes import ROUTES, mounted_routes
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

COUNTING = Limits(1_000_000, 100_000_000, 0)
"""Counts calls, so that there are headers to look at, and refuses none."""

WITHOUT_RECORD = {operations.CREATE_RECORD, operations.CREATE_RECORDS}
"""Writes that name nothing: HubSpot gives the id."""

_OBSERVERS: dict[str, str] = {}


@pytest.fixture
def wire(portal: Emulator) -> Iterator[Wire]:
    """The portal with one object of its library switched off, so that nothing need be skipped."""
    portal.set_limits(COUNTING)
    portal.enable_object("courses", on=False)
    made = Wire(portal.base_url, portal.token, sleep=lambda _: None)
    yield made
    made.close()
    assert portal.log.bugs == []


def _run(wire: Wire, portal: Emulator, *cases: Case) -> Report:
    report = run_cases(wire, cases, portal_id=portal.portal_id, account_type="DEVELOPER_TEST")
    assert report.left_behind == ()
    return report


def _told(finding: Finding) -> list[Any]:
    return [*(one.body() for one in finding.differences), *(one.body() for one in finding.observations if one.differs)]


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_emulator_keeps_its_word(wire: Wire, portal: Emulator, case: Case) -> None:
    """A case passes against the embedded portal, by itself, and asks for no more than it says it does."""
    (finding,) = _run(wire, portal, case).findings
    asked = {entry.route for entry in portal.log.entries}

    assert ([], "") == (_told(finding), finding.skipped)
    _OBSERVERS.update({one.switch: case.name for one in finding.observations})
    unasked = [one.name for one in case.operations if not _routes_of(one.route) & asked]
    assert [] == unasked


def _routes_of(route: Route) -> set[str]:
    return {f"{route.method} {one.template}" for one in mounted_routes() if one.route is route}


def test_every_operation_is_touched_by_a_case() -> None:
    """A route without a case is a claim that nobody can check."""
    touched = {one.name for case in CASES for one in case.operations}
    missing = [f"{one.method} {one.area} {one.path}" for one in ROUTES]
    assert [] == [name for name in missing if name not in touched]


def test_cases_have_names_and_claims_of_their_own() -> None:
    """Names tell cases apart, and a title ends as a sentence does."""
    assert len(CASES) == len({case.name for case in CASES})
    assert [] == [case.name for case in CASES if not case.title.endswith(".")]


def test_every_write_says_what_must_be_ours() -> None:
    """An operation that writes names the parts of a request that the run must have made."""
    every = [one for one in vars(operations).values() if isinstance(one, operations.Operation)]
    bare = {one for one in every if one.route.writes and not one.ours}
    assert WITHOUT_RECORD == bare


def test_what_is_not_ours_is_not_touched(wire: Wire, portal: Emulator) -> None:
    """A write that names anything else than what the run made is never sent."""
    bench = Bench(Run(wire, portal.portal_id, "cvpctl_conform_abcdef"), 1)

    with pytest.raises(PermissionError, match="phone"):
        bench.ask(operations.DELETE_PROPERTY, "contacts", "phone")
    with pytest.raises(PermissionError, match="171591000198"):
        bench.ask(operations.ARCHIVE_RECORDS, "contacts", body={"inputs": [{"id": "171591000198"}]})
    assert 0 == portal.log.total


def test_the_portal_is_left_as_it_was(wire: Wire, portal: Emulator) -> None:
    """After the whole suite nothing active is there that was not there before."""
    before = _active(portal)
    report = _run(wire, portal, *CASES)

    assert before == _active(portal)
    assert [] == [(one.name, _told(one)) for one in report.findings if one.outcome != "as expected"]


def _active(portal: Emulator) -> dict[str, Any]:
    """What clients see without asking for archived things; limits that hang on nothing are seen by nobody."""
    gone = ("archived_", "audits/", "counters", "links/", "property_validations/", "record_history/", "meta")
    return {
        name: things for name, things in portal.state()["collections"].items() if things and not name.startswith(gone)
    }


def test_a_failure_in_between_is_cleaned_up_too(wire: Wire, portal: Emulator) -> None:
    """What a case made goes although an answer in the middle was a 500."""
    before = _active(portal)
    portal.faults.add(Fault("status", status=500, method="PATCH", times=0))
    (case,) = chosen("pipelines/a-change-keeps-the-stages")

    (finding,) = _run(wire, portal, case).findings

    (difference,) = finding.differences
    assert ("status", [200]) == (difference.about, difference.expected)
    assert str(difference.actual).startswith("500")
    assert before == _active(portal)


def test_a_portal_that_stops_answering_ends_the_run(wire: Wire, portal: Emulator) -> None:
    """The report holds what was found until then, says why it ends, and names what could not be taken away."""
    case = chosen("property-groups/a-group-keeps-its-place")[0]
    portal.faults.add(Fault("reset", method="PATCH", times=0))
    portal.faults.add(Fault("reset", method="DELETE", times=0))

    report = run_cases(wire, [case], portal_id=portal.portal_id, account_type="DEVELOPER_TEST")

    assert ("the portal did not answer (ProtocolError)", ()) == (report.broken_off, report.findings)
    (left,) = report.left_behind
    assert left.startswith("DELETE properties /{objectType}/groups/{groupName} contacts <prefix>_1_group")


def test_a_token_that_is_not_accepted_is_an_error(portal: Emulator) -> None:
    """There is nothing to report where nobody may look."""
    stranger = Wire(portal.base_url, "nobody")
    with pytest.raises(Unreachable, match="does not accept the token"):
        run_cases(stranger, CASES[:1], portal_id=portal.portal_id, account_type="DEVELOPER_TEST")
    stranger.close()


def _alternatives() -> list[tuple[str, Any]]:
    hints = get_type_hints(Switches)
    return [
        (one.name, setting)
        for one in fields(Switches)
        for setting in get_args(hints[one.name])
        if setting != one.default
    ]


@pytest.fixture
def observers(wire: Wire, portal: Emulator) -> dict[str, str]:
    """Which case observes which switch."""
    if not set(get_type_hints(Switches)) <= set(_OBSERVERS):
        for finding in _run(wire, portal, *CASES).findings:
            _OBSERVERS.update({one.switch: finding.name for one in finding.observations})
    return _OBSERVERS


@pytest.mark.long
@pytest.mark.parametrize(("switch", "setting"), _alternatives())
def test_every_setting_of_every_switch_is_seen(
    wire: Wire, portal: Emulator, observers: dict[str, str], switch: str, setting: Any
) -> None:
    """Where sources disagree, a run says which of the alternatives the portal shows, and that it is not ours."""
    portal.use_switches(replace(Switches(), **{switch: setting}))

    (finding,) = _run(wire, portal, *chosen(observers[switch])).findings

    assert setting in [one.observed for one in finding.observations if one.switch == switch]
    assert "different" == finding.outcome


@pytest.mark.parametrize(("tier", "reason"), [("free", "pipeline of deals"), ("professional", "custom object")])
def test_what_a_portal_lacks_is_skipped(tier: Any, reason: str) -> None:
    """Small subscriptions have no room for pipelines or custom objects: no difference, but cases skipped for it."""
    with Emulator(tier=tier, limits=Limits.off()) as portal:
        small = Wire(portal.base_url, portal.token)
        report = _run(small, portal, *CASES)
        small.close()

    assert [] == [(one.name, _told(one)) for one in report.findings if one.outcome == "different"]
    assert any(reason in one.skipped for one in report.findings)


def test_a_scope_that_is_missing_is_skipped(portal: Emulator) -> None:
    """A token without scopes finds no differences; the scopes that it lacks are named."""
    portal.add_token("reader", scopes=[])
    reader = Wire(portal.base_url, "reader")
    (finding,) = _run(reader, portal, *chosen("properties/a-missing-property")).findings
    (schema,) = _run(reader, portal, *chosen("schemas/what-is-searchable-by-itself")).findings
    reader.close()

    assert ("skipped", "skipped") == (finding.outcome, schema.outcome)
    assert "scope" in schema.skipped or "403" in schema.skipped


def test_a_report_holds_nothing_of_the_account(wire: Wire, portal: Emulator) -> None:
    """Neither token nor portal id, neither names nor addresses stand in what one would send."""
    portal.use_switches(replace(Switches(), formulas="verbatim", record_answers="2022"))
    portal.faults.add(Fault("status", status=500, nth=40, times=30))
    report = run_cases(wire, CASES, portal_id=portal.portal_id, account_type="DEVELOPER_TEST")
    text = json.dumps(report.body())

    secret = (portal.token, str(portal.portal_id), "owner@example.com", "Emulated portal", "cvpctl_conform_")
    assert [] == [one for one in secret if one in text]
    assert report.differs


def test_a_portal_elsewhere_gets_five_calls_a_second() -> None:
    """The pace is kept on hosts that are not this machine, and a read waits until a write can be seen."""
    now = [0.0]
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(round(seconds, 3))
        now[0] += seconds

    far = Wire("https://api.invalid", "token", clock=lambda: now[0], sleep=sleep)
    for writes in (False, False, True, False):
        far._keep_pace(writes=writes)
    far.close()

    assert [0.2, 0.2, 0.8] == waits
    assert "token" not in repr(far)


def test_a_pattern_chooses_cases() -> None:
    """A glob fits whole names, a plain word a part of them."""
    assert CASES == chosen(None)
    assert {"owners"} == {case.area for case in chosen("owners/*")}
    assert ["stages/a-stage-with-records"] == [case.name for case in chosen("stage-with-records")]
    assert () == chosen("nothing-like-it")
