"""The wire format of every operation of every kind, pinned by cassettes.

A cassette recorded against our own emulator proves what our client sends and that it understands such answers; it
proves nothing about HubSpot, and says so in its metadata. `CVPCTL_RECORD=1` records anew: against the emulator, or with
HUBSPOT_BASE_URL and HUBSPOT_ACCESS_TOKEN, against a portal that calls itself a developer test account.
vcrpy is not thread-safe: one worker.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import vcr
from vcr.errors import CannotOverwriteExistingCassetteException

from cvpctl.emulator.server import Emulator
from cvpctl.errors import Blocked
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Call, Operation, Settled
from cvpctl.portal import Patience, Portal

CASSETTES = Path(__file__).parent.parent / "cassettes"
RECORDING = os.environ.get("CVPCTL_RECORD") == "1"
EMULATOR = "cvpctl emulator: proves our client's wire format, nothing about HubSpot"
TEST_ACCOUNT = "a HubSpot developer test account"
NOBODY = "http://127.0.0.1:9"
STAND_IN = "token-taken-out"
ROOT = "/crm"

APPOINTMENTS, TICKETS = {"objectType": "appointments"}, {"objectType": "tickets"}
GROUP: Body = {"name": "cvpctl_&_fictional", "label": "Fictional group"}
PROPERTY: Body = {"name": "cvpctl_fictional", "label": "Fictional", "type": "enumeration", "fieldType": "select"}
PROPERTY |= {"groupName": GROUP["name"], "options": [{"value": "a", "label": "A", "hidden": False, "displayOrder": 0}]}
ONE_GROUP = APPOINTMENTS | {"groupName": GROUP["name"]}
ONE_PROPERTY = APPOINTMENTS | {"propertyName": PROPERTY["name"]}
ONE_PIPELINE = TICKETS | {"pipelineId": "cvpctl_fictional"}
ONE_STAGE = ONE_PIPELINE | {"stageId": "cvpctl_waiting"}
STAGE: Body = {"stageId": "cvpctl_waiting", "label": "Waiting", "displayOrder": 2, "metadata": {"ticketState": "OPEN"}}
PIPELINE: Body = {
    "pipelineId": "cvpctl_fictional",
    "label": "Fictional pipeline",
    "displayOrder": 9,
    "stages": [
        {"stageId": "cvpctl_asked", "label": "Asked", "displayOrder": 0, "metadata": {"ticketState": "OPEN"}},
        {"stageId": "cvpctl_solved", "label": "Solved", "displayOrder": 1, "metadata": {"ticketState": "CLOSED"}},
    ],
}


Write = tuple[str, Mapping[str, str], Body | None]
Asked = tuple[str, str, Any]
"""Method, path with query, and body."""


@dataclass(frozen=True)
class Case:
    """One operation: what has to be there before, what is asked through the public face, what must go out."""

    operation: str
    ask: Callable[[Portal], object]
    wire: tuple[Asked, ...]
    before: tuple[Write, ...] = ()


def write(portal: Portal, step: Write) -> Settled:
    operation, parameters, body = step
    area, name = operation.split(".")
    address = Address(area, (parameters["objectType"],), name)
    content: dict[str, Any] = {"inputs": (body,)} if name == "batch_create" else {"body": body}
    (outcome,) = portal.execute(Call(1, 1, Operation(area, name), parameters, ("step",), (address,), **content))
    return outcome.settled


def writing(step: Write, method: str, path: str, *before: Write) -> Case:
    operation, _, body = step
    sent = {"inputs": [body]} if operation.endswith("batch_create") else body
    return Case(operation, lambda portal: write(portal, step), ((method, path, sent),), before)


def reading(operation: str, ask: Callable[[Portal], object], *paths: str, before: tuple[Write, ...] = ()) -> Case:
    return Case(operation, ask, tuple(("GET", path, None) for path in paths), before)


MADE_GROUP: Write = ("properties.create_group", APPOINTMENTS, GROUP)
MADE: Write = ("properties.batch_create", APPOINTMENTS, PROPERTY)
ARCHIVED: Write = ("properties.archive", ONE_PROPERTY, None)
PIPED: Write = ("pipelines.create", TICKETS, PIPELINE)
STAGED: Write = ("pipelines.create_stage", ONE_PIPELINE, STAGE)
UNPIPED: Write = ("pipelines.delete", ONE_PIPELINE, None)
UNGROUPED: Write = ("properties.delete_group", ONE_GROUP, None)
NEW_LABEL: Body = {"label": "Still fictional"}
GROUPS_OF, PROPERTIES_OF = ("group", ("appointments",)), ("property", ("appointments",))
TO_GROUPS, TO_PROPERTIES = f"{ROOT}/properties/2026-09/0-421/groups", f"{ROOT}/properties/2026-09/0-421"
TO_GROUP, TO_PROPERTY = f"{TO_GROUPS}/cvpctl_%26_fictional", f"{TO_PROPERTIES}/cvpctl_fictional"
TO_PIPELINES = f"{ROOT}/pipelines/2026-09/0-5"
TO_PIPELINE = f"{TO_PIPELINES}/cvpctl_fictional"
TO_STAGE = f"{TO_PIPELINE}/stages/cvpctl_waiting"
LOOK = "validateReferencesBeforeDelete=true"

CASES = (
    reading("account.details", Portal.identity, "/account-info/2026-09/details"),
    Case(
        "auth.introspect",
        Portal.token_info,
        (("POST", "/oauth/v2/private-apps/get/access-token-info", {"tokenKey": STAND_IN}),),
    ),
    reading("properties.list_groups", lambda portal: portal.fetch([GROUPS_OF]), TO_GROUPS),
    writing(MADE_GROUP, "POST", TO_GROUPS),
    writing(("properties.update_group", ONE_GROUP, NEW_LABEL), "PATCH", TO_GROUP, MADE_GROUP),
    writing(UNGROUPED, "DELETE", TO_GROUP, MADE_GROUP),
    reading("properties.list", lambda portal: portal.fetch([PROPERTIES_OF]), TO_PROPERTIES),
    reading(
        "properties.list_archived",
        lambda portal: portal.fetch([], archived=[PROPERTIES_OF]),
        f"{TO_PROPERTIES}?archived=true",
        before=(MADE_GROUP, MADE, ARCHIVED),
    ),
    reading(
        "properties.list_sensitive",
        lambda portal: portal.fetch([PROPERTIES_OF], sensitive={PROPERTIES_OF: frozenset({"sensitive"})}),
        TO_PROPERTIES,
        f"{TO_PROPERTIES}?dataSensitivity=sensitive",
    ),
    writing(MADE, "POST", f"{TO_PROPERTIES}/batch/create", MADE_GROUP),
    writing(("properties.create", APPOINTMENTS, PROPERTY), "POST", TO_PROPERTIES, MADE_GROUP, MADE, ARCHIVED),
    writing(("properties.update", ONE_PROPERTY, NEW_LABEL), "PATCH", TO_PROPERTY, MADE_GROUP, MADE),
    writing(ARCHIVED, "DELETE", TO_PROPERTY, MADE_GROUP, MADE),
    reading("pipelines.list", lambda portal: portal.fetch([("pipeline", ("tickets",))]), TO_PIPELINES),
    writing(PIPED, "POST", TO_PIPELINES),
    writing(("pipelines.update", ONE_PIPELINE, NEW_LABEL), "PATCH", TO_PIPELINE, PIPED),
    writing(UNPIPED, "DELETE", f"{TO_PIPELINE}?validateDealStageUsagesBeforeDelete=true&{LOOK}", PIPED),
    writing(STAGED, "POST", f"{TO_PIPELINE}/stages", PIPED),
    writing(("pipelines.update_stage", ONE_STAGE, NEW_LABEL), "PATCH", TO_STAGE, PIPED, STAGED),
    writing(("pipelines.delete_stage", ONE_STAGE, None), "DELETE", f"{TO_STAGE}?{LOOK}", PIPED, STAGED),
)


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
        for step in (UNPIPED, ARCHIVED, UNGROUPED):
            write(portal, step)  # what an interrupted recording left; refusals are welcome
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
            record(case, emulator.base_url, emulator.token, EMULATOR)
    return case


@pytest.mark.parametrize("recorded", CASES, ids=cassette_name, indirect=True)
def test_each_operation_sends_what_its_cassette_holds(recorded: Case) -> None:
    """With nobody listening, the answers come from the cassette, and only to exactly these requests."""
    with tape().use_cassette(cassette_name(recorded)) as cassette, quick(NOBODY, "another-token") as portal:
        told = recorded.ask(portal)
        assert cassette.all_played
        assert portal.calls.total == len(recorded.wire)
    sent = [(request.method, _local(request.uri), json.loads(request.body or "null")) for request in cassette.requests]
    assert list(recorded.wire) == sent
    assert told not in (Settled.FAILED, Settled.IN_DOUBT)


def _local(uri: str) -> str:
    parts = urlsplit(uri)
    return urlunsplit(("", "", parts.path, parts.query, ""))


def test_every_operation_of_every_kind_has_a_cassette() -> None:
    """A new kind brings its cassettes along."""
    named = {str(operation) for kind in KINDS.values() for operation in kind.operations.values()}
    assert named | {"account.details", "auth.introspect"} == {case.operation for case in CASES}
    assert {cassette_name(case) for case in CASES} == {path.name for path in CASSETTES.glob("*.yaml")}


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
