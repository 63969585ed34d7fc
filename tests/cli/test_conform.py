"""`cvpctl emulator conform` from outside: which portals, which exit codes, and what is never printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cvpctl.cli.exits import exit_code
from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

TOKEN = "secret-that-must-not-be-seen-0123456789"
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def served() -> Iterator[Emulator]:
    with Emulator(token=TOKEN, portal_id=4242, limits=Limits.off()) as portal:
        yield portal


@pytest.fixture
def ask(served: Emulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run conform on the portal that the environment describes; no output ever holds its token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUBSPOT_BASE_URL", served.base_url)
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("HUBSPOT_PORTAL_ID", "4242")

    def asked(*words: str) -> tuple[int, str, str]:
        code = exit_code(["emulator", "conform", *words])
        said, told = capsys.readouterr()
        assert TOKEN not in said + told
        return code, said, told

    return asked


def test_nothing_different_exits_zero(ask: Ask) -> None:
    """Progress goes to standard error, the summary by strength of evidence to standard output."""
    code, said, told = ask("--only", "property-groups/*")

    assert 0 == code, said
    assert "property-groups/a-group-keeps-its-place" in told
    assert "evidence       as expected    different      skipped" in said
    assert "nothing else than the emulator claims" in said


def test_another_behaviour_is_printed_and_exits_two(ask: Ask, served: Emulator) -> None:
    """A switch thrown and a status changed are told beside what the emulator claims."""
    served.use_switches(replace(Switches(), group_exists_status=400))
    served.faults.add(Fault("status", status=500, method="PATCH", times=0))

    code, said, _ = ask("--only", "property-groups/*")

    assert 2 == code
    assert "group_exists_status: observed: 400; emulator default: 409" in said
    assert "PATCH properties /{objectType}/groups/{groupName}: status: expected [200], got 500" in said
    assert "2 found something else than the emulator claims" in said


def test_json_is_a_file_to_send(ask: Ask, served: Emulator) -> None:
    """The document says format, version, account type, counts and cases, and nothing else of the account."""
    served.use_switches(replace(Switches(), group_exists_status=400))
    code, said, _ = ask("--only", "property-groups/*", "--format", "json")
    document = json.loads(said)

    assert 2 == code
    keys = ["format", "version", "accountType", "calls", "summary", "cases", "leftBehind"]
    assert keys == list(document)
    assert ("cvpctl.conformance/1", "DEVELOPER_TEST") == (document["format"], document["accountType"])
    assert {"asExpected": 0, "different": 1, "skipped": 0} == document["summary"]["assumed"]
    assert "4242" not in said


@pytest.mark.parametrize("account_type", ["STANDARD", "SANDBOX", "APP_DEVELOPER"])
def test_other_accounts_are_refused(ask: Ask, served: Emulator, account_type: str) -> None:
    """Nothing is written to an account that is not for testing: exit 4 after one read."""
    account = served.world.store.portal(4242).account
    with served.world.store.transaction():
        served.world.store.portal(4242).put("account", "account", {**account, "accountType": account_type})

    code, said, told = ask()

    assert (4, "") == (code, said)
    assert account_type in told
    assert (1, 0) == (served.log.total, served.log.writes)


def test_an_unpinned_portal_is_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere, nothing is written to a portal that no id pins."""
    monkeypatch.delenv("HUBSPOT_PORTAL_ID")
    code, said, told = ask()
    assert (4, "") == (code, said)
    assert "no Hub ID" in told


def test_a_pattern_without_cases_is_a_usage_error(ask: Ask) -> None:
    """A filter that fits nothing is never taken for success."""
    code, _, told = ask("--only", "butterflies/*")
    assert 64 == code
    assert "butterflies" in told


def test_a_portal_that_goes_away_exits_eight(ask: Ask, served: Emulator) -> None:
    """What was found until then is printed, and why there is no more."""
    served.faults.add(Fault("reset", method="GET", nth=3, times=0))
    code, said, _ = ask("--only", "account/*")
    assert 8 == code
    assert "Broken off: the portal did not answer" in said


def test_what_stays_behind_exits_one(ask: Ask, served: Emulator) -> None:
    """A thing that could not be taken away is named for a person to do it."""
    served.faults.add(Fault("status", status=500, method="DELETE", times=0))
    code, said, _ = ask("--only", "property-groups/a-group-keeps-its-place")
    assert 1 == code
    assert "Left behind (1)" in said
    assert "/{objectType}/groups/{groupName} contacts <prefix>_1_group: HTTP 500" in said


def test_the_embedded_portal_is_always_allowed(ask: Ask) -> None:
    """It needs no id, and no account type."""
    code, said, told = ask("--portal", "emulator", "--only", "account/*")
    assert 0 == code, said
    assert "it is not HubSpot" in told
