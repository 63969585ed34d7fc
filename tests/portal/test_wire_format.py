"""The wire format of every operation, pinned by cassettes.

A cassette recorded against our own emulator proves what our client sends and that it understands such answers; it
proves nothing about HubSpot, and says so in its metadata. `CVPCTL_RECORD=1` records anew: against the emulator, or with
HUBSPOT_BASE_URL and HUBSPOT_ACCESS_TOKEN, against a portal that calls itself a developer test account.
vcrpy is not thread-safe: one worker.
"""

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
import pytest
import vcr
import yaml
from portal.wire_cases import CASES, CLEAN_UP, ONE_PROPERTY, STAND_IN, Case, Write, write
from portal.wire_cases_around import AROUND
from vcr.errors import CannotOverwriteExistingCassetteException

from cvpctl.emulator.server import Emulator
from cvpctl.errors import Blocked
from cvpctl.model import Settled, Unknown
from cvpctl.portal import Patience, Portal
from cvpctl.portal.endpoints import ENDPOINTS, template

CASSETTES = Path(__file__).parent.parent / "cassettes"
RECORDING = os.environ.get("CVPCTL_RECORD") == "1"
EMULATOR = "cvpctl emulator: proves our client's wire format, nothing about HubSpot"
TEST_ACCOUNT = "a HubSpot developer test account"
NOBODY = "http://127.0.0.1:9"
ALL = (*CASES, *AROUND)


def cassette_name(case: Case) -> str:
    return f"{case.operation}.yaml"


def tape() -> vcr.VCR:
    """A recorder that leaves out the token, the machine it ran on, and what changes with every answer."""

    def without_host(request: Any) -> Any:
        request.uri = urlunsplit(("http", "portal.example", *urlsplit(request.uri)[2:]))
        return request

    def lasting(response: Any) -> Any:
        kept = ("content-type", "location")
        headers = {name: value for name, value in response["headers"].items() if name.lower() in kept}
        return response | {"headers": headers}

    return vcr.VCR(
        cassette_library_dir=str(CASSETTES),
        record_mode="none",
        match_on=("method", "path", "query", "body"),
        filter_headers=["authorization"],
        filter_post_data_parameters=[("tokenKey", STAND_IN)],
        before_record_request=without_host,
        before_record_response=lasting,
    )


def quick(base_url: str, token: str) -> Portal:
    return Portal.open(base_url, token, read_only=False, workers=1, patience=Patience(sleep=lambda _: None))


def check_may_record(portal: Portal) -> None:
    """Recording writes, so it is for portals that exist to be written to."""
    found = portal.identity().account_type
    if found != "DEVELOPER_TEST":
        raise Blocked(f"recording is for developer test accounts only; this portal is {found}")


def record(case: Case, base_url: str, token: str, origin: str) -> None:
    with quick(base_url, token) as portal:
        check_may_record(portal)
        for undo in CLEAN_UP:
            undo(portal)  # what an interrupted recording left; refusals are welcome
        for step in case.before:
            assert write(portal, step) is Settled.DONE
    (CASSETTES / cassette_name(case)).unlink(missing_ok=True)
    with tape().use_cassette(cassette_name(case), record_mode="all") as cassette, quick(base_url, token) as portal:
        cassette.get_metadata("recorded_against", origin)
        case.ask(portal)


@pytest.fixture
def recorded(request: pytest.FixtureRequest) -> Case:
    """The case, recorded anew where that was asked for."""
    case: Case = request.param
    if not RECORDING:
        return case
    base_url, token = os.environ.get("HUBSPOT_BASE_URL"), os.environ.get("HUBSPOT_ACCESS_TOKEN")
    if base_url and token:
        record(case, base_url, token, TEST_ACCOUNT)
    else:
        with Emulator(deterministic=True) as emulator:
            for what, body in case.seeds:
                httpx.post(f"{emulator.base_url}/_emulator/{what}", json=body).raise_for_status()
            record(case, emulator.base_url, emulator.token, EMULATOR)
    return case


@pytest.mark.parametrize("recorded", ALL, ids=cassette_name, indirect=True)
def test_each_operation_sends_what_its_cassette_holds(recorded: Case) -> None:
    """With nobody listening, the answers come from the cassette, and only to exactly these requests."""
    with tape().use_cassette(cassette_name(recorded)) as cassette, quick(NOBODY, "another-token") as portal:
        told = recorded.ask(portal)
        assert cassette.all_played
        assert portal.calls.total == len(recorded.wire)
    sent = [(request.method, _local(request.uri), json.loads(request.body or "null")) for request in cassette.requests]
    assert list(recorded.wire) == sent
    assert told not in (Settled.FAILED, Settled.IN_DOUBT)
    assert not isinstance(told, Unknown)


def _local(uri: str) -> str:
    parts = urlsplit(uri)
    return urlunsplit(("", "", parts.path, parts.query, ""))


def test_every_operation_of_the_registry_has_a_cassette() -> None:
    """Whoever registers an operation brings its cassette along, or says why there is none."""
    cases = [case.operation for case in ALL]

    assert sorted(ENDPOINTS) == sorted(cases)
    assert {cassette_name(case) for case in ALL} == {path.name for path in CASSETTES.glob("*.yaml")}


@pytest.mark.parametrize("case", ALL, ids=cassette_name)
def test_a_cassette_is_about_its_operation_and_says_its_origin(case: Case) -> None:
    """The call it is named for is among those it holds, answered with 2xx; and nobody takes it for more than it is."""
    tape_text = yaml.safe_load((CASSETTES / cassette_name(case)).read_text(encoding="utf-8"))
    endpoint = ENDPOINTS[case.operation]
    pattern = re.sub(r"\\{[a-zA-Z]+\\}", "[^/]+", re.escape(template(endpoint, {})))
    asked = [one for one in tape_text["interactions"] if one["request"]["method"] == endpoint.method]
    found = [one for one in asked if re.fullmatch(pattern, urlsplit(one["request"]["uri"]).path)]

    assert {2} == {one["response"]["status"]["code"] // 100 for one in found}
    assert tape_text["metadata"]["recorded_against"] in (EMULATOR, TEST_ACCOUNT)


def test_a_changed_request_finds_no_answer() -> None:
    """A cassette is no rubber stamp."""
    changed: Write = ("properties.update", ONE_PROPERTY, {"label": "Something else"})
    with (
        tape().use_cassette("properties.update.yaml"),
        quick(NOBODY, "another-token") as portal,
        pytest.raises(CannotOverwriteExistingCassetteException),
    ):
        write(portal, changed)


@pytest.mark.parametrize("account_type", ["STANDARD", "SANDBOX", "APP_DEVELOPER"])
def test_only_developer_test_accounts_are_recorded_against(emulator: Emulator, account_type: str) -> None:
    """A client's portal is refused before anything is written."""
    portal_id = 80 + len(account_type)
    emulator.add_portal(portal_id, f"token-{account_type}", account_type=account_type)
    with pytest.raises(Blocked, match=account_type):
        record(CASES[0], emulator.base_url, f"token-{account_type}", TEST_ACCOUNT)
    assert emulator.log.writes == 0
